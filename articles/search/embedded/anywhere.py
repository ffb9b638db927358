"""Words of which only counts that they are in an article: found sooner, and without a score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from tantivy import Occur, Query

from articles.search import tree as t
from articles.search.embedded.schema import SCHEMA
from articles.search.embedded.stemming import possessor
from articles.search.embedded.variants import Inflected

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
    return Query.boolean_query([(Occur.Should, query) for query in _lists(word)])


def can_be_paired(words: Sequence[Anywhere]) -> bool:
    """Whether several words are sought sooner as pairs of lists."""
    return 1 < prod(len(_lists(word)) for word in words) <= MOST_ROWS


def together(words: Sequence[Anywhere]) -> Query:
    """Articles with all of the words. The library walks two lists together much faster than two unions of
    lists, so each list of one word is paired with each list of the others."""
    rows = product(*(_lists(word) for word in words))
    paired = (Query.boolean_query([(Occur.Must, query) for query in row]) for row in rows)
    return Query.boolean_query([(Occur.Should, row) for row in paired])


def _lists(word: Anywhere) -> list[Query]:
    """The lists of articles in which the word may be; see schema.ANYWHERE."""
    ((exact, stem),) = possessor(word.text)
    lists = [("exact", exact), ("stem", stem), *(("other", other) for other in word.stems)]
    return [Query.term_query(SCHEMA, f"anywhere_{kind}", text, "basic") for kind, text in lists]
