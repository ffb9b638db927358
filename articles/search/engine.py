"""What every search engine can do, in the words of the archive; which one is configured."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from typing import NamedTuple, Protocol

from django.conf import settings

from articles.periods import Period
from articles.search.tree import EVERYTHING, Chosen, Node

HAD = ("byline", "standfirst", "place", "source", "agency")
MOST_OFTEN = 1_000  # people and organisations that an engine is told to count quickly

Often = Mapping[str, Collection[int]]  # the ids of the people and organisations that most articles name


class IndexUnavailable(Exception):
    """The index is missing, damaged, of another version, or cannot be written; str() says it in a sentence
    or two, and what to do."""


class IndexMissing(IndexUnavailable):
    """No index was ever made, or it was deleted, which is always allowed."""


@dataclass(frozen=True)
class Place:
    """Where an article stands among others by its date, also after it is gone."""

    published: Period | None
    id: int


@dataclass(frozen=True)
class Request:
    """All that is asked of an engine: the query's tree, what was chosen beside it, the order.

    A hit matches the tree and every choice; a choice of several values is met by any, all or none of them.
    `facets` are the names of the facets to count, each with its `values` most frequent values and all chosen
    ones. With `families` only the earliest hit of each family is one, and all is counted in families. `past`
    leaves out what comes up to that place in the order newest or oldest.
    """

    tree: Node = EVERYTHING
    choices: tuple[Chosen, ...] = ()
    sort: str = "relevance"
    facets: tuple[str, ...] = ()
    values: int = 12
    families: bool = False
    histogram: bool = False
    past: Place | None = None


class FacetValue(NamedTuple):
    """One choice of one facet: `value` is an actor's or source's id, a year, a month, or a code."""

    value: int | str
    count: int


class Hit(NamedTuple):
    """One article that matches, and its score (None when not sorted by relevance)."""

    id: int
    score: float | None = None


@dataclass(frozen=True)
class Reason:
    """One thing that gives an article its score: a `part` of the query that stands in a `field` in some
    `form`, so many `times`, and in so many `articles` of the archive, which is why it is worth that much.

    The score is what it adds, its `weight` included; numbers that an engine does not tell are 0.
    """

    part: Node
    field: str
    form: str
    score: float
    weight: float = 0.0
    times: int = 0
    articles: int = 0


class Bar(NamedTuple):
    """One period of the histogram: a year, or a month when all hits lie within few years."""

    period: Period
    count: int


@dataclass(frozen=True)
class Found:
    """One page of an answer: the hits in order, the exact total, the facets and the histogram.

    Each facet is counted under every choice but its own. `undated` counts the hits whose date is unknown,
    `without_month` those that months as bars leave out because only the year is known.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    histogram: tuple[Bar, ...] = ()
    undated: int = 0
    without_month: int = 0


@dataclass(frozen=True)
class Document:
    """What the index learns of one article. Actors and sources are ids: names never enter the index.

    `copies` is how often the archive has the story: the least number of the class in fields.COPIES.
    """

    id: int
    title: str
    standfirst: str
    body: str
    byline: str = ""
    language: str = ""
    published: Period | None = None
    source: int | None = None
    agency: int | None = None
    people: tuple[int, ...] = ()
    countries: tuple[int, ...] = ()
    organisations: tuple[int, ...] = ()
    family: int = 0
    reviewed: bool = False
    place: str = ""
    copies: int = 1

    @property
    def marks(self) -> frozenset[str]:
        """What is: and has: ask for: undated, reviewed, copy; byline, standfirst, place, source, agency."""
        known = {name: getattr(self, name) for name in ("reviewed", *HAD)}
        known |= {"undated": self.published is None, "copy": self.family != self.id}
        return frozenset(name for name, value in known.items() if value not in (None, "", False))

    @property
    def fingerprint(self) -> int:
        """A 63-bit number that differs when anything that is indexed differs."""
        return int.from_bytes(blake2b(repr(tuple(vars(self).values())).encode(), digest_size=8).digest()) >> 1


class Building(Protocol):
    """A new index beside the present one, which goes on answering until the new one takes its place."""

    def add(self, documents: Iterable[Document]) -> int:
        """The number of documents added; none of them may be in it already."""

    def update(self, documents: Iterable[Document], removed: Iterable[int] = ()) -> None:
        """Puts the documents in place of what had their ids, takes the removed out."""

    def take_over(self) -> None:
        """Makes this index the one that answers, in one step."""


class Engine(Protocol):
    """A search engine. Reading methods raise IndexUnavailable where there is no usable index."""

    def find(self, request, offset: int, limit: int) -> Found:
        """The hits from `offset`, at most `limit`, with the total, facets and histogram of all."""

    def ids(self, request) -> Iterator[int]:
        """Every matching id in the request's order, however many."""

    def update(self, documents: Iterable[Document], removed: Iterable[int] = ()) -> None:
        """Puts the documents in place of what had their ids, takes the removed out, commits once."""

    def building(self, often: Often | None = None, expected: int = 0) -> AbstractContextManager[Building]:
        """An empty index beside the present one, thrown away again unless it takes over.

        Two things make searches quicker where they are told: `often`, who is named in most articles, and
        `expected`, how many documents will be added.
        """

    def count_ahead(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Counts beforehand what will be asked for most. Never needed, and nothing that changes later makes
        an answer wrong; where much changes, it is of less use until it is done again.

        `progress` is called with how much is done, and of how much.
        """

    def is_counted_ahead(self) -> bool:
        """Whether what was counted beforehand is of use still."""

    def contents(self) -> Iterator[tuple[int, int]]:
        """The id and fingerprint of every document, to compare with the database."""

    def count(self) -> int:
        """How many documents the index holds."""

    def similar(self, document: Document, limit: int) -> tuple[Hit, ...]:
        """The articles most similar to this one, none of its own family; it may be a new one."""

    def reasons(self, request: Request, ids: Iterable[int]) -> Mapping[int, tuple[Reason, ...]]:
        """Of each of these articles that is found by relevance, the reasons that its score adds up from."""

    def spelled_like(self, word: str) -> list[str]:
        """Words of the archive that begin alike and differ little from this one, the likeliest first."""


@cache
def engine() -> Engine:
    """The configured engine: Tantivy in this process."""
    from articles.search.embedded import TantivyEngine

    return TantivyEngine(settings.INDEX_FOLDER)
