"""The best articles for words, found among those that have any of them elsewhere than in the text.

A word in the text gives a score with a limit, however often it stands there. Where enough articles have one
of the words in the title, standfirst, byline or place and score above what all of them can in the text, no
other article can be among the best. The library would score all articles with the words one by one; these
are few of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log1p

from tantivy import DocAddress, Occur, Query, Searcher

from articles.search import tree as t
from articles.search.embedded.anywhere import silent
from articles.search.embedded.compiling import finding
from articles.search.embedded.joined import any_of
from articles.search.embedded.lists import length
from articles.search.embedded.stemming import typed_forms
from articles.search.embedded.variants import EXACT_BOOST, TIE, Inflected, best, variants
from articles.search.fields import BY_NAME

BODY = BY_NAME["body"]
SATURATED = 2.2  # times its rarity a word may score in a field of the library's, times the field's weight
SILENT = t.Chosen | t.Coded | t.Dated | t.Not  # what never scores


def can_decide(node: t.Node) -> bool:
    """Whether all that scores are words that all hits have, each in any field."""
    return bool(words := _words(node)) and all(map(_is_plain, words))


def best_with(searcher: Searcher, node: t.Node, most: int) -> list[tuple[float, DocAddress]]:
    """The hits with the highest scores and these, exactly as many as asked for; none where that cannot be
    told without scoring all. The tree must be one of which they can decide."""
    words = _words(node)
    query = _in_heads(words[0]) if node == words[0] else _together(words, _rest(node))
    hits = searcher.search(query, most, False).hits
    is_sure = len(hits) == most and hits[-1][0] > sum(_limit(searcher, each) for each in words)
    return hits if is_sure else []


def _words(node: t.Node) -> list[t.Node]:
    """What may score of a tree."""
    return [part for part in _parts(node) if not isinstance(part, SILENT)]


def _rest(node: t.Node) -> list[t.Node]:
    return [part for part in _parts(node) if isinstance(part, SILENT)]


def _parts(node: t.Node) -> Sequence[t.Node]:
    return node.parts if isinstance(node, t.And) else (node,)


def _is_plain(node: t.Node) -> bool:
    return isinstance(node, t.Word) and not node.field and len(typed_forms(node.text)) == 1


def _in_heads(word: t.Word) -> Query:
    """The word with the scores that it has, in articles with the word elsewhere than in the text alone."""
    found = list(variants(word))
    heads = _heads([word])
    return best(each.among(heads) if each.field == BODY.name else each for each in found)


def _together(words: Sequence[t.Word], rest: Sequence[t.Node]) -> Query:
    """The same of several words, in articles that have all of them and match the rest."""
    others = [finding(t.all_of(rest))] if rest else []
    wanted = [_heads(words), *others, *(best(variants(word)) for word in words)]
    return Query.boolean_query([(Occur.Must, each) for each in wanted])


def _heads(words: Iterable[t.Word]) -> Query:
    """The articles that have any of the words elsewhere than in the text."""
    found = (each for word in words for each in variants(word))
    return silent(any_of(each.query for each in found if each.field != BODY.name))


def _limit(searcher: Searcher, word: t.Word) -> float:
    """No article that has the word in its text alone scores more."""
    ((exact, stem),) = typed_forms(word.text)
    others = word.stems if isinstance(word, Inflected) else ()
    lists = [(f"{BODY.index}_exact", exact), (f"{BODY.index}_stem", stem)]
    lists += [(f"{BODY.index}_other", other) for other in others]
    highest = [_rarity(searcher, length(searcher, each)) for each in lists]
    highest[0] *= EXACT_BOOST
    return BODY.weight * SATURATED * (max(highest) + TIE * (sum(highest) - max(highest)))


def _rarity(searcher: Searcher, articles: int) -> float:
    """The library's inverse document frequency; articles that were taken out lately count as well."""
    everything = sum(searcher.doc_freq("reviewed", each) for each in (0, 1))
    return log1p((everything - articles + 0.5) / (articles + 0.5))
