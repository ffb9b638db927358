"""How many hits of a query have each value of some fields, exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tantivy import Query, Searcher

from articles.search.embedded.columns import MOST, Named, Pairs, pairs, terms
from articles.search.embedded.joined import any_of, both
from articles.search.embedded.lists import count, query_of
from articles.search.embedded.slots import NAMES, NOTHING, rest_of
from articles.search.embedded.ways import Way, Whole, ways


@dataclass
class Tally:
    """The values of some fields in the hits of a query, of which there are about `hits`.

    `wanted` tells how many values of each field are asked for. Where `is_small`, every value is counted at
    once; where `is_dear`, the hits are not looked for a second time. `count` comes before everything else.
    """

    searcher: Searcher
    named: Named
    query: Query
    wanted: Mapping[str, int]
    hits: int
    is_small: bool
    is_dear: bool
    answers: dict[str, dict] = field(default_factory=dict)

    def count(self) -> None:
        """Counts all in one go over the hits, and in another over those with more values than slots."""
        asked = {column: told for way, *_ in self._ways.values() for column, told in way.asked().items()}
        if asked:
            self.answers = self.searcher.aggregate(self.query, asked)
        if overflowing := self._overflowing():
            rests = {rest_of(column): terms(rest_of(column), MOST) for column in overflowing}
            self.answers |= self.searcher.aggregate(self._with_more(overflowing), rests)

    def values(self, field: str) -> Pairs:
        """The values in most hits, in any order, and how many hits those are: as many as wanted, or more."""
        first, *others = self._ways[field]
        counted = first.counted(self.answers)
        for way in others:
            if counted.suffices(self.wanted[field]):
                break
            counted = way.counted(self.searcher.aggregate(self.query, way.asked()))
        return counted.values

    def without(self, field: str) -> int:
        """How many hits have no value of a field."""
        return dict(pairs(self.answers[NAMES[field][0]])).get(NOTHING, 0)

    def articles(self) -> int:
        """How many hits there are. Every article has one value in the first of the columns of its years."""
        if told := self.answers.get(NAMES["year"][0]):
            return sum(count for _, count in pairs(told)) + told["sum_other_doc_count"]
        return count(self.searcher, self.query)

    @cached_property
    def _ways(self) -> dict[str, list[Way]]:
        """The ways to count each field, the soonest first."""
        return {field: list(self._ways_of(field, size)) for field, size in self.wanted.items()}

    def _ways_of(self, field: str, size: int):
        articles = self.searcher.num_docs
        found = list(ways(self.named, field, size, self.hits, articles, self.is_dear))
        return found[-1:] if self.is_small and field not in NAMES else found

    def _overflowing(self) -> list[str]:
        """The columns that are counted by slots and of which some article has more values than slots."""
        slotted = [way.slotted for way, *_ in self._ways.values()]
        return [column for column in slotted if column and self.searcher.doc_freq("more", column)]

    def _with_more(self, columns: list[str]) -> Query:
        """The hits that have more values of any of these columns."""
        marks = (query_of(("more", column)) for column in columns)
        return both(self.query, any_of(marks))


def every_value(searcher: Searcher, named: Named, query: Query, field: str, size: int) -> Pairs:
    """The values of a field in most hits, so many of them, with how many hits they are in."""
    way = Whole(named, field, size)
    return sorted(way.counted(searcher.aggregate(query, way.asked())).values, key=by_count)[:size]


def by_count(pair: tuple) -> tuple:
    """The order of values: those in most hits first, of equals the smallest."""
    value, count = pair
    return -count, value
