"""Which actor a row of a list is: by its slug or Wikidata id, else by its name. Unique or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db.models import Q

from articles import names
from articles.actors.rows import Listed, RefusedRow
from articles.models import Actor, ActorName
from articles.sounds import sounding

SHOWN = 5  # candidates named in a reason

REJECTED = "{} was rejected here; an editor can confirm it, or the row can say so: status rejected."
SEVERAL = "“{}” may be any of several: {}. Give the Wikidata id, or the slug."
SPELLED = (
    "“{}” is already a spelling of {}. Is that meant? Then give that name, the Wikidata id, or the slug."
)
OF_ANOTHER_KIND = "{} is the {} {} here, no {}."


def shown(actors: Iterable[Actor]) -> str:
    """The actors by name and slug."""
    actors = sorted(actors, key=lambda actor: actor.slug)
    said = ", ".join(f"{actor.name} ({actor.slug or 'in this list'})" for actor in actors[:SHOWN])
    return f"{said} and {len(actors) - SHOWN} more" if len(actors) > SHOWN else said


class Nations:
    """Every country by code, by Wikidata id and by any of its names; today's outweigh former ones."""

    def __init__(self):
        rows = ActorName.objects.filter(actor__kind=Actor.Kind.COUNTRY).exclude(actor__status="rejected")
        self.names: dict[str, set[int]] = defaultdict(set)
        former: dict[str, set[int]] = defaultdict(set)
        self.codes: dict[str, int] = {}
        columns = "key", "actor_id", "actor__code", "actor__wikidata_id"
        for key, actor, code, wikidata in rows.values_list(*columns):
            (former if len(code) == 4 else self.names)[key].add(actor)
            self.codes |= {known: actor for known in (code, wikidata) if known}
        self.names = {**former, **self.names}

    def add(self, spelled: Iterable[ActorName]):
        """Lets later rows name the countries among the actors with these new spellings."""
        for each in spelled:
            if each.actor.kind == Actor.Kind.COUNTRY:
                self.names.setdefault(each.key, set()).add(each.actor_id)

    def find(self, said: str) -> int | None:
        """The country's id by a code or an unambiguous name, or None."""
        if actor := self.codes.get(said.upper()) or self.codes.get(said.rpartition("/")[2]):
            return actor
        owners = self.names.get(names.key(said), ())
        return next(iter(owners)) if len(owners) == 1 else None

    def of(self, row: Listed) -> int | None:
        """The id of the country that a person or an organisation belongs to, or None for none.

        Raises RefusedRow where nobody knows the country.
        """
        if not row.country or row.kind == Actor.Kind.COUNTRY:
            return None
        if (actor := self.find(row.country)) is None:
            raise RefusedRow(f"“{row.country[:60]}” is no country that the archive knows for sure.")
        return actor


