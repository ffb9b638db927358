"""A word elsewhere than in the text of an article: in its title, standfirst, byline or place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log1p

from tantivy import DocAddress, Query, Searcher

from articles.search import tree as t
from articles.search.embedded.anywhere import silent
from articles.search.embedded.compiling import these
from articles.search.embedded.joined import any_of
from articles.search.embedded.lists import length
from articles.search.embedded.stemming import typed_forms
from articles.search.embedded.variants import AS_TYPED, EXACT_BOOST, TIE, Inflected, Variant, best, variants
from articles.search.fields import BY_NAME

BODY = BY_NAME["body"]
SATURATED = 2.2  # times its rarity a word may score in a field of the library's, times the field's weight
FEW = 40  # articles that are looked up one by one

Scored = tuple[float, DocAddress]


@dataclass(frozen=True)
class Elsewhere:
    """A word that is wanted in any field, and what it scores elsewhere than in the text."""

    searcher: Searcher
    word: t.Word

    @property
    def whole(self) -> Query:
        """The word with its scores."""
        return best(self._variants)

    def among(self, articles: Query) -> Query:
        """The word with the scores that it has, in the text of these articles alone."""
        return best(each.among(articles) if each.field == BODY.name else each for each in self._variants)

    def above(self, score: float) -> list[Query]:
        """The articles in which the word scores as much or more elsewhere than in the text; maybe others."""
        found = [address for its, address in self._best if its >= score]
        if len(found) == FEW:
            return [self.heads]
        return [these(self.searcher.fast_field_values("id", found))] if found else []

    @property
    def highest(self) -> float:
        """What the word scores elsewhere than in the text at most."""
        return self._best[0][0] if self._best else 0.0

    @property
    def lowest(self) -> float:
        """What it scores there in the last of the few articles in which it scores most."""
        return self._best[-1][0] if self._best else 0.0

    @cached_property
    def _best(self) -> Sequence[Scored]:
        """The few articles in which the word scores most elsewhere than in the text."""
        return self.searcher.search(best(self._elsewhere), FEW, False).hits

    @cached_property
    def heads(self) -> Query:
        """The articles that have the word elsewhere than in the text."""
        return silent(any_of(self.lists))

    @property
    def lists(self) -> list[Query]:
        """Finds them too, each in one way to have it there; with scores."""
        return [each.query for each in self._elsewhere]

    @property
    def typed(self) -> Query:
        """Those of them that have it as it was typed."""
        return silent(any_of(each.query for each in self._elsewhere if each.form == AS_TYPED))

    @cached_property
    def limit(self) -> float:
        """No article that has the word in its text alone scores more."""
        ((exact, stem),) = typed_forms(self.word.text)
        others = self.word.stems if isinstance(self.word, Inflected) else ()
        lists = [(f"{BODY.index}_exact", exact), (f"{BODY.index}_stem", stem)]
        lists += [(f"{BODY.index}_other", other) for other in others]
        highest = [_rarity(self.searcher, length(self.searcher, each)) for each in lists]
        highest[0] *= EXACT_BOOST
        return BODY.weight * SATURATED * (max(highest) + TIE * (sum(highest) - max(highest)))

    @cached_property
    def _variants(self) -> list[Variant]:
        return list(variants(self.word))

    @property
    def _elsewhere(self) -> list[Variant]:
        return [each for each in self._variants if each.field != BODY.name]


def _rarity(searcher: Searcher, articles: int) -> float:
    """The library's inverse document frequency; articles that were taken out lately count as well."""
    everything = sum(searcher.doc_freq("reviewed", each) for each in (0, 1))
    return log1p((everything - articles + 0.5) / (articles + 0.5))
