"""Plain Python: where the sentences of a text begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A full stop ends no sentence after an initial or one of these; of Asian and Arabic signs each ends one.
SHORT = (
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bLt)(?<!\bJr)(?<!\bSr)(?<!\bNo)(?<!\bMrs)(?<!\bGen)"
    r"(?<!\bSen)(?<!\bGov)(?<!\bRep)(?<!\bRev)(?<!\bCol)(?<!\bCapt)(?<!\bProf)(?<!\bSgt)(?<!\bMaj)(?<!\bAdm)"
)
END = re.compile(rf"(?:[!?…؟]|{SHORT}\.)[\"”’')\]]*\s+(?![a-z])|[。！？][”」』]*\s*|\s*\n\s*\n\s*")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, without the blanks around it.

    >>> text = "Mr. Lind of the U.S. left. He said: “Go!” Nobody went."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Mr. Lind of the U.S. left.', 'He said: “Go!”', 'Nobody went.']
    """
    start = len(text) - len(text.lstrip())
    for end in [*(found.end() for found in END.finditer(text, start)), len(text)]:
        if said := text[start:end].rstrip():
            yield start, start + len(said)
        start = end


def sentence_at(text: str, place: int, most: int = 2_000) -> tuple[int, int]:
    """Start and end of the sentence in which a place stands, looked for at most so many characters around.

    >>> sentence_at("One. Two is longer. Three.", 8)
    (5, 19)
    """
    first = max(0, place - most)
    around = text[first : place + most]
    found = (span for span in sentences(around) if span[0] <= place - first < span[1])
    start, end = next(found, (place - first, place - first))
    return first + start, first + end
