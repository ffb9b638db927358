"""Words typed beside each other rank an article higher that has them near each other.

Looking at places of words costs too much to do it for every hit, so only those that rank best without it are
put in a new order among themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tantivy import Occur, Query, Searcher

from articles.search import tree as t
from articles.search.embedded.schema import SCHEMA, STEMMED
from articles.search.embedded.stemming import forms
from articles.search.engine import Hit
from articles.search.fields import BY_NAME

LOOKED_AT = 200  # of the best hits
MOST_PAIRS = 4  # of words typed
APART = 8  # other words between two, about a line of text
WORTH = 0.5  # of what the two words as a phrase are worth


def near(node: t.Node) -> Query | None:
    """What scores articles that have words of the tree near each other; None where no two can be."""
    words = [part for part in node.parts if isinstance(part, t.Word)] if isinstance(node, t.And) else []
    pairs = [both for one, other in pairwise(words) if (both := _pair(one, other))][:MOST_PAIRS]
    found = [(Occur.Should, query) for pair in pairs for query in _in_fields(*pair)]
    return Query.boolean_query(found) if found else None


def _pair(one: t.Word, other: t.Word) -> tuple[str, str, str] | None:
    words = [exact for leaf in (one, other) for exact, _ in forms(leaf.text)]
    same = one.field == other.field and one.field in ("", *STEMMED)
    return (*words, one.field) if same and len(words) == 2 and words[0] != words[1] else None


def _in_fields(one: str, other: str, field: str):
    for name in [field] if field else STEMMED:
        row = Query.phrase_query(SCHEMA, f"{name}_exact", [one, other], APART)
        yield Query.boost_query(row, WORTH * BY_NAME[name].weight)


def reordered(searcher: Searcher, hits: Sequence[Hit], near: Query) -> tuple[Hit, ...]:
    """The hits with what nearness adds to their scores, the best first, equal ones in the order they had."""
    these = Query.const_score_query(Query.term_set_query(SCHEMA, "id", [hit.id for hit in hits]), 0.0)
    both = Query.boolean_query([(Occur.Must, these), (Occur.Must, near)])
    found = searcher.search(both, max(len(hits), 1), False).hits
    ids = searcher.fast_field_values("id", [address for _, address in found])
    added = dict(zip(ids, (score for score, _ in found), strict=True))
    raised = [replace(hit, score=hit.score + added.get(hit.id, 0.0)) for hit in hits]
    return tuple(sorted(raised, key=lambda hit: -hit.score))
