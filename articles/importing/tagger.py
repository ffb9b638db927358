"""How likely the words of a text are a person's name: a linear-chain model over runs of capitalised words.

Its weights come with the project (words/people/weights.json.gz; training.py makes them). Everything that
depends on one printed word alone is summed once and kept.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from math import exp

from articles.importing import signs
from articles.importing.lexicon import kinds
from articles.importing.runs import Run
from articles.importing.wordlists import WORDS

WEIGHTS = WORDS / "people" / "weights.json.gz"
KEPT = 100_000


def chances(text: str, found: Sequence[Run]) -> list[tuple[float, ...]]:
    """For each run, how likely each of its words belongs to a person's name, between 0 and 1."""
    done = signs.doings(text, found)
    around = zip([None, *found], found, [*found[1:], None])
    return [_chances(run, _listed("<<", before, run) + _listed(">>", run, after), done) for before, run, after in around]


def _listed(side: str, one: Run | None, other: Run | None) -> float:
    if not one or not other or not (between := signs.joint(one, other)):
        return 0.0
    run = one if side == "<<" else other
    return _enumerated(side, between, len(run.words), signs.together(run))


def _chances(run: Run, listed: float, done: Mapping[str, int]) -> tuple[float, ...]:
    words, text = run.words, run.text
    length, together = len(words), signs.together(run)
    scores = [
        listed + _itself(word.text) + _place(at, length, together) + _doing(done[word.text])
        for at, word in enumerate(words)
    ]
    scores[0] += _before(signs.before(text, words[0].start))
    scores[-1] += _after(signs.after(text, words[-1].end))
    if length == 1:
        return (_share(scores[0]),)
    for at in range(1, length):
        scores[at] += _neighbour("-", words[at - 1].text)
        scores[at - 1] += _neighbour("+", words[at].text)
    return _in_a_chain(scores)


def _in_a_chain(scores: Sequence[float]) -> tuple[float, ...]:
    """Forward and backward over the odds of name to no name; what neighbouring labels weigh is in _steps()."""
    name_name, name_other, other_name, other_other = _steps()
    forward, odds = [], 1.0
    for at, score in enumerate(scores):
        if at:
            odds = (odds * name_name + other_name) / (odds * name_other + other_other)
        odds *= exp(score)
        forward.append(odds)
    behind, shares = 1.0, []
    for at in range(len(scores) - 1, -1, -1):
        both = forward[at] * behind
        shares.append(both / (1.0 + both))
        ahead = behind * exp(scores[at])
        behind = (name_name * ahead + name_other) / (other_name * ahead + other_other)
    return tuple(reversed(shares))


def _share(score: float) -> float:
    return 1.0 / (1.0 + exp(-score))


@cache
def _weights() -> Mapping[str, float]:
    return json.loads(gzip.decompress(WEIGHTS.read_bytes()))


@cache
def _steps() -> tuple[float, ...]:
    return tuple(exp(_weights().get(step, 0.0)) for step in ("NN", "NO", "ON", "OO"))


def _sum(found) -> float:
    weights = _weights()
    return sum(weights.get(sign, 0.0) for sign in found)


@lru_cache(maxsize=KEPT)
def _itself(printed: str) -> float:
    return _sum(signs.of_word(printed, kinds(printed)))


@lru_cache(maxsize=KEPT)
def _neighbour(side: str, printed: str) -> float:
    return _sum(signs.of_neighbour(side, printed, kinds(printed)))


@lru_cache(maxsize=KEPT)
def _before(printed: str) -> float:
    return _sum(signs.of_before(printed))


@lru_cache(maxsize=KEPT)
def _after(printed: str) -> float:
    return _sum(signs.of_after(printed))


@lru_cache(maxsize=KEPT)
def _place(at: int, length: int, together: int) -> float:
    return _sum(signs.of_run(at, length, together))


@cache
def _doing(done: int) -> float:
    return _sum(signs.of_document(done))


@lru_cache(maxsize=KEPT)
def _enumerated(side: str, between: str, length: int, together: int) -> float:
    return _sum(signs.of_list(side, between, length, together))
