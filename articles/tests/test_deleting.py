"""Deleting in the admin: what goes is counted, hangs together, and is never listed row by row."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actors import moving
from articles.admin import deleting
from articles.models import Actor, ActorMerge, Article, Mention, UnclearName

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(admin_client):
    return admin_client


def delete(editor, name, rows, **sent):
    """What the list's *Delete* answers for these rows."""
    sent = {"action": "delete_selected", "_selected_action": [row.pk for row in rows], **sent}
    return editor.post(reverse(f"admin:articles_{name}_changelist"), sent)


def counted(answer):
    """What the page says goes: how many of each kind."""
    return dict(answer.context["model_count"])


def test_an_article_goes_with_the_names_that_wait_in_it(editor, searchable):
    UnclearName.objects.create(article=searchable.talks, kind="person", key="amiri", name="Amiri")
    address = reverse("admin:articles_article_delete", args=[searchable.talks.pk])
    assert counted(editor.get(address)) == {"articles": 1, "originals": 1, "mentions": 5, "unclear names": 1}
    assert editor.post(address, {"post": "yes"}).status_code == 302
    assert not Article.objects.filter(pk=searchable.talks.pk).exists()
    assert not UnclearName.objects.exists()


def test_an_actor_goes_with_those_merged_into_it(editor, searchable):
    double = Actor.objects.create(kind="person", name="H. Amiri", slug="h-amiri")
    Mention.objects.create(article=searchable.fishing, actor=double, spans=[[0, 6]])
    moving.merge(searchable.amiri, [double])
    address = reverse("admin:articles_actor_delete", args=[searchable.amiri.pk])
    said = counted(editor.get(address))
    assert (said["actors"], said["mentions"], said["actor merges"]) == (2, 4, 1)
    editor.post(address, {"post": "yes"})
    assert not Actor.objects.filter(pk__in=[searchable.amiri.pk, double.pk]).exists()
    assert not ActorMerge.objects.exists()


def test_a_source_that_has_articles_stays(editor, searchable):
    source = searchable.talks.source
    answer = delete(editor, "source", [source])
    assert answer.context["protected"] == ["2 articles"]
    delete(editor, "source", [source], post="yes")
    source.refresh_from_db()


def test_of_many_some_are_named_and_all_are_deleted(editor, searchable, monkeypatch):
    monkeypatch.setattr(deleting, "LISTED", 2)
    monkeypatch.setattr(deleting, "BATCH", 4)
    rows = Article.objects.order_by("pk")
    answer = delete(editor, "article", rows)
    assert counted(answer)["articles"] == 6
    assert len(answer.context["deletable_objects"][0]) == 3
    assert "… and 4 more" in answer.text
    delete(editor, "article", rows, post="yes")
    assert not Article.objects.exists()
    assert editor.get("/articles/").context["page"].paginator.count == 0


def test_counting_takes_as_many_questions_for_many_as_for_one(editor, searchable):
    asked = []
    for rows in (Article.objects.all()[:1], Article.objects.all()):
        with CaptureQueriesContext(connection) as questions:
            delete(editor, "article", rows)
        asked.append(len(questions))
    assert asked[0] == asked[1]


def test_many_actors_are_decided_in_one_statement(editor, searchable, django_assert_max_num_queries):
    Actor.objects.update(edited_fields=["names", "title"])
    chosen = [actor.pk for actor in Actor.objects.all()]
    with django_assert_max_num_queries(12):
        editor.post(
            reverse("admin:articles_actor_changelist"), {"action": "confirm", "_selected_action": chosen}
        )
    assert {tuple(actor.edited_fields) for actor in Actor.objects.all()} == {("names", "status", "title")}
    assert {actor.status for actor in Actor.objects.all()} == {"confirmed"}
