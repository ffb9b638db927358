"""Actors for what the importer found: those there are, and new ones proposed for names nobody has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection, transaction

from articles import names
from articles.actors.alike import people_sounding_like
from articles.copying import copy_in
from articles.importing.draft import FoundMention
from articles.models import Actor, ActorName

LOCK = 7_340_021  # PostgreSQL's advisory lock for whoever makes actors; any number nobody else takes
BATCH = 2000


def resolve(found: Iterable[FoundMention]) -> dict[FoundMention, int]:
    """The actor's id for each mention; a mention of somebody rejected has none.

    A name without an authority id means the only actor of its kind with that key; a full name of a person
    that nobody has, the only confirmed person who sounds so; else a new proposed actor. Names that several
    have, or sound like, have none either (see unclear.py).
    Runs in a transaction; two imports at once propose a name only once.
    """
    found = list(found)
    actor_of = {each: each.actor for each in found if each.actor is not None}
    proposed = {pair_of(each): each for each in found if each.actor is None}
    proposed = {pair: each for pair, each in proposed.items() if pair[1]}
    if not proposed:
        return actor_of
    with transaction.atomic():
        ids = _ids(proposed)
        if missing := {pair: each for pair, each in proposed.items() if pair not in ids}:
            lock()
            ids |= _ids(missing)
            ids |= _by_sound({pair: each for pair, each in missing.items() if pair not in ids})
            ids |= _propose({pair: each for pair, each in missing.items() if pair not in ids})
    pairs = {each: ids.get(pair_of(each)) for each in found if each.actor is None}
    return actor_of | {each: actor for each, actor in pairs.items() if actor is not None}


def pair_of(found: FoundMention) -> tuple[str, str]:
    return found.kind, names.key(names.tidy(found.name))


def _ids(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int | None]:
    """The actor for each (kind, key) that some actor has: its id, or None where it is rejected or unclear."""
    pairs = set(pairs)
    rows = ActorName.objects.filter(key__in={spelled for _, spelled in pairs})
    owners: dict[tuple[str, str], set[tuple[str, int]]] = defaultdict(set)
    for kind, spelled, status, actor in rows.values_list("actor__kind", "key", "actor__status", "actor_id"):
        owners[kind, spelled].add((status, actor))
    return {pair: _only(owners[pair]) for pair in pairs if pair in owners}


def _by_sound(found: dict[tuple[str, str], FoundMention]) -> dict[tuple[str, str], int | None]:
    """The confirmed person who sounds like each full name, None where several do; others are left out."""
    people = {pair: each.name for pair, each in found.items() if each.kind == Actor.Kind.PERSON}
    alike = people_sounding_like(people.values())
    return {pair: _sole(alike[name]) for pair, name in people.items() if name in alike}


def _sole(actors: set[int]) -> int | None:
    return min(actors) if len(actors) == 1 else None


def _only(owners: set[tuple[str, int]]) -> int | None:
    """The one confirmed actor, or the one proposed where nobody rejected the name; None where unclear."""
    confirmed = [actor for status, actor in owners if status == Actor.Status.CONFIRMED]
    if not confirmed and any(status == Actor.Status.REJECTED for status, _ in owners):
        return None
    actors = confirmed or [actor for _, actor in owners]
    return actors[0] if len(actors) == 1 else None


def _propose(found: dict[tuple[str, str], FoundMention]) -> dict[tuple[str, str], int]:
    """The ids of new proposed actors for these names."""
    slugs = Actor.objects.free_slugs(each.name for each in found.values())
    actors = [
        Actor(kind=each.kind, name=names.tidy(each.name), slug=slug, status=Actor.Status.PROPOSED)
        for each, slug in zip(found.values(), slugs, strict=True)
    ]
    copy_in(actors)
    spellings = [ActorName(actor=actor, name=actor.name, key=names.key(actor.name)) for actor in actors]
    copy_in(spellings)
    return {pair: actor.pk for pair, actor in zip(found, actors, strict=True)}


def lock() -> None:
    """Waits until no other transaction makes actors."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
