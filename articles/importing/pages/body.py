"""The text of a page's story: what trafilatura takes for it, and what the rules for texts leave of that."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache

from articles.importing import cleaning
from articles.importing.draft import Unreadable
from articles.importing.pages.markup import Markup
from articles.importing.pages.metadata import Metadata, texts
from articles.importing.pages.teasers import without_teasers
from articles.importing.prose import story
from articles.importing.prose.furniture import is_comment_mark, is_ending, is_small_print
from articles.importing.prose.passages import LONG_WEIGHT, Passage, fold
from articles.importing.prose.story import Story
from articles.importing.written import written_dates

FEWEST_LETTERS = 20  # of a story; less is a label
FAR_LONGER = 1.8  # an article that is that much longer than what was cut out of it was cut short
ALIKE = 0.9  # part of a text's length from which on another can be the same
LIKE = 0.7  # part of its length that a second cut must have to be the same text
MENUS = 0.35  # part of a text that is no prose, from which on the whole page may have been taken for it
LEAST_PROSE = 0.25  # part of the prose that a cleaner text must have: teasers and comments may go
LIKE_THE_REST = 3  # paragraphs of a story in the markup of the first, which is one of them then
HEAD = 4  # lines of a story among which its headline may be printed again
LONGEST_STAMP = 90  # letters of a line with the date
BESIDE_STAMP = 40  # letters of it that are not the date: the time, "updated", a zone
TAGS = re.compile(r"<[^<>]{1,400}>")


def read(page: Markup, said: Metadata) -> Story:
    """The story in a page, with offsets in its own text; raises Unreadable where there is none."""
    text = _whole(page, said, _chosen(page))
    if sum(character.isalnum() for character in text) < FEWEST_LETTERS:
        raise Unreadable(_why_empty(page))
    told = without_lists(story.within(_passages(text), text))
    return without_teasers(told, page)


def without_headline(told: Story, page: Markup, headlines: Sequence[str], summaries: Sequence[str]) -> Story:
    """The story without the headline, the summary and the stamp that some pages print within it."""
    keys, rest = {fold(text) for text in headlines}, list(told.body)
    at = next((index for index, passage in enumerate(rest[:HEAD]) if passage.key in keys), None)
    if at is not None and not any(passage.is_prose for passage in rest[:at]):
        rest = rest[at + 1 :]
    said = {fold(text) for text in summaries} if at is not None else ()
    while len(rest) > 1 and (_is_stamp(rest[0]) or (rest[0].key in said and not _is_lead(rest, page))):
        rest.pop(0)
    if not rest:
        return told
    cuts = story.cut(told.body[: len(told.body) - len(rest)], "headline, summary or date above the story")
    return replace(told, body=tuple(rest), cuts=told.cuts + cuts)


def _is_lead(passages: Sequence[Passage], page: Markup) -> bool:
    """Whether the first passage is marked up as those behind it are: the story's own, though it is stated as
    the summary too."""
    behind = {passage.key for passage in passages[1:]}
    for element in page.tree.iter("p"):
        if fold(page.words(element)).endswith(passages[0].key):  # behind a dateline, as a rule
            alike = (one for one in element.itersiblings("p") if one.get("class") == element.get("class"))
            return sum(fold(page.words(one)) in behind for one in alike) >= LIKE_THE_REST
    return False


def _is_stamp(passage: Passage) -> bool:
    """Whether a line says when the page appeared, and little else."""
    if len(passage.text) > LONGEST_STAMP:
        return False
    stamps = written_dates(passage.text)
    return bool(stamps) and len(passage.text) - sum(one.end - one.start for one in stamps) < BESIDE_STAMP


def without_lists(told: Story) -> Story:
    """The story without headings of lists and small print, and without the short lines below them."""
    kept, left, below = [], [], False
    for index, passage in enumerate(told.body):
        marks = (
            is_ending(passage)
            or is_comment_mark(passage)
            or (is_small_print(passage) and not passage.is_prose)
        )
        below = index > 0 and (marks or (below and not _is_full(passage)))
        (left if below else kept).append(passage)
    cuts = story.cut(left, "list or small print")
    return replace(told, body=tuple(kept), tail=(*left, *told.tail), cuts=told.cuts + cuts)


def _is_full(passage: Passage) -> bool:
    return passage.is_prose and passage.weight > story.FULL_PARAGRAPH


def _chosen(page: Markup) -> str:
    """What trafilatura takes for the story at once; or by its slower way, where that leaves menus out."""
    text = _extracted(page)
    prose, rest = _weights(text)
    if rest <= MENUS * (prose + rest):
        return text
    careful = _extracted(page, fast=False)
    its_prose, its_rest = _weights(careful)
    is_cleaner = 2 * its_rest * (prose + rest) < rest * (its_prose + its_rest)
    return careful if is_cleaner and its_prose > LEAST_PROSE * prose else text


def _weights(text: str) -> tuple[int, int]:
    """How much of a text is prose, and how much is not, in letters' worth."""
    passages = _passages(text)
    prose = sum(passage.weight for passage in passages if passage.is_prose)
    return prose, sum(passage.weight for passage in passages) - prose


@lru_cache(maxsize=2)  # what is weighed is read next, as a rule
def _passages(text: str) -> tuple[Passage, ...]:
    lines = cleaning.clean(text)
    return tuple(Passage(line.text, line.start, line.end, max(1, line.gap)) for line in lines)


def _extracted(page: Markup, *, fast: bool = True, recall: bool = False) -> str:
    """What trafilatura takes for the story; with `recall` also what it is less sure of."""
    from trafilatura import bare_extraction, baseline  # slow to load, needed for pages only

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read is said by us
    ways, text = {"fast": fast and not recall, "favor_recall": recall}, ""
    with suppress(Exception):  # a fault of the library's on strange markup must not cost the page
        text = bare_extraction(page.tree, include_comments=False, **ways).text
    if not (text or recall):
        with suppress(Exception):
            text = baseline(page.tree)[1]
    return text or ""


def _whole(page: Markup, said: Metadata, text: str) -> str:
    """The text, or the longer one that the page says to be the article's: some stop at an advertisement."""
    longest = max((*_stated(page, said), *_marked(page)), key=len, default="")
    if "\n" in longest and "\n" not in text and len(longest) >= ALIKE * len(text):
        return longest  # the same text, whose paragraphs had been run together
    if len(longest) < FAR_LONGER * len(text) or len(longest) < LONG_WEIGHT:
        return text
    again = _extracted(page, recall=True)
    same = LIKE * len(longest) <= len(again) <= len(longest) / LIKE
    return again if same and again.count("\n") >= longest.count("\n") else longest


def _stated(page: Markup, said: Metadata) -> Iterator[str]:
    """The article's text in the linked data, its paragraphs as lines."""
    for node in said.articles:
        for text in texts(node.get("articleBody"))[:1]:
            yield "\n".join(page.tidy(line) for line in TAGS.sub("\n", text).splitlines() if line.strip())


def _marked(page: Markup) -> Iterator[str]:
    """The prose in each article element that holds no other article."""
    for element in page.tree.iter("article"):
        if next(element.iterdescendants("article"), None) is None:
            lines = (page.words(paragraph) for paragraph in element.iter("p"))
            yield "\n".join(line for line in lines if Passage(line, 0, len(line)).is_prose)


def _why_empty(page: Markup) -> str:
    if any(True for _ in page.tree.iter("frameset")):
        return "The page consists of frames and holds no text of its own."
    return "The page holds no text of an article."
