"""Where the wanted words stand: excerpts for one page of hits, marks in a full text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from html import escape

from django.utils.safestring import SafeString

from articles.search.occurrences import Occurrence, Sought, patterns
from articles.search.tree import Node

LENGTH = 240  # characters of an excerpt, about
LEAD = 60  # characters shown before the first mark, about
SHOWN = ("title", "standfirst", "body")

SENTENCE_END = re.compile(r"[.!?…؟。][\"”’')\]]*\s+|\n+")
SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Excerpt:
    """The title with its marks, and the best passages of the text: empty where nothing is marked in it."""

    title: SafeString
    text: SafeString


def excerpts(articles: Iterable, tree: Node) -> dict[int, Excerpt]:
    """The excerpt of each article by its id; nothing where no word was asked for."""
    sought = {name: patterns(tree, name) for name in SHOWN}
    if not any(sought.values()):
        return {}
    asked = cache(lambda name, language: Sought(sought[name], language))
    return {article.pk: _excerpt(article, asked) for article in articles}


def marks(text: str, tree: Node, language: str, field: str = "") -> tuple[tuple[int, int], ...]:
    """All (start, end) in the text of what the tree wants, in order and apart.

    With `field`, words wanted in another field are left out.
    """
    found = Sought(patterns(tree, field), language).found(text)
    return tuple(_apart((mark.start, mark.end) for mark in found))


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _excerpt(article, asked: Callable[[str, str], Sought]) -> Excerpt:
    found = {name: asked(name, article.language).found(getattr(article, name)) for name in SHOWN}
    title = _marked(article.title, 0, len(article.title), found.pop("title"))
    densest = {name: _densest(marks, LENGTH) for name, marks in found.items()}
    best = max(densest, key=lambda name: _worth(densest[name]))
    return Excerpt(title, _passages(getattr(article, best), found[best], densest[best]))


def _worth(marks: list[Occurrence]) -> tuple[int, int]:
    return len({mark.which for mark in marks}), len(marks)


def _densest(marks: list[Occurrence], length: int) -> list[Occurrence]:
    """The marks of the best stretch of about that length: most different ones, then most, then first."""
    best, worth, end = [], (0, 0), 0
    for start, mark in enumerate(marks):
        while end < len(marks) and marks[end].end <= mark.start + length - LEAD:
            end += 1
        stretch = marks[start : max(end, start + 1)]
        if (more := _worth(stretch)) > worth:
            best, worth = stretch, more
    return best


def _passages(text: str, marks: list[Occurrence], best: list[Occurrence]) -> SafeString:
    """The passage of the best marks, or two half as long where it cannot show everything that was found."""
    if not marks:
        return SafeString("")
    if {mark.which for mark in marks} <= {mark.which for mark in best}:
        return _joined(text, [_stretch(text, best[0].start, LENGTH)], marks)
    best = _densest(marks, LENGTH // 2)
    shown = {mark.which for mark in best}
    rest = [mark for mark in marks if mark.which not in shown]
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


def _joined(text: str, stretches: list[tuple[int, int]], marks: list[Occurrence]) -> SafeString:
    shown = _apart(stretches)
    parts = [_marked(text, start, end, marks) for start, end in shown]
    before = "… " if text[: shown[0][0]].strip() else ""
    after = " …" if text[shown[-1][1] :].strip() else ""
    return SafeString(before + " … ".join(parts) + after)


def _marked(text: str, start: int, end: int, marks: list[Occurrence]) -> SafeString:
    """The stretch of the text, escaped, on one line, with <mark> around what was found."""
    out, done = [], start
    for first, last in _apart((mark.start, mark.end) for mark in marks if mark.end > start):
        if first >= start and last <= end:
            out += [_plain(text[done:first]), "<mark>", _plain(text[first:last]), "</mark>"]
            done = last
    out.append(_plain(text[done:end]))
    return SafeString("".join(out).strip())


def _plain(text: str) -> str:
    if not text.isprintable() or "  " in text:  # of all spaces only the usual one is printable
        text = SPACES.sub(" ", text)
    return text if text.isalnum() else escape(text)
