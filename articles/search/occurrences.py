"""Where in a text the wanted words stand: as printed, in another form of theirs, by a pattern."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from articles.search.embedded import forms
from articles.search.embedded.stemming import possessor, stemmer_for
from articles.search.letters import RUN
from articles.search.places import fitting
from articles.search.tree import Fuzzy, Loose, Node, Phrase, Text, Wildcard, Word, wanted

REMEMBERED = 60  # characters of the longest word worth remembering
TAIL = 2  # letters at the end of a stem that its words may lack: dying and die
# Of some languages stems differ from their words before the end too: gewerkt and werk, Aerzte and arzt. So
# many letters are sure there.
SURE = {"german": 1, "finnish": 1, "dutch": 0, "turkish": 0}

CHUNK = re.compile(r"\S+")
JOKER = re.compile(r"[*?]")
# Letters that are folded or joined before they are compared; quotation marks and dashes only part words.
ODD = re.compile("[^\x00-\x7f–—‘’“”…]")
DOT = re.compile(r"\.(?=[A-Za-z])")


class _Found(NamedTuple):
    """A word of a text: where it stands, as printed but folded, and its stem."""

    start: int
    end: int
    exact: str
    stem: str

    def moved(self, by: int) -> _Found:
        """The word in a text in which its stretch begins so far behind."""
        return _Found(self.start + by, self.end + by, self.exact, self.stem)


@dataclass(frozen=True)
class Pattern:
    """Words in a row that are wanted as printed, or a single word by its stem in the language of the text or
    by what `fits` says."""

    field: str
    exact: tuple[str, ...]
    word: str = ""
    like: Wildcard | Fuzzy | None = None

    @cached_property
    def fits(self) -> Callable[[str], bool]:
        """Whether a single word is wanted although it is neither of the others."""
        return cache(fitting(self.like)) if self.like else lambda _word: False

    def stem(self, code: str) -> str | None:
        """What the forms of a single word have in common in the language."""
        return forms(self.word, code)[0][1] if self.word else None

    def beginnings(self, code: str) -> Iterator[str]:
        """Letters with one of which each word begins that can be the first; empty where any can."""
        if isinstance(self.like, Wildcard) and self.like.text.isascii():
            yield JOKER.split(self.like.text)[0].lower()
        elif self.like:
            yield ""
        else:
            yield self.exact[0]
        if self.word:
            yield sure_beginning(self.stem(code), stemmer_for(code))

    def length_at(self, place: int, words: list[_Found], stem: str | None) -> int:
        """How many of the words, from that place on, stand for the pattern; 0 where they do not."""
        word, number = words[place], len(self.exact)
        if word.exact == self.exact[0] and (number == 1 or self._stands(words[place : place + number])):
            return number
        return int(word.stem == stem or self.fits(word.exact))

    def _stands(self, words: list[_Found]) -> bool:
        return self.exact == tuple([word.exact for word in words])


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place of a text where a pattern stands: `which` of those that are sought, by number."""

    start: int
    end: int
    which: int


def patterns(tree: Node, field: str = "") -> list[Pattern]:
    """What the tree wants of a text; with `field`, without what is wanted in another field."""
    leaves = (leaf for leaf in wanted(tree) if isinstance(leaf, Text))
    made = [p for leaf in leaves if not field or leaf.field in ("", field) for p in _patterns_of(leaf)]
    return list(dict.fromkeys(pattern for pattern in made if pattern.exact))


def _patterns_of(leaf: Text) -> list[Pattern]:
    if isinstance(leaf, Wildcard | Fuzzy):
        return [Pattern(leaf.field, (leaf.text,), like=leaf)]
    if isinstance(leaf, Loose):
        return [Pattern(leaf.field, (exact,)) for exact, _ in forms(leaf.text)]
    return [_pattern(leaf)]


def _pattern(leaf: Word | Phrase) -> Pattern:
    words = possessor(leaf.text) if isinstance(leaf, Word) else forms(leaf.text)
    word = leaf.text if isinstance(leaf, Word) and len(words) == 1 else ""
    return Pattern(leaf.field, tuple(exact for exact, _ in words), word)


