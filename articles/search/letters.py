"""One form for letters that readers hold to be the same; the index and the query both go through it."""

from __future__ import annotations

import re
import unicodedata

# Arabic and Persian keyboards write different letters for the same word; apostrophes come in many shapes, and
# U+02BC counts as a letter, which would glue iranʼs together.
SAME = {"ي": "ی", "ى": "ی", "ك": "ک", "ʼ": "'", "ʻ": "'", "’": "'"}
SAME |= dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", strict=True))
# Arabic vowel signs, the stretching stroke and soft hyphens say nothing about which word it is.
SAME |= dict.fromkeys(map(chr, [*range(0x64B, 0x660), 0x670, 0x640, 0xAD]), "")
DIFFERENT = re.compile(f"[{''.join(SAME)}]")

LETTER = r"[^\W\d_]"
# Characters between which no engine ends a word; a run of them may still hold several words.
JOINED = r"[^\s\x00-/:-@\[-`{-\x7f\u02bb\u02bc\u2000-\u200c\u200e-\u206f\u3000-\u3003]"
# U.S., U.S.S.R., e.g., also without the last dot. Two letters at least: the J. of William J. Perry stays.
DOTTED = re.compile(rf"(?<!{JOINED}){LETTER}(?:\.{LETTER}(?!{JOINED}))+\.?(?=([^\W_]?))")
DOT = re.compile(rf"\.(?={LETTER})")
RUN = re.compile(rf"{JOINED}+(?:(?<!{JOINED}{JOINED})(?<={LETTER})(?:\.{LETTER}(?!{JOINED}))+\.?)?")


LONGEST_PLACE = 60  # characters


def normalise(text: str) -> str:
    """The text with one form for each letter: U.S. as US, ي as ی, digits as 0–9, no vowel signs.

    >>> normalise("U.S.-led"), normalise("كتاب"), normalise("Iran’s")
    ('US-led', 'کتاب', "Iran's")
    """
    if not text.isascii():
        text = DIFFERENT.sub(_same, unicodedata.normalize("NFKC", text))
    return _without_dots(text)


def _same(match: re.Match) -> str:
    return SAME[match[0]]


def _without_dots(text: str) -> str:
    """What DOTTED.sub(_undotted, text) is, in a fraction of the time: only the few dots are looked at."""
    parts, done = [], 0
    for dot in DOT.finditer(text):
        letter = dot.start() - 1
        if letter >= done and (match := DOTTED.match(text, letter)):
            parts += text[done:letter], _undotted(match)
            done = match.end()
    return "".join((*parts, text[done:])) if parts else text


def _undotted(match: re.Match) -> str:
    return match[0].replace(".", "") + (" " if match[1] else "")


def place_key(place: str) -> str:
    """A place as it is counted: OSLO and Oslo are one."""
    return " ".join(normalise(place).split()).casefold()[:LONGEST_PLACE]


def clean_typed(typed: str) -> str:
    """What was typed without characters that no database and no index can take: NUL, lone surrogates."""
    return typed.replace("\x00", " ").encode("utf-8", "ignore").decode("utf-8")
