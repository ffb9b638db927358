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
class Wildcard:
    """Every word that fits a pattern: * stands for any letters or none, ? for exactly one."""

    text: str
    field: str = ""


@dataclass(frozen=True)
class Fuzzy:
    """Words spelled like this one but for `edits` letters changed, left out, added or swapped at most."""

    text: str
    edits: int
    field: str = ""


@dataclass(frozen=True)
class Loose:
    """Words as printed, in any order, in one stretch that holds at most `gap` other words."""

    text: str
    gap: int
    field: str = ""


@dataclass(frozen=True)
class Near:
    """The left side within so many words of the right one, as printed, in one field and without overlap.

    A side is a word, a phrase, a wildcard or several of these with OR. Neighbours are one word apart.
    `ordered` asks for the left side first.
    """

    left: Node
    right: Node
    distance: int
    ordered: bool = False

    def replaced(self, change) -> Near:
        """The same with `change` applied to the leaves of both sides."""
        return replace(self, left=mapped(self.left, change), right=mapped(self.right, change))


@dataclass(frozen=True)
class Often:
    """A word, phrase or several with OR that stand at least so many times in the article."""

    part: Node
    times: int

    def replaced(self, change) -> Often:
        """The same with `change` applied to the leaves within."""
        return replace(self, part=mapped(self.part, change))


@dataclass(frozen=True)
class Listed:
    """Exactly these articles, whose texts were checked word for word. `stands_for` is what was asked."""

    ids: tuple[int, ...]
    stands_for: Node


@dataclass(frozen=True)
class Named:
    """A person, country, organisation or source as typed, before anyone looked who that is."""

    field: str
    name: str
    quoted: bool = True


@dataclass(frozen=True)
class Chosen:
    """Values of a facet that are in the archive: any, all or none of the ids. `name` is for people."""

    field: str
    ids: tuple[int | str, ...]
    name: str
    mode: str = "any"


@dataclass(frozen=True)
class Coded:
    """A code as the index holds it, such as the language fa."""

    field: str
    code: str


@dataclass(frozen=True)
class Dated:
    """Articles that may have, or surely have, appeared after, before, on or during the period."""

    field: str
    period: Period
    surely: bool = False


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


Text = Word | Phrase | Wildcard | Fuzzy | Loose
Compound = Near | Often
Leaf = Text | Compound | Listed | Named | Chosen | Coded | Dated | Everything
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
    """The simple leaves that a match may contain: those under a NOT are left out."""
    return leaves(node, absent=False)


def scores(node: Node) -> bool:
    """Whether some wanted leaf ranks the hits: words do, choices and dates do not."""
    return any(isinstance(leaf, Word | Phrase | Loose) for leaf in wanted(node))


def leaves(node: Node, absent: bool = True) -> Iterator[Leaf]:
    """Every simple leaf of the tree, those within Near and Often too; with `absent` those under a NOT."""
    if isinstance(node, Not) and not absent:
        return
    parts = inside(node)
    if not parts:
        yield node
    for part in parts:
        yield from leaves(part, absent)


def inside(node: Node) -> tuple[Node, ...]:
    """The nodes that a node is made of; none for a simple leaf."""
    if isinstance(node, And | Or):
        return node.parts
    if isinstance(node, Near):
        return node.left, node.right
    if isinstance(node, Not | Often):
        return (node.part,)
    return (node.stands_for,) if isinstance(node, Listed) else ()


def in_field(node: Node, field: str) -> Node:
    """The tree with every word and phrase that has no field of its own sought in `field`."""

    def change(leaf):
        if isinstance(leaf, Compound):
            return leaf.replaced(change)
        return replace(leaf, field=field) if isinstance(leaf, Text) and not leaf.field else leaf

    return mapped(node, change)
