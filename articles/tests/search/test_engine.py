"""The engine finds, counts and orders what plain Python finds, counts and orders."""

import random
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.periods import Period
from articles.search.checking import checked
from articles.search.embedded import TantivyEngine, heads
from articles.search.embedded.ahead import kept, view
from articles.search.engine import Document, FacetValue, IndexMissing, Request
from articles.search.fields import COPIES, FACETS
from articles.search.places import Text
from articles.search.query import parse
from articles.search.tree import (
    Chosen,
    Coded,
    Dated,
    Fuzzy,
    Loose,
    Near,
    Often,
    Phrase,
    Wildcard,
    Word,
    all_of,
    any_of,
    in_field,
    without,
)
from articles.tests.search import reference

VOCABULARY = "oil talk talks talking sanction sanctions Iran Iran’s U.S. back-channel crise شهر the".split()
DATES = [None, Period.of(2018), Period.of(2019), Period.of(2019, 1), Period.of(2019, 1, 7)]
DATES += [Period.of(2020, 2, 3), Period(date(2018, 12, 30), date(2019, 1, 2)), Period.of(1950)]


def some_text(chance, longest):
    return " ".join(chance.choices(VOCABULARY, k=chance.randint(0, longest)))


def some_ids(chance, highest):
    return tuple(sorted(set(chance.choices(range(1, highest), k=chance.randint(0, 3)))))


def some_document(chance, number):
    return Document(
        id=number,
        title=some_text(chance, 3),
        standfirst=some_text(chance, 2),
        body=some_text(chance, 12),
        byline=some_text(chance, 1),
        place=some_text(chance, 1),
        language=chance.choice(["en", "", "fa", "fr", "de", "es"]),
        published=chance.choice(DATES),
        source=chance.choice([None, 1, 2, 3]),
        agency=chance.choice([None, None, 3, 4]),
        people=some_ids(chance, 40),
        countries=some_ids(chance, 6),
        organisations=some_ids(chance, 4),
        family=chance.choice([number, number, max(number - number % 3, 1)]),
        reviewed=chance.random() < 0.5,
    )


CHANCE = random.Random(7)
ARCHIVE = [some_document(CHANCE, number) for number in range(1, 161)]
# The classes of the families' sizes, which are small: any number will do that a family shares.
ARCHIVE = [replace(document, copies=COPIES[document.family % len(COPIES)]) for document in ARCHIVE]


@contextmanager
def always_counted_ahead():
    """Every list is long enough to be counted beforehand, and what was counted is used whatever changed; the
    best hits are sought among few first, however many hits there are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(heads, "ONE_WORD", 0)
        patch.setattr(heads, "SEVERAL", 0)
        patch.setattr(kept, "LEAST", 1)
        patch.setattr(view, "A_CHANGE", 0)
        patch.setattr(view, "ONE_IN", 0)
        yield


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An index of several segments, with documents that were changed and removed since; what was counted
    ahead was counted in the middle of that."""
    engine = TantivyEngine(tmp_path_factory.mktemp("index"))
    with engine.building({"people": range(1, 12), "organisations": [2]}) as new:
        new.add(replace(document, body="old oil", people=(99,)) for document in ARCHIVE[:60])
        new.take_over()
    with always_counted_ahead():
        for start in range(0, len(ARCHIVE), 40):
            engine.update(ARCHIVE[start : start + 40])
            if start == 40:
                engine.count_ahead()
        engine.update([replace(ARCHIVE[0], id=1000)])
        engine.update([], removed=[1000])
        yield engine