def _remembered(read):
    """The function, with its answers for words of usual length kept: an archive repeats its words."""
    once = lru_cache(maxsize=30_000)(read)
    return lambda chunk, code: once(chunk, code) if len(chunk) <= REMEMBERED else read(chunk, code)


@_remembered
def _words(chunk: str, code: str) -> tuple[_Found, ...]:
    """The words of what stands between two spaces, with their stems in the language."""
    return tuple(
        _Found(*run.span(), exact, stem) for run in RUN.finditer(chunk) for exact, stem in forms(run[0], code)
    )


@_remembered
def _forms_in(chunk: str, code: str) -> frozenset[str]:
    return frozenset(form for word in _words(chunk, code) for form in (word.exact, word.stem))


def sure_beginning(stem: str, stemmer: str) -> str:
    """The letters with which every word of plain letters begins that has this stem."""
    return stem[: SURE.get(stemmer, max(len(stem) - TAIL, 1))]


class Sought:
    """Patterns in texts of one language. Most words of a text begin none of them, and are told by their first
    letters without being cut out."""

    def __init__(self, wanted: list[Pattern], code: str):
        self.code = code
        self.stems = [(pattern, pattern.stem(code)) for pattern in wanted]
        self.longest = max((len(pattern.exact) for pattern in wanted), default=0)
        self.begins = {pattern.exact[0] for pattern in wanted} | {stem for _, stem in self.stems}
        self.like = [pattern for pattern in wanted if pattern.like]
        self.beginnings = _shortest({letters for pattern in wanted for letters in pattern.beginnings(code)})
        self.may_begin = cache(self._may_begin)

    def found(self, text: str) -> list[Occurrence]:
        """Every place of the text where a pattern stands, in order."""
        found: list[Occurrence] = []
        for start in self._starts(text) if self.stems and text else ():
            chunk = CHUNK.match(text, start)[0]
            if self.may_begin(chunk):
                found += self._found_at(start, chunk, text)
        return found

    def _starts(self, text: str) -> list[int]:
        """Where a stretch without spaces begins that may hold the beginning of a pattern."""
        plain = text.lower()
        if "" in self.beginnings or len(plain) != len(text):  # İ in small letters is two
            return [match.start() for match in CHUNK.finditer(text)]
        places = [place for letters in self.beginnings for place in _beginning(plain, letters)]
        places += [match.start() for match in DOT.finditer(text)]
        if not text.isascii():
            places += [match.start() for match in ODD.finditer(text)]
        return sorted({_chunk_start(text, place) for place in places})

    def _found_at(self, start: int, chunk: str, text: str) -> Iterator[Occurrence]:
        words = [each.moved(start) for each in _words(chunk, self.code)]
        length = len(words)
        if self.longest > 1:
            words += self._words_from(start + len(chunk), text, self.longest - 1)
        for first in range(length):
            for which, (pattern, stem) in enumerate(self.stems):
                if number := pattern.length_at(first, words, stem):
                    yield Occurrence(words[first].start, words[first + number - 1].end, which)

    def _may_begin(self, chunk: str) -> bool:
        if not self.begins.isdisjoint(_forms_in(chunk, self.code)):
            return True
        return any(pattern.fits(word.exact) for pattern in self.like for word in _words(chunk, self.code))

    def _words_from(self, start: int, text: str, enough: int) -> list[_Found]:
        words: list[_Found] = []
        for match in CHUNK.finditer(text, start):
            words += [each.moved(match.start()) for each in _words(match[0], self.code)]
            if len(words) >= enough:
                break
        return words


def _shortest(beginnings: set[str]) -> set[str]:
    """Those that begin with no other: whatever begins with the others begins with one of them."""
    return {each for each in beginnings if not any(each[:end] in beginnings for end in range(len(each)))}


def _beginning(plain: str, letters: str) -> list[int]:
    """Where words of a text in small letters begin with these."""
    places, place = [], plain.find(letters)
    while place >= 0:
        if not place or not plain[place - 1].isalnum():
            places.append(place)
        place = plain.find(letters, place + 1)
    return places


def _chunk_start(text: str, place: int) -> int:
    while place and not text[place - 1].isspace():
        place -= 1
    return place
