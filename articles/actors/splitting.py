"""One actor that is two: spellings that mean somebody else go to an actor of their own, mentions too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection, transaction

from articles import names
from articles.actors.moving import BATCH, CannotMove
from articles.actors.proposals import lock
from articles.models import Actor, ActorName, Mention

# What is printed at each place of an actor in the bodies and titles of its articles.
PRINTED = """
SELECT mention.id, place.field, place.span,
    substring(place.text FROM (place.span->>0)::int + 1 FOR (place.span->>1)::int - (place.span->>0)::int)
FROM articles_mention mention
JOIN articles_article article ON article.id = mention.article_id
CROSS JOIN LATERAL (
    SELECT 'spans' AS field, article.body AS text, jsonb_array_elements(mention.spans) AS span
    UNION ALL SELECT 'title_spans', article.title, jsonb_array_elements(mention.title_spans)
) AS place
WHERE mention.actor_id = %s AND mention.status <> 'rejected'
"""


@transaction.atomic
def split(actor: Actor, spellings: Iterable[ActorName], name: str) -> Actor:
    """The new actor, called `name`, that has these spellings of the other, and the mentions printed so.

    A mention with spellings of both becomes two. Raises CannotMove where nothing would be left, or nothing
    would go.
    """
    lock()
    actor = Actor.objects.select_for_update().get(pk=actor.pk)
    taken = list(actor.names.filter(pk__in=[each.pk for each in spellings]))
    left = actor.names.exclude(pk__in=[each.pk for each in taken])
    keys = {each.key for each in taken}
    if not taken or not names.key(names.tidy(name)):
        raise CannotMove("Choose at least one spelling, and a name for the new actor.")
    if not left.exists() or any(each.name == actor.name for each in taken):
        raise CannotMove(f"“{actor.name}” is the actor's own name and stays.")
    new = _made(actor, names.tidy(name))
    ActorName.objects.filter(pk__in=[each.pk for each in taken]).update(actor=new)
    ActorName.objects.get_or_create(actor=new, name=new.name, defaults={"key": names.key(new.name)})
    _split_mentions(actor, new, keys, {each.key for each in left})
    return new


def _made(actor: Actor, name: str) -> Actor:
    """The new actor; both are the editor's now, so that no list gives the spellings back."""
    (slug,) = Actor.objects.free_slugs([name])
    actor.edited_fields = sorted({*actor.edited_fields, "names"})
    actor.save(update_fields=["edited_fields"])
    return Actor.objects.create(
        kind=actor.kind, name=name, slug=slug, status=Actor.Status.CONFIRMED, edited_fields=["name", "names"]
    )


def _split_mentions(actor: Actor, new: Actor, taken: set[str], left: set[str]):
    """Gives the new actor the mentions printed in its spellings alone, and its part of the others."""
    going, staying = defaultdict(lambda: defaultdict(list)), set()
    with connection.cursor() as cursor:
        cursor.execute(PRINTED, [actor.pk])
        for mention, field, span, printed in cursor.fetchall():
            key = names.key(printed)
            if key in taken:
                going[mention][field].append(span if isinstance(span, list) else _read(span))
            elif key in left:
                staying.add(mention)
    whole = going.keys() - staying
    Mention.objects.filter(pk__in=whole).update(actor=new)
    _part([mention for mention in going if mention in staying], going, new)


def _read(span: str) -> list[int]:
    return [int(number) for number in span.strip("[]").split(",")]


def _part(ids: list[int], going, new: Actor):
    """Two mentions of each of these: the places that go, and the rest."""
    mentions = list(Mention.objects.filter(pk__in=ids))
    made = []
    for mention in mentions:
        gone = going[mention.pk]
        begins = {start for start, _ in gone["spans"]}
        quoted = [place for place in mention.quoted if place in begins]
        made.append(_copy(mention, new, gone, quoted))
        for field in ("spans", "title_spans"):
            setattr(mention, field, [span for span in getattr(mention, field) if span not in gone[field]])
        mention.quoted = [place for place in mention.quoted if place not in begins]
    Mention.objects.bulk_create(made, batch_size=BATCH)
    Mention.objects.bulk_update(mentions, ["spans", "title_spans", "quoted"], batch_size=BATCH)


def _copy(mention: Mention, new: Actor, places, quoted: list[int]) -> Mention:
    return Mention(
        article_id=mention.article_id,
        actor=new,
        spans=sorted(places["spans"]),
        title_spans=sorted(places["title_spans"]),
        quoted=quoted,
        salience=mention.salience,
        rule=mention.rule,
        confidence=mention.confidence,
        evidence=mention.evidence,
        status=mention.status,
    )
