"""Where the wanted words stand: excerpts for one page of hits, marks in a full text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.search.embedded import forms
from articles.search.letters import RUN
from articles.search.places import fitting
from articles.search.tree import Fuzzy, Loose, Node, Phrase, Text, Wildcard, Word, wanted

LENGTH = 240  # characters of an excerpt, about
LEAD = 60  # characters shown before the first mark, about
SHOWN = ("title", "standfirst", "body")
REMEMBERED = 60  # characters of the longest word worth remembering

CHUNK = re.compile(r"\S+")
SENTENCE_END = re.compile(r"[.!?…؟。][\"”’')\]]*\s+|\n+")
SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Excerpt:
    """The title with its marks, and the best passages of the text: empty where nothing is marked in it."""

    title: SafeString
    text: SafeString


class _Found(NamedTuple):
    """A word of a text: where it stands, as printed but folded, and its stem."""

    start: int
    end: int
    exact: str
    stem: str


@dataclass(frozen=True)
class _Pattern:
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

    def length_in(self, words: list[_Found], stem: str | None) -> int:
        """How many of the words, from the first on, stand for the pattern; 0 where they do not."""
        if tuple(word.exact for word in words[: len(self.exact)]) == self.exact:
            return len(self.exact)
        return int(words[0].stem == stem or self.fits(words[0].exact))


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    pattern: _Pattern


def excerpts(articles: Iterable, tree: Node) -> dict[int, Excerpt]:
    """The excerpt of each article by its id; nothing where no word was asked for."""
    sought = {name: _patterns(tree, name) for name in SHOWN}
    if not any(sought.values()):
        return {}
    asked = cache(lambda name, language: _Sought(sought[name], language))
    return {article.pk: _excerpt(article, asked) for article in articles}


def marks(text: str, tree: Node, language: str, field: str = "") -> tuple[tuple[int, int], ...]:
    """All (start, end) in the text of what the tree wants, in order and apart.

    With `field`, words wanted in another field are left out.
    """
    patterns = _patterns(tree, field)
    found = _Sought(patterns, language).found(text)
    return tuple(_apart((mark.start, mark.end) for mark in found))


def _patterns(tree: Node, field: str = "") -> list[_Pattern]:
    leaves = (leaf for leaf in wanted(tree) if isinstance(leaf, Text))
    patterns = [p for leaf in leaves if not field or leaf.field in ("", field) for p in _patterns_of(leaf)]
    return list(dict.fromkeys(pattern for pattern in patterns if pattern.exact))


def _patterns_of(leaf: Text) -> list[_Pattern]:
    if isinstance(leaf, Wildcard | Fuzzy):
        return [_Pattern(leaf.field, (leaf.text,), like=leaf)]
    if isinstance(leaf, Loose):
        return [_Pattern(leaf.field, (exact,)) for exact, _ in forms(leaf.text)]
    return [_pattern(leaf)]


def _pattern(leaf: Word | Phrase) -> _Pattern:
    words = forms(leaf.text)
    if isinstance(leaf, Word) and len(words) == 2 and words[1][0] == "s":
        words = words[:1]  # Iran’s is found, and marked, as Iran
    word = leaf.text if isinstance(leaf, Word) and len(words) == 1 else ""
    return _Pattern(leaf.field, tuple(exact for exact, _ in words), word)


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


@lru_cache(maxsize=1_000)
def _perhaps(letters: str) -> re.Pattern:
    """What a word that begins with one of the letters looks like, or one that must be folded to be known."""
    first = "".join(re.escape(letter) for letter in letters)
    return re.compile(rf"[^\x00-\x7f]|(?<![0-9A-Za-z])[{first or 'a'}]", re.IGNORECASE)


class _Sought:
    """The patterns of one question in texts of one language. Most words of a text begin none of them: each is
    looked at only once."""

    def __init__(self, patterns: list[_Pattern], code: str):
        self.code = code
        self.stems = [(pattern, pattern.stem(code)) for pattern in patterns]
        self.longest = max((len(pattern.exact) for pattern in patterns), default=0)
        self.begins = {pattern.exact[0] for pattern in patterns} | {stem for _, stem in self.stems}
        self.like = [pattern for pattern in patterns if pattern.like]
        self.may_begin: dict[str, bool] = {}
        self.perhaps = _perhaps("".join(form[0] for form in self.begins if form)).search

    def found(self, text: str) -> list[_Mark]:
        """Every place of the text where a pattern stands."""
        chunks = CHUNK.findall(text) if self.stems else []
        self._look_at(set(chunks) - self.may_begin.keys())
        places = [place for place, chunk in enumerate(chunks) if self.may_begin[chunk]]
        if not places:
            return []
        starts = [match.start() for match in CHUNK.finditer(text)]
        return [mark for place in places for mark in self._marks_at(place, chunks, starts)]

    def _look_at(self, chunks: set[str]) -> None:
        """Most are told by their letters alone; the rest are cut into words."""
        self.may_begin.update(dict.fromkeys(chunks, False))
        for chunk in chunks if self.like else filter(self.perhaps, chunks):
            self.may_begin[chunk] = self._may_begin(chunk)

    def _may_begin(self, chunk: str) -> bool:
        if not self.begins.isdisjoint(_forms_in(chunk, self.code)):
            return True
        return any(pattern.fits(word.exact) for pattern in self.like for word in _words(chunk, self.code))

    def _marks_at(self, place: int, chunks: list[str], starts: list[int]) -> Iterator[_Mark]:
        words = self._words_from(place, chunks, starts)
        for first in range(len(_words(chunks[place], self.code))):
            for pattern, stem in self.stems:
                if length := pattern.length_in(words[first:], stem):
                    yield _Mark(words[first].start, words[first + length - 1].end, pattern)

    def _words_from(self, place: int, chunks: list[str], starts: list[int]) -> list[_Found]:
        words: list[_Found] = []
        enough = len(_words(chunks[place], self.code)) + self.longest
        while len(words) < enough and place < len(chunks):
            at = starts[place]
            here = _words(chunks[place], self.code)
            words += [_Found(at + start, at + end, *form) for start, end, *form in here]
            place += 1
        return words


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _excerpt(article, asked: Callable[[str, str], _Sought]) -> Excerpt:
    found = {name: asked(name, article.language).found(getattr(article, name)) for name in SHOWN}
    title = _marked(article.title, 0, len(article.title), found.pop("title"))
    best = max(found, key=lambda name: _worth(_densest(found[name], LENGTH)))
    return Excerpt(title, _passages(getattr(article, best), found[best]))


def _worth(marks: list[_Mark]) -> tuple[int, int]:
    return len({mark.pattern for mark in marks}), len(marks)


def _densest(marks: list[_Mark], length: int) -> list[_Mark]:
    """The marks of the best stretch of about that length: most different ones, then most, then first."""
    best: list[_Mark] = []
    end = 0
    for start, mark in enumerate(marks):
        while end < len(marks) and marks[end].end <= mark.start + length - LEAD:
            end += 1
        best = max(best, marks[start : max(end, start + 1)], key=_worth)
    return best


def _passages(text: str, marks: list[_Mark]) -> SafeString:
    """The best passage, or two half as long where one cannot show everything that was found."""
    if not marks:
        return mark_safe("")
    best = _densest(marks, LENGTH)
    missing = {mark.pattern for mark in marks} - {mark.pattern for mark in best}
    if not missing:
        return _joined(text, [_stretch(text, best[0].start, LENGTH)], marks)
    best = _densest(marks, LENGTH // 2)
    rest = [mark for mark in marks if mark.pattern not in {mark.pattern for mark in best}]
    chosen = [best[0].start, _densest(rest, LENGTH // 2)[0].start]
    return _joined(text, [_stretch(text, start, LENGTH // 2) for start in sorted(chosen)], marks)


def _stretch(text: str, mark: int, length: int) -> tuple[int, int]:
    """Where a passage with the mark near its beginning starts and ends: at sentences or words."""
    earliest = max(mark - LEAD, 0)
    start = earliest
    if earliest:
        ends = [match.end() for match in SENTENCE_END.finditer(text, earliest, mark)]
        gap = text.find(" ", earliest, mark)
        start = ends[-1] if ends else gap + 1 if gap >= 0 else mark
    end = min(start + length, len(text))
    if end < len(text):
        gap = text.rfind(" ", mark, end + 1)
        end = gap if gap > mark else end
    return start, end


def _joined(text: str, stretches: list[tuple[int, int]], marks: list[_Mark]) -> SafeString:
    shown = _apart(stretches)
    parts = [_marked(text, start, end, marks) for start, end in shown]
    before = "… " if text[: shown[0][0]].strip() else ""
    after = " …" if text[shown[-1][1] :].strip() else ""
    return mark_safe(before + " … ".join(parts) + after)


def _marked(text: str, start: int, end: int, marks: list[_Mark]) -> SafeString:
    """The stretch of the text, escaped, on one line, with <mark> around what was found."""
    out, done = [], start
    for first, last in _apart((mark.start, mark.end) for mark in marks):
        if first >= start and last <= end:
            out += [_plain(text[done:first]), "<mark>", _plain(text[first:last]), "</mark>"]
            done = last
    out.append(_plain(text[done:end]))
    return mark_safe("".join(out).strip())


def _plain(text: str) -> str:
    return escape(SPACES.sub(" ", text))
