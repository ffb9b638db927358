"""A thousand decisions of editors, of every kind: finding everything anew changes none of them."""

from itertools import cycle

import pytest
from django.db.models import Count

from articles import actors
from articles.actors import moving, unclear
from articles.importing.refinding import refind
from articles.importing.store import import_paths
from articles.models import Actor, Article, Mention, UnclearName
from articles.tests.cast import make_actor

pytestmark = pytest.mark.django_db

ARTICLES, CHANGED = 220, 40
BODY = """\
{mayor} told reporters on Monday that the harbour of {town} would be dredged before the winter storms. \
Boats from {country} will have to wait, John Smith said, and the Harbour Workers Union agreed with the mayor.

Fishermen welcomed the plan. {rival} called it a waste of public money, and nobody in {other} has \
seen the contract that both sides are said to have signed in {number} hours.
"""
GIVEN = "Karin Hamid Peter Maria Anna Jonas Pablo Ingrid Oscar Elena Sofia".split()
FAMILY = "Lindqvist Amiri Holmberg Lopez Keller Bergman Ruiz Haugen Diaz Petrov Novak Weber Moreau".split()
STATES = {"Norway": "NO", "Iran": "IR", "Chile": "CL", "Poland": "PL", "Kenya": "KE"}


@pytest.fixture
def archive(tmp_path):
    """A folder of stories, imported, about a few states, many people and one name that two have."""
    for name, code in STATES.items():
        make_actor("country", name, code)
    make_actor("organisation", "Harbour Workers Union")
    for slug in ("john-smith", "john-smith-2"):
        actors.add_name(Actor.objects.create(kind="person", name="John Smith", slug=slug), "John Smith")
    for number, (given, states) in enumerate(zip(cycle(GIVEN), cycle(STATES), strict=False)):
        if number == ARTICLES:
            break
        (tmp_path / f"{number}.txt").write_text(story(number, given, states))
    import_paths([tmp_path])
    return tmp_path


def story(number, given, country):
    family = FAMILY[number % len(FAMILY)]
    told = BODY.format(
        mayor=f"Mayor {given} {family}",
        rival=f"{GIVEN[number * 7 % 11]} {FAMILY[number * 5 % 13]}-Berg",
        town=f"Port {family}",
        country=country,
        other=list(STATES)[(number + 2) % 5],
        number=number + 3,
    )
    return f"Harbour {number} is to be dredged\n\n{told}"


def decide():
    """What editors decide, on every article something; returns how many decisions that makes."""
    articles = list(Article.objects.order_by("pk"))
    mentions = list(Mention.objects.order_by("pk"))
    for number, mention in enumerate(mentions):  # in no step with _choose(): both are in the same company
        mention.status = ("confirmed", "rejected", mention.status)[(number + mention.article_id // 3) % 3]
    Mention.objects.bulk_update(mentions, ["status"])
    taken = sum(mention.status in Mention.DECIDED for mention in mentions)
    by_hand = make_actor("person", "Nobody Named")
    Mention.objects.bulk_create(Mention(article=article, actor=by_hand) for article in articles[::2])
    for number, article in enumerate(articles):
        field = ("title", "byline", "standfirst", "source")[number % 4]
        setattr(article, field, None if field == "source" else f"An editor wrote this, {number}")
        article.edited_fields = [field]
    Article.objects.bulk_update(articles, ["title", "byline", "standfirst", "source", "edited_fields"])
    return taken + len(articles[::2]) + len(articles) + _decide_on_actors() + _choose()


def _decide_on_actors():
    """Rejects every other proposed actor, confirms or merges some of the rest."""
    proposed = Actor.objects.filter(status="proposed").annotate(number=Count("mentions")).order_by("pk")
    chosen = list(proposed)[:40]
    for number, actor in enumerate(chosen):
        actor.status, actor.edited_fields = ("rejected", "confirmed")[number % 2], ["status"]
    Actor.objects.bulk_update(chosen, ["status", "edited_fields"])
    confirmed = [actor for actor in chosen if actor.status == "confirmed"][:6]
    for survivor, gone in zip(confirmed[::2], confirmed[1::2], strict=True):
        moving.merge(survivor, [gone])
    return len(chosen) + 3


def _choose():
    """Says of each name of two, but the last ones, whom it means: the one, the other or neither."""
    rows = list(UnclearName.objects.waiting()[: ARTICLES - 20])
    both = list(Actor.objects.filter(name="John Smith").order_by("pk"))
    for row, actor in zip(rows, cycle([*both, None]), strict=False):
        unclear.choose(row, actor)
    return len(rows)


def decisions():
    """Everything that editors decided, as plain values."""
    fields = "title byline standfirst source edited_fields reviewed".split()
    decided = Mention.objects.filter(status__in=Mention.DECIDED)
    return {
        "fields": list(Article.objects.order_by("pk").values("pk", *fields)),
        "mentions": set(decided.values_list("article", "actor", "status")),
        "chosen": {
            (row.article_id, row.actor_id, row.rule, len(row.spans))
            for row in decided.filter(actor__name="John Smith")
        },
        "actors": set(Actor.objects.exclude(status="proposed").values_list("pk", "status", "merged_into")),
        "names": set(UnclearName.objects.filter(decided=True).values_list("article", "key", "chosen")),
        "spellings": set(
            Actor.objects.exclude(status="proposed").values_list("pk", "names__name", "names__key")
        ),
    }


def test_finding_everything_anew_changes_no_decision(archive):
    assert decide() >= 1000
    before = decisions()
    waiting = set(UnclearName.objects.waiting().values_list("article", "key"))
    assert len(waiting) == 20
    refind()
    assert decisions() == before
    assert set(UnclearName.objects.waiting().values_list("article", "key")) == waiting
    report = import_paths([archive], again=True)
    assert (report.created, report.failed) == (0, 0)
    assert decisions() == before


def test_nor_does_a_changed_text(archive):
    decide()
    before = decisions()
    for path in sorted(archive.iterdir())[:CHANGED]:
        path.write_text(path.read_text().replace("winter storms", "storms of this winter"))
    assert import_paths([archive]).created == 0
    now = decisions()
    assert now == before
    assert Article.objects.filter(body__contains="storms of this winter").count() == CHANGED
