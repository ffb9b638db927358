"""Facets and histogram of all hits of a request, each facet under every choice but its own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property

from tantivy import Query

from articles.periods import Period
from articles.search import tree as t
from articles.search.embedded.ahead.known import Known
from articles.search.embedded.ahead.listed import Listed
from articles.search.embedded.asking import Asked
from articles.search.embedded.at_once import at_once
from articles.search.embedded.columns import MOST, Pairs
from articles.search.embedded.compiling import finding, matching, these
from articles.search.embedded.expecting import LARGE, expected
from articles.search.embedded.joined import both
from articles.search.embedded.ranking import Page
from articles.search.embedded.stories import Stories
from articles.search.embedded.tally import Tally, by_count, every_value
from articles.search.embedded.ways import MANY, YEARS
from articles.search.engine import Bar, FacetValue, Found
from articles.search.fields import BY_NAME, YEAR

MONTHS_UP_TO = 3  # years; longer histograms have a bar for each year
MONTHS = {"month": 12 * YEARS}
FEW = 500  # hits up to which every value is counted at once


class Counting:
    """The counts of what was asked; `found` is its page, or None where that is being read meanwhile. All
    `jobs` must be done before `counts` are asked for."""

    def __init__(self, asked: Asked, found: Page | None = None):
        self.asked, self.request, self.searcher = asked, asked.request, asked.searcher
        self.hits = found.total if found else asked.likely
        self.is_small = found is not None and found.total <= FEW
        self.query = these(found.ids) if found and found.ids is not None else asked.unscored

    def jobs(self) -> list[Callable[[], None]]:
        """What is counted over the hits, and what each facet counts for itself over other hits."""
        return [tally.count for tally in (self._together, *self._alone.values()) if tally.wanted]

    def done(self) -> Counting:
        """The same when all jobs are done, at the same time where that is quicker."""
        jobs = self.jobs()
        if len(jobs) > 1 and expected(self.searcher, self.request.tree) >= LARGE:
            at_once(jobs)
        else:
            for job in jobs:
                job()
        return self

    @property
    def total(self) -> int:
        """How many hits there are."""
        return self._together.articles()

    def counts(self, total: int) -> Found:
        """Facets and histogram of all hits, of which there are `total`."""
        bars, undated, without_month = self._histogram(total) if self.request.histogram else ((), 0, 0)
        counted = {"histogram": bars, "undated": undated, "without_month": without_month}
        return Found(total=total, facets=self._facets(total), **counted)

    @cached_property
    def _together(self) -> Tally | Known:
        """What is counted of all hits."""
        wanted = {} if self.request.families else self._fields(self._shared)
        if self.request.histogram:
            wanted |= {"year": YEARS} | (MONTHS if self._by_month else {})
        return self._of_all(wanted)

    @cached_property
    def _by_month(self) -> bool:
        """Whether the hits may well be of few years, so that their months are asked for at once; an archive
        of many years has hundreds of months, and so do most hits."""
        years = self.asked.ahead.years if self.asked.ahead else ()
        return _are_few(years) or any(map(_is_dated, t.leaves(self.asked.tree)))

    @cached_property
    def _alone(self) -> dict[str, Tally | Known]:
        """What each facet of which something was chosen counts without that choice, of all of its hits."""
        own = [] if self.request.families else self._own
        trees = {name: self.asked.without(name) for name in own}
        return {
            name: _known(self.asked.listed_as(tree), self._tally(finding(tree), self._fields([name])))
            for name, tree in trees.items()
        }

    def _of_all(self, wanted: dict[str, int]) -> Tally | Known:
        return _known(self.asked.listed if wanted else None, self._tally(self.query, wanted))

    def _tally(self, query: Query, wanted: dict[str, int]) -> Tally:
        asked = self.asked
        return Tally(self.searcher, asked.named, query, wanted, self.hits, self.is_small, asked.is_dear)

    def _fields(self, names: Iterable[str]) -> dict[str, int]:
        return {BY_NAME[name].index: self._size(name) for name in names}

    def _facets(self, total: int) -> dict[str, tuple[FacetValue, ...]]:
        """Each facet's most frequent values under every other choice, the chosen ones even at zero."""
        if self.request.families:
            counted = self._told(self.asked.stories, self._shared)
        else:
            counted = {name: self._values(self._together, name) for name in self._shared}
        for name in self._own:
            counted[name] = self._counted_without_itself(name, total)
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

    def _counted_without_itself(self, name: str, total: int) -> tuple[FacetValue, ...]:
        query = finding(self.asked.without(name))
        if self.request.families:
            values = self._told(self._stories(query), [name])[name]
        else:
            values = self._values(self._alone[name], name)
        chosen = {id: choice for choice in self.request.choices if choice.field == name for id in choice.ids}
        missing = sorted(chosen.keys() - {value.value for value in values}, key=str)
        if len(chosen) == 1 and missing and self._is_hit_by(*chosen.values()):
            return (*values, FacetValue(missing[0], total))
        return values + tuple(FacetValue(id, self._count_with(query, name, id)) for id in missing)

    def _is_hit_by(self, choice: t.Chosen) -> bool:
        """Whether every hit has what was chosen."""
        return choice.mode != "none" and self.request.past is None

    def _count_with(self, query: Query, name: str, id: int) -> int:
        query = both(query, matching(t.Chosen(name, (id,), "")))
        return self.asked.count(self._stories(query).only(query) if self.request.families else query)

    def _stories(self, query: Query) -> Stories:
        return Stories(self.searcher, query, self.asked.named)

    def _told(self, stories: Stories, names: list[str]) -> dict[str, tuple[FacetValue, ...]]:
        """How many families have each value, from how many hits do and by how much those are too many."""
        fields = {name: BY_NAME[name].index for name in names}
        surplus = stories.surplus(list(fields.values()))
        return {name: self._families_with(stories.whole, name, surplus[fields[name]]) for name in names}

    def _families_with(self, query: Query, name: str, surplus: Mapping) -> tuple[FacetValue, ...]:
        field, size = BY_NAME[name].index, max(MANY, self._size(name))
        while True:
            hits = every_value(self.searcher, self.asked.named, query, field, size)
            found = self._most_frequent(((value, n - surplus[value]) for value, n in hits), name)
            # A value that was not read has at most as many hits as the last that was, and no more families.
            if len(hits) < size or not found or found[-1].count >= hits[-1][1] or size >= MOST:
                return found
            size = min(4 * size, MOST)

    def _size(self, name: str) -> int:
        return YEARS if name == "year" else self.request.values

    def _values(self, tally: Tally | Known, name: str) -> tuple[FacetValue, ...]:
        return self._most_frequent(tally.values(BY_NAME[name].index), name)

    def _most_frequent(self, counted: Iterable[tuple], name: str) -> tuple[FacetValue, ...]:
        ordered = sorted(counted, key=_latest_first if name == "year" else by_count)[: self._size(name)]
        return tuple(FacetValue(value if isinstance(value, str) else int(value), n) for value, n in ordered)

    def _histogram(self, total: int) -> tuple[tuple[Bar, ...], int, int]:
        """Bars by year or by month, how many hits have no date, and how many no month."""
        years = dict(sorted(self._together.values("year")))
        undated = self._together.without("year")
        months = dict(sorted(self._months())) if _are_few(years) else {}
        if not months:
            return _bars(years, Period.of), undated, 0
        return _bars(months, _month), undated, total - undated - sum(months.values())

    def _months(self) -> Pairs:
        if self._by_month:
            return self._together.values("month")
        tally = self._of_all(MONTHS)
        tally.count()
        return tally.values("month")


def _is_dated(leaf: t.Node) -> bool:
    return isinstance(leaf, t.Dated) or (isinstance(leaf, t.Chosen) and BY_NAME[leaf.field].kind == YEAR)


def _are_few(years: Collection[int]) -> bool:
    """Whether what is of these years is shown by month; also where they are not known."""
    return not years or max(years) - min(years) < MONTHS_UP_TO


def _known(listed: Listed | None, tally: Tally) -> Tally | Known:
    """The tally with what was counted ahead, where what it counts is such a list."""
    return listed.known(tally) if listed else tally


def _latest_first(pair: tuple) -> tuple:
    year, count = pair
    return -count, -year


def _month(number: int) -> Period:
    return Period.of(number // 12, number % 12 + 1)


def _bars(counts: dict, made) -> tuple[Bar, ...]:
    return tuple(Bar(made(int(number)), count) for number, count in counts.items())
