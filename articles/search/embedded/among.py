"""A word that is in many articles, beside something that is in few, is looked up in those few.

The library scores all articles that any list of a word has before it sees which of them the rest of a query
leaves. It walks one list along another much faster; so where all hits are in much shorter lists, each of the
word's own is walked along those. The hits and their scores are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tantivy import Query, Searcher

from articles.search import tree as t
from articles.search.embedded.anywhere import lists_of, silent, unranked
from articles.search.embedded.joined import any_of
from articles.search.embedded.lists import List, length, query_of
from articles.search.embedded.variants import Inflected, best, variants

ONE, SEVERAL = 2, 12  # times longer the lists of a word must be than one other list, or several


@dataclass(frozen=True)
class Among(Inflected):
    """A word in articles that some of these lists have, as all hits are."""

    lists: tuple[List, ...] = ()


def narrowed(node: t.Node, searcher: Searcher) -> t.Node:
    """A tree with the same hits and scores, found sooner where a part of it is in few articles."""
    parts = node.parts if isinstance(node, t.And) else ()
    lists = {part: tuple(lists_of(unranked(part))) for part in parts}
    lengths = {part: sum(length(searcher, each) for each in lists[part]) for part in parts if lists[part]}
    if len(lengths) < 2:
        return node
    shortest = min(lengths, key=lengths.__getitem__)
    least = lengths[shortest] * (ONE if len(lists[shortest]) == 1 else SEVERAL)
    return t.all_of(
        _among(part, lists[shortest]) if _is_long(part, lengths, least) else part for part in parts
    )


def along(word: Among) -> Query:
    """The word with its scores, looked up in the lists."""
    few = silent(any_of(map(query_of, word.lists)))
    return best(each.among(few) for each in variants(word))


def _is_long(part: t.Node, lengths: Mapping[t.Node, int], least: int) -> bool:
    return isinstance(part, t.Word) and lengths.get(part, 0) > least


def _among(word: t.Word, lists: tuple[List, ...]) -> Among:
    return Among(word.text, word.field, getattr(word, "stems", ()), lists)
