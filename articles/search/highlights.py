"""Where the wanted words stand: excerpts for one page of hits, marks in a full text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from articles.search.embedded import forms, forms_of_run, is_stemmed
from articles.search.letters import RUN
from articles.search.tree import Node, Phrase, Word, wanted

LENGTH = 240  # characters of an excerpt, about
LEAD = 60  # characters shown before the first mark, about
REMEMBERED = 60  # characters of the longest run of letters worth remembering

SENTENCE_END = re.compile(r"[.!?…؟。][\"”’')\]]*\s+|\n+")
SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Excerpt:
    """The title with its marks, and the best passages of the text: empty where nothing is marked in it."""

    title: SafeString
    text: SafeString


@dataclass(frozen=True)
class _Pattern:
    """Words in a row that are wanted, as printed or, for a single word, by their stem."""

    field: str
    exact: tuple[str, ...]
    stem: str | None

    def length_at(self, words: list[tuple[str, str, int]], place: int, stemmed: bool) -> int:
        """How many words stand there for the pattern; 0 where it does not stand there."""
        row = words[place : place + len(self.exact)]
        if tuple(word[0] for word in row) == self.exact:
            return len(self.exact)
        return int(stemmed and words[place][1] == self.stem)


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    pattern: _Pattern


def excerpts(articles: Iterable, tree: Node) -> dict[int, Excerpt]:
    """The excerpt of each article by its id; nothing where no word was asked for."""
    patterns = _patterns(tree)
    return {article.pk: _excerpt(article, patterns) for article in articles} if patterns else {}


def marks(text: str, tree: Node, language: str, field: str = "") -> tuple[tuple[int, int], ...]:
    """All (start, end) in the text of what the tree wants, in order and apart.

    With `field`, words wanted in another field are left out.
    """
    found = _found(text, _patterns(tree, field), language)
    return tuple(_apart((mark.start, mark.end) for mark in found))


def _patterns(tree: Node, field: str = "") -> list[_Pattern]:
    leaves = (leaf for leaf in wanted(tree) if isinstance(leaf, Word | Phrase))
    patterns = [_pattern(leaf) for leaf in leaves if not field or leaf.field in ("", field)]
    return list(dict.fromkeys(pattern for pattern in patterns if pattern.exact))


def _pattern(leaf: Word | Phrase) -> _Pattern:
    words = forms(leaf.text)
    if isinstance(leaf, Word) and len(words) == 2 and words[1][0] == "s":
        words = words[:1]  # Iran’s is found, and marked, as Iran
    stem = words[0][1] if isinstance(leaf, Word) and len(words) == 1 else None
    return _Pattern(leaf.field, tuple(exact for exact, _ in words), stem)


def _words(run: str) -> tuple[tuple[str, str], ...]:
    return forms_of_run(run) if len(run) <= REMEMBERED else forms(run)


def _found(text: str, patterns: list[_Pattern], language: str) -> list[_Mark]:
    """Every place where a pattern stands. Most words are in none, so each is first looked at once only."""
    begins = {pattern.exact[0] for pattern in patterns} | {pattern.stem for pattern in patterns}
    runs = RUN.findall(text)
    hot = {run for run in set(runs) if any(exact in begins or stem in begins for exact, stem in _words(run))}
    if not hot:
        return []
    words = [(exact, stem, place) for place, run in enumerate(runs) for exact, stem in _words(run)]
    spans = [match.span() for match in RUN.finditer(text)]
    found, stemmed = [], is_stemmed(language)
    for place, (_, _, run) in enumerate(words):
        if runs[run] in hot:
            found += _marks_at(words, place, spans, patterns, stemmed)
    return found


def _marks_at(words, place, spans, patterns, stemmed) -> Iterator[_Mark]:
    for pattern in patterns:
        if length := pattern.length_at(words, place, stemmed):
            last = words[place + length - 1][2]
            yield _Mark(spans[words[place][2]][0], spans[last][1], pattern)


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _excerpt(article, patterns: list[_Pattern]) -> Excerpt:
    title = _marked(article.title, 0, len(article.title), _in(article, "title", patterns))
    found = {name: _in(article, name, patterns) for name in ("standfirst", "body")}
    best = max(found, key=lambda name: _worth(_densest(found[name], LENGTH)))
    return Excerpt(title, _passages(getattr(article, best), found[best]))


def _in(article, name: str, patterns: list[_Pattern]) -> list[_Mark]:
    sought = [pattern for pattern in patterns if pattern.field in ("", name)]
    return _found(getattr(article, name), sought, article.language) if sought else []


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
