"""Weights for the tagger, learned from texts with labelled names.

Needs python-crfsuite, which the archive itself does not: nothing that runs with it imports this module.
"""

from __future__ import annotations

import gzip
import json
import random
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path

import pycrfsuite

from articles.importing.naming import signs
from articles.importing.naming.labelled import Text, with_other_names
from articles.importing.naming.runs import Run, runs

SEED = 20
COPIES = 2  # of each text, with other names: the model learns the surroundings, not the famous
FORGOTTEN = 0.15  # of the words of a text are in no list of names: the lists are never complete
SETTINGS = {"c1": 0.3, "c2": 0.05, "max_iterations": 120, "feature.possible_transitions": True}
NAME, OTHER = "N", "O"
SMALLEST = 0.01  # weights nearer to zero are left out


def sequences(text: Text, forgotten: Set[str] = frozenset()) -> Iterator[tuple[list[list[str]], list[str]]]:
    """(signs, labels) of each run; the words that are `forgotten` count as in no list of names."""
    found = [_without(run, forgotten) for run in runs(text.text)]
    inside = {place for start, end in text.people for place in range(start, end)}
    scenes = signs.scenes(text.text, found)
    done = signs.doings(text.text, scenes)
    for scene in filter(None, scenes):
        labels = [NAME if word.start in inside else OTHER for word in scene.run.words]
        yield signs.of_all(scene, done), labels


def forgotten(text: Text, chance: random.Random) -> Set[str]:
    """Some of the capitalised words of a text."""
    words = sorted({word.text for run in runs(text.text) for word in run.words})
    return frozenset(word for word in words if chance.random() < FORGOTTEN)


def _without(run: Run, forgotten: Set[str]) -> Run:
    words = (
        word._replace(kinds=word.kinds & ~signs.NAME_LISTS) if word.text in forgotten else word
        for word in run.words
    )
    return Run(run.text, tuple(words))


def train(texts: Iterable[Text]) -> dict[str, float]:
    """How much each sign speaks for a name; "NN", "NO" … are the weights of neighbouring labels."""
    chance = random.Random(SEED)
    trainer = pycrfsuite.Trainer(verbose=False)
    for text in texts:
        for version in (text, *(with_other_names(text, chance) for _ in range(COPIES))):
            for rows, labels in sequences(version, forgotten(version, chance)):
                trainer.append(rows, labels)
    trainer.set_params(SETTINGS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model")
        trainer.train(str(path))
        return _weights(path)


def _weights(path: Path) -> dict[str, float]:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    learned = tagger.info()
    weights = {one + other: weight for (one, other), weight in learned.transitions.items()}
    for (sign, label), weight in learned.state_features.items():
        weights[sign] = weights.get(sign, 0.0) + (weight if label == NAME else -weight)
    rounded = {sign: round(weight, 3) for sign, weight in sorted(weights.items())}
    return {sign: weight for sign, weight in rounded.items() if abs(weight) >= SMALLEST}


def write(weights: Mapping[str, float], path: Path):
    """Keeps the weights as gzipped JSON; the same weights are the same bytes."""
    said = json.dumps(weights, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(said.encode(), 9, mtime=0))
