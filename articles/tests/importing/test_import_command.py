"""`manage.py import_articles` from its arguments to its last line."""

import io
import json
import sys
from contextlib import nullcontext

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, ImportFailure, Original
from articles.tests.importing.made import RSS, STORY, jsonl, zipped

pytestmark = pytest.mark.django_db(transaction=True)


def run(*arguments, fails=False):
    out = io.StringIO()
    ended = pytest.raises(SystemExit, match="1") if fails else nullcontext()
    with ended:
        call_command("import_articles", *map(str, arguments), stdout=out)
    return out.getvalue()


def summary(*arguments, fails=False):
    return json.loads(run(*arguments, "--json", fails=fails))


@pytest.fixture
def records():
    return [{"title": f"Harbour {n}", "text": STORY, "url": f"https://post.example/{n}"} for n in range(3)]


@pytest.fixture
def standard_input(monkeypatch):
    def give(content):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    return give


def test_standard_input_is_imported_and_imported_again_changes_nothing(standard_input, records):
    standard_input(jsonl(*records))
    assert summary("-")["created"] == 3
    standard_input(jsonl(*reversed(records)))
    assert summary("-")["unchanged"] == 3
    assert Article.objects.get(title="Harbour 1").url == "https://post.example/1"


def test_a_sorted_file_leaves_every_story_with_its_editor(folder, records):
    for record in records:
        del record["url"]
    file = folder / "a.jsonl"
    file.write_bytes(jsonl(*records))
    run(file)
    Article.objects.filter(title="Harbour 0").update(byline="The editor", edited_fields=["byline"])
    file.write_bytes(jsonl({"title": "New", "text": STORY}, *reversed(records)))
    assert summary(file)["created"] == 1
    assert Article.objects.get(byline="The editor").title == "Harbour 0"


def test_a_mapping_is_used_and_a_wrong_one_refused(folder):
    (folder / "a.jsonl").write_bytes(
        jsonl({"kop": "Harbour", "inhoud": STORY}, {"kop": "Ferry", "inhoud": STORY})
    )
    assert summary(folder, fails=True)["failed"] == 2
    assert summary(folder, "--map", "title=kop,body=inhoud")["created"] == 2
    assert set(Article.objects.values_list("title", flat=True)) == {"Harbour", "Ferry"}
    with pytest.raises(CommandError, match="maps nothing"):
        run(folder, "--map", "heading=kop")


def test_what_is_skipped_is_counted_and_no_failure(folder):
    (folder / "a.zip").write_bytes(zipped({"a.txt": STORY.encode(), "a.css": b"p {}"}))
    (folder / "logo.png").write_bytes(b"\x89PNG")
    assert "1 created, 0 updated, 0 unchanged, 0 failed, 2 skipped" in run(folder)
    assert summary(folder)["skipped"] == 2


def test_a_manifest_may_name_inputs_by_address(folder, records):
    (folder / "a.jsonl").write_bytes(jsonl(*records))
    manifest = folder / "known.csv"
    manifest.write_text(
        "url,title,mood\nhttp://www.post.example/1/,Dredging,glad\nhttps://post.example/9,x,\n"
    )
    report = summary(folder, "--manifest", manifest)
    assert (report["created"], report["unknown_columns"]) == (3, ["mood"])
    assert report["unused_manifest_rows"] == ["post.example/9"]
    assert Article.objects.filter(title="Dredging").count() == 1


def test_an_address_may_not_lead_into_this_machine():
    report = summary("http://127.0.0.1/feed", fails=True)
    assert report["failures"][0]["path"] == "http://127.0.0.1/feed"
    assert "private network" in ImportFailure.objects.get().reason


def test_entries_of_a_feed_become_articles(folder):
    (folder / "feed.xml").write_text(RSS)
    assert summary(folder)["created"] == 2
    article = Article.objects.get(title="Harbour to be dredged")
    assert (article.source.name, article.byline, article.url) == (
        "The Valley Post",
        "Ann Lee",
        "https://valley.example/1",
    )
    assert str(article.published.lower) == "2019-01-07"
    assert article.body == "It will be dredged.\n\nWork begins."


def test_what_no_database_holds_is_kept_or_refused_by_itself(folder):
    harm = [
        {"ti\0tle": "Har\0bour", "te\ud800xt": "x", "text": STORY + "\ud800\0"},
        {"title\ud800": "x", "\0": STORY},
        {"title": "x" * 100_000, "text": STORY + "1"},
        {"title": "Ferry", "text": STORY + "2", "url": "https://post.example/" + "x" * 5000},
        {"title": "Ferry", "text": STORY + "3", "authors": ["\0"] * 1000, "published": "\0"},
    ]
    (folder / "a.jsonl").write_bytes(jsonl(*harm))
    report = summary(folder, fails=True)
    assert report["created"] + report["failed"] == 5
    assert report["created"] >= 2
    assert Original.objects.count() == report["created"]


def test_a_place_that_is_not_there_is_wrong_usage(folder):
    with pytest.raises(CommandError, match="There is no file or folder"):
        run(folder / "none")
