"""Articles by the million that weigh what real ones do, made from a number that makes the same ones again.

Words come as often as in news: a Zipf-Mandelbrot curve that falls faster beyond the common words (measured on
20,000 agency stories: the commonest word is 5 % of the text and in every article, the thousandth in one of
twenty, half of an article's words come twice). An article has words of its own that it repeats, and pairs of
words stand together. Lengths, actors, sources, days, datelines, bylines and copies are as skewed as in an
archive.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from articles.periods import Period
from articles.search.engine import Document

BLOCK = 1_000  # articles made in one go
WORDS = 600_000
BREAK = 2_500  # rank from which words get rare faster
OWN = 0.25  # of an article's words are among the few it repeats
PAIRS = 30_000
PAIRED = 0.04
PEOPLE, COUNTRIES, ORGANISATIONS, SOURCES, PLACES = 150_000, 200, 30_000, 40, 500
FIRST_OF = {"people": 1_000_000, "countries": 1, "organisations": 2_000_000}
MANY_OF = {"people": (PEOPLE, 5), "countries": (COUNTRIES, 4), "organisations": (ORGANISATIONS, 3)}
DAYS = (date(1995, 1, 1).toordinal(), date(2020, 1, 1).toordinal())
COPIES, UNDATED, MONTH_ONLY, WITH_BYLINE, WITH_PLACE, FROM_AGENCY = 0.08, 0.02, 0.03, 0.4, 0.7, 0.3
SYLLABLES = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("", "n", "r")]
ENDINGS = ("", "s", "ed", "ing")


def made_articles(count: int, first: int = 1, seed: int = 1) -> Iterator[Document]:
    """Articles with the ids from `first`, `count` in all."""
    for start in range(first - 1, first - 1 + count, BLOCK):
        yield from _block(seed, start, min(BLOCK, first - 1 + count - start))


def real_articles(path: Path, count: int, seed: int = 1) -> Iterator[Document]:
    """Articles of a file of JSON lines (title, body, date); what the file does not say is made."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt") as lines:
        for made, line in zip(made_articles(count, seed=seed), lines, strict=False):
            told = json.loads(line)
            day = told.get("date")
            published = Period.parse(day[:10]) if day else None
            yield replace(made, title=told["title"], body=told["body"], published=published)


def _block(seed: int, start: int, count: int) -> Iterator[Document]:
    dice = np.random.default_rng((seed, start))
    lengths = np.clip(dice.gamma(3.3, 154, count), 20, 3_000).astype(int)
    ends = np.cumsum(lengths)
    words = _texts(dice, lengths)
    actors = {name: _actors(dice, name, count) for name in MANY_OF}
    chance = dice.random((count, 6))
    days = DAYS[0] + ((DAYS[1] - DAYS[0]) * np.sqrt(dice.random(count))).astype(int)
    sources, places = _skewed(dice, SOURCES, count), _skewed(dice, PLACES, count)
    for n, (length, end) in enumerate(zip(lengths, ends, strict=True)):
        text, odds, id = words[end - length : end], chance[n], start + n + 1
        yield Document(
            id=id,
            title=" ".join(text[5:14]).replace(".", "").capitalize(),
            standfirst="",
            body=" ".join(text),
            byline=" ".join(text[:2]).title() if odds[0] < WITH_BYLINE else "",
            language="en",
            published=_published(int(days[n]), odds[1]),
            source=100 + int(sources[n]),
            agency=200 + int(sources[n]) % 5 if odds[2] < FROM_AGENCY else None,
            family=max(id - 1 - int(odds[3] * 1_000), 1) if odds[4] < COPIES else id,
            place=_word(900 + int(places[n])).title() if odds[5] < WITH_PLACE else "",
            **{name: each[n] for name, each in actors.items()},
        )


def _texts(dice, lengths):
    """The words of all texts, one after the other; each text repeats some words of its own."""
    total = int(lengths.sum())
    ranks = np.searchsorted(_curve(), dice.random(total))
    text = np.repeat(np.arange(len(lengths)), lengths)
    own = np.searchsorted(_curve(), _curve()[50] + (1 - _curve()[50]) * dice.random((len(lengths), 40)))
    repeated = np.flatnonzero(dice.random(total) < OWN)
    ranks[repeated] = own[text[repeated], (40 * dice.random(len(repeated)) ** 2).astype(int)]
    paired = np.flatnonzero(dice.random(total - 1) < PAIRED)
    pairs = _pairs()[_skewed(dice, PAIRS, len(paired))]
    ranks[paired], ranks[paired + 1] = pairs[:, 0], pairs[:, 1]
    ranks[np.flatnonzero(dice.random(total) < 0.045)] += WORDS  # the ends of sentences
    return _vocabulary()[ranks]


def _actors(dice, name: str, count: int) -> list[tuple[int, ...]]:
    pool, mean = MANY_OF[name]
    several = dice.poisson(mean, count)
    drawn = FIRST_OF[name] + _skewed(dice, pool, int(several.sum()))
    return [tuple(np.unique(part).tolist()) for part in np.split(drawn, np.cumsum(several)[:-1])]


def _skewed(dice, pool: int, count: int):
    """Numbers below `pool`, the first ones the likeliest, as 1 / (rank + 5)."""
    return np.minimum((5 * (((pool + 5) / 5) ** dice.random(count) - 1)).astype(int), pool - 1)


def _published(day: int, odds: float) -> Period | None:
    if odds < UNDATED:
        return None
    known = date.fromordinal(day)
    parts = (known.year, known.month) if odds < UNDATED + MONTH_ONLY else (known.year, known.month, known.day)
    return Period.of(*parts)


@cache
def _curve():
    """The share of all words that the commonest ones up to a rank make up."""
    rank = np.arange(1, WORDS + 1, dtype=float)
    weight = 1 / (rank + 1)
    weight[BREAK:] = weight[BREAK] * (BREAK / rank[BREAK:]) ** 2
    return np.cumsum(weight) / weight.sum()


@cache
def _pairs():
    dice = np.random.default_rng(7)
    return np.searchsorted(_curve(), _curve()[20] + (1 - _curve()[20]) * dice.random((PAIRS, 2)))


@cache
def _vocabulary():
    """Every word by its rank, then every word once more as the last of a sentence."""
    words = [_word(rank) for rank in range(WORDS)]
    return np.array([*words, *(f"{word}." for word in words)], dtype=object)


def _word(rank: int) -> str:
    """A word that is spelled like no other; from a rank on, four share a stem."""
    if rank < len(SYLLABLES):
        return SYLLABLES[rank]
    stem, ending = divmod(rank, len(ENDINGS))
    spelled, left = "", stem + len(SYLLABLES)
    while left:
        left, sign = divmod(left, len(SYLLABLES))
        spelled += SYLLABLES[sign]
    return f"{spelled}k{ENDINGS[ending]}"
