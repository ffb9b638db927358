"""Every id of an answer, chunk by chunk: a million cost no more memory than a page does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from articles.search.embedded.asking import ORDERS, Asked
from articles.search.embedded.ranking import page

CHUNK = 20_000  # ids read at a time
RANKED = 20_000  # hits that come by rank; what is further down is read by date, in constant memory


def each_id(asked: Asked) -> Iterator[list[int]]:
    """The ids of all hits in order. By relevance, those beyond the first RANKED follow newest first:
    to find the millionth by rank, the library would hold a million in memory, for each chunk anew."""
    if asked.order != "relevance":
        yield from _by_date(asked)
        return
    best = [hit.id for hit in page(asked, 0, RANKED).hits]
    yield best
    if len(best) == RANKED:
        known = set(best)
        for ids in _by_date(Asked(asked.searcher, replace(asked.request, sort="newest"))):
            yield [id for id in ids if id not in known]


def _by_date(asked: Asked) -> Iterator[list[int]]:
    """Chunk after chunk, each begun where the one before ended: no hit is looked for twice."""
    name, order = ORDERS[asked.order]
    query, searcher = asked.unscored, asked.searcher
    while searcher.num_docs:
        hits = searcher.search(query, CHUNK, False, name, 0, order).hits
        addresses = [address for _, address in hits]
        yield searcher.fast_field_values("id", addresses)
        if len(hits) < CHUNK:
            return
        query = asked.beyond(asked.unscored, searcher.fast_field_values(name, addresses[-1:])[0])
