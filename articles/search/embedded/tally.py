"""How many hits of a query have each value of some fields, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tantivy import Occur, Query, Searcher

from articles.search.embedded import columns
from articles.search.embedded.columns import MOST, NAMED_MOST, columns_of, most_of, terms
from articles.search.embedded.schema import SCHEMA
from articles.search.embedded.slots import NAMES, NOTHING, Pairs, pairs, rest_of, slots_of, summed

MANY = 50  # values read of a column, so that equal counts are cut in one order
OF_A_SLOT = 2_000  # values; of a field with more, the column of all its values is counted
ONE_IN = 50  # hits that whoever is shown is likely to be in


@dataclass
class Tally:
    """The values of some fields in the hits of a query, of which there are about `hits`.

    `wanted` tells how many values of each field are asked for. Where `is_small`, nobody is left out of
    counting; where `is_dear`, the hits are not looked for a second time. `at_most` tells in how many articles
    anyone is who is named seldom, or not most, where known. `count` comes before everything else.
    """

    searcher: Searcher
    query: Query
    wanted: Mapping[str, int]
    hits: int
    is_small: bool
    is_dear: bool
    at_most: Mapping[str, int]
    answers: dict[str, dict] = field(default_factory=dict)

    def count(self) -> None:
        """Counts all in one go over the hits, and in another over those with more values than slots."""
        asked = dict(pair for field, size in self.wanted.items() for pair in self._asked(field, size))
        if asked:
            self.answers = self.searcher.aggregate(self.query, asked)
        if self._overflowing:
            rests = {rest_of(column): terms(rest_of(column), MOST) for column in self._overflowing}
            self.answers |= self.searcher.aggregate(self._with_more, rests)

    def values(self, field: str) -> Pairs:
        """The values in most hits, in any order, and how many hits those are: as many as wanted, or more."""
        size, seldom = self.wanted[field], self._seldom(field)
        counted = summed([self.answers[column] for column in self._parts(self._first(field))])
        if counted is not None:
            counted += pairs(seldom) if seldom and self.is_small else []
            values = [pair for pair in counted if pair[0] != NOTHING]
            if self._suffice(field, values, seldom):
                return values
        return every_value(self.searcher, self.query, field, max(size, MANY))

    def without(self, field: str) -> int:
        """How many hits have no value of a field."""
        return dict(pairs(self.answers[NAMES[field][0]])).get(NOTHING, 0)

    def _suffice(self, field: str, values: Pairs, seldom: Mapping | None) -> bool:
        """Whether nobody who was not counted can be among these values."""
        if field not in columns.SPLIT or self.is_small:
            return True
        uncounted = most_of(field) if self._counts_most(field) else field
        highest = columns.at_most(seldom) if seldom else self.at_most[uncounted]
        if not highest or len(values) < self.wanted[field]:
            return not highest
        return sorted(count for _, count in values)[-self.wanted[field]] > highest

    def _asked(self, field: str, size: int) -> Iterator[tuple[str, dict]]:
        first = self._first(field)
        slots = self._slots(first)
        for column in slots or [first]:
            yield column, terms(column, max(size, OF_A_SLOT if slots else MANY))
        for column in () if self._counts_most(field) else columns_of(field)[1:]:
            if self.is_small:
                yield column, terms(column, max(size, MANY))
            elif not self._surely_below(field):
                yield column, columns.highest(column)

    def _first(self, field: str) -> str:
        """The column of which every value is counted."""
        return most_of(field) if self._counts_most(field) else columns_of(field)[0]

    def _counts_most(self, field: str) -> bool:
        """Whether it is likely enough that only those named most need be counted."""
        if self.is_small or 2 * self.wanted[field] > NAMED_MOST:
            return False
        return bool(self._slots(most_of(field))) and self._surely_below(most_of(field))

    def _surely_below(self, uncounted: str) -> bool:
        """Whether those not counted are in so few articles that they need not be, most likely."""
        return self.at_most.get(uncounted, self.hits) * ONE_IN <= self.hits

    def _parts(self, column: str) -> list[str]:
        """The columns in which the values of this one were counted."""
        rest = [rest_of(column)] if column in self._overflowing else []
        return [*(self._slots(column) or [column]), *rest]

    def _slots(self, column: str) -> list[str]:
        return slots_of(column, 0 if self.is_dear else self.hits, self.searcher.num_docs)

    def _seldom(self, field: str) -> Mapping | None:
        return next((self.answers.get(column) for column in columns_of(field)[1:]), None)

    @cached_property
    def _overflowing(self) -> list[str]:
        """The columns that are counted by slots and of which some article has more values than slots."""
        slotted = [first for first in map(self._first, self.wanted) if self._slots(first)]
        return [column for column in slotted if self.searcher.doc_freq("more", column)]

    @property
    def _with_more(self) -> Query:
        """The hits that have more values of any of these columns."""
        marks = [Query.term_query(SCHEMA, "more", column, "basic") for column in self._overflowing]
        more = Query.boolean_query([(Occur.Should, mark) for mark in marks])
        return Query.boolean_query([(Occur.Must, self.query), (Occur.Must, more)])


def every_value(searcher: Searcher, query: Query, field: str, size: int) -> Pairs:
    """The values of a field in most hits, so many of them, with how many hits they are in."""
    answer = searcher.aggregate(query, {column: terms(column, size) for column in columns_of(field)})
    return sorted((pair for column in answer.values() for pair in pairs(column)), key=by_count)[:size]


def by_count(pair: tuple) -> tuple:
    """The order of values: those in most hits first, of equals the smallest."""
    value, count = pair
    return -count, value
