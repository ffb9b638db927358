"""Texts with labelled names for the tagger to learn from, and copies of them with other names.

The texts are WikiGold, MEANTIME and WNUT 17 (CC BY 4.0): one JSON object a line with text and entities, each
with start, end and label.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from articles.importing.naming import lexicon
from articles.importing.naming.lexicon import kinds
from articles.importing.wordlists import entries
from articles.names import SMALL, is_suffix

FILES = ("meantime.jsonl", "wikigold.jsonl", "wnut17.jsonl")
HEAD = 5  # labelled lines of a MEANTIME text
PERSON = ("PER", "person")
SYLLABLES = "min hui -hoon xiang jun -seok ling wei".split()  # second halves of made-up East Asian names

# How made-up names look, each as often as it stands here: list of given names, of family names, their form.
MANNERS = (
    *[("people/given", "people/family", "{}")] * 6,
    *[("people/given_more", "people/family", "{}")] * 3,
    ("people/given_more", "people/family", "al-{}"),
    ("people/given_more", "people/given_more", "{}"),
    ("people/family_asian", "syllables", "{}"),
)

Span = tuple[int, int]


@dataclass(frozen=True)
class Text:
    """A text and where people are named in it."""

    text: str
    people: tuple[Span, ...]


def read_folder(folder: Path) -> Iterator[Text]:
    """The texts of the folder's three files; raises FileNotFoundError where one is missing."""
    for file in FILES:
        yield from read(folder / file)


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
            made = self.chance.choice(_choices(given_list if given else family_list)).title()
            known = word if word.islower() else made if given else form.format(made)
            self.words[word] = known
        return known.upper() if word.isupper() and len(word) > 3 else known


@cache
def _choices(file: str) -> tuple[str, ...]:
    if file == "syllables":
        return tuple(one + two for one in entries("people/family_asian")[::7] for two in SYLLABLES)
    return tuple(word for word in entries(file) if len(word) > 2 and not kinds(word) & lexicon.NO_NAME)


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
