"""A page of hits in the order that was asked for, and how many hits there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from tantivy import DocAddress

from articles.search.embedded import nearness
from articles.search.embedded.asking import ORDERS, Asked
from articles.search.embedded.at_once import at_once
from articles.search.embedded.expecting import LARGE
from articles.search.embedded.heads import best_with, can_decide, least_hits
from articles.search.engine import Hit

NEXT_TO_IT = 64  # hits read beyond a page by relevance, to see where equal scores end
LOOKED_UP = 3_000  # hits of a dear query that are all read, so that counting need not find them again


@dataclass(frozen=True)
class Page:
    """The hits of a page, how many there are in all (None where they were not counted for it), and the ids of
    all where few were dear to find."""

    hits: tuple[Hit, ...]
    total: int | None
    ids: tuple[int, ...] | None = None


def page(asked: Asked, offset: int, limit: int, is_counted: bool = False) -> Page:
    """The hits from `offset`, at most `limit`; with `is_counted` it is known otherwise how many there are."""
    everything = asked.searcher.num_docs
    offset, limit = min(offset, everything), min(limit, everything)
    if limit == 0:
        return Page((), None if is_counted else asked.count(asked.unscored))
    if asked.order == "relevance":
        return _Ranking(asked, is_counted).page(offset, limit)
    return _dated(asked, offset, limit)


def _dated(asked: Asked, offset: int, limit: int) -> Page:
    name, order = ORDERS[asked.order]
    found = asked.searcher.search(asked.unscored, limit, True, name, offset, order)
    ids = asked.searcher.fast_field_values("id", [address for _, address in found.hits])
    return Page(tuple(Hit(id) for id in ids), found.count)


class _Ranking:
    """The hits of a request by relevance."""

    def __init__(self, asked: Asked, is_counted: bool):
        self.asked = asked
        self.is_counted = is_counted
        self.searcher = asked.searcher
        self.total: int | None = 0
        self.ids: tuple[int, ...] | None = None

    def page(self, offset: int, limit: int) -> Page:
        """A page by score, of which the best hits count how near the words stand to each other."""
        hits = self._near(offset, limit)
        return Page(hits, self.total, self.ids)

    def _near(self, offset: int, limit: int) -> tuple[Hit, ...]:
        near = nearness.near(self.asked.request.tree)
        if not near or offset >= nearness.LOOKED_AT:
            return self._scored(offset, limit)
        best = nearness.reordered(self.searcher, self._scored(0, nearness.LOOKED_AT), near)
        rest = offset + limit - nearness.LOOKED_AT
        after = self._scored(nearness.LOOKED_AT, rest) if rest > 0 else ()
        return best[offset : offset + limit] + after

    def _scored(self, offset: int, limit: int) -> tuple[Hit, ...]:
        """A page by score, equal scores newest first. The library leaves ties in the order of its segments,
        which changes; so all hits that share a score with the page's edges are read and put in order."""
        end = offset + limit
        read = max(end + NEXT_TO_IT, LOOKED_UP if self.asked.is_dear else 0)
        while True:
            hits = self._best(min(read, self.searcher.num_docs))
            if len(hits) < read or hits[-1][0] < hits[end - 1][0]:
                self._look_up(hits)
                return self._in_order(hits, offset, end)
            read *= 4

    def _best(self, most: int) -> Sequence[tuple[float, DocAddress]]:
        """The hits with the highest scores, so many or all."""
        if can_decide(self.asked.tree) and self.asked.is_whole and (hits := self._by_heads(most)):
            return hits
        found = self.searcher.search(self.asked.query, most, True)
        self.total = found.count
        return found.hits

    def _by_heads(self, most: int) -> Sequence[tuple[float, DocAddress]]:
        """The same, where that is sooner; how many hits there are is known, or counted meanwhile."""
        find = partial(best_with, self.searcher, self.asked.tree, most)
        if self.asked.listed:
            self.total = self.asked.listed.total
            return find()
        if self.asked.likely < least_hits(self.asked.tree):
            return ()
        if self.is_counted:
            self.total = None
            return find()
        jobs = [partial(self.asked.count, self.asked.unscored), find]
        self.total, hits = at_once(jobs) if self.asked.likely >= LARGE else [job() for job in jobs]
        return hits

    def _look_up(self, hits) -> None:
        if self.asked.is_dear and len(hits) == self.total <= LOOKED_UP:
            addresses = [address for _, address in hits]
            self.ids = tuple(self.searcher.fast_field_values("id", addresses))

    def _in_order(self, hits, offset: int, end: int) -> tuple[Hit, ...]:
        chosen = hits[offset:end]
        if not chosen:
            return ()
        best, worst = chosen[0][0], chosen[-1][0]
        before = sum(score > best for score, _ in hits[:offset])
        tied = [(score, address) for score, address in hits[before:] if score >= worst]
        addresses = [address for _, address in tied]
        hits = map(Hit, self.searcher.fast_field_values("id", addresses), (score for score, _ in tied))
        if len({score for score, _ in tied}) < len(tied):
            newest = self.searcher.fast_field_values("newest", addresses)
            rows = sorted(zip(hits, newest, strict=True), key=_by_score_and_day)
            hits = (hit for hit, _ in rows)
        return tuple(hits)[offset - before :][: end - offset]


def _by_score_and_day(row: tuple[Hit, int]) -> tuple[float, int]:
    hit, newest = row
    return -hit.score, -newest
