"""One request on one view of the index: hits in order, exact counts, facets, the histogram."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, partial

from tantivy import FieldType, Occur, Order, Query, Searcher

from articles.periods import Period
from articles.search import tree as t
from articles.search.embedded import nearness
from articles.search.embedded.compiling import _chosen, in_languages, matching
from articles.search.embedded.explaining import explained
from articles.search.embedded.halves import at_once, halves
from articles.search.embedded.schema import SCHEMA, dates_of
from articles.search.embedded.stemming import ENGLISH, stemmer_for
from articles.search.embedded.stories import Stories
from articles.search.engine import Bar, FacetValue, Found, Hit, Reason, Request
from articles.search.fields import BY_NAME

EVERY = 2**31 - 1  # facet counts are exact only when each segment reports every value
MANY = 100  # values read of a facet, so that equal counts are cut in one order
MOST = 60_000  # values that the library gives of a facet
YEARS = 1_000  # bars and values of the years at most
MONTHS_UP_TO = 3  # years; longer histograms have a bar for each year
LARGE = 20_000  # hits from which counting in two threads is quicker than in one
NEXT_TO_IT = 64  # hits read beyond a page by relevance, to see where equal scores end

ORDERS = {"newest": ("newest", Order.Desc), "oldest": ("oldest", Order.Asc)}


class Asked:
    """A request and the searcher that answers it; every answer is of the same moment."""

    def __init__(self, searcher: Searcher, request: Request):
        self.searcher = searcher
        self.request = request
        self.is_large = False

    @cached_property
    def query(self) -> Query:
        """The whole request: the tree and every choice."""
        query, place = self._stories.query if self.request.families else self._whole, self.request.past
        return query if place is None else self.beyond(query, dates_of(place.published, place.id)[self.order])

    @cached_property
    def _whole(self) -> Query:
        return self._query(self.request.choices)

    @cached_property
    def _stories(self) -> Stories:
        return Stories(self.searcher, self._whole)

    def beyond(self, query: Query, key: int) -> Query:
        """What of the query comes after an article with this key, in the order newest or oldest."""
        name, order = ORDERS[self.order]
        low, high = (None, key - 1) if order == Order.Desc else (key + 1, None)
        rest = Query.const_score_query(Query.range_query(SCHEMA, name, FieldType.Integer, low, high), 0.0)
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, rest)])

    def _query(self, choices) -> Query:
        return matching(in_languages(t.all_of((self.request.tree, *choices)), self._stemmers))

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

    def page(self, offset: int, limit: int) -> tuple[tuple[Hit, ...], int]:
        """The hits from `offset`, at most `limit`, and how many there are in all."""
        everything = self.searcher.num_docs
        offset, limit = min(offset, everything), min(limit, everything)
        if limit == 0:
            return (), self._count(self.query)
        if self.order == "relevance":
            return self._ranked(offset, limit)
        name, order = ORDERS[self.order]
        found = self.searcher.search(self.query, limit, True, name, offset, order)
        ids = self.searcher.fast_field_values("id", [address for _, address in found.hits])
        return tuple(Hit(id) for id in ids), found.count

    def _ranked(self, offset: int, limit: int) -> tuple[tuple[Hit, ...], int]:
        """A page by score, of which the best hits count how near the words stand to each other."""
        near = nearness.near(self.request.tree)
        if not near or offset >= nearness.LOOKED_AT:
            return self._scored(offset, limit)
        best, total = self._scored(0, nearness.LOOKED_AT)
        best, end = nearness.reordered(self.searcher, best, near), offset + limit
        rest = end - nearness.LOOKED_AT
        return best[offset:end] + (self._scored(nearness.LOOKED_AT, rest)[0] if rest > 0 else ()), total

    def _scored(self, offset: int, limit: int) -> tuple[tuple[Hit, ...], int]:
        """A page by score, equal scores newest first. The library leaves ties in the order of its segments,
        which changes; so all hits that share a score with the page's edges are read and put in order."""
        end = offset + limit
        read = end + NEXT_TO_IT
        while True:
            found = self.searcher.search(self.query, min(read, self.searcher.num_docs), True)
            hits = found.hits
            if len(hits) < read or hits[-1][0] < hits[end - 1][0]:
                return self._in_order(hits, offset, end), found.count
            read *= 4

    def _in_order(self, hits, offset: int, end: int) -> tuple[Hit, ...]:
        page = hits[offset:end]
        if not page:
            return ()
        best, worst = page[0][0], page[-1][0]
        before = sum(score > best for score, _ in hits[:offset])
        tied = [(score, address) for score, address in hits[before:] if score >= worst]
        addresses = [address for _, address in tied]
        columns = (self.searcher.fast_field_values(name, addresses) for name in ("newest", "id"))
        rows = sorted(zip((-score for score, _ in tied), *columns, strict=True), key=_by_score_and_day)
        return tuple(Hit(id, -score) for score, _, id in rows[offset - before :][: end - offset])

    def _count(self, query: Query) -> int:
        return self.searcher.search(query, 1, True).count if self.searcher.num_docs else 0

    def counted(self, total: int) -> Found:
        """Facets and histogram of all hits, of which there are `total`."""
        self.is_large = total >= LARGE
        bars, undated, without_month = self._histogram(total) if self.request.histogram else ((), 0, 0)
        return Found(facets=self._facets(), histogram=bars, undated=undated, without_month=without_month)

    def _facets(self) -> dict[str, tuple[FacetValue, ...]]:
        """Each facet's most frequent values under every other choice, the chosen ones even at zero."""
        if self.request.families:
            counted = self._told(self._stories, self._shared)
        else:
            counted = self._values_in(self._answer, self._shared)
        for name in self.request.facets:
            if name not in self._shared:
                counted |= self._counted_without_itself(name)
        return {name: counted[name] for name in self.request.facets}

    @cached_property
    def _shared(self) -> list[str]:
        """The facets that are counted under every choice, since none is of their own."""
        chosen = {choice.field for choice in self.request.choices}
        return [name for name in self.request.facets if name not in chosen]

    @cached_property
    def _answer(self) -> dict:
        """Facets and histogram in one go over the hits, which costs more than the counting."""
        wanted = {} if self.request.families else self._terms_of(self._shared)
        if self.request.histogram:
            wanted |= {"years": _terms("year", YEARS), "months": _terms("month", 12 * YEARS)}
            wanted["dated"] = {"value_count": {"field": "first"}}
        if "year" in wanted:
            wanted.pop("years", None)
        return self._aggregated(self.query, wanted)

    def _aggregated(self, query: Query, wanted: dict) -> dict:
        """What is counted over the hits; where they are many, in two halves at once: it lets Python go."""
        if not wanted:
            return {}
        if not self.is_large or len(wanted) == 1:
            return self.searcher.aggregate(query, wanted)
        answers = at_once([partial(self.searcher.aggregate, query, half) for half in halves(wanted)])
        return {name: counts for answer in answers for name, counts in answer.items()}

    def _counted_without_itself(self, name: str) -> dict[str, tuple[FacetValue, ...]]:
        query = self._query([choice for choice in self.request.choices if choice.field != name])
        values = self._counted(query, [name])[name]
        missing = {id for c in self.request.choices if c.field == name for id in c.ids}
        missing -= {value.value for value in values}
        added = tuple(FacetValue(id, self._count_with(query, name, id)) for id in sorted(missing, key=str))
        return {name: values + added}

    def _count_with(self, query: Query, name: str, id: int) -> int:
        both = [(Occur.Must, query), (Occur.Must, _chosen(t.Chosen(name, (id,), "")))]
        query = Query.boolean_query(both)
        return self._count(Stories(self.searcher, query).query if self.request.families else query)

    def _counted(self, query: Query, names) -> dict[str, tuple[FacetValue, ...]]:
        if self.request.families:
            return self._told(Stories(self.searcher, query), names)
        return self._values_in(self._aggregated(query, self._terms_of(names)), names)

    def _told(self, stories: Stories, names) -> dict[str, tuple[FacetValue, ...]]:
        """How many families have each value, from how many hits do and by how much those are too many."""
        answer = self._aggregated(stories.whole, self._terms_of(names))
        return {name: self._families_with(stories, name, answer[name]["buckets"]) for name in names}

    def _families_with(self, stories: Stories, name: str, buckets) -> tuple[FacetValue, ...]:
        field, size = BY_NAME[name].index, self._size(name)
        surplus = stories.surplus(field)
        while True:
            hits = list(_pairs(buckets))
            found = self._most_frequent(((value, n - surplus[value]) for value, n in hits), name)
            # A value that was not read has at most as many hits as the last that was, and no more families.
            if len(hits) < size or not found or found[-1].count >= hits[-1][1] or size >= MOST:
                return found
            size = min(4 * size, MOST)
            buckets = self.searcher.aggregate(stories.whole, {name: _terms(field, size)})[name]["buckets"]

    def _terms_of(self, names) -> dict:
        return {name: _terms(BY_NAME[name].index, self._size(name)) for name in names}

    def _values_in(self, answer: dict, names) -> dict[str, tuple[FacetValue, ...]]:
        return {name: self._most_frequent(_pairs(answer[name]["buckets"]), name) for name in names}

    def _size(self, name: str) -> int:
        return YEARS if name == "year" else max(MANY, self.request.values)

    def _most_frequent(self, counted, name: str) -> tuple[FacetValue, ...]:
        key, most = (_latest_first, YEARS) if name == "year" else (_by_count, self.request.values)
        ordered = sorted(counted, key=key)[:most]
        return tuple(FacetValue(value if isinstance(value, str) else int(value), n) for value, n in ordered)

    def _histogram(self, total: int) -> tuple[tuple[Bar, ...], int, int]:
        """Bars by year or by month, how many hits have no date, and how many no month."""
        answer = self._answer
        answer = {**answer, "years": answer.get("years") or answer["year"]}
        dated = int(answer["dated"]["value"])
        years, months = (sorted(_pairs(answer[name]["buckets"])) for name in ("years", "months"))
        if not months or years[-1][0] - years[0][0] >= MONTHS_UP_TO:
            return _bars(years, Period.of), total - dated, 0
        return _bars(months, _month), total - dated, dated - sum(count for _, count in months)


def _pairs(buckets):
    return ((bucket["key"], bucket["doc_count"]) for bucket in buckets)


def _by_count(pair):
    value, count = pair
    return -count, value


def _latest_first(pair):
    year, count = pair
    return -count, -year


def _by_score_and_day(row):
    score, newest, _ = row
    return score, -newest


def _terms(field: str, size: int) -> dict:
    return {"terms": {"field": field, "size": size, "segment_size": EVERY}}


def _month(number: int) -> Period:
    return Period.of(number // 12, number % 12 + 1)


def _bars(counts, made) -> tuple[Bar, ...]:
    return tuple(Bar(made(int(number)), count) for number, count in counts)
