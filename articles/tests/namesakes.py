"""Two people of one name, and stories that name them: what the tests about unclear names share."""

import pytest

from articles import actors
from articles.actors.mentions import store_mentions
from articles.models import Actor, Article, Mention
from articles.periods import Period
from articles.tests.cast import make_actor

BODY = "John Smith told reporters on Monday that the harbour was closed. Smith gave no reason."
WITH_LIND = BODY + " Karin Lind, who stood beside him, agreed."


@pytest.fixture
def smiths(db):
    """Two people of one name, of two countries."""
    found = [make_actor("person", "John Smith")]
    found.append(Actor.objects.create(kind="person", name="John Smith", slug="john-smith-2"))
    actors.add_name(found[1], "John Smith")
    for actor, country in zip(found, (("Norway", "NO"), ("Iran", "IR")), strict=True):
        actor.country = make_actor("country", *country)
        actor.save()
    return found


@pytest.fixture
def lind(db):
    return make_actor("person", "Karin Lind")


def lived(actor, since=None, until=None):
    Actor.objects.filter(pk=actor.pk).update(since=since, until=until)


def written(body=BODY, day=None, title="A harbour", head=None):
    period = day and Period.parse(day)
    article = Article.objects.create(
        title=title, body=body, language="en", published=period and (period.first, period.after), family=head
    )
    article.refresh_from_db()
    return article


def story(*told, **more):
    article = written(*told, **more)
    find(article)
    return article


def find(*articles):
    return store_mentions([(article, None) for article in articles], actors.known())


def told(article):
    """The person whom the mentions of the name mean, and by which rule; None where it waits."""
    found = article.mentions.filter(actor__name="John Smith").select_related("actor")
    return [(each.actor, each.rule, each.status) for each in found]


def name(actor, *others, times):
    """Tells of the actor and the others together in this many stories."""
    for number in range(times):
        article = Article.objects.create(title=f"Story {number}", body="They met.", language="en")
        for each in (actor, *others):
            Mention.objects.create(article=article, actor=each, status="found", rule="known name")
