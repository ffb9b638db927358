"""Stories, not copies: of each family among the hits only the earliest, counted exactly.

Most articles are alone in their family, and what is a copy of another is known of every article. So the hits
are split: those of families that have a copy among the hits are looked at one by one, all others count as
they stand. (The library's own count of distinct values is an estimate.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from tantivy import Occur, Query, Searcher

from articles.search.embedded.schema import SCHEMA

AT_ONCE = 2_000  # families in one question for facets: their values must stay below the library's 65,000
EVERY_VALUE = 60_000


class Stories:
    """The hits of a query, one for each family: the earliest, and of those the first that came in."""

    def __init__(self, searcher: Searcher, query: Query):
        self.searcher = searcher
        self.whole = query

    @cached_property
    def query(self) -> Query:
        """The query that finds the one article of each family."""
        if not self._families:
            return self.whole
        told_again = Query.boolean_query([(Occur.Must, self._told), (Occur.MustNot, _set("id", self._kept))])
        return Query.boolean_query([(Occur.Must, self.whole), (Occur.MustNot, told_again)])

    def counts(self, fields: list[str]) -> dict[str, Counter]:
        """For each field, how many families have each value among the hits."""
        alone = self.searcher.aggregate(self._others, {name: _terms(name) for name in fields})
        counts = {
            name: Counter({b["key"]: b["doc_count"] for b in alone[name]["buckets"]}) for name in fields
        }
        for told in self._told_in_parts():
            for name in fields:
                buckets = self.searcher.aggregate(told, {name: _terms(name, within="family")})[name][
                    "buckets"
                ]
                counts[name].update({bucket["key"]: len(bucket["families"]["buckets"]) for bucket in buckets})
        return counts

    def _told_in_parts(self) -> Iterator[Query]:
        families = sorted(self._families)
        for start in range(0, len(families), AT_ONCE):
            some = _set("family", families[start : start + AT_ONCE])
            yield Query.boolean_query([(Occur.Must, self.whole), (Occur.Must, some)])

    @cached_property
    def _families(self) -> set[int]:
        """The families of which a copy is among the hits."""
        copies = Query.term_query(SCHEMA, "marks", "copy", "basic")
        both = Query.boolean_query([(Occur.Must, self.whole), (Occur.Must, copies)])
        return set(self._columns(both, "family")[0])

    @property
    def _told(self) -> Query:
        return _set("family", self._families)

    @property
    def _others(self) -> Query:
        if not self._families:
            return self.whole
        return Query.boolean_query([(Occur.Must, self.whole), (Occur.MustNot, self._told)])

    @cached_property
    def _kept(self) -> list[int]:
        both = Query.boolean_query([(Occur.Must, self.whole), (Occur.Must, self._told)])
        earliest: dict[int, tuple[int, int]] = {}
        for family, *rank in zip(*self._columns(both, "family", "oldest", "id"), strict=True):
            earliest[family] = min(earliest.get(family, tuple(rank)), tuple(rank))
        return [id for _, id in earliest.values()]

    def _columns(self, query: Query, *names: str) -> list[list[int]]:
        found = self.searcher.search(query, max(self.searcher.num_docs, 1), False)
        addresses = [address for _, address in found.hits]
        return [self.searcher.fast_field_values(name, addresses) for name in names]


def _set(field: str, values) -> Query:
    return Query.const_score_query(Query.term_set_query(SCHEMA, field, list(values)), 0.0)


def _terms(field: str, within: str = "") -> dict:
    wanted = {"terms": {"field": field, "size": EVERY_VALUE, "segment_size": EVERY_VALUE}}
    return wanted | ({"aggs": {"families": _terms(within)}} if within else {})
