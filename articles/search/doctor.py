"""Why a search finds nothing, and what near it finds something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from articles.search import tree as t
from articles.search.engine import engine
from articles.search.query import Query
from articles.search.search import Search
from articles.search.wording import in_words, written

MAX_EXAMINED = 12  # clauses of one search: each is two questions to the engine


@dataclass(frozen=True)
class Clause:
    """One part of a search: how many articles fit it alone, and how many fit all the others without it.

    `name` is the parameter of a choice or a date; it is empty for a part of what was typed.
    """

    words: str
    name: str
    alone: int
    others: int
    typed: str = ""

    @property
    def empties(self) -> bool:
        """Whether the search would find something but for this clause."""
        return self.others > 0


@dataclass(frozen=True)
class Remedy:
    """Another query that is sure to find so many articles."""

    words: str
    typed: str
    count: int


@dataclass(frozen=True)
class Diagnosis:
    """The clauses of a search that finds nothing, other spellings, and looser queries."""

    clauses: tuple[Clause, ...]
    spellings: tuple[Remedy, ...]
    looser: tuple[Remedy, ...]


def diagnosed(search: Search) -> Diagnosis:
    """What is wrong with a search that finds nothing."""
    search = search.without_facets()
    return Diagnosis(tuple(_clauses(search)), tuple(_spellings(search)), tuple(_looser(search)))


def _clauses(search: Search) -> Iterator[Clause]:
    parts = _parts(search.query.tree)
    every = len(parts) + len(search.choices) + len(search.dates)
    for place, part in enumerate(parts[:MAX_EXAMINED]):
        rest = _asking(search, t.all_of(parts[:place] + parts[place + 1 :]))
        words = in_words(_asking(search, part).tree)
        alone = _asking(_bare(search), part).count()
        yield Clause(words, "", alone, rest.count() if every > 1 else 0, written(rest.query.tree))
    for name, kind in (("choices", "choices"), ("dates", "dates")):
        for place, each in enumerate(getattr(search, kind)[:MAX_EXAMINED]):
            others = getattr(search, name)[:place] + getattr(search, name)[place + 1 :]
            alone, rest = replace(_bare(search), **{name: (each,)}), replace(search, **{name: others})
            yield Clause(alone.in_words(), each.field, alone.count(), rest.count() if every > 1 else 0)


def _parts(tree: t.Node) -> tuple[t.Node, ...]:
    if tree == t.EVERYTHING:
        return ()
    return tree.parts if isinstance(tree, t.And) else (tree,)


def _asking(search: Search, tree: t.Node) -> Search:
    return replace(search, query=Query(tree, surely=search.query.surely))


def _bare(search: Search) -> Search:
    return replace(search, query=Query(), choices=(), dates=())


def _spellings(search: Search) -> Iterator[Remedy]:
    """The query with a word that no article has in another spelling that, with the rest, some have."""
    words = [leaf for leaf in t.wanted(search.query.tree) if isinstance(leaf, t.Word)]
    for word in list(dict.fromkeys(words))[:MAX_EXAMINED]:
        for other in [] if _asking(_bare(search), word).count() else engine().spelled_like(word.text):
            changed = t.mapped(search.query.tree, lambda leaf: _respelled(leaf, word, other))  # noqa: B023
            yield from _sure(_asking(search, changed), f"“{other}”")


def _respelled(leaf: t.Leaf, word: t.Word, other: str) -> t.Leaf:
    if isinstance(leaf, t.Compound):
        return leaf.replaced(lambda inner: _respelled(inner, word, other))
    return replace(word, text=other) if leaf == word else leaf


def _looser(search: Search) -> Iterator[Remedy]:
    """The query without what no article has, and with one of its words being enough."""
    parts = _parts(search.query.tree)
    if len(parts) < 2:
        return
    has_some = [part for part in parts if _asking(_bare(search), part).count()]
    if has_some and len(has_some) < len(parts) - 1:
        loose = _asking(search, t.all_of(has_some))
        yield from _sure(loose, in_words(loose.tree))
    wanted = [part for part in parts if not isinstance(part, t.Not)]
    if len(wanted) > 1:
        loose = _asking(search, t.any_of(wanted))
        yield from _sure(loose, in_words(loose.tree))


def _sure(search: Search, words: str) -> Iterator[Remedy]:
    if count := search.count():
        yield Remedy(words, written(search.query.tree), count)
