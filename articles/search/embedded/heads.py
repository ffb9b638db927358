"""The best articles for a single word, found among those that have it elsewhere than in the text.

A word in the text gives a score with a limit, however often it stands there. Where enough articles have it in
the title, standfirst, byline or place and score above that limit, no other article can be among the best. The
library would score all articles with the word one by one; these are few of them.
"""

from __future__ import annotations

from math import log1p

from tantivy import DocAddress, Query, Searcher

from articles.search import tree as t
from articles.search.embedded.anywhere import silent
from articles.search.embedded.joined import any_of
from articles.search.embedded.lists import length
from articles.search.embedded.stemming import typed_forms
from articles.search.embedded.variants import EXACT_BOOST, TIE, Inflected, best, variants
from articles.search.fields import BY_NAME

BODY = BY_NAME["body"]
SATURATED = 2.2  # times its rarity a word may score in a field of the library's, times the field's weight


def best_with(searcher: Searcher, word: t.Word, most: int) -> list[tuple[float, DocAddress]]:
    """The articles with the highest scores and these, exactly as many as asked for; none where that cannot be
    told without scoring all."""
    if word.field or len(typed_forms(word.text)) != 1:
        return []
    hits = searcher.search(_in_heads(word), most, False).hits
    return hits if len(hits) == most and hits[-1][0] > _limit(searcher, word) else []


def _in_heads(word: t.Word) -> Query:
    """The word with the scores that it has, in articles with the word elsewhere than in the text alone."""
    found = list(variants(word))
    heads = silent(any_of(each.query for each in found if each.field != BODY.name))
    return best(each.among(heads) if each.field == BODY.name else each for each in found)


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
