"""What was counted ahead, and what changed since: the same answers as those of an index without it."""

import os
import shutil
import sqlite3
from dataclasses import replace

import pytest

from articles.periods import Period
from articles.search.embedded import TantivyEngine
from articles.search.embedded.ahead import kept, making, snapshots, view
from articles.search.embedded.ahead.listed import Listed
from articles.search.engine import IndexUnavailable, Place, Request
from articles.search.fields import FACETS
from articles.search.query import parse
from articles.search.tree import EVERYTHING, Chosen
from articles.tests.search.test_counting import CROWD, OFTEN
from articles.tests.search.test_engine import made, plain

CHOSEN = [
    ("country", 3),
    ("person", 1),
    ("person", 39),
    ("organisation", 2),
    ("source", 4),
    ("year", 1995),
    ("month", 2001 * 12 + 1),
    ("lang", "en"),
    ("copies", 1),
]
SIMPLE = [
    (EVERYTHING, ()),
    (parse("oil").tree, ()),
    (parse("gas").tree, ()),
    (parse("nowhere").tree, ()),
    (parse("oil").tree, (Chosen("country", (3,), ""),)),
    *((EVERYTHING, (Chosen(name, (id,), ""),)) for name, id in CHOSEN),
]

# All that is found; and less, of which nothing is known.
PARTS = [{}, {"families": True}, {"sort": "newest", "past": Place(Period.of(2001, 2), 60)}]


@pytest.fixture
def ahead(tmp_path, monkeypatch):
    """An engine that counted ahead every list of its index, however short; of each field few values."""
    monkeypatch.setattr(kept, "LEAST", 1)
    engine = made(tmp_path / "ahead", CROWD, OFTEN)
    engine.count_ahead()
    return engine


@pytest.fixture
def always(monkeypatch):
    """What was counted is used whatever changed. The tallies that were known."""
    known, used = Listed.known, []

    def noted(self, tally):
        found = known(self, tally)
        used.extend([found] if found is not tally else [])
        return found

    monkeypatch.setattr(view, "A_CHANGE", 0)
    monkeypatch.setattr(view, "ONE_IN", 0)
    monkeypatch.setattr(Listed, "known", noted)
    return used


def edited(engine):
    """Articles taken out, changed and added, one of them later taken out again."""
    engine.update([], removed=range(1, 20))
    engine.update(replace(each, body="oil and gas", people=(77, 1), countries=(3,)) for each in CROWD[30:60])
    engine.update(replace(each, published=Period.of(1890), source=88) for each in CROWD[100:103])
    engine.update(replace(each, id=500 + each.id, organisations=(9, 2)) for each in CROWD[120:140])
    engine.update([plain(900, body="oil", people=(900,))])
    engine.update([], removed=[900])


def answers(engine, values=12):
    """All that is told of each simple question but the hits: scores depend on when the library tidies."""
    asked = {"facets": tuple(FACETS), "values": values, "histogram": True}
    found = (
        engine.find(Request(tree, choices, **asked, **part), 0, 20)
        for tree, choices in SIMPLE
        for part in PARTS
    )
    return [replace(each, hits=()) for each in found]


@pytest.mark.parametrize("values", [1, 12, 60])
@pytest.mark.parametrize("told", [2, 50])
@pytest.mark.parametrize("change", [lambda engine: None, edited], ids=["unchanged", "edited"])
def test_counts_are_those_of_counting_anew(tmp_path, monkeypatch, always, change, told, values):
    monkeypatch.setattr(kept, "LEAST", 1)
    monkeypatch.setattr(making, "WANTED", dict.fromkeys(making.WANTED, told))
    engines = [made(tmp_path / name, CROWD, OFTEN) for name in ("ahead", "anew")]
    engines[0].count_ahead()
    for engine in engines:
        change(engine)
    ahead, anew = (answers(engine, values) for engine in engines)
    assert ahead == anew
    assert len(always) > len(SIMPLE)


def test_it_is_used_only_where_little_changed(ahead, monkeypatch):
    def is_used(typed):
        opened = ahead._current()
        return opened.ahead.listed(parse(typed).tree) is not None

    assert is_used("oil")
    ahead.update(plain(n, body="oil") for n in (1, 2))
    assert not is_used("oil")
    monkeypatch.setattr(view, "A_CHANGE", 10)
    assert is_used("oil")
    ahead.update(plain(1_000 + n, body="coal") for n in range(100))
    assert not is_used("oil")


def test_a_word_that_other_lists_have_as_well_is_counted_as_a_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "LEAST", 1)
    english = [plain(n, body="oil", people=(1,)) for n in range(1, 20)]
    engine = made(tmp_path, [*english, plain(30, body="oil", language="fa"), plain(31, byline="Oil")])
    engine.count_ahead()
    assert engine._current().ahead.listed(parse("oil").tree).total == 21
    assert (
        engine.find(Request(parse("oil").tree, facets=("person", "lang")), 0, 5).facets["lang"][0].count == 20
    )
    # Too many of them, and the list that was counted is of no use.
    engine.update(plain(n, body="oil", language="fa") for n in range(40, 44))
    monkeypatch.setattr(view, "A_CHANGE", 0)
    assert engine._current().ahead.listed(parse("oil").tree) is None


