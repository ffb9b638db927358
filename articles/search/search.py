"""Search: a lazy, immutable request that can be sliced and counted, the way a queryset is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import ClassVar

from articles.models import Article
from articles.periods import Period
from articles.search import naming
from articles.search import query as queries
from articles.search import tree as trees
from articles.search.checking import checked, texts_in_archive
from articles.search.engine import Document, Found, Hit, IndexUnavailable, Place, Reason, Request, engine
from articles.search.fields import ASIDE
from articles.search.wording import in_words

PAGE = 20


@dataclass(frozen=True)
class Search:
    """Articles that match what was typed and chosen. Nothing is asked of the engine before it is needed.

    `window` is the offset and length of the slice that is going to be asked for: counting and slicing within
    it cost one question together. Without `facets` neither facets nor histogram are counted. `known` is whom
    the names in it mean, for this search and all that are made of it.
    """

    query: queries.Query = field(default_factory=queries.Query)
    choices: tuple[trees.Chosen, ...] = ()
    dates: tuple[trees.Dated, ...] = ()
    sort: str = ""
    remarks: tuple[str, ...] = ()
    window: tuple[int, int] = (0, PAGE)
    facets: tuple[str, ...] = ASIDE
    values: int = 12
    families: bool = False
    past: Place | None = None
    known: naming.Known = field(default_factory=dict, compare=False, repr=False)

    model: ClassVar = Article

    def all(self) -> Search:
        """The search itself: it never changes."""
        return self

    def matching(self, typed: str) -> Search:
        """The search for what was typed."""
        return replace(self, query=queries.parse(typed))

    def choosing(self, name: str, ids: tuple[int | str, ...], label: str, mode: str = "any") -> Search:
        """The search narrowed to articles with any, all or none of the ids in the facet."""
        return replace(self, choices=(*self.choices, trees.Chosen(name, tuple(ids), label, mode)))

    def one_of_each_family(self) -> Search:
        """The search for stories, not copies: the earliest hit of each family."""
        return replace(self, families=True)

    def counting(self, facet: str, values: int) -> Search:
        """The search that counts one facet with so many of its values, without hits and histogram."""
        return replace(self, facets=(facet,), values=values, window=(0, 0))

    def dated(self, name: str, period: Period) -> Search:
        """The search narrowed to articles that may have appeared after, before, on or during the period."""
        return replace(self, dates=(*self.dates, trees.Dated(name, period)))

    def sorted_by(self, sort: str) -> Search:
        """The search in the order newest, oldest or relevance; without words to rank by, that is newest."""
        return replace(self, sort=sort)

    def noting(self, *remarks: str) -> Search:
        """The search with more notices for its reader."""
        return replace(self, remarks=(*self.remarks, *remarks))

    def for_page(self, number: int, size: int = PAGE) -> Search:
        """The search that expects to be asked for this page."""
        return replace(self, window=(max(number - 1, 0) * size, size))

    def without_facets(self) -> Search:
        """The search without facets and histogram: cheaper for those who only want the hits."""
        return replace(self, facets=())

    def after_place(self, place: Place) -> Search:
        """The part of the search that comes after a place, in the order newest or oldest."""
        return replace(self, past=place)

    @cached_property
    def _resolved(self):
        return naming.resolved(self.query.tree, self.known)

    @property
    def tree(self) -> trees.Node:
        """What was typed, with names resolved to the people, countries, organisations and sources meant."""
        return self._resolved[0]

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences about what could not be read or is not known."""
        known = (self.query.notices, self._resolved[1], self._checked[1], self.remarks)
        return tuple(dict.fromkeys(chain.from_iterable(known)))

    @cached_property
    def _checked(self):
        return checked(self.tree, self._dates, engine(), texts_in_archive)

    @cached_property
    def _dates(self) -> tuple[trees.Node, ...]:
        return tuple(queries.surely(d) if self.query.surely else d for d in self.dates)

    @property
    def order(self) -> str:
        """The order in which the hits really come."""
        if self.sort in ("newest", "oldest"):
            return self.sort
        return "relevance" if trees.scores(self.tree) else "newest"

    @cached_property
    def request(self) -> Request:
        """What the engine is asked."""
        tree = trees.all_of((self._checked[0], *self._dates))
        asked = {"facets": self.facets, "values": self.values, "histogram": len(self.facets) > 1}
        return Request(tree, self.choices, self.order, families=self.families, past=self.past, **asked)

    def in_words(self) -> str:
        """The search as a sentence: “talks” without “sanctions”, Ali Shamkhani, Iran, since 2019."""
        parts = [in_words(self.tree), *(_chosen_in_words(choice) for choice in self.choices)]
        parts += [in_words(dated) for dated in self._dates]
        parts += ["one article of each story"] if self.families else []
        return ", ".join(part for part in parts if part)

    @cached_property
    def _answers(self) -> dict[tuple[int, int], Found]:
        return {}

    @property
    def found(self) -> Found:
        """What the engine answered for the last slice, or for the window when none was taken yet."""
        return next(reversed(self._answers.values()), None) or self._found(*self.window)

    def _found(self, offset: int, limit: int) -> Found:
        if (offset, limit) not in self._answers:
            self._answers[offset, limit] = engine().find(self.request, offset, limit)
        return self._answers[offset, limit]

    def reasons(self, ids: Iterable[int]) -> dict[int, tuple[Reason, ...]]:
        """Of each of these articles that is found, why it ranks so; nothing in an order of dates."""
        return dict(engine().reasons(self.request, ids)) if self.order == "relevance" else {}

    def count(self) -> int:
        """How many articles match, exactly."""
        return self.found.total

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, key) -> list[Hit] | Hit:
        if not isinstance(key, slice):
            return self[key : key + 1][0]
        start, stop = key.start or 0, self.count() if key.stop is None else key.stop
        if start < 0 or stop < 0 or key.step is not None:
            raise ValueError("a search can be sliced from one place to a later one, without steps")
        return self._hits(start, max(stop - start, 0))

    def _hits(self, start: int, length: int) -> list[Hit]:
        for (offset, limit), found in self._answers.items():
            end = min(start + length, found.total)
            if offset <= start and end <= offset + limit:
                return list(found.hits[start - offset : max(end - offset, 0)])
        offset, limit = self.window
        if offset <= start and start + length <= offset + limit:
            return list(self._found(offset, limit).hits[start - offset : start - offset + length])
        return list(self._found(start, length).hits)

    def __iter__(self) -> Iterator[Hit]:
        return (Hit(id) for id in self.ids())

    def ids(self) -> Iterator[int]:
        """The id of every match, in constant memory however many there are, in order; by relevance, the
        best come first by rank and, where there are more than anyone reads, the rest by date."""
        return engine().ids(replace(self.request, facets=(), histogram=False))


def similar_to(article: Article, limit: int) -> list[int]:
    """The ids of the articles most similar to this one, none of its own family; none without an index."""
    texts = {name: getattr(article, name) for name in ("id", "title", "standfirst", "body", "language")}
    family = article.family_id or article.pk
    try:
        return [hit.id for hit in engine().similar(Document(**texts, family=family), limit)]
    except IndexUnavailable:
        return []


def _chosen_in_words(choice: trees.Chosen) -> str:
    return f"without {choice.name}" if choice.mode == "none" else choice.name
