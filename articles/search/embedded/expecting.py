"""About how many articles a request will find, told from how many each word is in before any is sought."""

from __future__ import annotations

from tantivy import Searcher

from articles.search import tree as t
from articles.search.embedded.stemming import possessor

SILENT = t.Everything | t.Chosen | t.Coded | t.Dated | t.Not


def expected(searcher: Searcher, node: t.Node) -> int:
    """At most so many articles match; 0 where that cannot be told without looking for them."""
    if isinstance(node, t.And):
        return min(expected(searcher, part) for part in node.parts)
    if isinstance(node, t.Or):
        return sum(expected(searcher, part) for part in node.parts)
    if isinstance(node, t.Word):
        return _in_articles(searcher, node)
    return searcher.num_docs if isinstance(node, SILENT) else 0


def _in_articles(searcher: Searcher, word: t.Word) -> int:
    """How many articles have the word in any field, as written or in another English form; 0 if not known."""
    words = possessor(word.text)
    if len(words) != 1 or word.field:
        return 0
    exact, stem = words[0]
    return searcher.doc_freq("anywhere_exact", exact) + searcher.doc_freq("anywhere_stem", stem)