words = st.sampled_from(VOCABULARY)
fields = st.sampled_from(["", "", "title", "body", "byline", "place"])
one_side = st.one_of(
    st.builds(Word, words),
    st.builds(Phrase, st.lists(words, min_size=1, max_size=2).map(" ".join)),
    st.builds(Wildcard, st.sampled_from(["sanc*", "tal*", "ira?"])),
)
sides = st.one_of(one_side, st.lists(one_side, min_size=2, max_size=3, unique=True).map(any_of))
leaf = st.one_of(
    st.builds(Word, words, fields),
    st.builds(Phrase, st.lists(words, min_size=1, max_size=3).map(" ".join), fields),
    st.builds(
        Dated,
        st.sampled_from(["after", "before", "on", "during"]),
        st.sampled_from(DATES[1:6]),
        st.booleans(),
    ),
    st.builds(Wildcard, st.sampled_from(["sanc*", "*alk?", "t?lk*", "*nel", "شه*", "ir?n"]), fields),
    st.builds(
        Fuzzy, st.sampled_from(["talsk", "iran", "sanctoin", "crise"]), st.sampled_from([1, 2]), fields
    ),
    st.builds(Loose, st.lists(words, min_size=2, max_size=4).map(" ".join), st.integers(0, 4), fields),
    st.builds(
        lambda node, field: in_field(node, field),
        st.builds(Near, sides, sides, st.integers(1, 6), st.booleans()),
        fields,
    ),
    st.builds(lambda node, field: in_field(node, field), st.builds(Often, sides, st.integers(2, 4)), fields),
    st.sampled_from([Coded("is", "undated"), Coded("is", "reviewed"), Coded("is", "copy")]),
    st.sampled_from([Coded("has", each) for each in ("byline", "standfirst", "place", "source", "agency")]),
    st.builds(lambda id: Chosen("family", (id,), str(id)), st.integers(1, 160)),
    st.builds(lambda id: Chosen("person", (id,), ""), st.integers(1, 41)),
    st.builds(Coded, st.just("lang"), st.sampled_from(["fa", "xx"])),
)
trees = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(all_of),
        st.lists(inner, min_size=2, max_size=3).map(any_of),
        inner.map(without),
    ),
    max_leaves=6,
)
choices = st.lists(
    st.one_of(
        st.builds(lambda ids: Chosen("country", tuple(ids), ""), st.sets(st.integers(1, 7), min_size=1)),
        st.builds(lambda ids: Chosen("person", tuple(ids), ""), st.sets(st.integers(1, 45), min_size=1)),
        st.just(Chosen("year", (2019,), "")),
        st.builds(
            lambda ids, mode: Chosen("organisation", tuple(ids), "", mode),
            st.sets(st.integers(1, 5), min_size=1),
            st.sampled_from(["any", "all", "none"]),
        ),
        st.just(Chosen("source", (3, 9), "", "none")),
        st.just(Chosen("agency", (3,), "")),
        st.just(Chosen("lang", ("en", "xx"), "")),
        st.just(Chosen("month", (2019 * 12,), "")),
        st.just(Chosen("city", ("iran",), "")),
        st.just(Chosen("copies", (2, 10), "")),
        st.just(Chosen("source", (3, 9), "")),
    ),
    max_size=2,
    unique_by=lambda choice: choice.field,
).map(tuple)
BY_ID = {document.id: document for document in ARCHIVE}


def texts(ids):
    """The texts of the archive, for what is checked in them."""
    for document in map(BY_ID.get, ids):
        yield Text(document.id, document.language, vars(document))


def settled(engine, request):
    """The request as it reaches the engine: what must be checked in the texts has been."""
    tree, notices = checked(request.tree, (), engine, texts)
    assert notices == ()
    return replace(request, tree=tree)


requests = st.builds(
    Request,
    trees,
    choices,
    st.sampled_from(["relevance", "newest", "oldest"]),
    families=st.booleans(),
)


@given(requests)
@settings(deadline=None)
def test_it_finds_what_plain_python_finds(engine, request):
    expected = reference.found(ARCHIVE, request)
    expected = reference.stories(expected) if request.families else expected
    answer = engine.find(settled(engine, request), 0, 1000)
    assert answer.total == len(expected)
    assert {hit.id for hit in answer.hits} == {document.id for document in expected}
    assert len(answer.hits) == answer.total


@given(requests)
@settings(deadline=None)
def test_it_counts_facets_exactly(engine, request):
    request = replace(request, facets=tuple(FACETS), values=1000)
    answer = engine.find(settled(engine, request), 0, 0)
    for name in FACETS:
        expected = reference.facet(ARCHIVE, request, name)
        assert {value.value: value.count for value in answer.facets[name]} == expected


@given(trees)
@settings(deadline=None)
def test_it_keeps_the_order_of_days(engine, tree):
    expected = reference.found(ARCHIVE, Request(tree))
    tree = settled(engine, Request(tree)).tree
    for sort, key, last_first in (("newest", reference.newest, True), ("oldest", reference.oldest, False)):
        ids = [hit.id for hit in engine.find(Request(tree, sort=sort), 0, 1000).hits]
        assert ids == [d.id for d in sorted(expected, key=key, reverse=last_first)]


@given(trees, st.integers(1, 50))
@settings(deadline=None)
def test_pages_and_streams_are_slices_of_one_order(engine, tree, size):
    tree = settled(engine, Request(tree)).tree
    for sort in ("relevance", "newest"):
        request = Request(tree, sort=sort)
        whole = engine.find(request, 0, 1000).hits
        pages = [hit for start in range(0, 200, size) for hit in engine.find(request, start, size).hits]
        assert pages == list(whole)
        assert list(engine.ids(request)) == [hit.id for hit in whole]


def test_it_streams_in_chunks(engine, monkeypatch):
    monkeypatch.setattr("articles.search.embedded.reading.CHUNK", 7)
    assert sorted(engine.ids(Request())) == [document.id for document in ARCHIVE]


def test_a_stream_goes_on_with_the_index_it_began_with(tmp_path, monkeypatch):
    monkeypatch.setattr("articles.search.embedded.reading.CHUNK", 2)
    engine = made(tmp_path, ARCHIVE[:10])
    stream = engine.ids(Request())
    first = next(stream)
    engine.update([], removed=range(1, 11))
    assert sorted([first, *stream]) == list(range(1, 11))
    assert engine.count() == 0


