"""Fronts: pages that tell no story of their own, such as a site's first page, a section's, a list of results.

A crawl brings as many of them as articles. They are told by what only a list has: many links as long as
headlines, and nowhere more prose without such a link in it than a teaser has. Where in doubt a page is an
article: if it says so of itself, has one main heading, or prints as a headline what it calls itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from articles.importing.addresses import is_home
from articles.importing.pages.markup import BREAKING, Markup
from articles.importing.pages.metadata import Metadata
from articles.importing.pages.titles import LONGEST, SEPARATOR
from articles.importing.prose.passages import Passage, fold

FEWEST_HEADLINES = 20  # linked, on a front; a story has as many beside it, but more prose
HEADLINE = 25  # letters' worth; a link of less may be any
LINKED = 0.8  # part of the letters of a headline that are in the link
LONGEST_TEASER = 700  # letters' worth of prose without a headline between
NAMING = 4  # words that a page must print of its own title at least, to be about something
BLOCKS = BREAKING | frozenset("ul ol dl dt dd table header footer nav aside main form blockquote".split())
UNSEEN = frozenset("head script style noscript template select button svg".split())


@dataclass(frozen=True)
class Block:
    """The text between two breaks of a page, and what part of its letters is in links, from 0 to 1."""

    passage: Passage
    linked: float

    @property
    def is_headline(self) -> bool:
        return self.linked >= LINKED and self.passage.weight >= HEADLINE


def is_front(page: Markup, said: Metadata, url: str) -> bool:
    """Whether a page only lists others; `url` is where it lies, as far as known."""
    if _is_called_article(said) or sum(1 for _ in page.tree.iter("a")) < FEWEST_HEADLINES:
        return False
    blocks = list(_blocks(page))
    if sum(block.is_headline for block in blocks) < FEWEST_HEADLINES:
        return False
    if _longest_prose(blocks) >= LONGEST_TEASER:
        return False
    return (url and is_home(url)) or not (_has_one_heading(page) or _prints_its_title(page, blocks))


def _is_called_article(said: Metadata) -> bool:
    kinds = {value.lower() for _, value in said.metas("og:type")}
    return "article" in kinds or bool(said.articles) or any(said.metas("article:published_time"))


def _longest_prose(blocks: Iterable[Block]) -> int:
    """The letters' worth of the most prose in which no headline of another page stands."""
    longest = run = 0
    for block in blocks:
        if block.is_headline:
            run = 0
        elif block.passage.is_prose:
            run += block.passage.weight
            longest = max(longest, run)
    return longest


def _has_one_heading(page: Markup) -> bool:
    """Whether a single main heading says what the page is about, and leads nowhere."""
    unlinked = (page.words(each) for each in page.tree.iter("h1") if each.find(".//a") is None)
    return sum(map(_names_something, unlinked)) == 1


def _prints_its_title(page: Markup, blocks: Iterable[Block]) -> bool:
    """Whether a part of the page's title stands by itself on the page, as the headline of its story does."""
    title = page.tidy(page.tree.findtext(".//title"))[:LONGEST]
    parts = [f" {fold(part)} " for part in (title, *SEPARATOR.split(title)) if _names_something(part)]
    own = (block.passage for block in blocks if block.linked < LINKED)
    printed = [f" {each.key} " for each in own if _names_something(each.text)]
    return any(_is_within(one, part) or _is_within(part, one) for one in printed for part in parts)


def _is_within(text: str, other: str) -> bool:
    return 2 * len(text) >= len(other) and text in other


def _names_something(text: str) -> bool:
    return len(text.split()) >= NAMING or Passage(text, 0, len(text)).weight >= HEADLINE


def _blocks(page: Markup) -> Iterator[Block]:
    """The blocks of a page in their order, those without letters left out."""
    pieces: list[tuple[str, bool]] = []
    for text, linked, breaks in _pieces(page):
        if breaks and pieces:
            yield from _block(pieces)
            pieces = []
        pieces.append((text, linked))
    yield from _block(pieces)


def _block(pieces: list[tuple[str, bool]]) -> Iterator[Block]:
    text = " ".join("".join(text for text, _ in pieces).split())
    letters = sum(map(str.isalnum, text))
    if letters:
        linked = sum(character.isalnum() for text, linked in pieces if linked for character in text)
        yield Block(Passage(text, 0, len(text)), linked / letters)


def _pieces(page: Markup) -> Iterator[tuple[str, bool, bool]]:
    """(text, whether it is in a link, whether a block begins with it) of everything that a page shows."""
    links = unseen = 0
    for event, node in etree.iterwalk(page.tree, events=("start", "end")):
        step = 1 if event == "start" else -1
        links += step * (node.tag == "a")
        unseen += step * (node.tag in UNSEEN)
        text = node.text if event == "start" else node.tail
        if not unseen:
            yield text or "", links > 0, node.tag in BLOCKS
