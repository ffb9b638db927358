"""The tree of a query: frozen, comparable, the same for every engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from articles.periods import Period


@dataclass(frozen=True)
class Word:
    """A plain word, in its other forms too. `field` is a text field, or empty for all of them."""

    text: str
    field: str = ""


@dataclass(frozen=True)
class Phrase:
    """Words exactly as printed, next to each other."""

    text: str
    field: str = ""


@dataclass(frozen=True)
class Named:
    """A person, country, organisation or source as typed, before anyone looked who that is."""

    field: str
    name: str
    quoted: bool = True


@dataclass(frozen=True)
class Chosen:
    """An actor, a source or a year that is in the archive: any of the ids. `name` is for people."""

    field: str
    ids: tuple[int, ...]
    name: str


@dataclass(frozen=True)
class Coded:
    """A code as the index holds it, such as the language fa."""

    field: str
    code: str


@dataclass(frozen=True)
class Dated:
    """Articles that may have appeared after, before, on or during the period."""

    field: str
    period: Period


@dataclass(frozen=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    part: Node


@dataclass(frozen=True)
class Everything:
    """Nothing was asked: every article."""


Leaf = Word | Phrase | Named | Chosen | Coded | Dated | Everything
Node = Leaf | And | Or | Not
EVERYTHING = Everything()


def all_of(parts) -> Node:
    """The parts joined by AND, without needless levels; everything where there are none."""
    return _joined(And, parts)


def any_of(parts) -> Node:
    """The parts joined by OR, without needless levels and without what says nothing."""
    return _joined(Or, parts)


def _joined(kind, parts) -> Node:
    kept = [part for part in parts if part != EVERYTHING]
    flat = tuple(p for part in kept for p in (part.parts if isinstance(part, kind) else (part,)))
    return kind(flat) if len(flat) > 1 else next(iter(flat), EVERYTHING)


def without(part: Node) -> Node:
    """The part turned round."""
    return part.part if isinstance(part, Not) else Not(part)


def mapped(node: Node, change) -> Node:
    """The tree with `change` applied to every leaf."""
    if isinstance(node, And):
        return all_of(mapped(part, change) for part in node.parts)
    if isinstance(node, Or):
        return any_of(tuple(mapped(part, change) for part in node.parts))
    if isinstance(node, Not):
        return without(mapped(node.part, change))
    return change(node)


def wanted(node: Node) -> Iterator[Leaf]:
    """The leaves that a match may contain: those under a NOT are left out."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from wanted(part)
    elif not isinstance(node, Not):
        yield node


def scores(node: Node) -> bool:
    """Whether some wanted leaf ranks the hits: words do, choices and dates do not."""
    return any(isinstance(leaf, Word | Phrase) for leaf in wanted(node))


def leaves(node: Node) -> Iterator[Leaf]:
    """Every leaf of the tree, those under a NOT too."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part)
    elif isinstance(node, Not):
        yield from leaves(node.part)
    else:
        yield node


def in_field(node: Node, field: str) -> Node:
    """The tree with every word and phrase that has no field of its own sought in `field`."""

    def change(leaf):
        return replace(leaf, field=field) if isinstance(leaf, Word | Phrase) and not leaf.field else leaf

    return mapped(node, change)
