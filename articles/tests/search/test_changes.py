"""Changes reach the index once and for all, whatever is killed when."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection

from articles.models import Actor, Article, IndexChange, Mention
from articles.search import changes
from articles.search.engine import IndexMissing, IndexUnavailable, Request, engine
from articles.search.folders import is_locked, locked
from articles.search.query import parse
from articles.tests.cast import make_cast

ROOT = Path(__file__).resolve().parents[3]


def ids(typed):
    return {hit.id for hit in engine().find(Request(parse(typed).tree), 0, 100).hits}


def agrees():
    return not changes.compare()


def test_the_first_apply_makes_the_index(cast):
    with pytest.raises(IndexMissing):
        engine().count()
    assert changes.apply() == 6
    assert engine().count() == 6
    assert not IndexChange.objects.exists()
    assert agrees()


def test_an_edit_is_found(searchable):
    searchable.oil.body = "Whales were seen."
    searchable.oil.save()
    assert changes.apply() == 1
    assert ids("whales") == {searchable.oil.pk}
    assert searchable.oil.pk not in ids("drilling")
    assert agrees()


def test_an_edit_past_django_is_found(searchable):
    Article.objects.filter(pk=searchable.oil.pk).update(title="Whales")
    changes.apply()
    assert ids("title:whales") == {searchable.oil.pk}


def test_a_deleted_article_is_gone(searchable):
    gone = searchable.oil.pk
    searchable.oil.delete()
    changes.apply()
    assert gone not in ids("")
    assert agrees()


def test_a_rejected_mention_is_not_counted(searchable):
    request = Request(facets=("person",))
    before = {value.value: value.count for value in engine().find(request, 0, 0).facets["person"]}
    Mention.objects.filter(article=searchable.talks, actor=searchable.lind).update(status="rejected")
    changes.apply()
    after = {value.value: value.count for value in engine().find(request, 0, 0).facets["person"]}
    assert after[searchable.lind.pk] == before[searchable.lind.pk] - 1


def test_applying_again_does_nothing(searchable):
    assert changes.apply() == 0


def test_it_reads_many_articles_in_few_queries(searchable, django_assert_num_queries):
    everyone = list(Article.objects.values_list("pk", flat=True))
    with django_assert_num_queries(3):
        assert len(list(changes.documents(everyone))) == 6


def test_notes_are_carried_in_batches(searchable, monkeypatch):
    monkeypatch.setattr(changes, "NOTES", 2)
    Article.objects.update(title="Whales")
    assert changes.apply() == 6
    assert len(ids("title:whales")) == 6
    assert agrees()


def test_a_change_made_meanwhile_is_carried_too(searchable, monkeypatch):
    forget = changes._forget

    def change_then_forget(notes):
        Article.objects.filter(title="Whales").update(title="Dolphins")
        forget(notes)

    Article.objects.filter(pk=searchable.oil.pk).update(title="Whales")
    monkeypatch.setattr(changes, "_forget", change_then_forget)
    changes.apply()
    assert ids("title:dolphins") == {searchable.oil.pk}
    assert agrees()


def test_it_waits_for_whoever_writes(searchable, monkeypatch):
    lock = changes._folder() / "write.lock"
    held = []
    monkeypatch.setattr(changes, "_carry_notes", lambda index: held.append(is_locked(lock)))
    changes.apply()
    assert held == [True]
    assert not is_locked(lock)


def test_a_lock_is_let_go_when_the_work_fails(tmp_path):
    lock = tmp_path / "some.lock"
    with suppress(RuntimeError), locked(lock):
        assert is_locked(lock)
        raise RuntimeError
    assert not is_locked(lock)


def test_a_failing_index_keeps_the_notes(searchable, monkeypatch):
    Article.objects.update(title="Whales")
    monkeypatch.setattr(engine(), "update", failing)
    with pytest.raises(IndexUnavailable):
        changes.apply()
    assert IndexChange.objects.count() == 6


def failing(*args, **kwargs):
    raise IndexUnavailable("The disk is full.")


# What is killed, and how often it had been called before: in the first words of a document, after the
# commit, before the notes are gone, between the pointer's two steps.
DEATHS = [
    ("apply", "articles.search.changes._bring", 0),
    ("apply", "articles.search.embedded.writing.checked", 0),
    ("apply", "articles.search.embedded.writing.checked", 3),
    ("apply", "articles.search.embedded.writing._tidied", 0),
    ("apply", "articles.search.changes._forget", 0),
    ("apply", "articles.search.changes._forget", 1),
    ("rebuild", "articles.search.embedded.checked", 3),
    ("rebuild", "articles.search.changes._bring", 0),
    ("rebuild", "articles.search.folders.Generations.take_over", 0),
    ("rebuild", "articles.search.folders._sync_folder", 0),
    ("rebuild", "articles.search.changes._forget", 0),
    ("rebuild", "articles.search.folders.Generations.sweep", 1),
]

DYING = """
import os, signal, sys
from pathlib import Path
from pkgutil import resolve_name
import django
django.setup()
from django.conf import settings
folder, database, work, target, calls = sys.argv[1:]
settings.INDEX_FOLDER = Path(folder)
settings.DATABASES["default"]["NAME"] = database
from articles.search import changes, embedded
changes.NOTES = 4
owner, _, name = target.rpartition(".")
real, seen = resolve_name(target), []
def dying(*args, **kwargs):
    seen.append(1)
    if len(seen) > int(calls):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **kwargs)
