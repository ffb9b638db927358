"""Questions from rare to in-every-article, drawn from the articles themselves."""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from articles.search.engine import Document
from searching import Question

KINDS = (("word", 0.4), ("two words", 0.25), ("phrase", 0.2), ("filter", 0.15))
WORD = re.compile(r"[a-z]{2,}")


def drawn(sample: list[Document], articles: int, number: int, seed: int = 1) -> list[Question]:
    """So many questions. Single words are spread evenly over the logarithm of how many articles they are in;
    two words and phrases are of one article each, so that something is found."""
    dice = random.Random(seed)
    texts = [WORD.findall(f"{each.title} {each.body}".lower()) for each in sample]
    counts = Counter(word for text in texts for word in set(text))
    shares = {word: count / len(sample) for word, count in counts.items()}
    by_share = sorted(zip(shares.values(), shares, strict=True))
    drawing = _Drawing(dice, texts, shares, by_share, sample, articles)
    asked = [q for kind, part in KINDS for q in drawing.different(kind, round(number * part))]
    dice.shuffle(asked)
    return asked


@dataclass(frozen=True)
class _Drawing:
    dice: random.Random
    texts: list[list[str]]
    shares: dict[str, float]
    by_share: list[tuple[float, str]]
    sample: list[Document]
    articles: int

    def different(self, kind: str, number: int) -> list[Question]:
        """So many questions of a kind, or fewer where the articles do not yield them."""
        tried = (self.question(kind) for _ in range(20 * number))
        return list(islice(_each_once(tried), number))

    def question(self, kind: str) -> Question:
        if kind in ("word", "filter"):
            word = self._spread()
            country = self._country() if kind == "filter" else None
            return Question(kind, (word,), self.shares[word], country)
        words = self._together(in_a_row=kind == "phrase")
        return Question(kind, words, min(self.shares[word] for word in words))

    def _country(self) -> int:
        return self.dice.choice([country for each in self.sample[:500] for country in each.countries])

    def _together(self, in_a_row: bool) -> tuple[str, ...]:
        text = self.dice.choice([text for text in self.texts if len(text) > 20])
        if not in_a_row:
            return tuple(self.dice.sample(sorted(set(text)), 2))
        start = self.dice.randrange(len(text) - 1)
        return tuple(text[start : start + 2])

    def _spread(self) -> str:
        """A word of a share drawn evenly by its logarithm, from a single article to every article.

        The sample is smaller than the archive: its words of one article stand for all rarer ones.
        """
        wanted, (rarest, _) = self.articles ** -self.dice.random(), self.by_share[0]
        if wanted <= rarest:
            return self.dice.choice(self.by_share[: bisect(self.by_share, (rarest, "~"))])[1]
        return self.by_share[min(bisect(self.by_share, (wanted, "")), len(self.by_share) - 1)][1]


def _each_once(questions):
    seen = set()
    for question in questions:
        if question not in seen:
            seen.add(question)
            yield question
