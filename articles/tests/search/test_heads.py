"""The best hits for words, found among the few that have them elsewhere than in the text."""

import random

import pytest

from articles.periods import Period
from articles.search.embedded import answering, counting, elsewhere, heads, nearness, ranking, ways
from articles.search.embedded.ahead import kept, view
from articles.search.embedded.asking import Asked
from articles.search.engine import Request
from articles.search.query import parse
from articles.search.tree import Chosen
from articles.tests.search.test_engine import made, plain

TITLES = ["Oil", "Oil and gas", "No news", "Oils of the world", "A word about oil"]
PLACES = [(0, 3), (0, 20), (10, 5), (30, 40), (60, 90), (190, 30)]  # where a page begins, and how long it is
COMMON = pytest.mark.parametrize("common", [False, True], ids=["some titles have it", "all titles have it"])


def articles(common):
    return [
        plain(
            n,
            title="Oil" if common else TITLES[n % 5],
            body="oil " * (n % 7) + "and gas " * (n % 11) + "tin " * (n % 2),
            byline="Tin Oil" if n == 72 else "",
            countries=(n % 3,),
            published=Period.of(2015 + n % 5),
            family=n - (n % 4 == 1 and n > 1),
        )
        for n in range(1, 201)
    ]


@COMMON
@pytest.mark.parametrize(("offset", "limit"), PLACES)
def test_the_best_hits_of_a_word_are_those_of_scoring_all(tmp_path, monkeypatch, common, offset, limit):
    monkeypatch.setattr(kept, "LEAST", 1)
    engine = made(tmp_path, articles(common))
    expected = engine.find(Request(parse("oil").tree), offset, limit)
    monkeypatch.setattr(ranking, "NEXT_TO_IT", 4)
    engine.count_ahead()
    assert engine.find(Request(parse("oil").tree), offset, limit) == expected


def test_what_was_counted_ahead_is_corrected_for_the_number_of_hits(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "LEAST", 1)
    monkeypatch.setattr(view, "A_CHANGE", 0)
    monkeypatch.setattr(view, "ONE_IN", 0)
    monkeypatch.setattr(ranking, "NEXT_TO_IT", 4)
    ahead, anew = (made(tmp_path / name, articles(common=False)) for name in ("ahead", "anew"))
    ahead.count_ahead()
    for engine in (ahead, anew):
        engine.update((plain(300 + n, title="Oil") for n in range(5)), removed=range(1, 20))
        engine.update([plain(20, body="Gas")])
    oil = parse("oil").tree
    assert heads.best_with(ahead._current().searcher, oil, 3 + ranking.NEXT_TO_IT)
    assert ahead.find(Request(oil), 0, 3).total == anew.find(Request(oil), 0, 3).total


@COMMON
@pytest.mark.parametrize("large", [0, 1_000], ids=["at once", "one after the other"])
@pytest.mark.parametrize(("offset", "limit"), PLACES)
@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("oil gas", ()),
        ("oil gas tin", ()),
        ("oil -tin", ()),
        ("gas during:2019", ()),
        ("oil gas", (1, 2)),
        ("oil", (1,)),
        ("oil (gas OR tin)", ()),
        ("oil title:gas", ()),
        ("oil “and gas”", ()),
    ],
)
def test_the_best_hits_of_several_words_are_those_of_scoring_all(
    tmp_path, monkeypatch, common, large, offset, limit, typed, chosen
):
    engine = made(tmp_path, articles(common))
    choices = (Chosen("country", chosen, ""),) if chosen else ()
    counted = ({}, {"facets": ("person",)}, {"facets": ("country", "person"), "histogram": True})
    counted += ({"families": True}, {"families": True, "histogram": True})
    requests = [Request(parse(typed).tree, choices, **asked) for asked in counted]
    expected = [engine.find(request, offset, limit) for request in requests]
    for module, name in [(heads, "ONE_WORD"), (heads, "SEVERAL")]:
        monkeypatch.setattr(module, name, 0)
    for module in (ranking, answering):
        monkeypatch.setattr(module, "LARGE", large)
    monkeypatch.setattr(ranking, "NEXT_TO_IT", 4)
    engine._opened.remembered._answers.clear()
    assert [engine.find(request, offset, limit) for request in requests] == expected


@pytest.fixture
def titled(tmp_path):
    """An engine with two words in all texts, and one of them in few titles and one byline."""

    def article(n):
        title = "Oil" + " news" * (n % 10) if n < 40 else ""
        year = Period.of(1990 + n % 9)
        return plain(n, title=title, body="Oil and gas", byline="Oil" * (n == 150), published=year)

    return made(tmp_path, map(article, range(1, 200)))


