"""People by the sound of their names, asked where nobody is spelled so: unique or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet

from articles import names
from articles.models import Actor, ActorName
from articles.sounds import sounding

BATCH = 5_000
WORDS = 2  # that a name must have before its sound alone tells who is meant

SET_SOUNDS = """
UPDATE articles_actorname AS spelling SET sound = found.sound
FROM unnest(%s::bigint[], %s::text[]) AS found (id, sound) WHERE spelling.id = found.id
"""


def people_sounding_like(full_names: Iterable[str]) -> dict[str, set[int]]:
    """The confirmed people who sound like each full name; names like which nobody sounds are left out."""
    sounds = {name: sounding(name) for name in full_names if len(names.key(name).split()) >= WORDS}
    rows = ActorName.objects.filter(sound__in=set(sounds.values()) - {""}, actor__kind=Actor.Kind.PERSON)
    confirmed = rows.filter(actor__status=Actor.Status.CONFIRMED)
    owners: dict[str, set[int]] = defaultdict(set)
    for sound, actor in confirmed.values_list("sound", "actor_id") if sounds else ():
        owners[sound].add(actor)
    return {name: owners[sound] for name, sound in sounds.items() if sound in owners}


def called(listed: QuerySet[Actor], typed: str) -> QuerySet[Actor]:
    """Those of the actors who have what was typed in a spelling; if nobody, the people who sound so."""
    spelled = listed.called(names.key(typed))
    return spelled if spelled.exists() else listed.sounding(sounding(typed))


def fill_sounds() -> int:
    """How many spellings got the sound they did not have yet."""
    waiting, filled = ActorName.objects.filter(sound=None).order_by("pk"), 0
    while rows := list(waiting.values_list("pk", "name")[:BATCH]):
        keys, spelled = zip(*rows, strict=True)
        with connection.cursor() as cursor:
            cursor.execute(SET_SOUNDS, [list(keys), [sounding(name) for name in spelled]])
        filled += len(rows)
    return filled
