"""An import is taken back: what it alone brought and nobody has worked on goes, and nothing else."""

import json
import re

import pytest

from articles.importing.store import import_paths
from articles.importing.undoing import undo
from articles.models import Actor, Article, ImportRun, Mention, Original
from articles.search import changes
from articles.search.engine import engine
from articles.tests.test_commands_search import run

BOATS = "Boats return\n\nBERGEN (Reuters) - Minister Jonas Vik said the fishing boats had returned to {}.\n"


@pytest.fixture
def files(cast, tmp_path):
    """Three texts in a folder, beside the cast of the archive."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("Bergen", "Oslo", "Tromsø"):
        (folder / f"{name}.txt").write_text(BOATS.format(name).replace("Boats", name))
    return folder


def brought(*paths):
    """The run that brought the paths in."""
    return ImportRun.objects.get(pk=import_paths(paths, searchable=changes.apply).run)


def titles():
    """The headlines of what the test itself brought in."""
    return set(Article.objects.filter(title__endswith=" return").values_list("title", flat=True))


def test_what_an_import_brought_goes_again(files):
    before = set(Article.objects.values_list("pk", flat=True))
    people = Actor.objects.count()
    asked = brought(files)
    assert Actor.objects.filter(name="Jonas Vik", status="proposed").exists()
    out, err, code = run("undo_import", str(asked.pk))
    assert re.match("3 articles removed with (1 proposed actor|2 proposed actors), 0 kept", out)
    assert (err, code) == ("", 0)
    assert set(Article.objects.values_list("pk", flat=True)) == before
    assert Actor.objects.count() == people
    assert not changes.compare()
    assert engine().count() == len(before)
    assert ImportRun.objects.get(pk=asked.pk).undone


def test_it_can_be_brought_in_again(files):
    undo(brought(files))
    assert brought(files).created == 3


@pytest.mark.parametrize(
    "work",
    [
        lambda article: Article.objects.filter(pk=article.pk).update(reviewed=True),
        lambda article: Article.objects.filter(pk=article.pk).update(edited_fields=["title"]),
        lambda article: Mention.objects.filter(article=article).update(status="confirmed"),
        lambda article: article.unclear_names.create(kind="person", name="Vik", key="vik", decided=True),
    ],
    ids=["read", "changed", "who is in it confirmed", "a name decided"],
)
def test_what_an_editor_worked_on_stays(files, work):
    asked = brought(files)
    oslo = Article.objects.get(title="Oslo return")
    work(oslo)
    report = undo(asked)
    assert (report.removed, report.kept) == (2, (oslo.pk,))
    assert titles() == {"Oslo return"}
    assert Actor.objects.filter(name="Jonas Vik").exists()


def test_what_was_there_before_stays_as_it_is_now(files):
    first = brought(files / "Oslo.txt")
    (files / "Oslo.txt").write_text(BOATS.format("Oslo again").replace("Boats", "Oslo again"))
    second = brought(files)
    report = undo(second)
    assert (report.removed, report.changed) == (2, 1)
    assert titles() == {"Oslo again return"}
    assert undo(first).removed == 0


def test_reading_again_does_not_make_it_another_imports(files):
    first = brought(files)
    again = ImportRun.objects.get(pk=import_paths([files], again=True).run)
    assert undo(again).removed == 0
    assert undo(first).removed == 3


def test_what_came_again_with_another_import_stays(files, tmp_path):
    first = brought(files)
    (tmp_path / "copy.txt").write_bytes((files / "Oslo.txt").read_bytes())
    brought(tmp_path / "copy.txt")
    assert Original.objects.filter(article__title="Oslo return").count() == 2
    assert (undo(first).removed, titles()) == (2, {"Oslo return"})


def test_the_next_copy_leads_a_story_whose_first_is_taken_back(files):
    text = BOATS.format(" ".join(f"harbour {n} of the northern coast," for n in range(30)))
    (files / "one").mkdir()
    (files / "one" / "first.txt").write_text(text)
    (files / "second.txt").write_text(text.replace("Boats return", "Boats return late"))
    asked = brought(files / "one")
    brought(files / "second.txt")
    second = Article.objects.get(title="Boats return late")
    assert second.family.title == "Boats return"
    undo(asked)
    second.refresh_from_db()
    assert second.family is None
    assert not changes.compare() or changes.apply()


def test_trying_removes_nothing(files):
    asked = brought(files)
    out, _, code = run("undo_import", str(asked.pk), "--dry-run")
    assert out.startswith("Would be: 3 articles removed, 0 kept")
    assert (code, len(titles())) == (0, 3)
    assert ImportRun.objects.get(pk=asked.pk).undone is None


def test_it_tells_programs(files):
    people = Actor.objects.count()
    asked = brought(files)
    more = Actor.objects.count() - people
    told = json.loads(run("undo_import", str(asked.pk), "--json")[0])
    assert told == {"removed": 3, "kept": [], "changed": 0, "actors": more, "run": asked.pk, "dry_run": False}


def test_a_run_that_never_was_is_refused(db):
    assert run("undo_import", "77") == ("", "There is no import run 77.", 2)
