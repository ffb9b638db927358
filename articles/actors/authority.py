"""Brings the shipped authority into the database; what an editor changed stays the editor's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from articles import names
from articles.actors.proposals import BATCH, lock
from articles.actors.years import fitting
from articles.importing.naming.authority import Entry, Spelling, entries
from articles.models import Actor, ActorName

FIELDS = ["name", "code", "wikidata_id", "country_id", "since", "until", "status", "authority_id"]


@dataclass(frozen=True)
class AuthorityReport:
    """How many actors were created, updated and left as they were."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


@transaction.atomic
def load_authority(folder: Path | None = None) -> AuthorityReport:
    """What became of every country and of the people and organisations listed in `folder`.

    Fields and spellings that an editor changed or a user's own list gave stay (see Actor).
    """
    lock()
    listed = {entry.id: entry for entry in entries(folder or settings.BASE_DIR / "fixtures" / "authority")}
    actors = _adopted(listed.values()) | {actor.authority_id: actor for actor in _with_entry()}
    created = _created(entry for entry in listed.values() if entry.id not in actors)
    actors |= created
    pairs = [(entry, actors[entry.id]) for entry in listed.values()]
    countries = {entry.code: actor.merged_into_id or actor.pk for entry, actor in pairs if entry.code}
    changed = [actor for entry, actor in pairs if _update(actor, _fields(entry, countries))]
    Actor.objects.bulk_update(changed, FIELDS, batch_size=BATCH)
    respelled = _respell([(entry, actor) for entry, actor in pairs if "names" not in actor.edited_fields])
    touched = ({actor.authority_id for actor in changed} | respelled) - created.keys()
    return AuthorityReport(len(created), len(touched), len(listed) - len(created) - len(touched))


def _with_entry():
    return Actor.objects.exclude(authority_id="")


def _adopted(listed: Iterable[Entry]) -> dict[str, Actor]:
    """Actors without an entry that alone have an entry's name: found or made before it was listed."""
    ids = {(entry.kind, names.key(entry.name)): entry.id for entry in listed}
    free = Actor.objects.filter(authority_id="", names__key__in={spelled for _, spelled in ids}).distinct()
    alike: dict[str, list[Actor]] = defaultdict(list)
    for actor in free:
        if entry := ids.get((actor.kind, names.key(actor.name))):
            alike[entry].append(actor)
    return {entry: actors[0] for entry, actors in alike.items() if len(actors) == 1}


def _created(missing: Iterable[Entry]) -> dict[str, Actor]:
    """New actors by entry."""
    missing = list(missing)
    slugs = Actor.objects.free_slugs(entry.name for entry in missing)
    actors = [
        Actor(kind=entry.kind, name=entry.name, slug=slug, code=entry.code, authority_id=entry.id)
        for entry, slug in zip(missing, slugs, strict=True)
    ]
    return {actor.authority_id: actor for actor in Actor.objects.bulk_create(actors, batch_size=BATCH)}


def _fields(entry: Entry, countries: Mapping[str, int]) -> dict[str, object]:
    return {
        "name": entry.name,
        "code": entry.code,
        "wikidata_id": entry.wikidata,
        "country_id": countries.get(entry.country),
        "since": entry.since,
        "until": entry.until,
        "status": Actor.Status.CONFIRMED,
        "authority_id": entry.id,
    }


def _update(actor: Actor, fields: Mapping[str, object]) -> bool:
    """Whether the entry changed the actor; fields that an editor changed are left alone."""
    edited = {*actor.edited_fields, *actor.imported_fields}
    new = {
        field: value
        for field, value in fields.items()
        if field.removesuffix("_id") not in edited and field not in edited and getattr(actor, field) != value
    }
    new = fitting(actor, new)
    for field, value in new.items():
        setattr(actor, field, value)
    return bool(new)


def _respell(pairs: list[tuple[Entry, Actor]]) -> set[str]:
    """The ids of the entries whose actors' spellings were not yet those of the entry."""
    entry_of = {actor.pk: entry for entry, actor in pairs}
    wanted = {(pk, each.name): each for pk, entry in entry_of.items() for each in entry.spellings}
    there = {(row.actor_id, row.name): row for row in ActorName.objects.filter(actor__in=entry_of)}
    gone = [row for place, row in there.items() if place not in wanted and not row.imported]
    new = [_row(pk, each) for (pk, name), each in wanted.items() if (pk, name) not in there]
    other = [row for place, row in there.items() if place in wanted and _describe(row, wanted[place])]
    ActorName.objects.filter(pk__in=[row.pk for row in gone]).delete()
    ActorName.objects.bulk_create(new, batch_size=BATCH)
    ActorName.objects.bulk_update(other, ["key", "use", "language"], batch_size=BATCH)
    return {entry_of[row.actor_id].id for row in (*gone, *new, *other)}


def _row(actor: int, spelling: Spelling) -> ActorName:
    row = ActorName(actor_id=actor, name=spelling.name)
    _describe(row, spelling)
    return row


def _describe(row: ActorName, spelling: Spelling) -> bool:
    """Whether key, use or language of the row were others than the spelling's, which they now are."""
    said = {"key": names.key(spelling.name), "use": spelling.use, "language": spelling.language}
    changed = any(getattr(row, field) != value for field, value in said.items())
    for field, value in said.items():
        setattr(row, field, value)
    return changed
