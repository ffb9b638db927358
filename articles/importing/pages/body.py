"""The text of a page's story: what trafilatura takes for it, and what the rules for plain texts leave of that."""

from __future__ import annotations

import logging

from articles.importing import cleaning, story
from articles.importing.draft import Unreadable
from articles.importing.pages.markup import Markup
from articles.importing.passages import Passage
from articles.importing.story import Story

FEWEST_LETTERS = 20  # of a story; less is a label
FRAMES = ("frameset", "frame", "iframe")


def read(page: Markup) -> Story:
    """The story in a page, with offsets in its own text; raises Unreadable where there is none."""
    text = _extracted(page)
    if sum(character.isalnum() for character in text) < FEWEST_LETTERS:
        raise Unreadable(_why_empty(page))
    lines = cleaning.clean(text)
    return story.within([Passage(line.text, line.start, line.end, max(1, line.gap)) for line in lines], text)


def _extracted(page: Markup) -> str:
    from trafilatura import bare_extraction, baseline  # slow to load, needed for pages only

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read is said by us
    found = None
    try:
        found = bare_extraction(page.tree, include_comments=False, fast=True)
    except Exception:  # noqa: BLE001  a fault of the library's on strange markup must not cost the page
        pass
    return (found.text if found is not None else "") or baseline(page.tree)[1] or ""


def _why_empty(page: Markup) -> str:
    if any(True for _ in page.tree.iter("frameset")):
        return "The page consists of frames and holds no text of its own."
    return "The page holds no text of an article."
