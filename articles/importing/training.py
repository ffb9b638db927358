"""Weights for the tagger, learned from texts with labelled names. Needs python-crfsuite; never imported at run time.

The texts are WikiGold, MEANTIME and WNUT 17 (CC BY 4.0), one JSON object a line: text, and entities with start,
end and label.
"""

from __future__ import annotations

import gzip
import json
import random
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

from articles.importing import lexicon, signs
from articles.importing.lexicon import kinds
from articles.importing.runs import Run, runs
from articles.importing.wordlists import entries
from articles.names import SMALL, is_suffix

SEED = 20
COPIES = 2  # of each text, with other names: the model learns the surroundings, not the famous
FORGOTTEN = 0.15  # of the words of a text are in no list of names: the lists are never complete
HEAD = 5  # labelled lines of a MEANTIME text
PERSON = ("PER", "person")
SETTINGS = {"c1": 0.3, "c2": 0.05, "max_iterations": 120, "feature.possible_transitions": True}
NAME, OTHER = "N", "O"
SMALLEST = 0.01  # weights nearer to zero are left out

Span = tuple[int, int]


@dataclass(frozen=True)
class Text:
    """A text and where people are named in it."""

    text: str
    people: tuple[Span, ...]


def read(path: Path) -> Iterator[Text]:
    """The texts of one file, titles cut off the names."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        people = [(each["start"], each["end"]) for each in row["entities"] if each["label"] in PERSON]
        text = row["text"]
        if path.stem == "meantime":
            text = _head_alone(text, row["entities"])
            people = _shortest(text, [span for span in people if span[1] <= len(text)])
        if text:
            yield Text(text, tuple(sorted({_bare(text, *span) for span in people})))


def _head_alone(text: str, labelled: list[dict]) -> str:
    """The first lines of the text, or nothing where none is labelled: MEANTIME labels no more than these."""
    return "\n".join(text.split("\n")[:HEAD]) if labelled else ""


def _shortest(text: str, spans: list[Span]) -> list[Span]:
    """The names among MEANTIME's noun phrases: all capitalised, no firm or country, none within another."""
    named = [span for span in spans if _is_name(text[slice(*span)])]
    return [
        one
        for one in named
        if not any(one != other and one[0] <= other[0] and other[1] <= one[1] for other in named)
    ]


def _is_name(printed: str) -> bool:
    words = printed.split()
    bits = [kinds(word) for word in words]
    strange = lexicon.TITLE | lexicon.ORGANISATION | lexicon.NATION | lexicon.FUNCTION
    return all(word[:1].isupper() for word in words) and not any(
        each & strange and not each & (lexicon.GIVEN | lexicon.FAMILY) for each in bits
    )


def _bare(text: str, start: int, end: int) -> Span:
    """The name without a title before it."""
    while (blank := text.find(" ", start, end)) > 0:
        bits = kinds(text[start:blank])
        if not bits & lexicon.TITLE or bits & (lexicon.GIVEN | lexicon.FAMILY):
            break
        start = blank + 1
    return start, end


class Names:
    """Made-up names of one manner for one text; the same word always becomes the same other word."""

    def __init__(self, chance: random.Random):
        self.chance = chance
        self.manner = chance.choice(MANNERS)
        self.words: dict[str, str] = {}

    def other(self, name: str) -> str:
        """Another name in place of this one; particles, initials and Jr. stay."""
        words = name.split(" ")
        kept = [word in SMALL or is_suffix(word) or lexicon.is_initials(word) for word in words]
        body = [at for at, keep in enumerate(kept) if not keep]
        for at in body:
            words[at] = self._word(words[at], at != body[-1] or len(body) == 1)
        return " ".join(words)

    def _word(self, word: str, given: bool) -> str:
        known = self.words.get(word)
        if known is None:
            given_list, family_list, form = self.manner
            made = self.chance.choice(_listed(given_list if given else family_list))
            made = made.title().replace("'S", "'s")
            known = self.words[word] = word if word.islower() else form.format(made) if not given else made
        return known.upper() if word.isupper() and len(word) > 3 else known


MANNERS = (
    *[("people/given", "people/family", "{}")] * 6,
    *[("people/given_more", "people/family", "{}")] * 3,
    ("people/given_more", "people/family", "al-{}"),
    ("people/given_more", "people/given_more", "{}"),
    ("people/family_asian", "people/syllables", "{}"),
)


def _listed(name: str) -> tuple[str, ...]:
    if name == "people/syllables":
        return tuple(
            f"{one}{two}"
            for one in entries("people/family_asian")[::7]
            for two in ("min", "hui", "-hoon", "xiang")
        )
    strange = lexicon.NO_NAME
    return _CHOICES.setdefault(
        name, tuple(word for word in entries(name) if len(word) > 2 and not kinds(word) & strange)
    )


_CHOICES: dict[str, tuple[str, ...]] = {}


def with_other_names(text: Text, chance: random.Random) -> Text:
    """The text with every person called by another name."""
    names, said, people, done, length = Names(chance), [], [], 0, 0
    for start, end in text.people:
        if start < done:
            continue
        other = names.other(text.text[start:end])
        said += [text.text[done:start], other]
        length += start - done
        people.append((length, length + len(other)))
        length += len(other)
        done = end
    return Text("".join([*said, text.text[done:]]), tuple(people))


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
