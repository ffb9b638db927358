"""People in texts of other languages than English: names made of a given name and a family name.

The rules and the tagger know English words, and here every other word is foreign to them. So only what the
lists of names say is believed, and only where the name stands for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from articles.importing.naming.introductions import Introduction
from articles.importing.naming.lexicon import (
    CAPITALS,
    FAMILY,
    GIVEN,
    INITIAL,
    NO_NAME,
    SUFFIX,
    SURE,
    TITLE,
)
from articles.importing.naming.runs import Run, Word
from articles.names import SMALL

NOUNS_IN_CAPITALS = frozenset(("de", "lb", "nds"))  # there any noun may stand beside a name
AND = frozenset(("y", "e", "und"))  # Ortega y Gasset is one, Carlos y Tomás are two
LONGEST = 5
RULE = "given name and family name", 0.6


def introductions_abroad(found: Iterable[Run], start: int, language: str) -> list[Introduction]:
    """Everybody whom the runs from `start` on name in full, in a text of this language."""
    nouns = language in NOUNS_IN_CAPITALS
    named = (_introduction(run, nouns) for run in found if run.start >= start)
    return [each for each in named if each]


def _introduction(run: Run, nouns: bool) -> Introduction | None:
    for before, words in _stretches(run):
        if _is_name(words, nouns) and _stands_alone(before, words, nouns):
            name = run.text[words[0].start : words[-1].end]
            return Introduction(name, words[0].start, words[-1].end, *RULE, words[0].text)
    return None


def _stretches(run: Run) -> Iterator[tuple[Word | None, Sequence[Word]]]:
    """The words from each given name to the end of the run, and the word before them."""
    for at, word in enumerate(run.words):
        if word.kinds & GIVEN and not word.kinds & (NO_NAME | CAPITALS):
            yield (run.words[at - 1] if at else None), run.words[at:]


def _is_name(words: Sequence[Word], nouns: bool) -> bool:
    """Whether the words are a name: the given name, and nothing behind it that means something else."""
    rest = [word for word in words[1:] if word.text not in SMALL and not word.kinds & SUFFIX]
    if not rest or len(words) > LONGEST or words[-1].text in SMALL or _joins_two(words):
        return False
    if nouns and len(rest) < len(words) - 1 and not (words[0].kinds & SURE and rest[-1].kinds & FAMILY):
        return False  # Rand von Elmshorn, the edge of a town; Tore von Alvarez, his goals
    if any(word.kinds & (NO_NAME | TITLE | CAPITALS) and not word.kinds & FAMILY for word in rest):
        return False
    if nouns and not all(word.kinds & (FAMILY | GIVEN | INITIAL) for word in rest[:-1]):
        return False
    return bool(rest[-1].kinds & FAMILY or (words[0].kinds & SURE and not rest[-1].kinds & (GIVEN | INITIAL)))


def _joins_two(words: Sequence[Word]) -> bool:
    """Whether a small word is followed by another's given name: Carlos Gómez y Tomás Pescio."""
    return any(
        one.text in SMALL and other.kinds & GIVEN and (one.text in AND or other.kinds & SURE)
        for one, other in pairwise(words)
    )


def _stands_alone(before: Word | None, words: Sequence[Word], nouns: bool) -> bool:
    """Whether no other capitalised word stands before the name but a title; beside German nouns the lists
    must know both its ends."""
    if before is None or before.kinds & TITLE:
        return True
    return nouns and bool(words[0].kinds & SURE and words[-1].kinds & FAMILY)
