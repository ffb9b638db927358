"""From one search to the next: what was chosen, what could be, and the address of each."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from articles.models import Actor, Source
from articles.search.fields import ACTOR, BY_NAME, FACETS, SOURCE, YEAR

SORTS = (("relevance", "Most relevant"), ("newest", "Newest first"), ("oldest", "Oldest first"))


@dataclass(frozen=True)
class Chip:
    """One choice that was made; `query` is the address without it."""

    field_label: str
    label: str
    query: str


@dataclass(frozen=True)
class Choice:
    """One value of a facet: `value` stands in addresses, `query` is the address that turns it on or off."""

    value: str
    label: str
    count: int
    selected: bool
    query: str


@dataclass(frozen=True)
class Facet:
    """One side by which results can be narrowed."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Value:
    """One value of a facet: its id in the index, how addresses write it, how people do."""

    id: int
    value: str
    label: str


class Narrowing:
    """The choices around a search. Mixed into a filter that has `data`, `form`, `search` and `chosen`."""

    @property
    def sort(self) -> str:
        """The order in which the hits come: relevance, newest or oldest."""
        return self.search.order

    @property
    def sorts(self) -> tuple[tuple[str, str, bool, str], ...]:
        """Each order: its name, its label, whether it is the present one, and the address for it."""
        return tuple((name, label, name == self.sort, self._query(sort=[name])) for name, label in SORTS)

    @property
    def chips(self) -> tuple[Chip, ...]:
        """Every choice that was made beside the search box, and the address without it."""
        chips = [
            Chip(BY_NAME[name].label, each.label, self._toggled(name, each.value))
            for name in FACETS
            for each in self.chosen[name]
        ]
        return tuple(chips + self._date_chips())

    def _date_chips(self):
        return [
            Chip(BY_NAME[dated.field].label, dated.period.in_words(), self._query(**{dated.field: []}))
            for dated in self.search.dates
        ]

    def facets(self) -> tuple[Facet, ...]:
        """Each facet with its most frequent values and all chosen ones, counted without its own choice."""
        counted = self.search.found.facets
        labelled = _labelled(counted)
        return tuple(
            Facet(name, field.facet, self._choices(name, counted[name], labelled[name]))
            for name, field in FACETS.items()
        )

    def _choices(self, name, counted, labelled):
        selected = {each.id for each in self.chosen[name]}
        values = [(labelled[value.value], value) for value in counted if value.value in labelled]
        if name == "year":
            values.sort(key=lambda pair: -pair[1].value)
        return tuple(
            Choice(
                known.value, known.label, value.count, known.id in selected, self._toggled(name, known.value)
            )
            for known, value in values
        )

    def _toggled(self, name: str, value: str) -> str:
        given = [each.value for each in self.chosen[name]]
        kept = [each for each in given if each != value]
        return self._query(**{name: kept if value in given else [*kept, value]})

    def _query(self, **changed: list[str]) -> str:
        """The query string with these values in place of the present ones, without page and what was bad."""
        query = QueryDict(mutable=True)
        for name, values in _lists(self.data):
            good = [each.value for each in self.chosen[name]] if name in FACETS else values
            query.setlist(name, [value for value in good if value and name not in self.form.errors])
        for name, values in {**changed, "page": []}.items():
            query.setlist(name, values)
        return query.urlencode()


def _lists(data):
    return data.lists() if hasattr(data, "lists") else ((name, [value]) for name, value in data.items())


def _labelled(counted) -> dict[str, dict[int, Value]]:
    """Of each facet, how its values are written: one question for all actors, one for all sources."""
    ids = {name: [value.value for value in values] for name, values in counted.items()}
    actors = _by_id(Actor.objects.seen(), [id for n in ids for id in ids[n] if BY_NAME[n].kind == ACTOR])
    known = {ACTOR: actors, SOURCE: _by_id(Source.objects.all(), ids["source"])}
    known[YEAR] = {year: Value(year, f"{year:04}", str(year)) for year in ids["year"]}
    return {name: known[BY_NAME[name].kind] for name in counted}


def _by_id(rows, ids) -> dict[int, Value]:
    found = rows.filter(pk__in=ids).only("name", "slug") if ids else ()
    return {row.pk: Value(row.pk, row.slug, row.name) for row in found}
