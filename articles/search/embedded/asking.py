"""One request on one view of the index: its queries, and the page and the counts that answer it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from tantivy import FieldType, Order, Query, Searcher

from articles.search import tree as t
from articles.search.embedded.ahead.listed import Listed
from articles.search.embedded.ahead.view import Ahead
from articles.search.embedded.among import narrowed
from articles.search.embedded.anywhere import silent
from articles.search.embedded.columns import Named
from articles.search.embedded.compiling import finding, matching
from articles.search.embedded.expecting import expected
from articles.search.embedded.explaining import explained
from articles.search.embedded.joined import both
from articles.search.embedded.lists import count
from articles.search.embedded.schema import SCHEMA, dates_of
from articles.search.embedded.stemming import ENGLISH, stemmer_for
from articles.search.embedded.stories import Stories
from articles.search.embedded.variants import in_languages
from articles.search.engine import Reason, Request

ORDERS = {"newest": ("newest", Order.Desc), "oldest": ("oldest", Order.Asc)}
DEAR = t.Phrase | t.Wildcard | t.Fuzzy | t.Near  # to find these costs more than to count what was found


class Asked:
    """A request and the searcher that answers it; every answer is of the same moment.

    `query` finds the hits with their scores, `unscored` finds the same ones sooner. `named` tells who is
    named often according to the index; who counts must know. `ahead` is what was counted before, if anything.
    """

    def __init__(
        self, searcher: Searcher, request: Request, named: Named | None = None, ahead: Ahead | None = None
    ):
        self.searcher = searcher
        self.request = request
        self.named = named or Named()
        self.ahead = ahead

    @cached_property
    def query(self) -> Query:
        """The whole request: the tree and every choice."""
        return self._as_asked(matching(narrowed(self.tree, self.searcher)))

    @cached_property
    def unscored(self) -> Query:
        """The whole request, for counting."""
        return self._as_asked(self._whole)

    @cached_property
    def tree(self) -> t.Node:
        """What was asked for and every choice, in the languages of the archive."""
        return self._told(self.request.choices)

    @cached_property
    def listed(self) -> Listed | None:
        """The hits as a list that was counted ahead, if they are one."""
        return self.listed_as(self.tree)

    def listed_as(self, tree: t.Node) -> Listed | None:
        """What the tree finds, as a list that was counted ahead, if it is one and all of it is asked for."""
        return self.ahead.listed(tree) if self.ahead and self.is_whole else None

    @property
    def is_whole(self) -> bool:
        """Whether all that the tree finds is asked for."""
        return not (self.request.families or self.request.past)

    @cached_property
    def likely(self) -> int:
        """About how many hits there are; 0 where that cannot be told without looking."""
        return expected(self.searcher, self.tree)

    @cached_property
    def is_dear(self) -> bool:
        """Whether to find the hits again for counting costs more than to look them up one by one."""
        counted = self.request.facets or self.request.histogram
        return bool(counted) and any(isinstance(leaf, DEAR) for leaf in t.leaves(self.request.tree))

    def without(self, facet: str) -> t.Node:
        """What was asked for and every choice but those in the facet."""
        return self._told(choice for choice in self.request.choices if choice.field != facet)

    @cached_property
    def stories(self) -> Stories:
        """The families that the hits are of."""
        return Stories(self.searcher, self._whole, self.named)

    @cached_property
    def _whole(self) -> Query:
        return finding(self.tree)

    def _as_asked(self, query: Query) -> Query:
        """Of the hits the first of each family and those past a place, if so asked."""
        if self.request.families:
            query = self.stories.only(query)
        place = self.request.past
        return query if place is None else self.beyond(query, dates_of(place.published, place.id)[self.order])

    def beyond(self, query: Query, key: int) -> Query:
        """What of the query comes after an article with this key, in the order newest or oldest."""
        name, order = ORDERS[self.order]
        low, high = (None, key - 1) if order == Order.Desc else (key + 1, None)
        rest = silent(Query.range_query(SCHEMA, name, FieldType.Integer, low, high))
        return both(query, rest)

    def _told(self, choices) -> t.Node:
        return in_languages(t.all_of((self.request.tree, *choices)), self._stemmers)

    def reasons(self, ids: Iterable[int]) -> dict[int, tuple[Reason, ...]]:
        """Of each of the articles that is found, what its score is made of."""
        tree = in_languages(self.request.tree, self._stemmers)
        return explained(self.searcher, tree, self.query, ids)

    @cached_property
    def _stemmers(self) -> list[str]:
        """The stemmers of the languages of the archive other than English."""
        codes = (code for code, _ in self.searcher.terms_with_prefix("language", ""))
        return sorted({stemmer_for(code) for code in codes} - {"", ENGLISH})

    @property
    def order(self) -> str:
        """The order of the hits; without a word to rank by, the newest come first."""
        ranked = self.request.sort == "relevance" and t.scores(self.request.tree)
        return "relevance" if ranked else self.request.sort.replace("relevance", "newest")

    def count(self, query: Query) -> int:
        """How many articles the query finds."""
        return count(self.searcher, query)
