"""What a reader may be about to type: a field, a person, a country, an organisation, a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.models import Actor, Source
from articles.names import key
from articles.search.fields import ACTOR, SOURCE, TYPED
from articles.search.letters import clean_typed

MOST = 8  # suggestions at once: more are slower to read than to type on
SHORTEST = 2  # letters of a name: one letter begins too many
LONGEST = 1_000  # characters that the search box takes
TAIL = 3  # words at the end of what was typed that may be one name

# A field and the beginning of its value, quoted or not, at the very end.
FIELD = re.compile(r'(?P<before>(?:^|.*[\s(-]))(?P<field>[a-z]+):(?P<value>"?[^"]*)$', re.DOTALL)
# Words at the very end that are plain: no operator, no field, no quotes.
PLAIN = re.compile(r"[^\s\"():]+(?:\s+[^\s\"():]+)*$")
OPERATORS = {"OR", "AND", "NOT"}


@dataclass(frozen=True)
class Suggestion:
    """One thing to search for: `kind` is person, country, organisation, source or field; `query` is the
    whole text of the search box once it is taken."""

    kind: str
    label: str
    detail: str
    query: str


def suggest(typed: str) -> tuple[Suggestion, ...]:
    """At most MOST suggestions for what was typed so far, the likeliest first."""
    typed = clean_typed(typed)[:LONGEST]
    asked = FIELD.match(typed)
    if asked and asked["field"] in TYPED:
        return tuple(_values(asked["before"], TYPED[asked["field"]], asked["value"]))[:MOST]
    if typed.count('"') % 2 or not typed.strip() or typed[-1].isspace():
        return ()
    return (*_fields(typed), *_names(typed))[:MOST]


def _values(before: str, field, value: str) -> Iterator[Suggestion]:
    """What the field may mean by the beginning of a value."""
    begun = value.removeprefix('"')
    if field.kind == ACTOR:
        kinds = [field.name] if field.name in Actor.Kind.values else Actor.Kind.values
        yield from _actors(before, begun, kinds, field.name)
    elif field.kind == SOURCE:
        yield from _sources(before, begun, field.name)


def _fields(typed: str) -> Iterator[Suggestion]:
    """The fields whose name begins as the last word does."""
    begun = re.split(r"[\s(-]", typed)[-1]
    if len(begun) >= SHORTEST:
        before = typed.removesuffix(begun)
        for name, field in TYPED.items():
            if name.startswith(begun.lower()):
                yield Suggestion("field", f"{name}:", field.help, f"{before}{name}:")


def _names(typed: str) -> Iterator[Suggestion]:
    """The actors and sources one of whose names begins with the last words, as many words as there can be."""
    tails = _tails(typed)
    sources = _sources if _may_be_sources(tails) else lambda *_: ()
    for before, begun in tails:
        named = [*_actors(before, begun, Actor.Kind.values), *sources(before, begun)]
        if named:
            yield from named
            return


def _tails(typed: str) -> list[tuple[str, str]]:
    """The last words that may be one name, most words first, each with what stands before them."""
    found = PLAIN.search(typed)
    words = found[0].split() if found else []
    tails = [words[-count:] for count in range(min(TAIL, len(words)), 0, -1)]
    named = [
        re.search(r"\s*".join(map(re.escape, tail)) + "$", typed)[0].lstrip("-")
        for tail in tails
        if not OPERATORS & set(tail)
    ]
    return [(typed.removesuffix(begun), begun) for begun in named]


def _may_be_sources(tails: list[tuple[str, str]]) -> bool:
    """Whether sources are asked for: none has several words where none has the last of them."""
    last = tails[-1][1] if tails else ""
    return len(tails) < 2 or not _says_enough(last) or Source.objects.beginning(last).exists()


def _actors(before: str, begun: str, kinds, field: str = "") -> Iterator[Suggestion]:
    words = key(begun)
    if _says_enough(words):
        for actor in Actor.objects.beginning(words.split(), kinds, MOST):
            kind = Actor.Kind(actor.kind).label
            detail = kind if actor.spelling == actor.name else f"{kind}, also written {actor.spelling}"
            query = f"{before}{field or actor.kind}:{_quoted(actor.name)} "
            yield Suggestion(actor.kind, actor.name, detail, query)


def _sources(before: str, begun: str, field: str = "source") -> Iterator[Suggestion]:
    if _says_enough(begun.strip()):
        for source in Source.objects.beginning(begun.strip())[:MOST]:
            yield Suggestion("source", str(source), "Source", f"{before}{field}:{_quoted(source.name)} ")


def _says_enough(begun: str) -> bool:
    """Whether a name can be told from so little: in Chinese one sign is a word."""
    return len(begun) >= SHORTEST or not begun.isascii()


def _quoted(name: str) -> str:
    return name if re.fullmatch(r"\w+", name) else '"' + name.replace('"', "") + '"'