def made(folder, documents, often=None):
    engine = TantivyEngine(folder)
    with engine.building(often) as new:
        new.add(documents)
        new.take_over()
    return engine


def plain(number, **known):
    unknown = {"title": "", "standfirst": "", "body": "", "byline": "", "language": "en", "published": None}
    unknown |= {"source": None, "agency": None, "people": (), "countries": (), "organisations": ()}
    return Document(**{"id": number, **unknown, "family": number, "reviewed": False, **known})


def ids(engine, typed, **asked):
    return [hit.id for hit in engine.find(Request(parse(typed).tree, **asked), 0, 100).hits]


def test_what_is_known_to_the_year_is_possibly_in_its_months(tmp_path):
    known = ["2019", "2019-01", "2019-03-05", "2018-12-31", "2018"]
    engine = made(tmp_path, [plain(n, published=Period.parse(day)) for n, day in enumerate(known, 1)])
    assert set(ids(engine, "after:2019")) == {1, 2, 3}
    assert set(ids(engine, "before:2019")) == {4, 5}
    assert set(ids(engine, "during:2019-03")) == {1, 3}
    assert set(ids(engine, "after:2019-02 before:2019-03")) == {1}
    assert set(ids(engine, "on:2018-12-31")) == {4, 5}


def test_before_a_year_means_before_it_began(tmp_path):
    days = ["1949-12-31", "1950-01-01", "1950-12-31"]
    engine = made(tmp_path, [plain(n, published=Period.parse(day)) for n, day in enumerate(days, 1)])
    assert ids(engine, "before:1950") == [1]
    assert set(ids(engine, "during:1950")) == {2, 3}
    assert set(ids(engine, "after:1950")) == {2, 3}


def test_the_first_and_the_last_day_of_the_calendar_are_days(tmp_path):
    days = ["0001-01-01", "9999-12-31"]
    engine = made(tmp_path, [plain(n, published=Period.parse(day)) for n, day in enumerate(days, 1)])
    assert ids(engine, "", sort="oldest") == [1, 2]
    assert ids(engine, "after:9999-12-31") == [2]
    assert ids(engine, "before:0001") == [1]


def test_the_histogram_has_years_or_months(tmp_path):
    days = ["2019-01-07", "2019-01", "2019", "2020-05-01", None]
    engine = made(tmp_path, [plain(n, published=day and Period.parse(day)) for n, day in enumerate(days, 1)])
    answer = engine.find(Request(histogram=True), 0, 0)
    assert [(str(bar.period), bar.count) for bar in answer.histogram] == [("2019-01", 2), ("2020-05", 1)]
    assert (answer.undated, answer.without_month) == (1, 1)
    engine.update([plain(9, published=Period.of(1950))])
    answer = engine.find(Request(histogram=True), 0, 0)
    bars = [(str(bar.period), bar.count) for bar in answer.histogram]
    assert bars == [("1950", 1), ("2019", 3), ("2020", 1)]
    assert (answer.undated, answer.without_month) == (1, 0)


def test_chosen_values_stay_at_zero(tmp_path):
    engine = made(tmp_path, [plain(1, body="oil", people=(5,)), plain(2, body="gas", people=(6,))])
    asked = Request(parse("gas").tree, choices=(Chosen("person", (5,), ""),), facets=("person",))
    assert engine.find(asked, 0, 10).facets["person"] == (FacetValue(6, 1), FacetValue(5, 0))


def test_facets_are_cut_at_the_most_frequent(tmp_path):
    engine = made(tmp_path, [plain(n, countries=tuple(range(1, n + 1))) for n in range(1, 31)])
    values = engine.find(Request(facets=("country",)), 0, 0).facets["country"]
    assert values == tuple(FacetValue(n, 31 - n) for n in range(1, 13))


def test_an_empty_archive_answers(tmp_path):
    engine = made(tmp_path, [])
    answer = engine.find(Request(parse("oil -gas").tree, facets=tuple(FACETS), histogram=True), 0, 20)
    assert (answer.hits, answer.total, answer.histogram, answer.undated) == ((), 0, (), 0)
    assert list(engine.ids(Request())) == []
    assert list(engine.contents()) == []


def test_a_missing_index_says_what_to_do(tmp_path):
    with pytest.raises(IndexMissing, match=r"manage\.py rebuild_index"):
        TantivyEngine(tmp_path / "none").find(Request(), 0, 20)


def test_it_may_be_asked_for_any_slice(engine):
    total = len(ARCHIVE)
    for offset, limit in ((0, 0), (total, 20), (10**12, 10**12), (-5, 3), (0, 2**63)):
        assert engine.find(Request(), offset, limit).total == total
