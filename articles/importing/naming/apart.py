"""Each name a run: two in one are cut apart (South African | Tobi Gillen), one in two is joined."""

import re
from collections.abc import Iterator, Sequence, Set

from articles.importing.naming.lexicon import FAMILY, GIVEN, INITIAL, ORGANISATION, PLACE
from articles.importing.naming.runs import Run

OFFICE = re.compile(
    r"\b(?:[Mm]inister|[Ss]ecretary|[Dd]irector|[Hh]ead|[Cc]hief|[Cc]ommissioner|[Cc]hairman|[Pp]resident)"
    r"(?:-[Gg]eneral)? (?:of|for) (?:[\w'’-]+,? ){0,6}$"
)
OFFICES_LENGTH = 60  # characters looked at
NICKNAME = re.compile(r" (?:[\"“‘']|``)[A-ZÀ-Þ][^\W\d_]*(?:[\"”’]|''?) (?=[A-ZÀ-Þ])")
NICKNAME_OPENS = frozenset((' "', " “", " ‘", " ``", " '"))
NICKNAME_CLOSES = frozenset(('" ', "” ", "’ ", "'' ", "' "))


def names_apart(text: str, found: list[Run], nations: Set[int]) -> list[Run]:
    """The runs, each with one name; `nations` are the places of countries' names of two words and more."""
    if NICKNAME.search(text):
        found = list(_joined(found))
    cuts = [(run, at) for run in found if len(run[1]) > 2 and (at := _second(run, nations))]
    for run, at in cuts:
        place = found.index(run)
        found[place : place + 1] = [Run(text, run.words[:at]), Run(text, run.words[at:])]
    return found


def _joined(found: Sequence[Run]) -> Iterator[Run]:
    """The runs, those one where a nickname in quotation marks parts a name in two."""
    at, last = 0, len(found) - 2
    while at < len(found):
        run = found[at]
        near = at < last and found[at + 1].start - run.words[-1].end in (2, 3)
        if near and _is_parted(*found[at : at + 3]):
            yield Run(run.text, run.words + found[at + 2].words)
            at += 3
        else:
            yield run
            at += 1


def _is_parted(one: Run, nickname: Run, other: Run) -> bool:
    opens = one.text[one.words[-1].end : nickname.start]
    closes = one.text[nickname.words[-1].end : other.start]
    first = one.words[-1].kinds & (GIVEN | INITIAL | ORGANISATION | PLACE)
    return opens in NICKNAME_OPENS and closes in NICKNAME_CLOSES and first in (GIVEN, INITIAL)


def _second(run: Run, nations: Set[int]) -> int:
    """The number of the word that the second name begins with, 0 where there is none."""
    words = run.words
    for at in range(1, len(words)):
        before, word = words[at - 1], words[at]
        if before.start in nations and word.start not in nations:
            return at
        if (
            before.kinds & (ORGANISATION | GIVEN | FAMILY) == ORGANISATION
            and word.kinds & (GIVEN | ORGANISATION | PLACE) == GIVEN
            and OFFICE.search(run.text, max(0, run.start - OFFICES_LENGTH), run.start)
        ):
            return at
    return 0
