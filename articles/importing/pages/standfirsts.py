"""The summary that a page states, unless it is only the beginning of the text or the headline again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.importing.pages.markup import Markup
from articles.importing.pages.metadata import Metadata, texts
from articles.importing.pages.statements import Statement
from articles.importing.prose.passages import fold

METAS = {"og:description": 0.8, "description": 0.78, "twitter:description": 0.74, "dc.description": 0.7}
SHORTEST, LONGEST = 30, 600  # letters
BEGINNING = 60  # folded letters that two texts share at their beginnings when one is cut from the other


def find(page: Markup, said: Metadata, headlines: Sequence[str], body: str) -> list[Statement]:
    """The summaries that the page states and that say something else than headline and text."""
    start, titles = fold(body[:3000]), [fold(headline) for headline in headlines]
    return [one for one in _stated(page, said) if _says_more(one.value, titles, start)]


def texts_of(page: Markup, said: Metadata) -> list[str]:
    """Every summary that the page states, whatever it is worth."""
    return [one.value for one in _stated(page, said)]


def _stated(page: Markup, said: Metadata) -> Iterator[Statement]:
    for name, value in said.metas(*METAS):
        yield Statement(value, f"meta {name}", METAS[name])
    for node in said.articles:
        for value in texts(node.get("description"))[:1]:
            yield Statement(page.tidy(value), "description in the linked data", 0.76, value)


def _says_more(value: str, titles: Sequence[str], body: str) -> bool:
    key = fold(value)
    if not SHORTEST <= len(value) <= LONGEST or any(title.startswith(key) for title in titles):
        return False
    return key[:BEGINNING] not in body
