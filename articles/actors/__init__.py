"""The authority: which actor does a name mean? Unique or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from articles import names
from articles.actors.alike import fill_sounds
from articles.actors.authority import AuthorityReport, load_authority
from articles.actors.proposals import resolve
from articles.importing.draft import Known, KnownName
from articles.importing.naming.authority import LANGUAGES
from articles.importing.naming.countries import local_names
from articles.models import Actor, ActorName
from articles.sounds import sounding

__all__ = ["AuthorityReport", "add_name", "by_name", "fill_sounds", "known", "load_authority", "resolve"]


def known() -> Known:
    """What the importer needs to know: the spellings of every confirmed actor, and the day.

    A key that two actors of one kind share is nobody's: it comes apart, to be told by the text or by an
    editor; today's countries outweigh former ones.
    """
    rows = ActorName.objects.filter(actor__status=Actor.Status.CONFIRMED).order_by("actor_id", "pk")
    columns = "actor_id", "actor__kind", "actor__code", "name", "key", "use", "language", "actor__name"
    spelled = [_Row(*row) for row in rows.values_list(*columns)]
    spelled.sort(key=lambda row: (row.actor, row.name != row.main))
    owners = _owners(spelled)
    found = (row for row in spelled if owners[row.kind, row.key] == {row.actor})
    return Known(
        names=tuple(each for row in found for each in row.known()),
        shared=tuple({row.key: row.unclear() for row in spelled if row.is_shared(owners)}.values()),
        latest=timezone.localdate() + timedelta(days=1),  # where it appeared it may be tomorrow
        names_model=settings.NAMES_MODEL,
    )


@dataclass(frozen=True, slots=True)
class _Row:
    actor: int
    kind: str
    code: str
    name: str
    key: str
    use: str
    language: str
    main: str

    def known(self) -> Iterator[KnownName]:
        """The spelling once, or once for each language that has it."""
        languages = _languages().get((self.code, self.name), ()) if self.use == ActorName.Use.LOCAL else ()
        for language in languages or (self.language,):
            yield KnownName(self.actor, self.kind, self.name, self.use, language)

    def is_shared(self, owners: Mapping[tuple[str, str], set[int]]) -> bool:
        """Whether the spelling is a full name of several people, or a name of several organisations."""
        usable = self.use in (ActorName.Use.NAME, ActorName.Use.ACRONYM)
        full = self.kind == Actor.Kind.ORGANISATION or (self.kind == Actor.Kind.PERSON and " " in self.name)
        return usable and full and len(owners[self.kind, self.key]) > 1

    def unclear(self) -> KnownName:
        """The spelling as nobody's."""
        return KnownName(None, self.kind, self.name, self.use, self.language)


@cache
def _languages() -> dict[tuple[str, str], tuple[str, ...]]:
    """The languages in which a country has a local name, by (code, name)."""
    spoken: dict[tuple[str, str], tuple[str, ...]] = defaultdict(tuple)
    for language in LANGUAGES:
        for pair in local_names(language):
            spoken[pair] += (language,)
    return spoken


def _owners(spelled: Iterable[_Row]) -> dict[tuple[str, str], set[int]]:
    """The actors of each kind and key; a former state only where no state of today has it."""
    owners: dict[tuple[str, str], set[int]] = defaultdict(set)
    former: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in spelled:
        (former if len(row.code) == 4 else owners)[row.kind, row.key].add(row.actor)
    return defaultdict(set, {**former, **owners})


def by_name(kind: str, typed: str) -> list[Actor]:
    """The actors of a kind that a reader may mean: by slug, by any spelling, or by country code.

    Where none is spelled so, the people whose names sound so.
    """
    typed, actors = typed.strip(), Actor.objects.seen().filter(kind=kind)
    meant = Q(slug=typed) | Q(pk__in=Actor.objects.filter(slug=typed).values("merged_into"))
    if key := names.key(typed):
        meant |= Q(names__key=key)
    found = list(actors.filter(meant).distinct())
    if not found and kind == Actor.Kind.PERSON:
        return list(actors.sounding(sounding(typed)))
    return found or list(actors.filter(code=typed.upper()).exclude(code=""))


def add_name(actor: Actor, name: str, use: str = ActorName.Use.NAME) -> ActorName | None:
    """The actor's spelling `name`, made where it had none; None where nothing of a name is left."""
    name = names.tidy(name)
    if not names.key(name):
        return None
    return ActorName.objects.get_or_create(
        actor=actor, name=name, defaults={"key": names.key(name), "use": use}
    )[0]
