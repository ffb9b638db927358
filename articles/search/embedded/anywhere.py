"""Words of which only counts that they are in an article: found sooner, and without a score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from tantivy import Occur, Query

from articles.search import tree as t
from articles.search.embedded.joined import any_of
from articles.search.embedded.lists import ALL, List, query_of
from articles.search.embedded.stemming import possessor
from articles.search.embedded.variants import Inflected
from articles.search.fields import BY_NAME

MOST_ROWS = 16  # ways to pair the lists of words, beyond which they are no longer paired


@dataclass(frozen=True)
class Anywhere(Inflected):
    """A word of which only counts that it is in the article, in any field and any form."""


def unranked(node: t.Node) -> t.Node:
    """A tree that matches the same articles and is found sooner, since nothing of it scores."""

    def change(leaf):
        if isinstance(leaf, t.Listed):
            return t.Listed(leaf.ids, t.EVERYTHING)
        if isinstance(leaf, t.Word) and not leaf.field and len(possessor(leaf.text)) == 1:
            return Anywhere(leaf.text, "", getattr(leaf, "stems", ()))
        return leaf

    return t.mapped(node, change)


def silent(query: Query) -> Query:
    """The query, finding the same without a score."""
    return Query.const_score_query(query, 0.0)


def in_article(word: Anywhere) -> Query:
    """Articles with the word."""
    return any_of(map(query_of, lists_of(word)))


def can_be_paired(parts: Sequence[t.Node]) -> bool:
    """Whether several parts of which each is in lists are sought sooner as pairs of lists."""
    return 1 < prod(len(lists_of(part)) for part in parts) <= MOST_ROWS


def together(parts: Sequence[t.Node]) -> Query:
    """Articles with all of the parts. The library walks two lists together much faster than two unions of
    lists, so each list of one part is paired with each list of the others."""
    rows = product(*map(lists_of, parts))
    paired = (Query.boolean_query([(Occur.Must, query_of(each)) for each in row]) for row in rows)
    return any_of(paired)


def lists_of(node: t.Node) -> list[List]:
    """The lists that together hold all articles with a word, see schema.ANYWHERE, or with what was chosen;
    none where the node is not as simple as that."""
    if isinstance(node, t.Everything):
        return [ALL]
    if isinstance(node, t.Coded):
        return [(BY_NAME[node.field].index, node.code)]
    if isinstance(node, t.Chosen) and node.mode != "none" and len(node.ids) == 1:
        return [(BY_NAME[node.field].index, node.ids[0])]
    if not isinstance(node, Anywhere):
        return []
    ((exact, stem),) = possessor(node.text)
    lists = [("exact", exact), ("stem", stem), *(("other", other) for other in node.stems)]
    return [(f"anywhere_{kind}", text) for kind, text in lists]
