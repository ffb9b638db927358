"""Counting on two processors and counting once: the same numbers, in less time."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from articles.periods import Period
from articles.search.embedded import answering, columns, counting, ranking, slots, tally
from articles.search.embedded.at_once import at_once
from articles.search.engine import MOST_OFTEN, IndexUnavailable, Request
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
        organisations=tuple({CHANCE.randint(1, 9) for _ in range(2)}),
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
    """An index of several segments that has columns of their own for those who are named often, or most."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "NAMED_MOST", 7)
        engine = made(tmp_path_factory.mktemp("crowd"), CROWD[:50], OFTEN)
    for start in range(50, len(CROWD), 50):
        engine.update(CROWD[start : start + 50])
    engine.count()
    return engine


@pytest.mark.parametrize("large", [0, 1_000], ids=["as built", "as counted now"])
@pytest.mark.parametrize("few", [0, 2_000], ids=["whoever is seldom left out", "everyone counted"])
@pytest.mark.parametrize("values", [1, 3, 12, 30, 150])
@pytest.mark.parametrize("typed", ["oil", "gas", "oil gas", "oil -gas"])
def test_counts_are_exact_wherever_they_are_counted(crowd, monkeypatch, large, few, values, typed):
    monkeypatch.setattr(answering, "LARGE", large)
    monkeypatch.setattr(counting, "FEW", few)
    monkeypatch.setattr(counting, "LARGE", large)
    monkeypatch.setattr(tally, "ONE_IN", 0)
    crowd._opened.remembered._answers.clear()
    found = crowd.find(Request(parse(typed).tree, facets=("person", "organisation"), values=values), 0, 500)
    hits = {hit.id for hit in found.hits}
    for facet, field in (("person", "people"), ("organisation", "organisations")):
        counts = Counter(id for each in CROWD if each.id in hits for id in getattr(each, field))
        expected = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:values]
        assert [(value.value, value.count) for value in found.facets[facet]] == expected


@pytest.fixture
def slotted(monkeypatch):
    """However few hits there are, the columns that have one value of each article are counted, and of people
    and organisations only those named most, where these suffice."""
    monkeypatch.setattr(slots, "FEW", 100)
    monkeypatch.setattr(tally, "ONE_IN", 0)
    monkeypatch.setattr(counting, "FEW", 0)


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


def test_every_value_of_a_slot_is_read():
    """Of those named most, and of nobody, which stands where a slot is empty; all named often would fit."""
    assert tally.OF_A_SLOT > MOST_OFTEN + 1


def test_a_slot_of_more_values_than_are_read_is_not_relied_on(crowd, slotted, monkeypatch):
    asked = Request(parse("oil").tree, facets=COUNTED, values=3)
    whole = crowd.find(asked, 0, 1)
    monkeypatch.setattr(tally, "OF_A_SLOT", 4)
    crowd._opened.remembered._answers.clear()
    assert crowd.find(asked, 0, 1) == whole


@pytest.mark.parametrize("large", [0, 1_000])
def test_whoever_becomes_frequent_later_is_counted(monkeypatch, tmp_path, large):
    monkeypatch.setattr(counting, "FEW", 0)
    monkeypatch.setattr(counting, "LARGE", large)
    monkeypatch.setattr(tally, "ONE_IN", 0)
    engine = made(tmp_path, CROWD, OFTEN)
    engine.update([plain(n, body="oil", people=(77,)) for n in range(300, 500)])
    found = engine.find(Request(parse("oil").tree, facets=("person",), values=1), 0, 1)
    assert [(value.value, value.count) for value in found.facets["person"]] == [(77, 200)]


def test_whoever_was_wrongly_told_to_be_named_most_is_not_relied_on(slotted, monkeypatch, tmp_path):
    monkeypatch.setattr(columns, "NAMED_MOST", 2)
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


def test_nobody_named_seldom_is_in_more_articles_than_was_measured(crowd):
    """The library tells how much was ever written; on that it rests that the measure holds after updates."""
    seldom = Counter(id for each in CROWD for id in each.people if id not in OFTEN["people"])
    folder = crowd.generations.current()
    assert max(seldom.values()) <= columns.measured(folder)["people"] <= 2 * len(CROWD) + 20
    before = columns.measured(folder)["people"]
    crowd.update([plain(n, people=(33,)) for n in range(1_000, 1_005)])
    crowd.update([], removed=range(1_000, 1_005))
    assert columns.measured(folder)["people"] >= before + 5


def test_an_index_that_lost_who_is_named_often_is_damaged(tmp_path):
    """Written into without that list, a person would be counted in two columns, and wrongly."""
    engine = made(tmp_path, CROWD[:5], OFTEN)
    (engine.generations.current() / columns.NAMES).unlink()
    with pytest.raises(IndexUnavailable, match="rebuild_index"):
        engine.update([plain(1)])
