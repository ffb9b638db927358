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

from articles.importing.naming import signs
from articles.importing.naming.lexicon import kinds
from articles.importing.naming.runs import Run, Word
from articles.importing.naming.signs import Scene
from articles.importing.wordlists import WORDS

WEIGHTS = WORDS / "people" / "weights.json.gz"
KEPT = 30_000  # words; more are no faster, and each process keeps its own


def chances(text: str, found: Sequence[Run]) -> list[tuple[float, ...]]:
    """For each run, how likely each of its words belongs to a person's name (0 to 1); () where nobody can."""
    scenes = signs.scenes(text, found)
    done = signs.doings(text, scenes)
    return [_chances(scene, done) if scene else () for scene in scenes]


def _chances(scene: Scene, done: Mapping[str, int]) -> tuple[float, ...]:
    run, before, after, one, other = scene
    words = run.words
    beside = _listed("<<", one, run, one) + _listed(">>", run, other, other)
    if len(words) == 1:
        word = words[0]
        score = _word(word.text)[0] + _place(0, 1, word.kinds) + _doing(done[word.text])
        return (1.0 / (1.0 + exp(-score - beside - _before(before) - _after(after))),)
    scores = _scores(words, signs.together(run), done)
    scores[0] += _before(before)
    scores[-1] += _after(after)
    return _in_a_chain([score + beside for score in scores] if beside else scores)


def _scores(words: Sequence[Word], together: int, done: Mapping[str, int]) -> list[float]:
    """What speaks for a name in each word, its neighbours, its place and its doings."""
    length, scores, previous = len(words), [], 0.0
    for at, word in enumerate(words):
        itself, as_previous, as_next = _word(word.text)
        if at:
            scores[-1] += as_next
        scores.append(itself + previous + _place(at, length, together) + _doing(done[word.text]))
        previous = as_previous
    return scores


def _listed(side: str, left: Run | None, right: Run | None, said: Run | None) -> float:
    """What the neighbour `said` weighs where it stands in one enumeration with the run."""
    if left is None or right is None or right.words[0].start - left.words[-1].end > signs.LONGEST_JOINT:
        return 0.0
    between = signs.joint(left, right)
    if not between:
        return 0.0
    return _enumerated(side, between, len(said.words), signs.together(said))


def _in_a_chain(scores: Sequence[float]) -> tuple[float, ...]:
    """Forward and backward over the odds of name to no name."""
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


@cache
def _weights() -> Mapping[str, float]:
    return json.loads(gzip.decompress(WEIGHTS.read_bytes()))


@cache
def _steps() -> tuple[float, ...]:
    return tuple(exp(_weights().get(step, 0.0)) for step in ("NN", "NO", "ON", "OO"))


def _sum(found) -> float:
    weigh = _weights().get
    return sum([weigh(sign, 0.0) for sign in found])


@lru_cache(maxsize=KEPT)
def _word(printed: str) -> tuple[float, float, float]:
    """What a word weighs for itself, for the word after it and for the word before it."""
    bits = kinds(printed)
    return (
        _kinds("", bits) + _sum(signs.of_word(printed, bits)),
        _kinds("-", bits) + _sum(signs.of_neighbour("-", printed, bits)),
        _kinds("+", bits) + _sum(signs.of_neighbour("+", printed, bits)),
    )


@cache
def _kinds(side: str, bits: int) -> float:
    return _sum(signs.of_kinds(side, bits))


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
