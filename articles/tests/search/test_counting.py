"""Counting on two processors and counting once: the same numbers, in less time."""

from dataclasses import replace

import pytest

from articles.search.embedded import asking
from articles.search.embedded.halves import at_once, halves
from articles.search.engine import Request
from articles.search.fields import FACETS
from articles.search.query import parse
from articles.tests.search.test_engine import made, plain

ASKED = Request(parse("oil").tree, facets=tuple(FACETS), histogram=True)


@pytest.fixture
def engine(tmp_path):
    articles = [
        plain(n, body="oil and gas", people=(n % 3, 7), countries=(n % 5 + 10,), source=n % 2 + 1)
        for n in range(1, 40)
    ]
    return made(tmp_path, articles)


def test_a_large_answer_is_counted_as_a_small_one_is(engine, monkeypatch):
    small = engine.find(ASKED, 0, 5)
    monkeypatch.setattr(asking, "LARGE", 1)
    assert engine.find(replace(ASKED, values=14), 0, 5).facets == small.facets
    assert small.facets["person"][0].count == 39


def test_the_next_page_counts_nothing_anew(engine, monkeypatch):
    first = engine.find(ASKED, 0, 5)
    monkeypatch.setattr(asking.Asked, "counted", lambda *_: pytest.fail("it was counted again"))
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


def test_each_name_is_in_one_half():
    first, second = halves({name: name for name in FACETS})
    assert first.keys() | second.keys() == set(FACETS)
    assert not first.keys() & second.keys()


def test_what_one_job_raises_is_raised_when_all_have_ended():
    ended = []

    def failing():
        raise ValueError("no index")

    with pytest.raises(ValueError, match="no index"):
        at_once([failing, lambda: ended.append(1)])
    assert ended == [1]
    assert at_once([lambda: 1, lambda: 2]) == [1, 2]
