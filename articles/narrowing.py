"""From one search to the next: what was chosen, what could be, and the address of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import quote_plus

from django.utils.http import urlencode

from articles.facets import labelled
from articles.names import key
from articles.search.doctor import FEW, Clause, Remedy, diagnosed, renamed
from articles.search.fields import BY_NAME, FACETS, SIZE, YEAR

MOST_VALUES = 10_000  # of one facet, the most frequent
IN_ORDER = {YEAR: -1, SIZE: 1}  # facets whose values stand by their size, not by their counts
SORTS = (("relevance", "Most relevant"), ("newest", "Newest first"), ("oldest", "Oldest first"))


@dataclass(frozen=True)
class Chip:
    """One choice that was made; `query` is the address without it."""

    field_label: str
    label: str
    query: str


@dataclass(frozen=True)
class Choice:
    """One value of a facet: `value` stands in addresses, `query` is the address that turns it on or off.

    `without` is the address that excludes it, or no longer does.
    """

    value: str
    label: str
    count: int
    selected: bool
    query: str
    excluded: bool = False
    without: str = ""

    @property
    def made(self) -> bool:
        """Whether the value is wanted or excluded."""
        return self.selected or self.excluded


@dataclass(frozen=True)
class Facet:
    """One side by which results can be narrowed; `query` is the present address.

    `switch` holds any and all, whether it is so, and the address for it, where several values are wanted
    and one article can have them all.
    """

    name: str
    label: str
    choices: tuple[Choice, ...]
    switch: tuple[tuple[str, bool, str], ...] = ()
    query: str = ""


class Narrowing:
    """The choices around a search. Mixed into a filter that has `data`, `form`, `search`, `chosen`,
    `excluded`, `mode` and `families`.
    """

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
        chips += [
            Chip(BY_NAME[name].label, f"not {each.label}", self._toggled(name, each.value, exclude=True))
            for name in FACETS
            for each in self.excluded[name]
        ]
        chips += [Chip("Stories", "one article of each", self.families_query)] if self.families else []
        return tuple(chips + self._date_chips())

    def _date_chips(self):
        return [
            Chip(BY_NAME[dated.field].label, dated.period.in_words(), self._query(**{dated.field: []}))
            for dated in self.search.dates
        ]

    def facets(self) -> tuple[Facet, ...]:
        """Each facet with its most frequent values and all chosen ones, counted without its own choice."""
        counted = self.search.found.facets
        shown = labelled({name: [each.value for each in values] for name, values in counted.items()})
        return tuple(self._facet(name, counted[name], shown[name]) for name in counted)

    def facet(self, name: str, holding: str = "", most: int = MOST_VALUES) -> Facet:
        """One facet with every value (`most` at most) whose name holds the text."""
        counted = self.search.counting(name, most).found.facets[name]
        shown = labelled({name: [each.value for each in counted]})[name]
        sought = key(holding)
        shown = {id: value for id, value in shown.items() if sought in key(value.label)}
        return self._facet(name, counted, shown)

    def _facet(self, name, counted, shown) -> Facet:
        switch = ()
        if len(self.chosen[name]) > 1 and BY_NAME[name].kind != SIZE:
            modes = (("any", []), ("all", ["all"]))
            switch = tuple(
                (mode, mode == self.mode(name), self._query(**{f"{name}.mode": v})) for mode, v in modes
            )
        return Facet(name, BY_NAME[name].facet, self._choices(name, counted, shown), switch, self._query())

    def _choices(self, name, counted, shown):
        selected = {each.id for each in self.chosen[name]}
        excluded = {each.id for each in self.excluded[name]}
        values = [(shown[value.value], value) for value in counted if value.value in shown]
        if BY_NAME[name].kind in IN_ORDER:
            values.sort(key=lambda pair: IN_ORDER[BY_NAME[name].kind] * pair[1].value)
        addresses = self._toggling(name) if selected or excluded else self._adding(name)
        return tuple(
            Choice(
                value=known.value,
                label=known.label,
                count=value.count,
                selected=known.id in selected,
                query=query,
                excluded=known.id in excluded,
                without=without,
            )
            for known, value in values
            for query, without in [addresses(known.value)]
        )

    def _toggling(self, name: str) -> Callable[[str], tuple[str, str]]:
        """From a value to the address that wants it, or no longer does, and the one that excludes it."""
        return lambda value: (self._toggled(name, value), self._toggled(name, value, exclude=True))

    def _adding(self, name: str) -> Callable[[str], tuple[str, str]]:
        """What `_toggling` is where nothing was chosen yet: the present address with one part more."""
        present = self._query(**{name: [], f"not.{name}": [], f"{name}.mode": []})
        before = f"{present}&" if present else ""
        wanted, excluded = f"{before}{quote_plus(name)}=", f"{before}{quote_plus(f'not.{name}')}="

        def add(value):
            quoted = _quoted(value)
            return wanted + quoted, excluded + quoted

        return add

    def _toggled(self, name: str, value: str, exclude: bool = False) -> str:
        """The address with the value wanted, or excluded, or no longer so; never both at once."""
        wanted = [each.value for each in self.chosen[name]]
        unwanted = [each.value for each in self.excluded[name]]
        here, there = (unwanted, wanted) if exclude else (wanted, unwanted)
        kept = [each for each in here if each != value]
        changed = kept if value in here else [*kept, value]
        other = [each for each in there if each != value]
        wanted, unwanted = (other, changed) if exclude else (changed, other)
        lists = {name: wanted, f"not.{name}": unwanted}
        return self._query(**lists | ({f"{name}.mode": []} if len(wanted) < 2 else {}))

    @cached_property
    def diagnosis(self) -> tuple[tuple[tuple[Clause, str], ...], tuple[tuple[Remedy, str], ...]]:
        """Why so little is found: each clause with the address without it; each remedy with its address."""
        found = diagnosed(self.search)
        clauses = tuple((clause, self._without(clause)) for clause in found.clauses)
        remedies = (*found.spellings, *found.looser)
        return clauses, tuple((remedy, self._query(q=[remedy.typed])) for remedy in remedies)

    @property
    def finds_few(self) -> bool:
        """Whether so few articles are found that another search may have been meant."""
        return self.search.count() < FEW

    @cached_property
    def meant(self) -> tuple[tuple[Remedy, str], ...]:
        """Names that may have been meant in place of those that nobody has, each with its address."""
        return tuple((remedy, self._query(q=[remedy.typed])) for remedy in renamed(self.search))

    @property
    def surely_query(self) -> str:
        """The address that leaves out what only possibly lies in the dates asked for."""
        return self._query(q=[f"{self.written('q')} surely:yes".strip()])

    def _without(self, clause: Clause) -> str:
        if not clause.name:
            return self._query(q=[clause.typed] if clause.typed else [])
        names = (clause.name, f"not.{clause.name}", f"{clause.name}.mode")
        return self._query(**{name: [] for name in names})

    @property
    def families_query(self) -> str:
        """The address for one article of each story, or for all of them again."""
        return self._query(families=[] if self.families else ["one"])

    def _query(self, **changed: list[str]) -> str:
        """The query string with these values in place of the present ones, without page and what was bad."""
        parts = self._written | {name: _encoded(name, values) for name, values in changed.items()}
        return "&".join([part for part in parts.values() if part])

    @cached_property
    def _written(self) -> dict[str, str]:
        """What the present address says under each name, as addresses write it: a page has it in hundreds."""
        good = {name: [each.value for each in self.chosen[name]] for name in FACETS}
        good |= {f"not.{name}": [each.value for each in self.excluded[name]] for name in FACETS}
        kept = {name: values for name, values in _lists(self.data) if name not in ("page", "find")}
        kept = {name: () if name in self.form.errors else good.get(name, kept[name]) for name in kept}
        return {name: _encoded(name, [value for value in values if value]) for name, values in kept.items()}


_quoted = lru_cache(maxsize=20_000)(quote_plus)


def _encoded(name: str, values) -> str:
    return urlencode([(name, value) for value in values]) if values else ""


def _lists(data):
    return data.lists() if hasattr(data, "lists") else ((name, [value]) for name, value in data.items())
