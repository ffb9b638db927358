"""What ranks above what, that pages by rank hold every hit once, and that the reasons for a rank add up."""

import pytest

from articles.periods import Period
from articles.search.checking import checked
from articles.search.embedded import nearness
from articles.search.engine import Request
from articles.search.query import parse
from articles.search.tree import Chosen, Word
from articles.tests.search.test_engine import ARCHIVE, ids, made, plain, texts


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An index of the made-up archive in two segments."""
    engine = made(tmp_path_factory.mktemp("index"), ARCHIVE[:80])
    engine.update(ARCHIVE[80:])
    return engine


def test_a_word_as_typed_ranks_above_its_other_forms(tmp_path):
    texts = ["They talk here now", "They talks here now", "They talked here now"]
    engine = made(tmp_path, [plain(n, body=text) for n, text in enumerate(texts, 1)])
    assert ids(engine, "talks")[0] == 2
    assert ids(engine, "talked")[0] == 3


def test_the_title_ranks_above_the_text(tmp_path):
    engine = made(tmp_path, [plain(1, body="oil", title="x"), plain(2, title="oil", body="x")])
    assert ids(engine, "oil") == [2, 1]


def test_words_near_each_other_rank_above_words_far_apart(tmp_path):
    far = "oil " + "and so on " * 9 + "price"
    near = "and so on " * 5 + "price of oil " + "and so on " * 4
    engine = made(tmp_path, [plain(1, body=near), plain(2, body=far + " x"), plain(3, body=far)])
    assert ids(engine, "oil price") == [1, 3, 2]
    assert ids(engine, "price oil") == [1, 3, 2]
    assert sorted(ids(engine, "price OR oil")) == [1, 2, 3]
    _, *others = engine.find(Request(parse("oil price").tree), 0, 3).hits
    alone = engine.find(Request(parse("oil price").tree), 1, 1).hits
    assert list(alone) == others[:1]


def test_pages_by_rank_hold_every_hit_once_however_they_are_cut(tmp_path, monkeypatch):
    monkeypatch.setattr(nearness, "LOOKED_AT", 7)
    bodies = ["oil price", "oil and the price", "oil " + "x " * 20 + "price", "price x oil x oil"]
    engine = made(tmp_path, [plain(n, body=bodies[n % 4] + " x" * (n % 3)) for n in range(1, 31)])
    asked = Request(parse("oil price").tree)
    whole = engine.find(asked, 0, 30)
    assert (sorted(hit.id for hit in whole.hits), whole.total) == (list(range(1, 31)), 30)
    for size in (1, 3, 5, 8):
        pages = [engine.find(asked, start, size).hits for start in range(0, 30, size)]
        assert [hit for page in pages for hit in page] == list(whole.hits)
    assert list(engine.ids(asked)) == [hit.id for hit in whole.hits]


@pytest.mark.parametrize(
    "typed",
    [
        "oil",
        "oil sanctions talk",
        '"oil talks" OR "talks oil"',
        "title:oil OR talks",
        "oil -gas sanc* during:2019",
        "oil w/3 sanctions",
        "(oil surely:yes during:2019) OR talk",
        "Iran's talk",
        "crise OR شهر",
        "atleast2(talk) oil",
    ],
)
def test_the_reasons_for_a_rank_add_up_to_the_score(engine, typed):
    tree, _ = checked(parse(typed).tree, (), engine, texts)
    request = Request(tree)
    hits = engine.find(request, 0, 20).hits
    assert hits
    reasons = engine.reasons(request, [hit.id for hit in hits])
    for hit in hits:
        assert sum(reason.score for reason in reasons[hit.id]) == pytest.approx(hit.score, rel=1e-4)
        assert all(reason.score > 0 for reason in reasons[hit.id])


def test_the_reasons_tell_where_a_word_stands_how_often_and_in_what_form(tmp_path):
    engine = made(tmp_path, [plain(1, title="Oil", body="They talked oil, oil."), plain(2, body="oil")])
    reasons = engine.reasons(Request(parse("oil talk").tree), [1, 2, 99])
    assert set(reasons) == {1}
    told = {(r.part, r.field, r.form): (r.weight, r.times, r.articles) for r in reasons[1]}
    assert told[Word("oil"), "title", "as typed"] == (6.0, 1, 1)
    assert told[Word("oil"), "body", "as typed"] == (1.5, 2, 2)
    assert told[Word("talk"), "body", "in any form"] == (1.0, 1, 1)
    assert (Word("talk"), "body", "as typed") not in told


def test_choices_and_dates_do_not_rank(tmp_path):
    rare = plain(1, body="oil oil", people=(1,), published=Period.of(2019))
    engine = made(tmp_path, [rare, *(plain(n, body="oil gas") for n in range(2, 30))])
    asked = Request(parse("oil").tree, choices=(Chosen("person", (1,), ""),))
    alone = engine.find(Request(parse("oil").tree), 0, 1).hits[0]
    assert engine.find(asked, 0, 1).hits[0] == alone
    assert engine.find(Request(parse("oil after:2019").tree), 0, 1).hits[0] == alone


def test_equal_scores_come_newest_first_whatever_the_segments(tmp_path):
    copies = [plain(n, body="same text", published=Period.of(1900 + n)) for n in range(1, 101)]
    engine = made(tmp_path, copies[50:])
    for copy in copies[:50:5]:
        engine.update([copy, *copies[copy.id : copy.id + 4]])
    assert ids(engine, "text") == list(range(100, 0, -1))
    page = engine.find(Request(parse("text").tree), 40, 5).hits
    assert [hit.id for hit in page] == [60, 59, 58, 57, 56]
