"""Stories, not copies: of each family among the hits only the earliest, counted exactly.

Most articles are alone in their family, and what is a copy of another is known of every article. So only
families of which a copy is among the hits are looked at, and of those only the ones with several hits: all
but the earliest of each are taken away from the hits; and from the count of a facet's value, which counts
hits, each family's hits with that value but one. (The library's own count of distinct values is an estimate.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from tantivy import Occur, Query, Searcher

from articles.search.embedded.anywhere import silent
from articles.search.embedded.columns import MOST, Named, columns_of, terms
from articles.search.embedded.joined import both
from articles.search.embedded.schema import SCHEMA

AT_ONCE = 500  # families in one question for facets: its values must stay below the library's 65,000


class Stories:
    """The hits of a query, one for each family: the earliest, and of those the first that came in.

    The query need not score; `named` tells who is named often according to the index.
    """

    def __init__(self, searcher: Searcher, query: Query, named: Named):
        self.searcher = searcher
        self.whole = query
        self.named = named

    def only(self, query: Query) -> Query:
        """The query that of its hits, which are these, finds the one article of each family."""
        if not self._later:
            return query
        return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, _set("id", self._later))])

    def surplus(self, fields: Sequence[str]) -> dict[str, Counter]:
        """By how much counting hits with a value exceeds counting families with it, for each value of each
        field."""
        surplus: dict[str, Counter] = {field: Counter() for field in fields}
        for families in _parts(sorted(self._families), AT_ONCE):
            for field, shared in self._shared(fields, families):
                surplus[field].update(shared)
        return surplus

    def _shared(self, fields: Sequence[str], families: Sequence[int]) -> Iterator[tuple[str, dict[int, int]]]:
        """The values that several hits of one of the families have, with how many but the first."""
        columns = {column: field for field in fields for column in columns_of(field)}
        for family in self._values_by_family(columns, families):
            for column, field in columns.items():
                pairs = self.named.pairs(field, column, family[column])
                yield field, {value: count - 1 for value, count in pairs}

    def _values_by_family(self, columns: Collection[str], families: Sequence[int]) -> list[dict]:
        values = {column: terms(column, MOST, min_doc_count=2) for column in columns}
        try:
            asked = {"families": terms("family", MOST) | {"aggs": values}}
            return self.searcher.aggregate(self._told(families), asked)["families"]["buckets"]
        except ValueError:
            # Too many values for one question; those of a single family are below the limit.
            if len(families) == 1:
                raise
        halves = _parts(families, -(-len(families) // 2))
        return [family for half in halves for family in self._values_by_family(columns, half)]

    @cached_property
    def _families(self) -> set[int]:
        """The families with several hits."""
        copies = Query.term_query(SCHEMA, "marks", "copy", "basic")
        hits = Counter(self._columns(self._with(copies), "family")[0])
        heads = self._columns(self._with(_set("id", hits)), "id", "family") if hits else [[], []]
        hits.update(id for id, family in zip(*heads, strict=True) if id == family)
        return {family for family, count in hits.items() if count > 1}

    @cached_property
    def _later(self) -> list[int]:
        """The ids of all hits of these families but the earliest of each."""
        if not self._families:
            return []
        rows = sorted(zip(*self._columns(self._told(self._families), "family", "oldest", "id"), strict=True))
        return [row[2] for before, row in pairwise(rows) if before[0] == row[0]]

    def _told(self, families) -> Query:
        return self._with(_set("family", families))

    def _with(self, other: Query) -> Query:
        return both(silent(self.whole), other)

    def _columns(self, query: Query, *names: str) -> list[list[int]]:
        found = self.searcher.search(query, max(self.searcher.num_docs, 1), False)
        addresses = [address for _, address in found.hits]
        return [self.searcher.fast_field_values(name, addresses) for name in names]


def _parts(whole: Sequence, size: int) -> Iterator[Sequence]:
    return (whole[start : start + size] for start in range(0, len(whole), size))


def _set(field: str, values) -> Query:
    return silent(Query.term_set_query(SCHEMA, field, list(values)))
