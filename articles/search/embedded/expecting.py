"""About how many articles a request will find, told from how many each part of it is in."""

from __future__ import annotations

from math import prod

from tantivy import Searcher

from articles.search import tree as t
from articles.search.embedded.stemming import possessor
from articles.search.fields import BY_NAME

LARGE = 100_000  # hits from which several things at the same time are done sooner than one after the other


def expected(searcher: Searcher, node: t.Node) -> int:
    """About so many articles match, if chance alone brings its parts together; 0 where that cannot be told
    without looking for them."""
    if isinstance(node, t.And):
        return _together(searcher, [expected(searcher, part) for part in node.parts])
    if isinstance(node, t.Or):
        return min(sum(expected(searcher, part) for part in node.parts), searcher.num_docs)
    if isinstance(node, t.Word):
        return _in_articles(searcher, node)
    if isinstance(node, t.Chosen):
        return _chosen(searcher, node)
    return searcher.num_docs if isinstance(node, t.Everything | t.Not) else 0


def _together(searcher: Searcher, counts: list[int]) -> int:
    everything = max(searcher.num_docs, 1)
    return round(everything * prod(min(count / everything, 1) for count in counts))


def _chosen(searcher: Searcher, node: t.Chosen) -> int:
    if node.mode == "none":
        return searcher.num_docs
    counts = [searcher.doc_freq(BY_NAME[node.field].index, id) for id in node.ids]
    return _together(searcher, counts) if node.mode == "all" else min(sum(counts), searcher.num_docs)


def _in_articles(searcher: Searcher, word: t.Word) -> int:
    """How many articles have the word in any field, as written or in another English form; 0 if not known."""
    words = possessor(word.text)
    if len(words) != 1 or word.field:
        return 0
    exact, stem = words[0]
    return searcher.doc_freq("anywhere_exact", exact) + searcher.doc_freq("anywhere_stem", stem)
