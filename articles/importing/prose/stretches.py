"""Which passages of a text are the story: where it begins and ends among menus, teasers and small print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.importing.prose import captions, credits, datelines
from articles.importing.prose.furniture import (
    is_advertisement,
    is_button,
    is_comment_mark,
    is_ending,
    is_of_page,
    is_small_print,
)
from articles.importing.prose.passages import Passage
from articles.importing.sources import SOURCE_LINE

MOST_FOR_PROSE = 500  # so that one huge paragraph does not outweigh a story
ALONE = 80  # what a paragraph counts that has no sentence before or behind it, as teasers have none
SURELY_PROSE = 500  # letters from which on it counts in full all the same
SHORT_LINE = -34  # what a line that is no sentence costs a stretch of text
SHORT_SENTENCE = 0
TEASER = -80
ENDING = -200
COMMENTS = -600
SMALL_PRINT = -60
FURNITURE = -60
MENU = 8  # more lines than this before the first sentence are a page's menus
MARKS_OF_PAGE = 4  # so many buttons, headings of lists or words about cookies make a page
LONGEST_HEADLINE = 300
LONGEST_SUMMARY = 400
LONGEST_HEADER_LINE = 400
NEAR_HEADLINE = 12  # lines around a headline among which the first sentence is looked for
SHORTEST_HEADLINE = 15
MOST_BEHIND = 60  # lines of a list with which a story may end
FEW = 2  # so many lines behind a page's story may well belong to it


def find(passages: Sequence[Passage]) -> tuple[int, int, bool]:
    """Where the story begins and ends (the first passage after it), and whether the text is a web page."""
    page = is_page(passages)
    first, last = _most_prose(passages) if page else _all_prose(passages)
    if page:
        first = _from_headline(passages, first, last)
    first = _after_header(passages, first, last)
    return first, _before_tail(passages, first, last, page), page


def is_page(passages: Sequence[Passage]) -> bool:
    """Whether menus, buttons and lists show that this is a whole web page and not a story alone."""
    before = next((index for index, passage in enumerate(passages) if passage.is_prose), 0)
    return before > MENU or sum(map(is_of_page, passages)) >= MARKS_OF_PAGE


def _all_prose(passages: Sequence[Passage]) -> tuple[int, int]:
    """From the first to the last full sentence; everything behind the headline where there is none."""
    prose = [
        index for index, passage in enumerate(passages) if passage.is_prose and not _heads(index, passage)
    ]
    return (prose[0], prose[-1] + 1) if prose else (min(1, len(passages) - 1), len(passages))


def _heads(index: int, passage: Passage) -> bool:
    """Whether the first line of a text is a long headline: no full stop ends it."""
    return index == 0 and not passage.ends_sentence and passage.weight < LONGEST_HEADLINE


def _most_prose(passages: Sequence[Passage]) -> tuple[int, int]:
    """The stretch with the most prose and the fewest other lines; everything where there is no prose."""
    best, first, last = 0, 0, len(passages)
    total, start = 0, 0
    for index, score in enumerate(_scores(passages)):
        if total <= 0:
            total, start = 0, index
        total += score
        if total > best:
            best, first, last = total, start, index + 1
    return (first, last) if best else (min(1, len(passages) - 1), len(passages))


def _scores(passages: Sequence[Passage]) -> Iterator[int]:
    """The score of every passage; a paragraph between lines that are no sentences is likely a teaser."""
    said = [False, *(passage.is_prose or passage.ends_sentence for passage in passages), False]
    for index, passage in enumerate(passages):
        yield _score(passage, alone=not said[index] and not said[index + 2])


def _score(passage: Passage, alone: bool) -> int:
    """How much a passage speaks for (above zero) or against being part of the story."""
    if is_small_print(passage):
        return SMALL_PRINT
    if passage.is_prose:
        return (
            ALONE if alone and ALONE < passage.weight < SURELY_PROSE else min(passage.weight, MOST_FOR_PROSE)
        )
    if is_comment_mark(passage):
        return COMMENTS
    if is_ending(passage):
        return ENDING
    if passage.breaks_off or passage.is_list:
        return TEASER
    if is_button(passage):
        return FURNITURE
    return SHORT_SENTENCE if passage.ends_sentence and passage.weight > 20 else SHORT_LINE


def _from_headline(passages: Sequence[Passage], first: int, last: int) -> int:
    """Where the story of a page begins, corrected by the headline that the page's first line repeats."""
    headline = _headline(passages, min(first + NEAR_HEADLINE, last))
    if headline is None:
        return first
    if headline >= first:
        return headline + 1
    between = passages[headline + 1 : first]
    lead = next((index for index, passage in enumerate(between) if passage.is_prose), None)
    if lead is None or any(is_ending(p) or is_small_print(p) or is_comment_mark(p) for p in between[lead:]):
        return first
    return headline + 1 + lead if len(between) - lead <= NEAR_HEADLINE else first


def _headline(passages: Sequence[Passage], end: int) -> int | None:
    """The last line before `end` that repeats the first line of the page or its beginning."""
    title = passages[0].key
    for index in range(end - 1, 0, -1):
        key = passages[index].key
        if len(key) >= SHORTEST_HEADLINE and (title == key or title.startswith(key + " ")):
            return index
    return None


def _after_header(passages: Sequence[Passage], first: int, last: int) -> int:
    """Where the story begins: a summary that is followed by place, picture or date belongs to the header."""
    for index in range(first + 1, min(first + 8, last)):
        if not passages[index].is_prose or is_header_line(passages[index]):
            continue
        between = passages[first + 1 : index]
        summary = passages[first]
        told = any(is_header_line(passage) and not is_advertisement(passage) for passage in between)
        if told and summary.weight < LONGEST_SUMMARY and not datelines.find(summary.text):
            return index
        return first
    return first


def is_header_line(passage: Passage) -> bool:
    """Whether a line between headline and story is a byline, a place, a caption or a button."""
    text = passage.text
    return len(text) < LONGEST_HEADER_LINE and (
        (is_button(passage) and bool(passage.key))
        or credits.byline(text) is not None
        or datelines.is_place(text)
        or captions.is_caption(text)
    )


def _before_tail(passages: Sequence[Passage], first: int, last: int, page: bool) -> int:
    """Where the story ends: lines behind its last sentence stay unless something speaks against them."""
    behind = passages[last : last + MOST_BEHIND]
    for index, passage in enumerate(behind):
        if credits.credit(passage.text) or SOURCE_LINE.match(passage.text):
            return last + index  # whatever stands before the credit line is the story's
        if is_of_page(passage):
            return last if page else last + index
        if passage.breaks_off:
            return last if page else last + max(0, index - 1)
    return last if (page and len(behind) > FEW) or len(behind) == MOST_BEHIND else last + len(behind)
