"""Texts cut into pieces that a template can draw: paragraphs, links on actors, marks on words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")


@dataclass(frozen=True)
class Mark:
    """Something said `about` the characters from `start` to before `end`."""

    start: int
    end: int
    about: object = None


@dataclass(frozen=True)
class Run:
    """Characters under the same marks; `opening` are those of them that begin here."""

    text: str
    marks: tuple[Mark, ...] = ()
    opening: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A stretch of text about one thing (an actor, a cut), or about nothing, in runs of inner marks."""

    runs: tuple[Run, ...]
    about: object = None

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def spans(stored: object, length: int) -> list[tuple[int, int]]:
    """The [start, end] pairs of a stored list that lie within a text of that length; others are ignored."""
    if not isinstance(stored, list | tuple):
        return []
    pairs = [tuple(pair) for pair in stored if isinstance(pair, list | tuple) and len(pair) == 2]
    return [pair for pair in pairs if _within(*pair, length)]


def _within(start: object, end: object, length: int) -> bool:
    return type(start) is int and type(end) is int and 0 <= start < end <= length


def apart(marks: Iterable[Mark]) -> list[Mark]:
    """The marks in order of place, without those that overlap an earlier one; of two at one place the longer.

    >>> [m.about for m in apart([Mark(4, 9, "b"), Mark(0, 5, "a"), Mark(0, 2, "c"), Mark(9, 10, "d")])]
    ['a', 'd']
    """
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def layered(marks: Iterable[Mark]) -> list[Mark]:
    """Marks that do not overlap, each about the tuple of the given marks, which may, that cover it.

    >>> [(m.start, m.end, len(m.about)) for m in layered([Mark(0, 5), Mark(3, 8)])]
    [(0, 3, 1), (3, 5, 2), (5, 8, 1)]
    """
    starting: dict[int, list[Mark]] = {}
    for mark in marks:
        starting.setdefault(mark.start, []).append(mark)
    edges = sorted(set(starting) | {mark.end for begun in starting.values() for mark in begun})
    made, covering = [], []
    for start, end in pairwise(edges):
        covering = [mark for mark in covering if mark.end > start] + starting.get(start, [])
        if covering:
            made.append(Mark(start, end, tuple(covering)))
    return made


def clip(marks: list[Mark], start: int, end: int) -> Iterator[Mark]:
    """Of marks in order and apart, the parts that lie between `start` and `end`, and the gaps between."""
    here = start
    first = bisect_right(marks, start, key=lambda mark: mark.end)
    last = bisect_left(marks, end, lo=first, key=lambda mark: mark.start)
    for mark in marks[first:last]:
        if here < mark.start:
            yield Mark(here, mark.start)
        here = min(mark.end, end)
        yield Mark(max(mark.start, start), here, mark.about)
    if here < end:
        yield Mark(here, end)


def pieces(text: str, outer: Iterable[Mark] = (), inner: Iterable[Mark] = ()) -> tuple[Piece, ...]:
    """The whole text in pieces by `outer` marks (of overlapping ones the first), cut by `inner` ones."""
    return _pieces(text, apart(outer), layered(inner), 0, len(text))


def paragraphs(text: str, outer: Iterable[Mark] = (), inner: Iterable[Mark] = ()) -> list[tuple[Piece, ...]]:
    """The paragraphs of a text, parted by blank lines, each as the pieces it is drawn from."""
    outer, inner = apart(outer), layered(inner)
    return [_pieces(text, outer, inner, start, end) for start, end in _paragraph_bounds(text)]


def _paragraph_bounds(text: str) -> Iterator[tuple[int, int]]:
    edges = [0, *(edge for gap in BLANK_LINES.finditer(text) for edge in gap.span()), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        words = text[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _pieces(text: str, outer: list[Mark], inner: list[Mark], start: int, end: int) -> tuple[Piece, ...]:
    return tuple(
        Piece(tuple(_run(text, run) for run in clip(inner, part.start, part.end)), part.about)
        for part in clip(outer, start, end)
    )


def _run(text: str, part: Mark) -> Run:
    marks = part.about or ()
    return Run(text[part.start : part.end], marks, tuple(m for m in marks if m.start == part.start))