class Candidates:
    """The actors that a batch of rows may mean, found in three questions, and those the batch makes."""

    def __init__(self, rows: Iterable[Listed], nations: Nations):
        rows, self.nations = list(rows), nations
        keys = {names.key(name) for row in rows for name in (row.name, *row.spellings)}
        ids = set(ActorName.objects.filter(key__in=keys).values_list("actor_id", flat=True))
        ids |= {self._nation(row) for row in rows if row.kind == Actor.Kind.COUNTRY} - {None}
        slugs = {row.slug for row in rows} - {""}
        wikidata = {row.wikidata for row in rows} - {""}
        meant = Q(pk__in=ids) | Q(slug__in=slugs) | Q(wikidata_id__in=wikidata)
        self.by_id = Actor.objects.in_bulk(Actor.objects.filter(meant).values_list("pk", flat=True))
        self.by_key: dict[tuple[str, str], list[Actor]] = defaultdict(list)
        self.by_slug = {actor.slug: actor for actor in self.by_id.values()}
        self.by_wikidata: dict[str, list[Actor]] = defaultdict(list)
        self.spellings: dict[int, set[str]] = defaultdict(set)
        for actor in self.by_id.values():
            self.by_wikidata[actor.wikidata_id].append(actor)
        for actor, name in ActorName.objects.filter(actor__in=self.by_id).values_list("actor_id", "name"):
            self.spell(self.by_id[actor], name)

    def spell(self, actor: Actor, name: str) -> bool:
        """Whether the spelling is new to the actor, who has it from now on."""
        name, spelled = names.tidy(name), self.spellings[id(actor)]
        if name in spelled:
            return False
        spelled.add(name)
        owners = self.by_key[actor.kind, names.key(name)]
        if not any(owner is actor for owner in owners):
            owners.append(actor)
        return True

    def add(self, actor: Actor):
        """Lets later rows meet an actor that the batch makes."""
        if actor.wikidata_id:
            self.by_wikidata[actor.wikidata_id].append(actor)

    def find(self, row: Listed) -> tuple[Actor | None, bool]:
        """The actor that the row is, or None, and whether more than its name says so; raises RefusedRow."""
        for look in (self._by_slug, self._by_wikidata):
            if actor := look(row):
                return actor, True
        return self._by_name(row), False

    def _nation(self, row: Listed) -> int | None:
        return self.nations.find(row.name) or (row.country and self.nations.find(row.country)) or None

    def _by_slug(self, row: Listed) -> Actor | None:
        actor = self.by_slug.get(row.slug) if row.slug else None
        if actor is None or actor.kind != row.kind or row.name not in self.spellings[id(actor)]:
            return None
        return actor

    def _by_wikidata(self, row: Listed) -> Actor | None:
        found = self.by_wikidata.get(row.wikidata, ()) if row.wikidata else ()
        same = [actor for actor in found if actor.kind == row.kind]
        if found and not same:
            raise RefusedRow(OF_ANOTHER_KIND.format(row.wikidata, found[0].kind, found[0].name, row.kind))
        return self._only(same, row, lambda: SEVERAL.format(row.wikidata, shown(same)))

    def _by_name(self, row: Listed) -> Actor | None:
        if row.kind == Actor.Kind.COUNTRY and (nation := self._nation(row)):
            return self.by_id[nation]
        called = self._called(row, row.name)
        open_ = [actor for actor in called if actor.status != Actor.Status.REJECTED]
        if called and not open_ and row.status != Actor.Status.REJECTED:
            raise RefusedRow(REJECTED.format(shown(called)))
        found = self._only(open_ or called, row, lambda: SEVERAL.format(row.name, shown(open_ or called)))
        return found or self._by_spelling(row)

    def _by_spelling(self, row: Listed) -> Actor | None:
        """The one with a full spelling of the row whose name sounds alike; RefusedRow where it does not."""
        for name in row.spellings:
            called = self._called(row, name) if " " in names.key(name) else ()
            if called and not (len(called) == 1 and self._sounds_like(called[0], row.name)):
                raise RefusedRow(SPELLED.format(name, shown(called)))
            if called:
                return self._only(called, row, str)
        return None

    def _sounds_like(self, actor: Actor, name: str) -> bool:
        return sounding(name) in {sounding(each) for each in self.spellings[id(actor)]}

    def _called(self, row: Listed, name: str) -> list[Actor]:
        """The actors of the row's kind with the key, but those whom Wikidata calls by another id."""
        owners = self.by_key.get((row.kind, names.key(name)), ())
        ids = (row.wikidata, "")
        return [actor for actor in owners if not row.wikidata or actor.wikidata_id in ids]

    def _only(self, found: list[Actor], row: Listed, reason: Callable[[], str]) -> Actor | None:
        if len(found) > 1:
            raise RefusedRow(reason())
        if found and found[0].status == Actor.Status.REJECTED and row.status != Actor.Status.REJECTED:
            raise RefusedRow(REJECTED.format(shown(found)))
        return found[0] if found else None
