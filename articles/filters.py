"""ArticleFilter: the one door from a query string to a Search. What it cannot read becomes a notice."""

from __future__ import annotations

from functools import cache, cached_property

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from articles.facets import Value, known
from articles.models import Article
from articles.narrowing import SORTS, Narrowing
from articles.periods import Period
from articles.search.fields import BY_NAME, FACETS
from articles.search.letters import clean_typed
from articles.search.search import Search

MAX_CHOICES = 50  # values of one facet in one address

NOT_HERE = "No {} “{}” is in the archive, so the choice was left out."
NOT_SO = "“{}” is not {}, so the choice was left out. Write {}."
NO_DATE = "“{}” is not a date, so it was left out. Write 2019, 2019-01 or 2019-01-07."
NO_SORT = "“{}” is not an order, so it was left out. Write newest, oldest or relevance."
TOO_MANY = f"Only the first {MAX_CHOICES} choices of each kind were read."


class SharedField(forms.Field):
    """A field that is the same for every question: the forms share it, none has a copy."""

    def __deepcopy__(self, memo):
        return self


class TypedField(SharedField, forms.CharField):
    """What was typed, without characters that nothing can take."""

    def to_python(self, value):
        return clean_typed(str(value or "")).strip()


class PeriodField(TypedField):
    """A day, a month or a year as a Period, or None."""

    def clean(self, value):
        typed = self.to_python(value)
        try:
            return Period.parse(typed) if typed else None
        except ValueError:
            raise ValidationError(NO_DATE.format(typed[:60])) from None


class SortField(TypedField):
    """The name of an order, or nothing."""

    def clean(self, value):
        typed = self.to_python(value)
        if typed and typed not in dict(SORTS):
            raise ValidationError(NO_SORT.format(typed[:60]))
        return typed


class SeveralField(SharedField):
    """The values given under one name, each once, without empty ones."""

    widget = forms.MultipleHiddenInput

    def clean(self, value):
        several = [value] if isinstance(value, str) else value or ()
        given = dict.fromkeys(clean_typed(each).strip()[:300] for each in several)
        return [each for each in given if each]


SEVERAL = SeveralField(required=False)


class SearchFilter(django_filters.Filter):
    """A filter of a search. Every question has its own, all over the same field."""

    def __deepcopy__(self, memo):
        made = object.__new__(type(self))
        vars(made).update(vars(self))
        return made


class TypedFilter(SearchFilter):
    """Narrows to what was typed in the search box."""

    field_class = TypedField

    def filter(self, search, typed):
        return search.matching(typed) if typed else search


class PeriodFilter(SearchFilter):
    """Narrows to articles after, or before, a day, month or year."""

    field_class = PeriodField

    def filter(self, search, period):
        return search.dated(self.field_name, period) if period else search


class SortFilter(SearchFilter):
    """Puts the hits in an order."""

    field_class = SortField

    def filter(self, search, sort):
        return search.sorted_by(sort) if sort else search


class FacetFilter(SearchFilter):
    """Narrows to articles with any or all of the wanted values of a facet, and with none of the excluded."""

    field_class = SeveralField

    def filter(self, search, _given):
        name, asked = self.field_name, self.parent
        search = _choosing(search, name, asked.chosen[name], asked.mode(name))
        return _choosing(search, name, asked.excluded[name], "none")


def _choosing(search, name, values, mode):
    if not values:
        return search
    label = (" and " if mode == "all" else " or ").join(each.label for each in values)
    return search.choosing(name, tuple(each.id for each in values), label, mode)