def test_another_process_takes_up_what_was_counted(ahead, always):
    other = TantivyEngine(ahead.generations.folder)
    assert answers(other) == answers(ahead)
    ahead.count_ahead()
    edited(ahead)
    assert answers(other) == answers(ahead)
    assert other._opened.ahead.snapshot == ahead._opened.ahead.snapshot == snapshots.in_use(generation(ahead))


def generation(engine):
    return engine.generations.current()


def folders(engine):
    return sorted(path.name for path in generation(engine).glob("ahead-*"))


def test_what_was_noted_and_never_committed_does_no_harm(ahead, always, monkeypatch):
    before = answers(ahead)
    note = snapshots.note

    def killed(*args):
        note(*args)
        raise KeyboardInterrupt

    changed = [plain(1, body="gas", people=(77,)), plain(800, body="oil")]
    monkeypatch.setattr(snapshots, "note", killed)
    with pytest.raises(KeyboardInterrupt):
        ahead.update(changed, removed=[2])
    ahead._opened = None
    assert answers(ahead) == before
    assert {1, 2} <= ahead._opened.ahead.changed


def test_a_snapshot_takes_no_room(ahead):
    files = [path for path in snapshots.in_use(generation(ahead)).iterdir() if path.suffix == ".idx"]
    assert files
    assert all(path.samefile(generation(ahead) / path.name) for path in files)


def test_where_files_have_one_name_only_they_are_copied(ahead, always, monkeypatch):
    expected = answers(ahead)

    def refused(*_):
        raise PermissionError

    monkeypatch.setattr(os, "link", refused)
    ahead.count_ahead()
    always.clear()
    assert answers(ahead) == expected
    assert always


def test_counting_again_takes_what_was_counted_before_away(ahead, always):
    (first,) = folders(ahead)
    edited(ahead)
    ahead.count_ahead()
    (second,) = folders(ahead)
    assert second != first
    assert not ahead._current().ahead.changed


def test_an_index_that_changed_too_much_gives_it_up(ahead, monkeypatch):
    monkeypatch.setattr(snapshots, "MOST_NOTED", 20)
    ahead.update([plain(1, body="oil")])
    assert folders(ahead)
    edited(ahead)
    assert not folders(ahead)
    assert ahead._current().ahead is None


def test_whoever_stops_it_leaves_what_was_counted_before(ahead):
    before = folders(ahead)

    def stop(_done, _of):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ahead.count_ahead(stop)
    assert folders(ahead) == before == [snapshots.in_use(generation(ahead)).name]


def damage_counts(snapshot):
    (snapshot / kept.FILE).write_bytes(b"no database" * 1_000)


def damage_list(snapshot):
    (snapshot / snapshots.CHANGED).write_text("no id")


def lose_list(snapshot):
    (snapshot / snapshots.CHANGED).unlink()


def lose_index(snapshot):
    (snapshot / snapshots.META).unlink()


@pytest.mark.parametrize("damage", [damage_counts, damage_list, lose_list, lose_index, shutil.rmtree])
def test_what_cannot_be_read_is_counted_anew(ahead, damage):
    expected = answers(ahead)
    damage(snapshots.in_use(generation(ahead)))
    for engine in (ahead, TantivyEngine(ahead.generations.folder)):
        engine._opened = None
        assert answers(engine) == expected


def test_an_index_is_needed(tmp_path):
    with pytest.raises(IndexUnavailable, match="rebuild_index"):
        TantivyEngine(tmp_path).count_ahead()


def test_a_full_disk_is_said(ahead, monkeypatch):
    def full(_row):
        raise sqlite3.OperationalError("database or disk is full")

    before = folders(ahead)
    monkeypatch.setattr(kept, "_packed", full)
    with pytest.raises(IndexUnavailable, match="cannot be written: database or disk is full"):
        ahead.count_ahead()
    assert folders(ahead) == before


def test_an_empty_index_has_nothing_to_count(tmp_path):
    engine = made(tmp_path, [])
    engine.count_ahead()
    assert engine.find(Request(facets=("person",), histogram=True), 0, 5).total == 0


def test_it_tells_how_far_it_is(ahead):
    told = []
    ahead.count_ahead(lambda done, of: told.append((done, of)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


@pytest.mark.parametrize("typed", ["oil", "oil during:2001", "oil gas", "tin"])
def test_hits_of_few_years_are_shown_by_month_though_the_archive_is_of_many(tmp_path, typed):
    articles = [plain(n, body="oil and gas", published=Period.of(1980 + n)) for n in range(1, 40)]
    articles += [plain(100 + n, body="tin and gas", published=Period.of(2001, n)) for n in (1, 2, 5)]
    articles += [plain(200, body="oil", published=Period.of(2001, 7)), plain(201, body="tin")]
    engines = [made(tmp_path / name, articles) for name in ("ahead", "anew")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "LEAST", 1)
        engines[0].count_ahead()
    request = Request(parse(typed).tree, facets=("month",), values=1, histogram=True)
    ahead, anew = (replace(engine.find(request, 0, 1), hits=()) for engine in engines)
    assert ahead == anew
    by_month = {bar.period.precision for bar in ahead.histogram} == {"month"}
    assert by_month == (typed in ("oil during:2001", "tin"))
