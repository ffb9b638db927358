"""One request on one view of the index: hits in order, exact counts, facets, the histogram."""

from __future__ import annotations

from functools import cached_property

from tantivy import FieldType, Occur, Order, Query, Searcher

from articles.periods import Period
from articles.search import tree as t
from articles.search.embedded.schema import SCHEMA, STEMMED, dates_of, forms
from articles.search.engine import Bar, FacetValue, Hit, Request
from articles.search.fields import BY_NAME, TEXTS, Field

EXACT_BOOST = 1.5  # a word as typed ranks above its other forms
TIE = 0.1  # what the fields other than the best one add to a score
EVERY = 2**31 - 1  # facet counts are exact only when each segment reports every value
MANY = 100  # values read of a facet, so that equal counts are cut in one order
YEARS = 1_000  # bars and values of the years at most
MONTHS_UP_TO = 3  # years; longer histograms have a bar for each year
NEXT_TO_IT = 64  # hits read beyond a page by relevance, to see where equal scores end

ORDERS = {"newest": ("newest", Order.Desc), "oldest": ("oldest", Order.Asc)}


def matching(node: t.Node) -> Query:
    """Tantivy's query for a tree. Only words and phrases score; every other part counts nothing."""
    return COMPILED[type(node)](node)


def _silent(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _everything(_node=None) -> Query:
    return _silent(Query.all_query())


def _and(node: t.And) -> Query:
    wanted = [(Occur.Must, matching(part)) for part in node.parts if not isinstance(part, t.Not)]
    absent = [(Occur.MustNot, matching(part.part)) for part in node.parts if isinstance(part, t.Not)]
    # A query of absences alone finds nothing at all.
    return Query.boolean_query([*(wanted or [(Occur.Must, _everything())]), *absent])


def _or(node: t.Or) -> Query:
    return Query.boolean_query([(Occur.Should, matching(part)) for part in node.parts])


def _not(node: t.Not) -> Query:
    return _and(t.And((node,)))


def _sought(field: str) -> tuple[Field, ...]:
    return (BY_NAME[field],) if field else TEXTS


def _word(node: t.Word) -> Query:
    words = forms(node.text)
    if not words:
        return _everything()
    variants = [q for field in _sought(node.field) for q in _variants(field, words, node.text)]
    return variants[0] if len(variants) == 1 else Query.disjunction_max_query(variants, TIE)


def _variants(field: Field, words, typed: str):
    """The typed word in one field: as typed, and in its other forms; Iran’s is a form of Iran."""
    yield Query.boost_query(_in_a_row(field, words), field.weight * EXACT_BOOST)
    if len(words) == 2 and words[1][0] == "s" and typed[-2:-1] in "'’ʼ":
        words = words[:1]
        yield Query.boost_query(_in_a_row(field, words), field.weight)
    if len(words) == 1 and field.index in STEMMED:
        stem = Query.term_query(SCHEMA, f"{field.index}_stem", words[0][1], "freq")
        yield Query.boost_query(stem, field.weight)


def _in_a_row(field: Field, words) -> Query:
    exact = [word for word, _ in words]
    if len(exact) == 1:  # a phrase of one word is a panic
        return Query.term_query(SCHEMA, f"{field.index}_exact", exact[0])
    return Query.phrase_query(SCHEMA, f"{field.index}_exact", exact)


def _phrase(node: t.Phrase) -> Query:
    words = forms(node.text)
    if not words:
        return _everything()
    rows = [Query.boost_query(_in_a_row(f, words), f.weight * EXACT_BOOST) for f in _sought(node.field)]
    return rows[0] if len(rows) == 1 else Query.disjunction_max_query(rows, TIE)


def _chosen(node: t.Chosen) -> Query:
    return _silent(Query.term_set_query(SCHEMA, BY_NAME[node.field].index, list(node.ids)))


def _coded(node: t.Coded) -> Query:
    return _silent(Query.term_query(SCHEMA, BY_NAME[node.field].index, node.code, "basic"))


def _dated(node: t.Dated) -> Query:
    """Articles whose days overlap the asked ones: one known only to the year is possibly in its months."""
    first, last = BY_NAME[node.field].days(node.period)
    limits = [("last", first and first.toordinal(), None), ("first", None, last and last.toordinal())]
    ranges = [
        (Occur.Must, _silent(Query.range_query(SCHEMA, name, FieldType.Integer, low, high)))
        for name, low, high in limits
        if low or high
    ]
    return Query.boolean_query(ranges)


def _named(node: t.Named) -> Query:
    return _phrase(t.Phrase(node.name))


COMPILED = {
    t.Everything: _everything,
    t.And: _and,
    t.Or: _or,
    t.Not: _not,
    t.Word: _word,
    t.Phrase: _phrase,
    t.Chosen: _chosen,
    t.Coded: _coded,
    t.Dated: _dated,
    t.Named: _named,
}


class Asked:
    """A request and the searcher that answers it; every answer is of the same moment."""

    def __init__(self, searcher: Searcher, request: Request):
        self.searcher = searcher
        self.request = request

    @cached_property
    def query(self) -> Query:
        """The whole request: the tree and every choice."""
        query, place = self._query(self.request.choices), self.request.past
        return query if place is None else self.beyond(query, dates_of(place.published, place.id)[self.order])

    def beyond(self, query: Query, key: int) -> Query:
        """What of the query comes after an article with this key, in the order newest or oldest."""
        name, order = ORDERS[self.order]
        low, high = (None, key - 1) if order == Order.Desc else (key + 1, None)
        rest = _silent(Query.range_query(SCHEMA, name, FieldType.Integer, low, high))
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, rest)])

    def _query(self, choices) -> Query:
        return matching(t.all_of((self.request.tree, *choices)))

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

    def facets(self) -> dict[str, tuple[FacetValue, ...]]:
        """Each facet's most frequent values under every other choice, the chosen ones even at zero."""
        chosen = {choice.field for choice in self.request.choices}
        shared = [name for name in self.request.facets if name not in chosen]
        counted = self._counted(self.query, shared)
        for name in self.request.facets:
            if name in chosen:
                counted |= self._counted_without_itself(name)
        return {name: counted[name] for name in self.request.facets}

    def _counted_without_itself(self, name: str) -> dict[str, tuple[FacetValue, ...]]:
        query = self._query([choice for choice in self.request.choices if choice.field != name])
        values = self._counted(query, [name])[name]
        missing = {id for c in self.request.choices if c.field == name for id in c.ids}
        missing -= {value.value for value in values}
        added = tuple(FacetValue(id, self._count_with(query, name, id)) for id in sorted(missing))
        return {name: values + added}

    def _count_with(self, query: Query, name: str, id: int) -> int:
        both = [(Occur.Must, query), (Occur.Must, _chosen(t.Chosen(name, (id,), "")))]
        return self._count(Query.boolean_query(both))

    def _counted(self, query: Query, names) -> dict[str, tuple[FacetValue, ...]]:
        wanted = {name: _terms(BY_NAME[name].index, YEARS if name == "year" else MANY) for name in names}
        answer = self.searcher.aggregate(query, wanted) if wanted else {}
        return {name: self._most_frequent(answer[name]["buckets"], name) for name in names}

    def _most_frequent(self, buckets, name: str) -> tuple[FacetValue, ...]:
        values = [FacetValue(int(bucket["key"]), bucket["doc_count"]) for bucket in buckets]
        values.sort(key=lambda value: (-value.count, -value.value if name == "year" else value.value))
        return tuple(values[: YEARS if name == "year" else self.request.values])

    def histogram(self, total: int) -> tuple[tuple[Bar, ...], int, int]:
        """Bars by year or by month, how many hits have no date, and how many no month."""
        wanted = {
            "years": _terms("year", YEARS),
            "months": _terms("month", 12 * YEARS),
            "dated": {"value_count": {"field": "first"}},
        }
        answer = self.searcher.aggregate(self.query, wanted)
        dated = int(answer["dated"]["value"])
        years, months = (_bars(answer[name]["buckets"], made) for name, made in PERIODS.items())
        if not months or years[-1].period.first.year - years[0].period.first.year >= MONTHS_UP_TO:
            return years, total - dated, 0
        return months, total - dated, dated - sum(bar.count for bar in months)


def _by_score_and_day(row):
    score, newest, _ = row
    return score, -newest


def _terms(field: str, size: int) -> dict:
    return {"terms": {"field": field, "size": size, "segment_size": EVERY}}


def _month(number: int) -> Period:
    return Period.of(number // 12, number % 12 + 1)


PERIODS = {"years": Period.of, "months": _month}


def _bars(buckets, made) -> tuple[Bar, ...]:
    counts = sorted((int(bucket["key"]), bucket["doc_count"]) for bucket in buckets)
    return tuple(Bar(made(number), count) for number, count in counts)
