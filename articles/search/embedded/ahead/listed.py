"""A list that was counted ahead, and the articles by which it differs from what is found now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tantivy import Query, Searcher

from articles.search.embedded.ahead.kept import ARTICLES, unpacked
from articles.search.embedded.ahead.known import Known
from articles.search.embedded.anywhere import silent
from articles.search.embedded.columns import MOST, Named
from articles.search.embedded.joined import any_of
from articles.search.embedded.lists import count
from articles.search.embedded.tally import Tally


@dataclass(frozen=True)
class Part:
    """The articles that some queries find in one view of the index; they are few."""

    searcher: Searcher
    queries: Sequence[Query]

    @property
    def articles(self) -> int:
        """How many they are."""
        return count(self.searcher, self._query) if self.queries else 0

    def tally(self, named: Named, wanted: Mapping[str, int]) -> Tally | None:
        """What they come to, value by value; None where there are none."""
        few = {"hits": 0, "is_small": True, "is_dear": False}
        return Tally(self.searcher, named, self._query, wanted, **few) if self.queries else None

    @property
    def _query(self) -> Query:
        return silent(any_of(self.queries))


@dataclass(frozen=True)
class Listed:
    """What is found now: what was told of its longest list then, by field and packed, without the articles of
    that list that have changed since, as they were, and with those that are found and were not counted."""

    named: Named
    told: Mapping[str, str]
    gone: Part
    come: Part

    @cached_property
    def total(self) -> int:
        """How many articles are found."""
        return unpacked(self.told[ARTICLES]).nothing - self.gone.articles + self.come.articles

    def known(self, tally: Tally) -> Tally | Known:
        """A tally of what is found as one of which the most is known; the same where nothing is."""
        told = {field: unpacked(self.told[field]) for field in tally.wanted if field in self.told}
        wanted = dict.fromkeys(told, MOST)
        parts = (each.tally(self.named, wanted) for each in (self.gone, self.come))
        return Known(tally, told, *parts) if told else tally
