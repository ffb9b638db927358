"""Headlines of other articles below a story, told by their links."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from articles.importing.pages.markup import Markup
from articles.importing.prose import story
from articles.importing.prose.passages import Passage, fold
from articles.importing.prose.story import Story

SHORTEST, LONGEST = 12, 200  # letters of a headline; less may be any link, more a paragraph
FEWEST = 3  # headlines that make a list
LARGEST = 0.4  # part of the text; more is a story that is told in links
LABEL = 6  # words above a list at most


def without_teasers(told: Story, page: Markup) -> Story:
    """The story without a list of links at its end, each with a line beside it or none, and what stands
    above the list."""
    start = _beginning(told, page)
    if start is None:
        return told
    left = told.body[start:]
    cuts = story.cut(left, "headlines of other articles")
    return replace(told, body=told.body[:start], tail=(*left, *told.tail), cuts=told.cuts + cuts)


def _beginning(told: Story, page: Markup) -> int | None:
    """The index of the first passage of the list, or None where there is none."""
    short = list(
        takewhile(lambda index: len(told.body[index].text) <= LONGEST, range(len(told.body) - 1, 0, -1))
    )
    linked = _linked(page) if len(short) >= FEWEST else frozenset()
    start, links, beside = len(told.body), 0, False
    for index in short:
        is_link = told.body[index].key in linked
        if beside and not is_link:
            break
        start, links, beside = (index, links + 1, False) if is_link else (start, links, True)
    letters = [len(passage.text) for passage in told.body]
    if links < FEWEST or sum(letters[start:]) > LARGEST * sum(letters):
        return None
    while start > 1 and _is_label(told.body[start - 1]):
        start -= 1
    return start


def _linked(page: Markup) -> frozenset[str]:
    """What the links of a page say, and items of lists with a link that are no sentences, as passages are
    compared."""
    links = (page.words(link) for link in page.tree.iter("a") if not link.get("href", "#").startswith("#"))
    items = (page.words(item) for item in page.tree.iter("li") if item.find(".//a") is not None)
    said = (*links, *(words for words in items if not words.endswith(".")))
    return frozenset(fold(words) for words in said if SHORTEST <= len(words) <= LONGEST)


def _is_label(passage: Passage) -> bool:
    return not passage.is_prose and len(passage.words) <= LABEL and passage.text[-1:] not in '.!?”"'
