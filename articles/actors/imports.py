"""A user's own authority: rows of a list become actors, or meet those there are."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction

from articles import names
from articles.actors.lists import Refusal
from articles.actors.matching import Candidates, Nations
from articles.actors.proposals import lock
from articles.actors.rows import Listed, RefusedRow
from articles.actors.years import disagree
from articles.importing.naming.authority import spelling
from articles.models import Actor, ActorName

BATCH = 1_000  # rows written at a time
KEPT = 1_000  # refusals of which the report tells the reason; the others are only counted
FIELDS = ["name", "wikidata_id", "country_id", "since", "until", "status", "imported_fields"]


@dataclass
class ListReport:
    """How many rows made an actor, changed one, or said what was known; the first of the refused ones."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, refusal: Refusal):
        """Counts a refusal, and keeps it if it is one of the first."""
        self.refused += 1
        if len(self.refusals) < KEPT:
            self.refusals.append(refusal)


def import_list(rows: Iterable[Listed | Refusal], *, dry_run: bool = False) -> ListReport:
    """What became of the rows; in a dry run, what would become of them.

    An editor's fields stay (Actor.edited_fields). Of several rows for one actor the first says what it is,
    the others only add spellings, as Wikidata's rows do for people of two countries.
    """
    report, rows, told = ListReport(), iter(rows), set()
    with transaction.atomic() if dry_run else nullcontext():
        nations = Nations()
        while batch := list(islice(rows, BATCH)):
            with transaction.atomic():
                lock()
                for part in _countries_first(batch):
                    told |= _Batch(part, nations, told).write(report)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _countries_first(batch: list[Listed | Refusal]) -> list[list[Listed | Refusal]]:
    """The rows of countries, which those of people may name, then the others."""
    countries = [row for row in batch if getattr(row, "kind", "") == Actor.Kind.COUNTRY]
    others = [row for row in batch if getattr(row, "kind", "") != Actor.Kind.COUNTRY]
    return [part for part in (countries, others) if part]


class _Batch:
    """Some rows and the actors they mean. `told` are the ids of actors that rows before these told of."""

    def __init__(self, rows: list[Listed | Refusal], nations: Nations, told: set[int]):
        self.rows, self.nations, self.told = rows, nations, told
        self.candidates = Candidates((row for row in rows if isinstance(row, Listed)), nations)
        self.met: dict[int, Actor] = {}  # by identity: what is new has no key yet
        self.made: list[Actor] = []
        self.changed: list[Actor] = []
        self.spelled: list[ActorName] = []

    def write(self, report: ListReport) -> set[int]:
        """The ids of the actors that the rows told of, all of them written."""
        for row in self.rows:
            try:
                became = self._take(row)
                setattr(report, became, getattr(report, became) + 1)
            except RefusedRow as refused:
                report.refuse(Refusal(row.line, str(refused)))
        self._save()
        return {actor.pk for actor in self.met.values()}

    def _take(self, row: Listed | Refusal) -> str:
        """What the row became: created, updated or unchanged."""
        if isinstance(row, Refusal):
            raise RefusedRow(row.reason)
        country = self.nations.of(row)
        actor, surely = self.candidates.find(row)
        if actor is None:
            self._make(row, country)
            return "created"
        changed = self._change(actor, row, country, surely)
        respelled = "names" not in actor.edited_fields and self._spell(actor, row)
        return "updated" if changed or respelled else "unchanged"

    def _make(self, row: Listed, country: int | None):
        actor = Actor(kind=row.kind, name=row.name, wikidata_id=row.wikidata, country_id=country)
        actor.status = row.status or Actor.Status.CONFIRMED
        actor.since, actor.until = row.since, row.until
        given = {"name": True, "status": True, "country": country, "wikidata_id": row.wikidata}
        given |= {"since": row.since, "until": row.until}
        actor.imported_fields = sorted(name for name, value in given.items() if value)
        self.made.append(actor)
        self.met[id(actor)] = actor
        self.candidates.add(actor)
        self._spell(actor, row)

    def _change(self, actor: Actor, row: Listed, country: int | None, surely: bool) -> bool:
        """Whether the row says something new of an actor that no row before it told of."""
        if id(actor) in self.met or actor.pk in self.told:
            return False
        said = {"wikidata_id": row.wikidata, "country_id": country, "status": _status(actor, row)}
        said |= {"since": row.since, "until": row.until}
        if surely and row.name != names.tidy(actor.name):
            said["name"] = row.name
        new = {name: value for name, value in said.items() if value and value != getattr(actor, name)}
        new = {name: v for name, v in new.items() if _field(name) not in actor.edited_fields}
        _check_years(actor, new)
        self.met[id(actor)] = actor
        for name, value in new.items():
            setattr(actor, name, value)
        actor.imported_fields = sorted({*actor.imported_fields, *map(_field, new)})
        self.changed += [actor] if new else []
        return bool(new)

    def _spell(self, actor: Actor, row: Listed) -> bool:
        """Whether the row has spellings that the actor had not."""
        new = [name for name in (row.name, *row.spellings) if self.candidates.spell(actor, name)]
        self.spelled += [
            ActorName(actor=actor, name=name, key=names.key(name), use=spelling(name).use, imported=True)
            for name in new
        ]
        return bool(new)

    def _save(self):
        slugs = Actor.objects.free_slugs(actor.name for actor in self.made)
        for actor, slug in zip(self.made, slugs, strict=True):
            actor.slug = slug
        Actor.objects.bulk_create(self.made)
        Actor.objects.bulk_update(self.changed, FIELDS)
        for each in self.spelled:
            each.actor = each.actor  # which has a key by now
        ActorName.objects.bulk_create(self.spelled)
        self.nations.add(self.spelled)


def _check_years(actor: Actor, new: dict[str, object]):
    since, until = (new.get(name, getattr(actor, name)) for name in ("since", "until"))
    if disagree(since, until):
        raise RefusedRow(f"{actor.name} would end in {until}, before beginning in {since}: give both years.")


def _field(column: str) -> str:
    return "country" if column == "country_id" else column


def _status(actor: Actor, row: Listed) -> str:
    """The status that the row gives the actor: a list confirms whom it names, unless it says otherwise."""
    stays = row.status == Actor.Status.PROPOSED
    return actor.status if stays else row.status or Actor.Status.CONFIRMED
