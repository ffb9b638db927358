"""What was counted ahead, for one view of the index: which list is asked for, and what changed in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import tantivy
from tantivy import FieldType, Occur, Order, Query, Searcher

from articles.search import tree as t
from articles.search.embedded.ahead import kept, snapshots
from articles.search.embedded.ahead.kept import Kept
from articles.search.embedded.ahead.listed import Listed, Part
from articles.search.embedded.anywhere import lists_of, silent, unranked
from articles.search.embedded.columns import Named
from articles.search.embedded.compiling import these
from articles.search.embedded.faults import is_fault
from articles.search.embedded.joined import both
from articles.search.embedded.lists import ALL, List, count, length, query_of
from articles.search.embedded.schema import SCHEMA
from articles.search.engine import IndexUnavailable

A_CHANGE = 100  # hits are counted in the time that one changed article takes
ONE_IN = 5  # articles at most may be new, and one in so many hits in none but the shorter lists of a word

Opening = Callable[[Path], tantivy.Index]


@dataclass(frozen=True)
class Ahead:
    """What was counted of the index as it was `before`, for the view of it that is `now`.

    `changed` are the ids of articles that may have changed between the two; those above `last` are new.
    """

    snapshot: Path
    counts: Kept
    before: Searcher
    last: int
    changed: frozenset[int]
    now: Searcher
    named: Named

    @classmethod
    def of(
        cls, snapshot: Path | None, opening: Opening, now: Searcher, named: Named, earlier: Ahead | None
    ) -> Ahead | None:
        """What was counted with a snapshot, which was made before this view; None where it cannot be read."""
        try:
            if snapshot is None:
                return None
            if not earlier or earlier.snapshot != snapshot:
                before = opening(snapshot).searcher()
                earlier = cls(snapshot, Kept(snapshot), before, _last(before), frozenset(), now, named)
            changed = (id for id in snapshots.changed(snapshot) if id <= earlier.last)
            return replace(earlier, changed=frozenset(changed), now=now, named=named)
        except BaseException as error:
            if is_fault(error) or isinstance(error, OSError | IndexUnavailable | sqlite3.Error):
                return None
            raise

    def listed(self, node: t.Node) -> Listed | None:
        """What the tree finds, as a list that was counted; None where that is none, or of no use."""
        lists = self._lists(node)
        told = self.counts.of(lists[0]) if lists else None
        return Listed(self.named, told, *self._changes(lists)) if told else None

    def _lists(self, node: t.Node) -> list[List]:
        """The lists that together hold what the tree finds, the longest first; none where what was counted
        ahead of that one is of no use."""
        lengths = {each: length(self.now, each) for each in lists_of(unranked(node))}
        lists = sorted(filter(lengths.__getitem__, lengths), key=lengths.__getitem__, reverse=True)
        longest, *others = [lengths[each] for each in lists] or [0]
        return [] if self._is_worthless(longest, sum(others)) else lists

    def _is_worthless(self, longest: int, others: int) -> bool:
        """Whether to count what changed, and what is found in other lists, takes as long as to count all."""
        is_short = longest < max(kept.LEAST, A_CHANGE * len(self.changed))
        return is_short or ONE_IN * others > longest or self.is_old

    @cached_property
    def years(self) -> list[int]:
        """The years of all articles when they were counted; none where that is not known."""
        told = self.counts.of(ALL).get("year")
        return [year for year, _ in kept.unpacked(told).counted.values] if told else []

    @cached_property
    def is_old(self) -> bool:
        """Whether so much has changed that nothing that was counted is of use."""
        changed = A_CHANGE * len(self.changed) > self.now.num_docs
        return changed or ONE_IN * self._new > self.before.num_docs

    def _changes(self, lists: Sequence[List]) -> tuple[Part, Part]:
        """What was found in the longest list and changed since; what is found there by now, or beside it."""
        longest, *others = lists
        since = [*self._changed, self._later] if self._new else self._changed
        gone = [both(query_of(longest), each) for each in self._changed]
        come = [both(query_of(longest), each) for each in since]
        return Part(self.before, gone), Part(self.now, [*come, *_beside(longest, others)])

    @cached_property
    def _changed(self) -> list[Query]:
        return [these(self.changed)] if self.changed else []

    @cached_property
    def _new(self) -> int:
        """How many articles are new."""
        return count(self.now, self._later)

    @property
    def _later(self) -> Query:
        return silent(Query.range_query(SCHEMA, "id", FieldType.Integer, self.last + 1, None))


def _beside(longest: List, others: Sequence[List]) -> list[Query]:
    """What is found in the other lists without being in the longest."""
    absent = (Occur.MustNot, query_of(longest))
    return [Query.boolean_query([(Occur.Must, query_of(each)), absent]) for each in others]


def _last(searcher: Searcher) -> int:
    """The highest id; 0 where there is no article."""
    if not searcher.num_docs:
        return 0
    hits = searcher.search(Query.all_query(), 1, False, "id", 0, Order.Desc).hits
    return searcher.fast_field_values("id", [address for _, address in hits])[0]
