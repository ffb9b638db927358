"""Facets and histogram of all hits of a request, each facet under every choice but its own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, partial

from tantivy import Occur, Query

from articles.periods import Period
from articles.search import tree as t
from articles.search.embedded import columns
from articles.search.embedded.asking import Asked
from articles.search.embedded.columns import EVERY, columns_of
from articles.search.embedded.compiling import matching, these
from articles.search.embedded.expecting import expected
from articles.search.embedded.halves import at_once, halves
from articles.search.embedded.ranking import Page
from articles.search.embedded.stories import Stories
from articles.search.engine import Bar, FacetValue, Found
from articles.search.fields import BY_NAME

MANY = 50  # values read of a facet, so that equal counts are cut in one order
MOST = 60_000  # values that the library gives of a facet
YEARS = 1_000  # bars and values of the years at most
MONTHS_UP_TO = 3  # years; longer histograms have a bar for each year
LARGE = 20_000  # hits from which counting in two threads is quicker than in one
FEW = 2_000  # hits up to which nobody has to be left out of counting
ONE_IN = 50  # hits that whoever is shown is likely to be in
NO_YEAR = 0  # counts the hits without one


class Counting:
    """The counts of what was asked; `found` is its page, or None where that is being read meanwhile and
    about so many hits are expected."""

    def __init__(self, asked: Asked, found: Page | None = None, likely: int = 0):
        self.asked, self.request, self.searcher = asked, asked.request, asked.searcher
        self.hits = found.total if found else likely
        self.is_large = self.hits >= LARGE and not asked.is_dear
        self.is_small = found is not None and found.total <= FEW
        self.query = these(found.ids) if found and found.ids is not None else asked.unscored

    def jobs(self) -> list:
        """What is counted in one go over the hits, in one part for each processor, and what each facet counts
        for itself over other hits."""
        parts = halves(self._wanted) if self.is_large else [self._wanted]
        shared = [partial(self.searcher.aggregate, self.query, part) for part in parts if part]
        own = [] if self.request.families else [partial(self._alone, name) for name in self._own]
        return shared + own

    def _alone(self, name: str) -> dict:
        return {_own(name): self.searcher.aggregate(self.asked.without(name), self._terms_of([name]))}

    @cached_property
    def answer(self) -> dict:
        """Facets and histogram in one go over the hits, which costs more than the counting."""
        jobs = self.jobs()
        large = self.is_large or expected(self.searcher, self.request.tree) >= LARGE
        return merged(at_once(jobs) if large and jobs else [job() for job in jobs])

    @property
    def _wanted(self) -> dict:
        wanted = {} if self.request.families else self._terms_of(self._shared)
        if self.request.histogram:
            wanted |= {"year": _years(), "months": _terms("month", 12 * YEARS)}
        return wanted

    def counts(self, total: int) -> Found:
        """Facets and histogram of all hits, of which there are `total`."""
        bars, undated, without_month = self._histogram(total) if self.request.histogram else ((), 0, 0)
        return Found(facets=self._facets(), histogram=bars, undated=undated, without_month=without_month)

    def _facets(self) -> dict[str, tuple[FacetValue, ...]]:
        """Each facet's most frequent values under every other choice, the chosen ones even at zero."""
        if self.request.families:
            counted = self._told(self.asked.stories, self._shared)
        else:
            counted = self._values_in(self.query, self.answer, self._shared)
        for name in self._own:
            counted |= self._counted_without_itself(name)
        return {name: counted[name] for name in self.request.facets}

    @cached_property
    def _shared(self) -> list[str]:
        """The facets that are counted under every choice, since none is of their own."""
        chosen = {choice.field for choice in self.request.choices}
        return [name for name in self.request.facets if name not in chosen]

    @property
    def _own(self) -> list[str]:
        """The facets of which something was chosen; they show what else there is to choose."""
        return [name for name in self.request.facets if name not in self._shared]

    def _counted_without_itself(self, name: str) -> dict[str, tuple[FacetValue, ...]]:
        query = self.asked.without(name)
        if self.request.families:
            values = self._told(Stories(self.searcher, query), [name])[name]
        else:
            values = self._values(query, self.answer[_own(name)], name)
        missing = {id for c in self.request.choices if c.field == name for id in c.ids}
        missing -= {value.value for value in values}
        added = tuple(FacetValue(id, self._count_with(query, name, id)) for id in sorted(missing, key=str))
        return {name: values + added}

    def _count_with(self, query: Query, name: str, id: int) -> int:
        both = [(Occur.Must, query), (Occur.Must, matching(t.Chosen(name, (id,), "")))]
        query = Query.boolean_query(both)
        return self.asked.count(Stories(self.searcher, query).only(query) if self.request.families else query)

    def _told(self, stories: Stories, names: list[str]) -> dict[str, tuple[FacetValue, ...]]:
        """How many families have each value, from how many hits do and by how much those are too many."""
        fields = {name: BY_NAME[name].index for name in names}
        surplus = stories.surplus(list(fields.values()))
        return {name: self._families_with(stories.whole, name, surplus[fields[name]]) for name in names}

    def _families_with(self, query: Query, name: str, surplus: Mapping) -> tuple[FacetValue, ...]:
        field, size = BY_NAME[name].index, self._size(name)
        while True:
            hits = self._every_value(query, field, size)
            found = self._most_frequent(((value, n - surplus[value]) for value, n in hits), name)
            # A value that was not read has at most as many hits as the last that was, and no more families.
            if len(hits) < size or not found or found[-1].count >= hits[-1][1] or size >= MOST:
                return found
            size = min(4 * size, MOST)

    def _every_value(self, query: Query, field: str, size: int) -> list[tuple]:
        """The values of a field in most hits, so many of them, with how many hits they are in."""
        answer = self.searcher.aggregate(query, {name: _terms(name, size) for name in columns_of(field)})
        pairs = [pair for column in answer.values() for pair in _pairs(column)]
        return sorted(pairs, key=_by_count)[:size]

    def _terms_of(self, names) -> dict:
        wanted = {}
        for name in names:
            field = BY_NAME[name].index
            often, *seldom = columns_of(field)
            wanted[name] = _years() if name == "year" else _terms(often, self._size(name))
            for column in seldom:
                if self.is_small:
                    wanted[_seldom(name)] = _terms(column, self._size(name))
                elif not self._surely_below(field):
                    wanted[_seldom(name)] = columns.highest(column)
        return wanted

    def _surely_below(self, field: str) -> bool:
        """Whether those named seldom are in so few articles that they need not be counted, most likely."""
        return self.asked.at_most.get(field, self.hits) * ONE_IN <= self.hits

    def _values_in(self, query: Query, answer: dict, names) -> dict[str, tuple[FacetValue, ...]]:
        return {name: self._values(query, answer, name) for name in names}

    def _values(self, query: Query, answer: dict, name: str) -> tuple[FacetValue, ...]:
        pairs, seldom = list(_pairs(answer[name])), answer.get(_seldom(name))
        if seldom and self.is_small:
            pairs += _pairs(seldom)
        values, field = self._most_frequent(pairs, name), BY_NAME[name].index
        if field not in columns.SPLIT or self.is_small:
            return values
        highest = columns.at_most(seldom) if seldom else self.asked.at_most[field]
        if not highest or (0 < len(values) == self.request.values and values[-1].count > highest):
            return values
        return self._most_frequent(self._every_value(query, field, self._size(name)), name)

    def _size(self, name: str) -> int:
        return YEARS if name == "year" else max(MANY, self.request.values)

    def _most_frequent(self, counted, name: str) -> tuple[FacetValue, ...]:
        key, most = (_latest_first, YEARS) if name == "year" else (_by_count, self.request.values)
        known = (pair for pair in counted if name != "year" or pair[0] != NO_YEAR)
        ordered = sorted(known, key=key)[:most]
        return tuple(FacetValue(value if isinstance(value, str) else int(value), n) for value, n in ordered)

    def _histogram(self, total: int) -> tuple[tuple[Bar, ...], int, int]:
        """Bars by year or by month, how many hits have no date, and how many no month."""
        years, months = (dict(sorted(_pairs(self.answer[name]))) for name in ("year", "months"))
        undated = years.pop(NO_YEAR, 0)
        if not months or max(years) - min(years) >= MONTHS_UP_TO:
            return _bars(years, Period.of), undated, 0
        return _bars(months, _month), undated, total - undated - sum(months.values())


def merged(answers: list[dict]) -> dict:
    """One answer of several that were counted at the same time."""
    return {name: counts for answer in answers for name, counts in answer.items()}


def _own(name: str) -> str:
    return f"{name} alone"


def _seldom(name: str) -> str:
    return f"{name} seldom"


def _pairs(answer: dict):
    return ((bucket["key"], bucket["doc_count"]) for bucket in answer["buckets"])


def _by_count(pair):
    value, count = pair
    return -count, value


def _latest_first(pair):
    year, count = pair
    return -count, -year


def _terms(field: str, size: int) -> dict:
    return {"terms": {"field": field, "size": size, "segment_size": EVERY}}


def _years() -> dict:
    return {"terms": {**_terms("year", YEARS)["terms"], "missing": NO_YEAR}}


def _month(number: int) -> Period:
    return Period.of(number // 12, number % 12 + 1)


def _bars(counts: dict, made) -> tuple[Bar, ...]:
    return tuple(Bar(made(int(number)), count) for number, count in counts.items())
