"""Counting on two processors and counting once: the same numbers, in less time."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from tantivy import Query

from articles.periods import Period
from articles.search.embedded import answering, columns, counting, ranking, slots, ways
from articles.search.embedded.at_once import at_once
from articles.search.embedded.columns import Named
from articles.search.engine import IndexUnavailable, Request
from articles.search.fields import FACETS
from articles.search.query import parse
from articles.tests.search.test_engine import made, plain

ASKED = Request(parse("oil").tree, facets=tuple(FACETS), histogram=True)


@pytest.fixture
def engine(tmp_path):
    articles = [
        plain(n, body="oil and gas", people=(n % 3 + 1, 7), countries=(n % 5 + 10,), source=n % 2 + 1)
        for n in range(1, 40)
    ]
    return made(tmp_path, articles)


def test_a_large_answer_is_counted_as_a_small_one_is(engine, monkeypatch):
    small = engine.find(ASKED, 0, 5)
    monkeypatch.setattr(counting, "LARGE", 1)
    monkeypatch.setattr(answering, "LARGE", 1)
    monkeypatch.setattr(counting, "FEW", 0)
    assert engine.find(replace(ASKED, values=14), 0, 5).facets == small.facets
    assert small.facets["person"][0].count == 39


def test_the_next_page_counts_nothing_anew(engine, monkeypatch):
    first = engine.find(ASKED, 0, 5)
    monkeypatch.setattr(counting.Counting, "jobs", lambda *_: pytest.fail("it was counted again"))
    second = engine.find(replace(ASKED, sort="newest"), 5, 5)
    assert (second.facets, second.histogram, second.total) == (first.facets, first.histogram, first.total)
    assert len(second.hits) == 5
    assert second.hits != first.hits


def test_another_question_is_counted(engine):
    everything = engine.find(ASKED, 0, 5).facets["person"]
    assert engine.find(replace(ASKED, tree=parse("gas -oil").tree), 0, 5).facets["person"] != everything
    assert len(engine.find(replace(ASKED, values=1), 0, 5).facets["person"]) == 1


def test_an_edit_is_counted_at_once(engine):
    before = engine.find(ASKED, 0, 5).facets["person"]
    engine.update([plain(50, body="oil", people=(7,))])
    after = engine.find(ASKED, 0, 5).facets["person"]
    assert (before[0].count, after[0].count) == (39, 40)


def test_what_one_job_raises_is_raised_when_all_have_ended():
    ended = []

    def failing():
        raise ValueError("no index")

    with pytest.raises(ValueError, match="no index"):
        at_once([failing, lambda: ended.append(1)])
    assert ended == [1]
    assert at_once([lambda: 1, lambda: 2]) == [1, 2]


CHANCE = random.Random(3)
NINETIES = Period(date(1990, 1, 1), date(1999, 12, 31))
CROWD = [
    plain(
        n,
        body=CHANCE.choice(["oil", "oil gas", "gas"]),
        people=tuple({1 + int(40 * CHANCE.random() ** 2) for _ in range(5)}),
        organisations=tuple({CHANCE.randint(1, 9) for _ in range(n % 3)}),
        countries=tuple({CHANCE.randint(1, 20) for _ in range(n % 12)}),
        source=CHANCE.randint(1, 4),
        agency=CHANCE.choice([None, 4, 5]),
        published=CHANCE.choice([None, Period.of(2001, 2), Period.of(2005), NINETIES]),
    )
    for n in range(1, 200)
]
COUNTED = ("person", "organisation", "country", "source")
OFTEN = {"people": range(12), "organisations": range(1, 10)}


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """An index of several segments that has columns of their own for those who are named often."""
    engine = made(tmp_path_factory.mktemp("crowd"), CROWD[:50], OFTEN)
    for start in range(50, len(CROWD), 50):
        engine.update(CROWD[start : start + 50])
    engine.count()
    return engine


LITTLE, MUCH = 0.001, 10**9
# Hits up to which everyone is counted, and what else decides in which way people are counted first.
WAYS = {
    "first ranks": {"FEW": 0, "ONE_IN": LITTLE, "A_RANK": LITTLE},
    "all named often, the others known": {"FEW": 0, "ONE_IN": LITTLE, "A_RANK": MUCH},
    "all named often, the others counted": {"FEW": 0, "ONE_IN": MUCH, "A_RANK": MUCH},
    "everyone": {"FEW": 2_000, "ONE_IN": MUCH, "A_RANK": MUCH},
}


def _count_by(monkeypatch, way):
    for name, value in WAYS[way].items():
        monkeypatch.setattr(counting if name == "FEW" else ways, name, value)


def _most_named(field, hits, values):
    """Who is in most of the hits, counted one by one."""
    counts = Counter(id for each in CROWD if each.id in hits for id in getattr(each, field))
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:values]


def _are_exact(engine, typed, values):
    engine._opened.remembered._answers.clear()
    found = engine.find(Request(parse(typed).tree, facets=("person", "organisation"), values=values), 0, 500)
    hits = {hit.id for hit in found.hits}
    for facet, field in (("person", "people"), ("organisation", "organisations")):
        told = [(value.value, value.count) for value in found.facets[facet]]
        assert told == _most_named(field, hits, values)


@pytest.mark.parametrize("large", [0, 1_000], ids=["page meanwhile", "page before"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("values", [1, 3, 12, 30, 150])
@pytest.mark.parametrize("typed", ["oil", "gas", "oil gas", "oil -gas"])
def test_counts_are_exact_wherever_they_are_counted(crowd, monkeypatch, large, way, values, typed):
    monkeypatch.setattr(answering, "LARGE", large)
    monkeypatch.setattr(counting, "LARGE", large)
    _count_by(monkeypatch, way)
    _are_exact(crowd, typed, values)


@pytest.mark.parametrize("bins", [1, 3, columns.BINS])
@pytest.mark.parametrize("values", [1, 2, 3, 12])
def test_bins_that_many_share_are_not_relied_on(tmp_path, monkeypatch, bins, values):
    monkeypatch.setattr(columns, "BINS", bins)
    _count_by(monkeypatch, "all named often, the others counted")
    engine = made(tmp_path, CROWD, {"people": range(1, 5), "organisations": range(3, 5)})
    engine.count()
    _are_exact(engine, "oil", values)


@pytest.fixture
def slotted(monkeypatch):
    """However few hits there are, the columns that have one value of each article are counted, and of people
    and organisations only those of the first ranks, where these suffice."""
    monkeypatch.setattr(slots, "FEW", 100)
    _count_by(monkeypatch, "first ranks")


@pytest.mark.parametrize("typed", ["oil", "gas", "oil gas", "oil -gas"])
@pytest.mark.parametrize("values", [1, 3, 12, 150])
def test_counts_are_exact_where_an_article_has_more_values_than_slots(crowd, slotted, values, typed):
    crowd._opened.remembered._answers.clear()
    found = crowd.find(Request(parse(typed).tree, facets=COUNTED, values=values, histogram=True), 0, 500)
    hits = {hit.id for hit in found.hits}
    for facet in COUNTED:
        counts = Counter(id for each in CROWD if each.id in hits for id in _values(each, facet))
        expected = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:values]
        assert [(value.value, value.count) for value in found.facets[facet]] == expected
    assert found.undated == sum(not each.published for each in CROWD if each.id in hits)
    years = Counter(year for each in CROWD if each.id in hits for year in _years(each.published))
    assert {bar.period.first.year: bar.count for bar in found.histogram} == years


def _values(article, facet):
    if facet == "source":
        return {article.source, article.agency} - {None}
    return getattr(article, FACETS[facet].index)


def _years(period):
    return range(period.first.year, period.last.year + 1) if period else ()


def test_a_slot_of_more_values_than_are_read_is_not_relied_on(crowd, slotted, monkeypatch):
    asked = Request(parse("oil").tree, facets=COUNTED, values=3)
    whole = crowd.find(asked, 0, 1)
    monkeypatch.setattr(ways, "OF_A_SLOT", 4)
    crowd._opened.remembered._answers.clear()
    assert crowd.find(asked, 0, 1) == whole


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("large", [0, 1_000])
def test_whoever_becomes_frequent_later_is_counted(monkeypatch, tmp_path, large, way):
    monkeypatch.setattr(counting, "LARGE", large)
    _count_by(monkeypatch, way)
    engine = made(tmp_path, CROWD, OFTEN)
    engine.update([plain(n, body="oil", people=(77,)) for n in range(300, 500)])
    found = engine.find(Request(parse("oil").tree, facets=("person",), values=1), 0, 1)
    assert [(value.value, value.count) for value in found.facets["person"]] == [(77, 200)]


def test_a_wrong_order_of_those_named_often_is_not_relied_on(slotted, tmp_path):
    engine = made(tmp_path, CROWD, {"people": range(40, 0, -1)})
    found = engine.find(Request(parse("oil").tree, facets=("person",), values=1), 0, 1)
    counts = Counter(id for each in CROWD if "oil" in each.body for id in each.people)
    assert [(value.value, value.count) for value in found.facets["person"]] == counts.most_common(1)


def test_nobody_need_be_told_to_be_named_often(tmp_path, monkeypatch):
    monkeypatch.setattr(counting, "FEW", 0)
    engine = made(tmp_path, CROWD)
    everyone = Counter(id for each in CROWD for id in each.people)
    found = engine.find(Request(facets=("person",), values=100), 0, 1)
    assert {value.value: value.count for value in found.facets["person"]} == dict(everyone)


@pytest.mark.parametrize("typed", ["oil", '"oil gas"', "oi*", "gas~"])
def test_what_is_dear_to_find_is_counted_as_what_is_not(crowd, monkeypatch, typed):
    asked = Request(parse(typed).tree, facets=tuple(FACETS), histogram=True)
    looked_up = crowd.find(asked, 0, 7)
    monkeypatch.setattr(ranking, "LOOKED_UP", 0)
    crowd._opened.remembered._answers.clear()
    assert crowd.find(asked, 0, 7) == looked_up


@pytest.mark.parametrize("rank", range(len(OFTEN["people"]) + 1))
def test_nobody_after_a_rank_is_in_more_articles_than_was_measured(crowd, rank):
    """The library tells how much was ever written; on that it rests that the measure holds after updates."""
    known = OFTEN["people"][:rank]
    others = Counter(id for each in CROWD for id in each.people if id not in known)
    folder = crowd.generations.current()
    before = Named.of(folder).at_most("people", rank)
    assert max(others.values()) <= before
    crowd.update([plain(n, people=(33,)) for n in range(1_000, 1_005)])
    crowd.update([], removed=range(1_000, 1_005))
    assert Named.of(folder).at_most("people", rank) >= before + 5


def test_as_many_ranks_are_enough_as_leave_nobody_out_who_is_in_more_articles():
    named = Named({"people": [8, 4, 6]}, {"people": [90, 50, 20, 7]}, since=3)
    assert [named.enough("people", count) for count in (100, 93, 92, 53, 24, 23, 10, 9)] == [
        0, 0, 1, 1, 2, 2, 3, None
    ]  # fmt: skip
    assert named.at_most("people", 3) == 10
    assert named.enough("organisations", 1_000) is None


def test_who_is_named_often_lies_on_one_page_of_the_library_and_the_others_in_bins():
    ranks = {"people": {7_000_001: 1, 40: 2}}
    told = columns.split("people", (40, 3 * columns.BINS, 5, columns.BINS + 5, 7_000_001), ranks)
    assert told["people_often"] == [1, 2]
    assert told["people_seldom"] == [3 * columns.BINS, 5, columns.BINS + 5]
    assert told["people_bins"] == [0, 5]
    assert columns.BINS < 1_024


def test_an_index_that_lost_who_is_named_often_is_damaged(tmp_path):
    """Written into without that list, a person would be counted in two columns, and wrongly."""
    engine = made(tmp_path, CROWD[:5], OFTEN)
    (engine.generations.current() / columns.NAMES).unlink()
    with pytest.raises(IndexUnavailable, match="rebuild_index"):
        engine.update([plain(1)])


@pytest.mark.parametrize(
    ("field", "rank"), [(field, rank) for field, ids in OFTEN.items() for rank in range(1, len(ids) + 1)]
)
def test_of_the_first_ranks_nobody_is_missed_and_of_the_others_nobody_half_counted(crowd, field, rank):
    """Of the people nobody has the first rank, so the library gives one more than asked for, not from
    everywhere."""
    view = crowd._current()
    way = ways.Ranked(view.named, field, rank)
    rest = slots.rest_of(way.slotted)
    asked = way.asked() | {rest: columns.terms(rest, 100)}
    counted = way.counted(view.index.searcher().aggregate(Query.all_query(), asked))
    told = OFTEN[field][:rank]
    assert dict(counted.values) == Counter(id for each in CROWD for id in getattr(each, field) if id in told)


def test_values_suffice_when_none_of_the_others_can_be_among_them():
    counted = [(1, 9), (2, 5), (3, 7)]
    assert ways.Counted(counted, others=6).suffices(2)
    assert not ways.Counted(counted, others=7).suffices(2)
    assert not ways.Counted(counted, others=1).suffices(4)
    assert ways.Counted(counted).suffices(4)
