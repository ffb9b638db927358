"""Commands that store go on where the index cannot be written, and say so at the end."""

import sqlite3

import pytest

from articles.management import carrying
from articles.models import Article, IndexChange
from articles.search import changes
from articles.search import engine as engines
from articles.search.embedded import writing
from articles.search.embedded.ahead import kept
from articles.search.engine import engine
from articles.search.tree import EVERYTHING
from articles.tests.test_commands_search import run

STORING = {
    "import_articles": ["news.txt"],
    "import_actors": ["list.csv"],
    "refind_metadata": [],
    "find_families": [],
}


@pytest.fixture
def files(tmp_path):
    """The files that commands of this test are given."""
    (tmp_path / "news.txt").write_text(
        "Fishing boats return\n\nThe fishing boats returned to Bergen today.\n"
    )
    (tmp_path / "list.csv").write_text("name,kind\nVera Holm,person\n")
    return tmp_path


@pytest.mark.parametrize("command", STORING)
@pytest.mark.parametrize("damage", ["another version", "no folder"])
def test_a_command_ends_with_a_sentence(searchable, files, settings, command, damage):
    if damage == "another version":
        engine().generations.pointer.write_text("v0-abc")
    else:
        settings.INDEX_FOLDER = files / "news.txt" / "index"
    _, err, code = run(command, *(str(files / name) for name in STORING[command]))
    assert err.startswith("What was stored cannot be found by searching yet. The search index ")
    assert code == 0


def test_what_was_stored_meanwhile_is_found_after_a_rebuild(searchable, files, monkeypatch):
    monkeypatch.setattr("articles.importing.store.CARRY", 1)
    engine().generations.pointer.write_text("v0-abc")
    out, _, _ = run("import_articles", str(files / "news.txt"))
    assert out.startswith("1 created")
    article = Article.objects.get(title="Fishing boats return")
    assert IndexChange.objects.filter(article_id=article.pk).exists()
    run("rebuild_index")
    assert not changes.compare()


def test_nothing_is_said_where_all_is_well(searchable, files):
    assert run("import_articles", str(files / "news.txt"))[1:] == ("", 0)


@pytest.mark.parametrize("command", ["rebuild_index", "setup_archive"])
def test_an_index_that_cannot_be_written_is_said(searchable, files, settings, command):
    settings.INDEX_FOLDER = files / "news.txt" / "index"
    engines.engine.cache_clear()
    _, err, code = run(command)
    assert err.startswith("The search index cannot be written: Not a directory")
    assert code == 1


@pytest.mark.parametrize("command", ["rebuild_index", "find_families"])
def test_a_full_disk_is_no_damage(searchable, monkeypatch, command):
    def full(*_args, **_kwargs):
        raise ValueError("An IO error occurred: 'No space left on device (os error 28)'")

    Article.objects.update(title="Another title")
    before = engine().generations.current()
    monkeypatch.setattr(writing, "_writer", full)
    err = run(command)[1]
    assert "The search index cannot be written: No space left on device." in err
    assert "damaged" not in err
    assert engine().generations.current() == before
    assert set(changes.compare().waiting) == set(Article.objects.values_list("pk", flat=True))


def test_what_is_found_most_is_counted_with_a_rebuild_and_when_asked_for(searchable, monkeypatch):
    monkeypatch.setattr(kept, "LEAST", 1)

    def counted():
        return engine()._current().ahead

    assert counted() is None
    assert run("rebuild_index")[2] == 0
    first = counted()
    assert first.listed(EVERYTHING).total == Article.objects.count()
    out, err, code = run("count_ahead")
    assert out.startswith("What is found most was counted in ")
    assert (err, code) == ("", 0)
    assert counted().snapshot != first.snapshot


def test_without_an_index_nothing_is_counted(searchable):
    engine().generations.pointer.unlink()
    _, err, code = run("count_ahead")
    assert err.startswith("There is no search index yet")
    assert code == 1


def test_a_large_archive_is_counted_anew_when_much_of_it_is_new(searchable, files, monkeypatch):
    monkeypatch.setattr(kept, "LEAST", 1)

    def counted():
        return engine()._current().ahead

    run("import_articles", str(files / "news.txt"))
    assert counted() is None
    monkeypatch.setattr(carrying, "MANY", 1)
    run("import_articles", str(files / "news.txt"), "--again", "--dry-run")
    assert counted() is None
    (files / "more.txt").write_text("Rain over Bergen\n\nIt rained over Bergen for the third day.\n")
    assert run("import_articles", str(files / "more.txt"))[1:] == ("", 0)
    first = counted()
    assert first.listed(EVERYTHING).total == Article.objects.count()
    run("import_articles", str(files / "more.txt"))
    assert counted().snapshot == first.snapshot
    run("refind_metadata")
    listed = counted().listed(EVERYTHING)
    assert not listed or listed.total == Article.objects.count()


def test_an_import_is_whole_where_nothing_can_be_counted(searchable, files, monkeypatch):
    def full(_row):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(carrying, "MANY", 1)
    monkeypatch.setattr(kept, "LEAST", 1)
    monkeypatch.setattr(kept, "_packed", full)
    out, err, code = run("import_articles", str(files / "news.txt"))
    assert out.startswith("1 created")
    assert err.startswith("What is found most was not counted ahead. The search index cannot be written: ")
    assert code == 0
