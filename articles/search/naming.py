"""Whom the names in a query mean: person:"Mahmud Ahmadinejad" becomes the person of the archive."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.db.models import Q
from django.utils.text import slugify

from articles import actors
from articles.models import Source
from articles.search.fields import ACTOR, SOURCE, TYPED
from articles.search.tree import Chosen, Named, Node, Phrase, Word, mapped

MAX_NAMES = 20  # names looked up for one query: each is a question to the database

UNKNOWN = "No {} called “{}” is known here; the words were searched for instead."
TOO_MANY = f"Only the first {MAX_NAMES} names were looked up; the others were read as plain words."


def resolved(tree: Node) -> tuple[Node, tuple[str, ...]]:
    """The tree with ids in place of names, and a notice for each name that nobody has."""
    names = _Names()
    return mapped(tree, names.resolve), tuple(names.notices)


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
        names = " or ".join(dict.fromkeys(each.name for each in found))
        return Chosen(named.field, tuple(each.pk for each in found), names)

    def _as_words(self, named: Named, notice: str) -> Node:
        if notice not in self.notices:
            self.notices.append(notice)
        return Phrase(named.name) if named.quoted else Word(named.name)


def sources_called(_field: str, typed: str) -> list[Source]:
    """The sources a reader may mean: by name, by slug or by the host of their homepage."""
    host = re.escape(re.sub(r"^(https?://)?(www\.)?", "", typed.strip().lower()).rstrip("/"))
    called = Q(name__iexact=typed.strip()) | Q(slug=slugify(typed, allow_unicode=True) or None)
    return list(Source.objects.filter(called | Q(homepage__iregex=rf"^https?://(www\.)?{host}/?$")))


LOOKUPS: dict[str, Callable] = {
    ACTOR: actors.by_name,
    SOURCE: sources_called,
}
