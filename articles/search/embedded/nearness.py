"""Words typed beside each other rank an article higher that has them near each other.

Looking at places of words costs too much to do it for every hit, so only those that rank best without it are
put in a new order among themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tantivy import Query, Searcher

from articles.search import tree as t
from articles.search.embedded.compiling import these
from articles.search.embedded.joined import any_of, both
from articles.search.embedded.schema import SCHEMA, STEMMED
from articles.search.embedded.stemming import typed_forms
from articles.search.engine import Hit
from articles.search.fields import BY_NAME

LOOKED_AT = 60  # of the best hits, three pages
MOST_PAIRS = 4  # of words typed
WHERE = ("title", "body")
APART = 8  # other words between two, about a line of text
WORTH = 0.5  # of what the two words as a phrase are worth


def near(node: t.Node) -> tuple[Query, ...]:
    """Queries of which each scores articles that have two words of the tree near each other in one field."""
    words = [part for part in node.parts if isinstance(part, t.Word)] if isinstance(node, t.And) else []
    pairs = [both for one, other in pairwise(words) if (both := _pair(one, other))][:MOST_PAIRS]
    return tuple(query for pair in pairs for query in _in_fields(*pair))


def _pair(one: t.Word, other: t.Word) -> tuple[str, str, str] | None:
    words = [exact for leaf in (one, other) for exact, _ in typed_forms(leaf.text)]
    same = one.field == other.field and one.field in ("", *STEMMED)
    return (*words, one.field) if same and len(words) == 2 and words[0] != words[1] else None


def _in_fields(one: str, other: str, field: str):
    for name in [field] if field else WHERE:
        row = Query.phrase_query(SCHEMA, f"{name}_exact", [one, other], APART)
        yield Query.boost_query(row, WORTH * BY_NAME[name].weight)


def reordered(searcher: Searcher, hits: Sequence[Hit], rows: Sequence[Query]) -> tuple[Hit, ...]:
    """The hits with what nearness adds to their scores, the best first, equal ones in the order they had.

    Each row is asked of these hits alone: a union of rows would look at places in every article.
    """
    among = these([hit.id for hit in hits])
    found = searcher.search(any_of(both(among, row) for row in rows), max(len(hits), 1), False).hits
    ids = searcher.fast_field_values("id", [address for _, address in found])
    added = dict(zip(ids, (score for score, _ in found), strict=True))
    raised = [Hit(hit.id, hit.score + added.get(hit.id, 0.0)) for hit in hits]
    return tuple(sorted(raised, key=lambda hit: -hit.score))
