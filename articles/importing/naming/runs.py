"""Runs of capitalised words in a text: the only places where names of people are looked for."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from articles.importing.naming.lexicon import kinds
from articles.names import SMALL

UPPER = "".join(chr(code) for code in range(0x24F) if chr(code).isupper())
ARTICLE = r"(?:(?:[AaEeUu]l|[Aa][sndrtz]|[Aa]sh|[dDlLO]|[Dd]ell)[-'’])?"
NAME = rf"{ARTICLE}[{UPPER}][^\W\d_]*(?:[-'’](?!(?:s|S|ll|re|ve|d|m)\b)[^\W\d_]+)*"
SHORT = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Gov|Rev|Fr|Gen|Lt|Col|Sgt|Cpl|Pvt|Capt|Maj|Cmdr|Cdr|Adm|Brig|Spc|Hon|Atty"
    r"|Supt|Insp|Det|Msgr|Jr|Sr|St|Ste|Mt|Ft)\."
)
LETTERS = rf"(?:[{UPPER}]\.-?){{1,4}}"
WORD = rf"(?:{SHORT}|{LETTERS}|{NAME})"
PARTICLES = "|".join(sorted(SMALL - {"e"}, key=len, reverse=True))
GAP = "[ \u00a0]{1,2}"
BEGINS = rf"(?=[{UPPER}]|[aeuds][lsndrtz]h?[-'’]|[dl][-'’]|dell[-'’])"  # most words end the search here
RUN = re.compile(
    rf"(?<![\w.@/-]){BEGINS}{WORD}(?:{GAP}(?:(?:{PARTICLES}){GAP}){{0,3}}{WORD})*(?:, [JS]r\b\.?)?"
)
ONE = re.compile(r"[^\s,]+")
NICKNAME = re.compile(r" (?:[\"“‘']|``)[^\"“”‘’' ]+(?:[\"”’']|'') ")
HARD_WRAPPED = 40, 110


class Word(NamedTuple):  # made by the hundred for each text: a tuple takes a third of a dataclass's time
    text: str
    start: int
    end: int
    kinds: int


class Run(NamedTuple):
    """Capitalised words that stand together in `text`, small words like "de" between them included."""

    text: str
    words: tuple[Word, ...]

    @property
    def start(self) -> int:
        return self.words[0].start


def without_nickname(printed: str) -> str:
    """The name without a nickname in quotation marks: William “Buck” Farley → William Farley."""
    if '" ' in printed or "” " in printed or "’ " in printed or "' " in printed:
        return NICKNAME.sub(" ", printed)
    return printed


def runs(text: str) -> Iterator[Run]:
    """The runs of a text, in order."""
    for found in RUN.finditer(text):
        printed, start = found.group(), found.start()
        if " " in printed or "\u00a0" in printed:
            yield Run(text, _words(printed, start))
        else:
            yield Run(text, (Word(printed, start, found.end(), kinds(printed)),))


def _words(printed: str, start: int) -> tuple[Word, ...]:
    if "," in printed or "\u00a0" in printed:  # Jr. after a comma
        spans = [(each.group(), start + each.start()) for each in ONE.finditer(printed)]
        return tuple([Word(word, at, at + len(word), kinds(word)) for word, at in spans])
    words, at = [], start
    for word in printed.split(" "):
        end = at + len(word)
        if word:
            words.append(Word(word, at, end, kinds(word)))
        at = end + 1
    return tuple(words)


def unwrapped(text: str) -> str:
    """The text, as long as it was, with the line ends inside hard-wrapped paragraphs made blanks."""
    lengths = sorted(len(line) for line in text.split("\n") if line.strip())
    usual = lengths[len(lengths) * 8 // 10] if lengths else 0
    if not HARD_WRAPPED[0] <= usual <= HARD_WRAPPED[1] or len(lengths) < 4:
        return text
    joined, length = [], 0
    for line in text.split("\n"):
        wraps = joined and length > usual * 0.7 and line[:1].strip()
        joined += [" " if wraps else "\n", line] if joined else [line]
        length = len(line)
    return "".join(joined)
