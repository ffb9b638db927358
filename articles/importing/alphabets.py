"""Which encoding of Latin letters bytes are in: the one in which they are the letters of one language.

Counting bytes cannot tell encodings apart that differ in five letters, as those of Central Europe do.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from articles.importing.wordlists import pairs

# The likeliest first: of those in which a text reads the same, it is taken.
ENCODINGS = """cp1252 cp1250 iso8859_2 cp1254 cp1257 iso8859_15 mac_roman mac_latin2 mac_turkish cp850 cp852
    cp857""".split()
FEWEST = 3  # letters past ASCII that tell anything
SURE = 0.97  # part of them that are of one language; names from elsewhere are the rest
MARKS = frozenset("\u00a0¡¢£§©ª«®°±²³·º»¼½¾¿×–—‘’‚“”„†‡•…‰‹›€™")
PAST_ASCII = re.compile(r"[^\x00-\x7f]")
# No word is written so: a mark that is no apostrophe between letters, a capital behind a small letter.
IMPOSSIBLE = re.compile(
    r"(?<=[^\W\d_])[^\w\s’·\x00-\x7f](?=[^\W\d_])|(?<=[a-zà-öø-ÿ])[À-ÖØ-ÞĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮŽ]"
)


def encoding_of(content: bytes) -> str:
    """The encoding in which nearly all letters past ASCII are one language's, or an empty text."""
    rated = {encoding: _rated(content.decode(encoding, "replace")) for encoding in ENCODINGS}
    best = max(rated, key=rated.get)
    return best if rated[best] >= SURE else ""


def _rated(text: str) -> float:
    """The part of what is past ASCII that is letters of one language, marks aside; 0 for too little."""
    found = Counter(PAST_ASCII.findall(text))
    told = {letter: number for letter, number in found.items() if letter not in MARKS}
    total = sum(told.values()) + len(IMPOSSIBLE.findall(text))
    if total < FEWEST:
        return 0
    return max(sum(n for letter, n in told.items() if letter in own) for own in _alphabets()) / total


@cache
def _alphabets() -> tuple[frozenset[str], ...]:
    """The letters of each language, small and capital."""
    return tuple(
        frozenset(letters + letters.upper() + "İ" * ("ı" in letters))
        for letters in pairs("alphabets").values()
    )
