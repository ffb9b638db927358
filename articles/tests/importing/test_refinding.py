"""Today's rules over yesterday's originals, an editor's decisions untouched."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from articles.importing.refinding import refind
from articles.importing.store import import_paths
from articles.models import Article, Mention
from articles.tests.cast import make_actor
from articles.tests.importing.test_store import STORY

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(folder):
    (folder / "harbour.txt").write_text(STORY)
    record = {"title": "Bread is dearer", "maintext": "Bread in Norway is dearer than ever. " * 5}
    (folder / "bread.json").write_text(json.dumps({**record, "source_domain": "post.example"}))
    page = (
        "<html><head><title>Rain</title></head><body><article><h1>Rain again</h1>{}</article></body></html>"
    )
    (folder / "rain.html").write_text(page.format("<p>It rained in Norway all day, the office said.</p>" * 4))
    return folder


def facts():
    return list(Article.objects.order_by("pk").values("title", "body", "source", "published", "findings"))


def test_originals_of_every_kind_say_the_same_when_read_again(folder):
    import_paths([folder])
    before = facts()
    report = refind()
    assert (report.updated, report.unchanged, report.failures) == (0, 3, ())
    assert facts() == before


def test_an_actor_that_became_known_is_found(folder):
    import_paths([folder])
    norway = make_actor("country", "Norway", "NO")
    assert refind(["actors"]).updated == 3
    assert Mention.objects.filter(actor=norway, status="found").count() == 3


def test_only_what_was_asked_for_is_found_anew(folder):
    import_paths([folder])
    Article.objects.update(title="Spoilt", byline="Spoilt")
    refind(["byline"])
    assert set(Article.objects.values_list("title", flat=True)) == {"Spoilt"}
    assert "Spoilt" not in Article.objects.values_list("byline", flat=True)


def test_what_an_editor_decided_stays(folder):
    make_actor("country", "Norway", "NO")
    import_paths([folder])
    Article.objects.update(title="Mine", edited_fields=["title"])
    Mention.objects.update(status="rejected")
    assert refind().updated == 0
    assert set(Article.objects.values_list("title", flat=True)) == {"Mine"}
    assert set(Mention.objects.values_list("status", flat=True)) == {"rejected"}


def test_the_command_counts(folder, capsys):
    import_paths([folder])
    call_command("refind_metadata", workers=1)
    assert capsys.readouterr().out == "0 updated, 3 unchanged, 0 failed\n"


def test_an_aspect_that_nobody_knows_is_refused(db):
    with pytest.raises(CommandError, match="--only knows title, text"):
        call_command("refind_metadata", only="mood")