class ArticleFilter(Narrowing, django_filters.FilterSet):
    """The search that a query string asks for, and the addresses that lead from it to others.

    `sort` is a filter in the query string and, on the object, the order in which the hits come.
    """

    q = TypedFilter(label="Search")
    person = FacetFilter(label=BY_NAME["person"].label)
    country = FacetFilter(label=BY_NAME["country"].label)
    organisation = FacetFilter(label=BY_NAME["organisation"].label)
    source = FacetFilter(label=BY_NAME["source"].label)
    agency = FacetFilter(label=BY_NAME["agency"].label)
    lang = FacetFilter(label=BY_NAME["lang"].label)
    city = FacetFilter(label=BY_NAME["city"].label)
    year = FacetFilter(label=BY_NAME["year"].label)
    month = FacetFilter(label=BY_NAME["month"].label)
    copies = FacetFilter(label=BY_NAME["copies"].label)
    after = PeriodFilter(field_name="after", label=BY_NAME["after"].label)
    before = PeriodFilter(field_name="before", label=BY_NAME["before"].label)
    sort = SortFilter(label="Order")

    class Meta:
        model = Article
        fields = []

    def __init__(self, data=None, queryset=None, **kwargs):
        data = QueryDict() if data is None else data
        super().__init__(data, Search() if queryset is None else queryset, **kwargs)
        self.is_bound = True

    def get_form_class(self):
        """The form that checks a query string, made only once: its fields are always the same."""
        return _form_class(type(self))

    @cached_property
    def search(self) -> Search:
        """The search, with a notice for every value that could not be read."""
        return self.qs

    def filter_queryset(self, search):
        for name, value in self.cleaned.items():
            search = self.filters[name].filter(search, value)
        search = search.one_of_each_family() if self.families else search
        return search.noting(*self.problems).for_page(self._page)

    @property
    def cleaned(self) -> dict:
        """The values that could be read, by the names of the filters."""
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def problems(self) -> tuple[str, ...]:
        """Sentences about values that could not be read or are not in the archive, and were left out."""
        _ = self.chosen
        errors = [error for errors in self.form.errors.values() for error in errors]
        return tuple(dict.fromkeys([*errors, *self._remarks]))

    @property
    def _page(self) -> int:
        typed = self.data.get("page", "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 1

    @cached_property
    def _remarks(self) -> list[str]:
        return []

    @cached_property
    def chosen(self) -> dict[str, list[Value]]:
        """The wanted values of each facet that are in the archive; a remark for each that is not."""
        return self._in_archive[0]

    @cached_property
    def excluded(self) -> dict[str, list[Value]]:
        """The values of each facet that no article may have: not.person=ali-shamkhani."""
        return self._in_archive[1]

    def mode(self, name: str) -> str:
        """Whether a hit has any of the wanted values or, with person.mode=all, all of them."""
        return "all" if self.written(f"{name}.mode") == "all" else "any"

    @property
    def families(self) -> bool:
        """Whether one article stands for each story: families=one."""
        return self.written("families") == "one"

    def written(self, name: str) -> str:
        """What the query string says under a name, cleaned; empty where it says nothing."""
        return clean_typed(str(self.data.get(name) or "")).strip()

    @cached_property
    def _in_archive(self):
        wanted = {name: self._given(name) for name in FACETS}
        unwanted = {name: self._given(f"not.{name}") for name in FACETS}
        found = known({name: [*wanted[name], *unwanted[name]] for name in FACETS})
        for name in FACETS:
            for value in [*wanted[name], *unwanted[name]]:
                if value not in found[name]:
                    self._remarks.append(_missing(name, value))
        return [
            {
                name: list(
                    {found[name][v].id: found[name][v] for v in given[name] if v in found[name]}.values()
                )
                for name in FACETS
            }
            for given in (wanted, unwanted)
        ]

    def _given(self, name: str) -> list[str]:
        values = self.data.getlist(name) if hasattr(self.data, "getlist") else self.data.get(name)
        given = SEVERAL.clean(values)
        if len(given) > MAX_CHOICES:
            self._remarks.append(TOO_MANY)
        return given[:MAX_CHOICES]


@cache
def _form_class(kind):
    return super(ArticleFilter, kind()).get_form_class()


def _missing(name: str, value: str) -> str:
    if name in HOW:
        return NOT_SO.format(value[:60], *HOW[name])
    return NOT_HERE.format(name, value[:60])


HOW = {
    "year": ("a year", "year=2019"),
    "month": ("a month", "month=2019-01"),
    "lang": ("a language", "lang=en"),
    "city": ("a place", "city=tehran"),
    "copies": ("a number of copies", "copies=1, copies=2-4, copies=5-9 or copies=10-"),
}
