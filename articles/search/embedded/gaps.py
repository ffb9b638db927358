"""Words near each other, as phrases with gaps: every way in which the two sides may stand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from tantivy import Query

from articles.search import tree as t
from articles.search.embedded.schema import SCHEMA, pattern
from articles.search.embedded.stemming import typed_forms
from articles.search.embedded.variants import TIE, fields_sought
from articles.search.proximity import alternatives


def apart(node: t.Near) -> Query | None:
    """Articles with one of the left side near one of the right; None where a side has no words."""
    sides = (map(_printed, alternatives(side)) for side in _sides(node))
    left, right = (list(filter(None, side)) for side in sides)
    if not left or not right:
        return None
    rows = [
        Query.boost_query(row, field.weight)
        for field in fields_sought(alternatives(node.left)[0].field)
        for pair in product(left, right)
        for row in _rows(f"{field.index}_exact", *pair, node)
    ]
    return Query.disjunction_max_query(rows, TIE)


def _sides(node: t.Near) -> tuple[t.Node, t.Node]:
    return node.left, node.right


def _printed(leaf: t.Word | t.Phrase | t.Wildcard) -> list[str]:
    """The words of one side as regular expressions where it is a pattern, else as the index holds them."""
    if isinstance(leaf, t.Wildcard):
        return [pattern(leaf.text)]
    return [exact for exact, _ in typed_forms(leaf.text)]


def _rows(field: str, left: list[str], right: list[str], node: t.Near) -> Iterator[Query]:
    """Every way in which the two may stand, as phrases with gaps: those are exact where slop is not.

    Two different single words in either order need only two sloppy pairs: `a b` with slop n - 1 finds
    b - a from 2 - n to n, and the other way round the rest.
    """
    patterns = any(isinstance(leaf, t.Wildcard) for side in _sides(node) for leaf in alternatives(side))
    if len(left) == len(right) == 1 and left != right and not node.ordered and not patterns:
        yield Query.phrase_query(SCHEMA, field, left + right, node.distance - 1)
        yield Query.phrase_query(SCHEMA, field, right + left, node.distance - 1)
        return
    made = Query.regex_phrase_query if patterns else Query.phrase_query
    for first, second in [(left, right)] if node.ordered else [(left, right), (right, left)]:
        for gap in range(node.distance):
            words = [*enumerate(first), *enumerate(second, len(first) + gap)]
            yield made(SCHEMA, field, words)
