"""ArticleFilter: the one door from a query string to a Search. What it cannot read becomes a notice."""

from __future__ import annotations

from functools import cached_property

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from articles.models import Actor, Article, Source
from articles.narrowing import SORTS, Narrowing, Value
from articles.periods import Period
from articles.search.fields import ACTOR, BY_NAME, FACETS
from articles.search.letters import clean_typed
from articles.search.naming import LOOKUPS
from articles.search.search import Search

MAX_CHOICES = 50  # values of one facet in one address
MAX_NAMES = 5  # of them written as a name instead of a slug, each a question to the database

NOT_HERE = "No {} “{}” is in the archive, so the choice was left out."
NO_YEAR = "“{}” is not a year, so the choice was left out. Write year=2019."
NO_DATE = "“{}” is not a date, so it was left out. Write 2019, 2019-01 or 2019-01-07."
NO_SORT = "“{}” is not an order, so it was left out. Write newest, oldest or relevance."
TOO_MANY = f"Only the first {MAX_CHOICES} choices of each kind were read."


class TypedField(forms.CharField):
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


class SeveralField(forms.Field):
    """The values given under one name, each once, without empty ones."""

    widget = forms.MultipleHiddenInput

    def clean(self, value):
        several = [value] if isinstance(value, str) else value or ()
        given = dict.fromkeys(clean_typed(each).strip()[:300] for each in several)
        return [each for each in given if each]


class TypedFilter(django_filters.Filter):
    """Narrows to what was typed in the search box."""

    field_class = TypedField

    def filter(self, search, typed):
        return search.matching(typed) if typed else search


class PeriodFilter(django_filters.Filter):
    """Narrows to articles after, or before, a day, month or year."""

    field_class = PeriodField

    def filter(self, search, period):
        return search.dated(self.field_name, period) if period else search


class SortFilter(django_filters.Filter):
    """Puts the hits in an order."""

    field_class = SortField

    def filter(self, search, sort):
        return search.sorted_by(sort) if sort else search


class FacetFilter(django_filters.Filter):
    """Narrows to articles with any of the chosen values of a facet."""

    field_class = SeveralField

    def filter(self, search, _given):
        chosen = self.parent.chosen[self.field_name]
        if not chosen:
            return search
        label = " or ".join(each.label for each in chosen)
        return search.choosing(self.field_name, tuple(each.id for each in chosen), label)


class ArticleFilter(Narrowing, django_filters.FilterSet):
    """The search that a query string asks for, and the addresses that lead from it to others.

    `sort` is a filter in the query string and, on the object, the order in which the hits come.
    """

    q = TypedFilter(label="Search")
    person = FacetFilter(label=BY_NAME["person"].label)
    country = FacetFilter(label=BY_NAME["country"].label)
    organisation = FacetFilter(label=BY_NAME["organisation"].label)
    source = FacetFilter(label=BY_NAME["source"].label)
    year = FacetFilter(label=BY_NAME["year"].label)
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

    @cached_property
    def search(self) -> Search:
        """The search, with a notice for every value that could not be read."""
        return self.qs

    def filter_queryset(self, search):
        for name, value in self.cleaned.items():
            search = self.filters[name].filter(search, value)
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
        """The chosen values of each facet that are in the archive; a remark for each that is not."""
        given = {name: self._given(name) for name in FACETS}
        known = _known_values(given)
        for name, values in given.items():
            for value in values:
                if value not in known[name]:
                    self._remarks.append(_missing(name, value))
        return {name: [known[name][v] for v in values if v in known[name]] for name, values in given.items()}

    def _given(self, name: str) -> list[str]:
        given = self.cleaned.get(name) or []
        if len(given) > MAX_CHOICES:
            self._remarks.append(TOO_MANY)
        return given[:MAX_CHOICES]


def _missing(name: str, value: str) -> str:
    return NO_YEAR.format(value[:60]) if name == "year" else NOT_HERE.format(name, value[:60])


def _known_values(given: dict[str, list[str]]) -> dict[str, dict[str, Value]]:
    """Of each facet, the given values that are in the archive, under what was given."""
    known = _by_slug(given)
    for name, values in given.items():
        lookup = LOOKUPS.get(BY_NAME[name].kind)
        for value in [value for value in values if lookup and value not in known[name]][:MAX_NAMES]:
            if len(found := lookup(name, value)) == 1:
                known[name][value] = Value(found[0].pk, found[0].slug, found[0].name)
    return known


def _by_slug(given: dict[str, list[str]]) -> dict[str, dict[str, Value]]:
    """What addresses say as a rule: one question for all actors, one for all sources."""
    known = {name: {} for name in given}
    slugs = [slug for name, values in given.items() if BY_NAME[name].kind == ACTOR for slug in values]
    for actor in Actor.objects.seen().filter(slug__in=slugs) if slugs else ():
        known[actor.kind][actor.slug] = Value(actor.pk, actor.slug, actor.name)
    for source in Source.objects.filter(slug__in=given["source"]) if given["source"] else ():
        known["source"][source.slug] = Value(source.pk, source.slug, source.name)
    known["year"] = {y: Value(int(y), y, str(int(y))) for y in given["year"] if _is_year(y)}
    return known


def _is_year(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) == 4 and value > "0000"
