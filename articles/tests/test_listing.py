"""A page of results in two questions: what the ORM would say, in the same order."""

import pytest

from articles.listing import listed
from articles.models import Actor, Article, Mention
from articles.roles import main_first

pytestmark = pytest.mark.django_db


def test_articles_come_as_asked_for_and_missing_ones_are_left_out(cast):
    ids = [cast.oil.pk, cast.festival.pk, 999_999, cast.talks.pk]
    assert [article.pk for article in listed(ids, 6)] == [cast.oil.pk, cast.festival.pk, cast.talks.pk]
    assert listed([], 6) == []


def test_it_says_of_an_article_what_the_tables_say(cast, django_assert_num_queries):
    ids = list(Article.objects.values_list("pk", flat=True))
    stored = Article.objects.with_openings().select_related("source", "agency").in_bulk(ids)
    with django_assert_num_queries(2):
        shown = [_said(article) for article in listed(ids, 6)]
    assert shown == [_said(stored[pk]) for pk in ids]


def _said(article):
    texts = [getattr(article, name) for name in ("title", "standfirst", "body", "opening", "language")]
    named = [(str(end), end.get_absolute_url()) if end else None for end in (article.source, article.agency)]
    return [article.pk, *texts, article.published, *named, str(article), article.get_absolute_url()]


def test_the_main_actors_stand_first(cast):
    Mention.objects.filter(article=cast.talks, actor=cast.norway).update(salience=0.9)
    Mention.objects.filter(article=cast.talks).exclude(actor=cast.norway).update(salience=0.3)
    ids = list(Article.objects.values_list("pk", flat=True))
    for article in listed(ids, 3):
        mentions = main_first(Mention.objects.shown().filter(article=article.pk).select_related("actor"))[:3]
        actors = [(m.actor.kind, m.actor.name, m.actor.get_absolute_url()) for m in mentions]
        assert [(a.kind, a.name, a.get_absolute_url()) for a in article.labels] == actors
    assert listed([cast.talks.pk], 1)[0].labels[0].name == "Norway"


def test_rejected_actors_are_not_shown(cast):
    Actor.objects.filter(pk=cast.iran.pk).update(status="rejected")
    Mention.objects.filter(article=cast.talks, actor=cast.norway).update(status="rejected")
    names = {label.name for article in listed([cast.talks.pk, cast.oil.pk], 6) for label in article.labels}
    assert "Iran" not in names
    assert "Norway" not in {label.name for label in listed([cast.talks.pk], 6)[0].labels}
