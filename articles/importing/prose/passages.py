"""Passages: the paragraphs and headings of a text, put together from its lines, and what shape they have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from articles.importing.cleaning import Line

CLOSERS = "\"'”’»›)]}」』）】"
STOPS = ".!?…。！？؟۔।։॥:;"
SENTENCE_STOPS = ".!?…。！？؟۔।։॥"
SENTENCE_END = re.compile(rf"(?:[.!?…؟۔।։॥][{re.escape(CLOSERS)}]*(?=\s|$)|[。！？])")
WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff]")
WIDE_WEIGHT = 2  # a Chinese character says as much as about three Latin letters

SENTENCE_WEIGHT = 55  # letters; what is shorter may be a heading even with a stop at its end
TWO_SENTENCES = 80  # with a stop within it besides
LONG_WEIGHT = 140  # what is as long as this is prose even without a stop
LONGEST_TEASER = 400
JOINING = re.compile(r"[,.;:)\]}’”»?!%、。，）」』]|['\"](?=\s|[a-z]|$)|(?:–|—|--?)\s")
LINKING = frozenset(
    "a an the of in on at to by for from with and or as that which who his her their its our your this"
    " these those than is are was were be been has have had will would can could said about into over"
    " between through under against".split()
)
MANY_FRAGMENTS = 4000  # a passage longer than this is not joined further: a page of lower-case lines


@dataclass(frozen=True)
class Passage:
    """A paragraph, heading or caption made of original[start:end]; `gap` counts the empty lines before."""

    text: str
    start: int
    end: int
    gap: int = 0

    @cached_property
    def weight(self) -> int:
        """The length in Latin letters' worth."""
        if self.text.isascii():
            return len(self.text)
        return len(self.text) + WIDE_WEIGHT * len(WIDE.findall(self.text))

    @cached_property
    def words(self) -> list[str]:
        return self.text.split()

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether the passage ends as a sentence does; a teaser, broken off by dots, does not."""
        bare = self.text.rstrip(CLOSERS + " ")
        return bare.endswith(tuple(SENTENCE_STOPS)) and not self.breaks_off

    @cached_property
    def breaks_off(self) -> bool:
        """Whether the passage ends in dots, as the beginning of a story on a list of stories does."""
        return self.text.rstrip(" ]").endswith(("...", "…", "[...", "..")) and len(self.text) > 20

    @cached_property
    def is_prose(self) -> bool:
        """Whether this is running text: a full sentence, or too much for a heading."""
        if self.breaks_off and self.weight < LONGEST_TEASER:
            return False
        if self.weight >= LONG_WEIGHT:
            return not self.is_list
        if self.weight >= TWO_SENTENCES and len(SENTENCE_END.findall(self.text)) >= 2:
            return True
        return self.weight >= SENTENCE_WEIGHT and self.ends_sentence

    @cached_property
    def is_list(self) -> bool:
        """Whether separators outnumber what they separate: a menu on one line."""
        marks = sum(self.text.count(mark) for mark in "|•·►»›")
        return marks >= 3 and marks * 60 > self.weight

    @cached_property
    def key(self) -> str:
        """The words in small letters without punctuation: equal where two lines say the same."""
        return fold(self.text)


def fold(text: str) -> str:
    """The words of a text in small letters, without punctuation, one blank apart."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def join(lines: Sequence[Line]) -> list[Passage]:
    """The passages of a text: lines that were broken by width or by a link are whole again."""
    return list(_fragments_joined(_unwrapped(lines)))


def _unwrapped(lines: Sequence[Line]) -> Iterator[Passage]:
    """Paragraphs from lines that were broken at a certain width; other lines as they are."""
    width = _wrap_width(lines)
    held: list[Line] = []
    for line in lines:
        if held and not (width and line.gap == 0 and _was_wrapped(held[-1], line, width)):
            yield _together(held)
            held = []
        held.append(line)
    if held:
        yield _together(held)


def _wrap_width(lines: Sequence[Line]) -> int:
    """The width at which a text was broken into lines, or 0 where it was not."""
    following = [len(line.text) for line, after in pairwise(lines) if after.gap == 0]
    if len(following) < 3:
        return 0
    following.sort()
    width, longest = following[len(following) * 4 // 5], max(len(line.text) for line in lines)
    return width if 40 <= width <= 110 and longest <= width * 1.35 else 0


def _was_wrapped(line: Line, following: Line, width: int) -> bool:
    first_word = following.text.split(" ", 1)[0]
    return len(line.text) + len(first_word) + 1 > width * 0.85 and line.text[-1:] not in "•|"


def _together(lines: Sequence[Line]) -> Passage:
    text = " ".join(line.text for line in lines) if len(lines) > 1 else lines[0].text
    return Passage(text, lines[0].start, lines[-1].end, lines[0].gap)


def _fragments_joined(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Whole paragraphs where links had broken a sentence into several lines."""
    held: Passage | None = None
    for passage in passages:
        if held is not None and _continues(held, passage):
            blank = "" if JOINING.match(passage.text) or held.text[-1:] in "([“‘«" else " "
            held = Passage(held.text + blank + passage.text, held.start, passage.end, held.gap)
            continue
        if held is not None:
            yield held
        held = passage
    if held is not None:
        yield held


def _continues(before: Passage, after: Passage) -> bool:
    """Whether a passage goes on with the sentence that the one before it left unfinished."""
    if len(before.text) > MANY_FRAGMENTS or before.text.startswith("©"):
        return False
    last, first = before.text[-1], after.text[0]
    if last in "([“«":
        return True
    if JOINING.match(after.text):
        return first not in "'\"" or last not in SENTENCE_STOPS
    if last in STOPS + CLOSERS or first in "|•" or after.text.startswith("By "):
        return False
    if last == ",":
        return before.weight >= SENTENCE_WEIGHT or first.islower()
    last_word = before.text.rsplit(" ", 1)[-1]
    if last_word in LINKING or (last_word.casefold() in LINKING and " " not in before.text.strip()):
        return True
    return first.islower() and (before.weight >= 20 or after.weight >= 20)