@pytest.mark.parametrize("typed", ["oil", "oil gas", "gas oil -tin", "oil and gas"])
def test_few_articles_are_scored_where_the_title_decides(titled, typed):
    searcher = titled._current().searcher
    tree = parse(typed).tree
    found = [score for score, _ in heads.best_with(searcher, tree, 40)]
    expected = [score for score, _ in searcher.search(Asked(searcher, Request(tree)).query, 40).hits]
    assert found == pytest.approx(expected, rel=1e-6)  # three numbers may be added up in another order
    assert not heads.best_with(searcher, tree, 41)


def some(chance, number):
    """An article with some of three words, the first of them in most titles."""
    title = " ".join(word for word, share in SHARES.items() if chance.random() < share)
    said = " ".join(chance.choices(["oil", "gas", "tin", "oils", "news", "zinc"], k=chance.randint(2, 30)))
    title += " oil" * chance.choice([0, 0, 0, 0, 4]) + " gas" * chance.choice([0, 0, 0, 9])
    return plain(number, title=title, body=said, byline=chance.choice(["", "", "Gas Tin"]))


SHARES = {"oil": 0.5, "oils": 0.2, "gas": 0.2, "tin": 0.04, "news": 0.7, "zinc": 0.02}
TWO = ["oil gas", "oil tin", "gas tin", "oil zinc", "gas zinc", "oils gas", "nobody oil", "oil news -tin"]
THREE = ["oil gas tin", "oil gas zinc", "gas zinc news"]


@pytest.mark.parametrize("few", [1, 3, 40])
@pytest.mark.parametrize("is_tried", [False, True], ids=["where it pays", "whether it pays or not"])
@pytest.mark.parametrize("seed", range(4))
def test_of_several_words_they_tell_what_scoring_all_tells(tmp_path, monkeypatch, few, is_tried, seed):
    monkeypatch.setattr(elsewhere, "FEW", few)
    if is_tried:
        monkeypatch.setattr(heads, "TOO_FEW", 0)
        monkeypatch.setattr(heads, "ENOUGH", 0)
    chance = random.Random(seed)
    searcher = made(tmp_path, [some(chance, n) for n in range(1, 301)])._current().searcher
    told = 0
    for typed in TWO + THREE:
        tree = parse(typed).tree
        query = Asked(searcher, Request(tree)).query
        for most in (1, 2, 5, 12, 30, 90):
            expected = [score for score, _ in searcher.search(query, most).hits]
            found = heads.best_with(searcher, tree, most)
            assert len({(each.segment_ord, each.doc) for _, each in found}) == len(found)
            assert not found or [score for score, _ in found] == pytest.approx(expected, rel=1e-6)
            told += len(found) > 0
    assert told > 20


def test_all_hits_are_counted_however_many_years_they_are_of(titled, monkeypatch):
    for module, name, value in [(heads, "SEVERAL", 0), (answering, "LARGE", 0), (ways, "OF_A_SLOT", 1)]:
        monkeypatch.setattr(module, name, value)
    monkeypatch.setattr(nearness, "LOOKED_AT", 1)
    monkeypatch.setattr(ranking, "NEXT_TO_IT", 4)
    monkeypatch.setattr(counting, "YEARS", 1)
    assert titled.find(Request(parse("oil gas").tree, histogram=True), 0, 3).total == 199


@pytest.mark.parametrize(("offset", "limit"), [(3, 3), (30, 0)])
def test_how_many_hits_there_are_is_counted_once_for_all_pages(titled, monkeypatch, offset, limit):
    monkeypatch.setattr(heads, "SEVERAL", 0)
    monkeypatch.setattr(ranking, "NEXT_TO_IT", 4)
    request = Request(parse("oil gas").tree, facets=("country",))
    first = titled.find(request, 0, 3)
    monkeypatch.delattr(Asked, "count")
    assert titled.find(request, offset, limit).total == first.total == 199


def test_words_that_all_titles_have_may_count_less_than_in_the_text(tmp_path):
    made_up = [plain(n, title="Oil gas", body="oil " * 50 if n == 3 else "gas") for n in range(1, 100)]
    made_up += [plain(n, body="oil gas " * 50) for n in range(100, 103)]
    searcher = made(tmp_path, made_up)._current().searcher
    assert not heads.best_with(searcher, parse("oil").tree, 50)
    assert not heads.best_with(searcher, parse("oil gas").tree, 50)


@pytest.mark.parametrize(
    "typed",
    [
        "title:oil",
        "Iran’s",
        "“oil gas”",
        "oil OR gas",
        "oil “gas tin”",
        "oil ga* w/3 ti*",
        "oil person:nobody",
        "oil prices~",
        "-oil",
        "",
    ],
)
def test_they_decide_only_where_all_words_are_wanted_in_any_field(typed):
    assert not heads.can_decide(parse(typed).tree)


@pytest.mark.parametrize("typed", ["oil", "oil gas", "oil during:2019", "oil lang:en", "oil -(gas OR tin)"])
def test_whatever_else_is_asked_for_they_decide(typed):
    assert heads.can_decide(parse(typed).tree)
