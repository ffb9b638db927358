"""Whom the names in a query mean: person:"Mahmud Ahmadinejad" becomes the person of the archive."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.text import slugify

from articles import actors
from articles.models import Actor, Article, Source
from articles.search.fields import ACTOR, FAMILY, SOURCE, TYPED
from articles.search.tree import EVERYTHING, Chosen, Named, Node, Phrase, Word, any_of, mapped

KINDS = ("person", "country", "organisation")
MAX_NAMES = 20  # names looked up for one query: each is a question to the database

UNKNOWN = "No {} called “{}” is known here; the words were searched for instead."
TOO_MANY = f"Only the first {MAX_NAMES} names were looked up; the others were read as plain words."


def resolved(tree: Node) -> tuple[Node, tuple[str, ...]]:
    """The tree with ids in place of names, and a notice for each name that nobody has."""
    names = _Names()
    return mapped(tree, names.resolve), tuple(names.notices)


def _chosen(field: str, found: list) -> Node:
    names = " or ".join(dict.fromkeys(each.name for each in found))
    return Chosen(field, tuple(each.pk for each in found), names) if found else EVERYTHING


class _Names:
    def __init__(self):
        self.known: dict[Named, Node] = {}
        self.notices: list[str] = []

    def resolve(self, leaf):
        if not isinstance(leaf, Named):
            return leaf
        if leaf not in self.known:
            self.known[leaf] = self._looked_up(leaf)
        return self.known[leaf]

    def _looked_up(self, named: Named) -> Node:
        if len(self.known) >= MAX_NAMES:
            return self._as_words(named, TOO_MANY)
        field = TYPED[named.field]
        found = LOOKUPS[field.kind](field.name, named.name)
        if not found:
            return self._as_words(named, UNKNOWN.format(field.label.lower(), named.name))
        if named.field == "actor":
            return any_of([_chosen(kind, [each for each in found if each.kind == kind]) for kind in KINDS])
        return _chosen(named.field, found)

    def _as_words(self, named: Named, notice: str) -> Node:
        if notice not in self.notices:
            self.notices.append(notice)
        return Phrase(named.name) if named.quoted else Word(named.name)


def sources_called(_field: str, typed: str) -> list[Source]:
    """The sources a reader may mean: by name, publisher, slug or the host of their homepage."""
    host = re.escape(re.sub(r"^(https?://)?(www\.)?", "", typed.strip().lower()).rstrip("/"))
    called = (
        Q(name__iexact=typed.strip())
        | Q(publisher__iexact=typed.strip())
        | Q(slug=slugify(typed, allow_unicode=True) or None)
    )
    return list(Source.objects.filter(called | Q(homepage__iregex=rf"^https?://(www\.)?{host}/?$")))


def actors_called(kind: str, typed: str) -> list[Actor]:
    """The actors of the kind that a reader may mean; of every kind for actor:."""
    kinds = KINDS if kind == "actor" else (kind,)
    return [actor for each in kinds for actor in actors.by_name(each, typed)]


@dataclass(frozen=True)
class Family:
    """The tellings of one story, by the article that told it first."""

    pk: int
    name: str


def families_of(_field: str, typed: str) -> list[Family]:
    """The family of the article with this number, or nothing."""
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0
    rows = Article.objects.filter(pk=number).values_list("pk", "family_id") if number else ()
    return [Family(family or pk, str(family or pk)) for pk, family in rows]


LOOKUPS: dict[str, Callable] = {
    ACTOR: actors_called,
    FAMILY: families_of,
    SOURCE: sources_called,
}
