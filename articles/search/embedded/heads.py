"""The best articles for words, found among those that have them elsewhere than in the text.

A word in the text gives a score with a limit, however often it stands there. Where enough articles have one
of the words in the title, standfirst, byline or place and score above what all of them can in the text, no
other article can be among the best. Of two words those that have both there come first, and what these score
tells which others are worth a look. The library would score all articles with the words one by one; these are
few of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter

from tantivy import Query, Searcher

from articles.search import tree as t
from articles.search.embedded.anywhere import silent
from articles.search.embedded.compiling import finding
from articles.search.embedded.elsewhere import Elsewhere, Scored
from articles.search.embedded.expecting import LARGE
from articles.search.embedded.joined import all_of, any_of
from articles.search.embedded.lists import count
from articles.search.embedded.stemming import typed_forms

SILENT = t.Chosen | t.Coded | t.Dated | t.Not  # what never scores
ONE_WORD, SEVERAL = 5_000, LARGE  # hits from which scoring all takes longer
TOO_FEW, ENOUGH = 0.5, 1.5  # times as many hits as are wanted, which have all words there
ROUNDED = 1e-5  # of a score, which the library has with seven digits


def can_decide(node: t.Node) -> bool:
    """Whether all that scores are words that all hits have, each in any field."""
    return bool(words := _words(node)) and all(map(_is_plain, words))


def least_hits(node: t.Node) -> int:
    """From so many hits on they decide sooner than all hits are scored."""
    return ONE_WORD if len(_words(node)) == 1 else SEVERAL


def best_with(searcher: Searcher, node: t.Node, most: int) -> Sequence[Scored]:
    """The hits with the highest scores and these, exactly as many as asked for; none where that cannot be
    told without scoring all. The tree must be one of which they can decide."""
    return _Best(searcher, node, most).hits()


def _words(node: t.Node) -> list[t.Node]:
    """What may score of a tree."""
    return [part for part in _parts(node) if not isinstance(part, SILENT)]


def _parts(node: t.Node) -> Sequence[t.Node]:
    return node.parts if isinstance(node, t.And) else (node,)


def _is_plain(node: t.Node) -> bool:
    return isinstance(node, t.Word) and not node.field and len(typed_forms(node.text)) == 1


@dataclass(frozen=True)
class _Best:
    """The best hits for the words of a tree, so many of them."""

    searcher: Searcher
    node: t.Node
    most: int

    def hits(self) -> Sequence[Scored]:
        """These, or none where an article with the words in its text alone may be among them."""
        hits = (len(self._words) == 2 and self._by_some_heads()) or self._by_any_head()
        is_sure = len(hits) == self.most and hits[-1][0] > self._limit
        return hits if is_sure else ()

    def _by_some_heads(self) -> Sequence[Scored]:
        """The best as those tell that have both of two words elsewhere, or the one that scores much there;
        none where these are too few to tell."""
        both = self._as_typed
        if both < self.most * TOO_FEW:
            return ()
        weaker, stronger = sorted(self._words, key=lambda word: word.lowest)
        if stronger.lowest > self._limit + weaker.highest:
            return self._told_by(stronger.heads, [weaker])
        if both >= self.most * ENOUGH:
            return self._told_by(all_of(word.heads for word in self._words), self._words)
        return ()

    def _told_by(self, articles: Query, others: Iterable[Elsewhere]) -> Sequence[Scored]:
        """The best of the articles, and of others that may be as good by what these words score elsewhere
        than in the text."""
        hits = self._among(articles)
        if len(hits) < self.most:
            return ()
        needed = hits[-1][0] * (1 - ROUNDED) - self._limit
        worth_a_look = [query for word in others for query in word.above(needed)]
        return self._better(hits, self._among(any_of(worth_a_look))) if worth_a_look else hits

    @property
    def _as_typed(self) -> int:
        """How many hits have every word elsewhere than in the text, as it was typed."""
        return count(self.searcher, all_of([*(word.typed for word in self._words), *self._rest]))

    def _by_any_head(self) -> Sequence[Scored]:
        """The best of the articles that have any of the words elsewhere than in the text."""
        heads = silent(any_of(query for word in self._words for query in word.lists))
        if len(self._words) > 2:  # to look each up in these articles takes longer than to score it in all
            return self._search([heads, *(word.whole for word in self._words)])
        heads = all_of([heads, *self._rest])
        return self._search(word.among(heads) for word in self._words)  # which no other article matches

    def _among(self, articles: Query) -> Sequence[Scored]:
        """The best of these articles, with all that they score."""
        return self._search([articles, *(word.among(articles) for word in self._words)])

    def _search(self, wanted: Iterable[Query]) -> Sequence[Scored]:
        return self.searcher.search(all_of([*wanted, *self._rest]), self.most, False).hits

    def _better(self, *found: Sequence[Scored]) -> Sequence[Scored]:
        """The best of what was found, each article once."""
        each = {(address.segment_ord, address.doc): (score, address) for score, address in chain(*found)}
        return sorted(each.values(), key=itemgetter(0), reverse=True)[: self.most]

    @cached_property
    def _words(self) -> list[Elsewhere]:
        return [Elsewhere(self.searcher, word) for word in _words(self.node)]

    @cached_property
    def _rest(self) -> list[Query]:
        rest = [part for part in _parts(self.node) if isinstance(part, SILENT)]
        return [finding(t.all_of(rest))] if rest else []

    @cached_property
    def _limit(self) -> float:
        """No article that has the words in its text alone scores more."""
        return sum(word.limit for word in self._words)
