"""Where words stand in one text, counted in words: what is checked after the index has found it possible."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from articles.search import tree as t
from articles.search.embedded import forms, pattern
from articles.search.patterns import edits
from articles.search.proximity import alternatives

STEMMED = ("title", "standfirst", "body")


@dataclass(frozen=True)
class Text:
    """The texts of one article by the names of their fields."""

    id: int
    language: str
    fields: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _words(self) -> dict[str, tuple[tuple[str, str], ...]]:
        return {}

    def words(self, name: str) -> tuple[tuple[str, str], ...]:
        """The words of a field in order, each as printed and as its stem."""
        if name not in self._words:
            chunks = self.fields[name].split()
            self._words[name] = tuple(word for chunk in chunks for word in _forms_of(chunk, self.language))
        return self._words[name]


@lru_cache(maxsize=50_000)
def _forms_of(chunk: str, language: str) -> tuple[tuple[str, str], ...]:
    """The words between two blanks: an archive repeats them, and cutting them is most of the work."""
    return forms(chunk, language)


def stands_loosely(leaf: t.Loose, text: Text, name: str) -> bool:
    """Whether all the words stand in one stretch with at most `gap` other words."""
    wanted = Counter(exact for exact, _ in forms(leaf.text))
    length = wanted.total() + leaf.gap
    standing = [(place, word) for place, (word, _) in enumerate(text.words(name)) if word in wanted]
    held, start = Counter(), 0
    for place, word in standing:
        held[word] += 1
        while standing[start][0] <= place - length:
            held[standing[start][1]] -= 1
            start += 1
        if held >= wanted:
            return True
    return False


def counted(part: t.Node, text: Text, name: str) -> int:
    """At how many places of the field the part stands: one where two of its alternatives begin together."""
    words = text.words(name)
    tests = [_test(leaf, text.language, name in STEMMED) for leaf in alternatives(part)]
    return sum(any(fits(words, place) for fits in tests) for place in range(len(words)))


def _test(leaf: t.Word | t.Phrase | t.Wildcard, language: str, stemmed: bool):
    if isinstance(leaf, t.Wildcard):
        fits_word = fitting(leaf)
        return lambda words, place: fits_word(words[place][0])
    wanted = forms(leaf.text, language)
    if isinstance(leaf, t.Word) and len(wanted) == 2 and wanted[1][0] == "s":
        wanted = wanted[:1]
    exact, length = tuple(word for word, _ in wanted), len(wanted)
    stem = wanted[0][1] if stemmed and isinstance(leaf, t.Word) and length == 1 else None

    def fits(words, place):
        return tuple(w for w, _ in words[place : place + length]) == exact or words[place][1] == stem

    return fits


def fitting(leaf: t.Wildcard | t.Fuzzy) -> Callable[[str], bool]:
    """Whether a word, as the index holds it, fits the pattern or is spelled like the word with ~."""
    if isinstance(leaf, t.Wildcard):
        fits = re.compile(pattern(leaf.text)).fullmatch
        return lambda word: bool(fits(word))
    meant = "".join(exact for exact, _ in forms(leaf.text))
    return lambda word: abs(len(word) - len(meant)) <= leaf.edits and edits(meant, word) <= leaf.edits