setattr(resolve_name(owner), name, dying)
getattr(changes, work)()
"""


@pytest.mark.parametrize(("work", "target", "calls"), DEATHS)
def test_a_killed_process_loses_nothing(transactional_db, settings, work, target, calls):
    cast = make_cast()
    changes.apply()
    Article.objects.update(title="Whales")
    cast.oil.delete()
    kill(settings, work, target, calls)
    assert len(ids("")) in (5, 6)
    changes.apply()
    assert len(ids("title:whales")) == 5
    assert agrees()
    assert not IndexChange.objects.exists()
    assert changes.rebuild() == 5
    assert len(list(changes._folder().glob("v*"))) == 1


def kill(settings, work, target, calls):
    """Runs the work in a process of its own that is killed at the call, with kill -9."""
    database = connection.settings_dict["NAME"]
    arguments = [str(settings.INDEX_FOLDER), database, work, target, str(calls)]
    ended = subprocess.run([sys.executable, "-c", DYING, *arguments], cwd=ROOT, env=os.environ, check=False)
    assert ended.returncode == -9


def test_a_rebuild_makes_the_same_again(searchable):
    before = dict(engine().contents())
    told = []
    assert changes.rebuild(progress=told.append) == 6
    assert sum(told) == 6
    assert dict(engine().contents()) == before
    assert len(list(changes._folder().glob("v*"))) == 1


def test_edits_during_a_rebuild_are_found_before_and_after_it(searchable):
    """One is carried by another apply while the new index is being made, one still waits at the end."""

    def edit(_count):
        if searchable.oil.title != "Whales":
            searchable.oil.title = "Whales"
            searchable.oil.save()
            changes.apply()
            assert ids("title:whales") == {searchable.oil.pk}
            searchable.fishing.delete()

    changes.rebuild(progress=edit)
    assert ids("title:whales") == {searchable.oil.pk}
    assert engine().count() == 5
    assert agrees()
    assert not changes._journal().exists()


def test_readers_go_on_during_the_swap(searchable):
    stream = engine().ids(Request())
    first = next(stream)
    changes.rebuild()
    assert len([first, *stream]) == 6
    assert engine().count() == 6


def test_a_journal_nobody_waits_for_is_dropped(searchable):
    changes._journal().write_text("1\n")
    Article.objects.update(title="Whales")
    changes.apply()
    assert not changes._journal().exists()


def test_rebuilding_forgets_what_was_noted(cast):
    changes.rebuild()
    assert not IndexChange.objects.exists()


def test_it_tells_what_differs(searchable):
    engine().update([], removed=[searchable.talks.pk])
    surplus = next(changes.documents([searchable.oil.pk]))
    stale = next(changes.documents([searchable.fishing.pk]))
    engine().update([with_id(surplus, 10**6), changed(stale)])
    Article.objects.filter(pk=searchable.festival.pk).update(title="Whales")
    assert changes.compare() == changes.Difference(
        missing=(searchable.talks.pk,),
        surplus=(10**6,),
        stale=(searchable.fishing.pk,),
        waiting=(searchable.festival.pk,),
    )
    changes.rebuild()
    assert agrees()


def with_id(document, id):
    return type(document)(**{**vars(document), "id": id})


def changed(document):
    return type(document)(**{**vars(document), "people": (1, 2, 3)})


def test_a_renamed_actor_needs_no_reindexing(searchable):
    Actor.objects.filter(pk=searchable.amiri.pk).update(name="H. Amiri")
    assert agrees()


def test_an_index_of_another_version_says_so(searchable):
    engine().generations.pointer.write_text("v0-abc")
    with pytest.raises(IndexUnavailable, match=r"another version.*manage\.py rebuild_index"):
        engine().count()
    with pytest.raises(IndexUnavailable):
        changes.apply()
    changes.rebuild()
    assert agrees()


@pytest.mark.parametrize("damage", ["empty pointer", "no files", "broken meta", "cut segment"])
def test_a_damaged_index_says_so_and_is_mended_by_a_rebuild(searchable, damage):
    folder = engine().generations.current()
    engine()._opened = None
    if damage == "empty pointer":
        engine().generations.pointer.write_text("")
    elif damage == "no files":
        for path in folder.iterdir():
            path.unlink()
    elif damage == "broken meta":
        (folder / "meta.json").write_text("{")
    else:
        for path in folder.glob("*.idx"):
            path.unlink()  # a mapped file that is cut in place ends the process
            path.write_bytes(b"")
    with pytest.raises(IndexUnavailable, match=r"manage\.py rebuild_index"):
        engine().find(Request(parse("oil").tree), 0, 20)
    changes.rebuild()
    assert agrees()


@pytest.mark.parametrize("changed", [{"status": "rejected"}, {"kind": "organisation"}])
def test_it_learns_of_an_actor_that_is_another_kind_or_none(searchable, changed):
    Actor.objects.filter(pk=searchable.amiri.pk).update(**changed)
    assert len(changes.compare().waiting) == 3
    changes.apply()
    assert not changes.compare()


def copies():
    """The classes of family sizes that the index knows, with the number of articles of each."""
    found = engine().find(Request(facets=("copies",)), 0, 0).facets["copies"]
    return {value.value: value.count for value in found}


def test_a_family_that_grows_or_shrinks_makes_its_other_copies_fresh(searchable):
    assert copies() == {1: 6}
    Article.objects.create(title="Oil prices fall", family=searchable.oil)
    assert changes.apply() == 2
    assert copies() == {1: 5, 2: 2}
    for number in range(3):
        Article.objects.create(title=f"Oil prices fall {number}", family=searchable.oil)
    assert changes.apply() == 5
    assert copies() == {1: 5, 5: 5}
    searchable.oil.delete()
    assert agrees_after_applying()
    assert copies() == {1: 5, 2: 4}
    Article.objects.exclude(family=None).first().delete()
    Article.objects.filter(family__isnull=False).update(family=None)
    assert agrees_after_applying()
    assert copies() == {1: 8}


def agrees_after_applying():
    changes.apply()
    return agrees()


def test_a_large_family_that_grows_further_notes_only_the_new_copy(searchable):
    copies = [Article(title=f"Copy {n}", family=searchable.oil) for n in range(30)]
    Article.objects.bulk_create(copies)
    assert changes.apply() == 31
    Article.objects.create(title="One more", family=searchable.oil)
    assert changes.apply() == 1
    assert agrees()


def test_articles_without_copies_note_nothing_more(searchable):
    Article.objects.create(title="Whales")
    assert IndexChange.objects.count() == 1
    Article.objects.update(title="Whales")
    assert IndexChange.objects.count() == 7
