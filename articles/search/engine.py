"""What every search engine can do, in the words of the archive; which one is configured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from django.conf import settings

from articles.periods import Period


class IndexUnavailable(Exception):
    """The index is missing, damaged or of another version; str() is one sentence that says what to do."""


@dataclass(frozen=True)
class FacetValue:
    """One choice of one facet: `value` is an actor's or source's id, or a year."""

    value: int
    count: int


@dataclass(frozen=True)
class Hit:
    """One article that matches, and its score (None when not sorted by relevance)."""

    id: int
    score: float | None = None


@dataclass(frozen=True)
class Bar:
    """One period of the histogram: a year, or a month when all hits lie within few years."""

    period: Period
    count: int


@dataclass(frozen=True)
class Found:
    """One page of an answer: the hits in order, the exact total, the facets and the histogram.

    `undated` counts the hits whose date is unknown.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    histogram: tuple[Bar, ...] = ()
    undated: int = 0


@dataclass(frozen=True)
class Document:
    """What the index learns of one article. Actors and sources are ids: names never enter the index."""

    id: int
    title: str
    standfirst: str
    body: str
    byline: str
    language: str
    published: Period | None
    source: int | None
    agency: int | None
    people: tuple[int, ...]
    countries: tuple[int, ...]
    organisations: tuple[int, ...]
    family: int
    reviewed: bool
    place: str = ""


class Engine(Protocol):
    """A search engine. Reading methods raise IndexUnavailable where there is no usable index."""

    def find(self, request, offset: int, limit: int) -> Found:
        """The hits from `offset`, at most `limit`, with the total, facets and histogram of all."""

    def ids(self, request) -> Iterator[int]:
        """Every matching id in the request's order, however many."""

    def update(self, documents: Iterable[Document], removed: Iterable[int] = ()) -> None:
        """Puts the documents in place of what had their ids, takes the removed out, commits once."""

    def rebuild(self, documents: Iterable[Document]) -> int:
        """The number of documents of a new index that took the old one's place in one step."""

    def count(self) -> int:
        """How many documents the index holds."""


@cache
def engine() -> Engine:
    """The configured engine: Tantivy in this process."""
    from articles.search.embedded import TantivyEngine

    return TantivyEngine(settings.INDEX_FOLDER)
