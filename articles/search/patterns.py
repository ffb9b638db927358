"""Words typed as patterns: pro*, *gate, wom?n, shamkhany~."""

from __future__ import annotations

import re

from articles.search.letters import RUN, normalise
from articles.search.tree import EVERYTHING, Fuzzy, Leaf, Wildcard, Word

MAX_PATTERNS = 10  # of one query: each looks at every word of the archive
MIN_LETTERS = 2  # that a pattern must hold, so that it does not fit most words
MIN_FUZZY = 4  # letters of a word with ~: shorter ones resemble too many others
MAX_EDITS = 2  # letters that may differ

FUZZY = re.compile(r"(.*)~(\d*)")
AROUND = re.compile(r"^[^\w*]+|[^\w*]+$")  # a question mark at the end is a question's
LETTERS = re.compile(r"[^\W_]+")
PATTERN = re.compile(r"(?:[^\W_]|[*?])+")

BROAD = (
    "“{}” would fit too many words, so it was read as a plain one. "
    f"Write at least {MIN_LETTERS} letters beside * and ?, as in pro*."
)
ODD = "“{}” was read without its * or ~, which belong to one word of letters and digits, as in pro* or talk~."
SHORT = f"“{{}}” was read without its ~: a word shorter than {MIN_FUZZY} letters resembles too many others."
FAR = f"At most {MAX_EDITS} letters may differ; “{{}}” was read so."
MANY = f"Only the first {MAX_PATTERNS} words with *, ? or ~ were read as patterns, the others as plain words."


class Reader:
    """Reads the words of one query; what cannot be a pattern becomes a plain word and a notice."""

    def __init__(self, notices: list[str]):
        self.notices = notices
        self.left = MAX_PATTERNS

    def read(self, typed: str) -> Leaf:
        """The word or the pattern that was typed."""
        if fuzzy := FUZZY.fullmatch(typed):
            return self._fuzzy(typed, *fuzzy.groups())
        core = AROUND.sub("", typed)
        if "*" in core or ("?" in core and PATTERN.fullmatch(normalise(core))):
            return self._wildcard(typed, core)
        return _plain(typed)

    def _fuzzy(self, typed: str, word: str, edits: str) -> Leaf:
        word = AROUND.sub("", word)
        letters = LETTERS.fullmatch(normalise(word))
        if not letters:
            return self._as_word(typed, ODD)
        if len(letters[0]) < MIN_FUZZY:
            return self._as_word(typed, SHORT)
        if edits and int(edits) > MAX_EDITS:
            self.notices.append(FAR.format(typed))
        usual = 1 if len(letters[0]) < 6 else MAX_EDITS
        return self._counted(Fuzzy(word, min(int(edits or usual), MAX_EDITS) or 1), typed)

    def _wildcard(self, typed: str, core: str) -> Leaf:
        if not PATTERN.fullmatch(normalise(core)):
            return self._as_word(typed, ODD)
        if len(re.sub("[*?]", "", core)) < MIN_LETTERS:
            return self._as_word(typed, BROAD)
        return self._counted(Wildcard(re.sub(r"\*+", "*", core)), typed)

    def _counted(self, leaf: Leaf, typed: str) -> Leaf:
        self.left -= 1
        return leaf if self.left >= 0 else self._as_word(typed, MANY)

    def _as_word(self, typed: str, notice: str) -> Leaf:
        self.notices.append(notice.format(typed[:60]))
        return _plain(re.sub(r"~\d*$", "", re.sub("[*?]", " ", typed)).strip())


def _plain(typed: str) -> Leaf:
    return Word(typed) if RUN.search(typed) else EVERYTHING


def edits(one: str, other: str) -> int:
    """How many letters must be changed, left out, added or swapped with the next to make one the other.

    >>> edits("shamkhani", "shamkhany"), edits("iran", "rian")
    (1, 1)
    """
    before, last = [], list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, its in enumerate(other, 1):
            cost = min(line[-1] + 1, last[column] + 1, last[column - 1] + (letter != its))
            if row > 1 and column > 1 and (letter, one[row - 2]) == (other[column - 2], its):
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]
