"""The summary that a page states, unless it is only the beginning of the text or the headline again."""

from __future__ import annotations

from collections.abc import Iterator

from articles.importing.pages.markup import Markup
from articles.importing.pages.metadata import Metadata, texts
from articles.importing.pages.statements import Statement
from articles.importing.passages import SENTENCE_STOPS, fold

METAS = {"og:description": 0.8, "description": 0.78, "twitter:description": 0.74, "dc.description": 0.7}
SHORTEST, LONGEST = 30, 600  # letters
BEGINNING = 60  # folded letters that two texts share at their beginnings when one is cut from the other


def find(page: Markup, said: Metadata, title: str, body: str) -> list[Statement]:
    """The summaries that the page states, surest first."""
    start = fold(body[:3000])
    return [one for one in _stated(page, said) if _says_more(one.value, fold(title), start)]


def _stated(page: Markup, said: Metadata) -> Iterator[Statement]:
    for name, value in said.metas(*METAS):
        yield Statement(value, f"meta {name}", METAS[name])
    for node in said.articles:
        for value in texts(node.get("description"))[:1]:
            yield Statement(page.tidy(value), "description in the linked data", 0.76, value)


def _says_more(value: str, title: str, body: str) -> bool:
    key = fold(value)
    if not SHORTEST <= len(value) <= LONGEST or key == title or title.startswith(key):
        return False
    if not value.endswith(tuple(SENTENCE_STOPS) + ("”", '"', "“", "«", "»")) and body.startswith(key[:BEGINNING]):
        return False
    return key[:BEGINNING] not in body
