"""Why a search finds nothing or little, and what near it finds more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from articles.models import Actor
from articles.search import tree as t
from articles.search.engine import engine
from articles.search.fields import ACTOR, BY_NAME
from articles.search.letters import RUN
from articles.search.query import Query
from articles.search.respelling import called_nearly
from articles.search.search import Search
from articles.search.wording import in_words, written

FEW = 5  # articles; a search that finds fewer is looked at
MAX_EXAMINED = 12  # clauses of one search: each is two questions to the engine
MAX_RESPELLED = 3  # names of one search that nobody has: each is a question to the database


@dataclass(frozen=True)
class Clause:
    """One part of a search: how many articles fit it alone, and how many fit all the others without it.

    `name` is the parameter of a choice or a date; it is empty for a part of what was typed. `found` is what
    the whole search finds.
    """

    words: str
    name: str
    alone: int
    others: int
    typed: str = ""
    found: int = 0

    @property
    def narrows(self) -> bool:
        """Whether the search would find more but for this clause."""
        return self.others > self.found


@dataclass(frozen=True)
class Remedy:
    """Another query that is sure to find so many articles."""

    words: str
    typed: str
    count: int


@dataclass(frozen=True)
class Diagnosis:
    """The clauses of a search that finds nothing or little, other spellings, and looser queries."""

    clauses: tuple[Clause, ...]
    spellings: tuple[Remedy, ...]
    looser: tuple[Remedy, ...]


def diagnosed(search: Search) -> Diagnosis:
    """What narrows a search that finds nothing or little, and queries that find more."""
    search = search.without_facets()
    found = search.count()
    remedies = [[r for r in made(search) if r.count > found] for made in (_spellings, _looser)]
    return Diagnosis(tuple(_clauses(search, found)), *(tuple(dict.fromkeys(each)) for each in remedies))


def renamed(search: Search) -> tuple[Remedy, ...]:
    """The query with names that some actor has in place of those that nobody has."""
    return tuple(_with_other_names(search.without_facets()))


def _clauses(search: Search, found: int) -> Iterator[Clause]:
    parts = _parts(search.query.tree)
    every = len(parts) + len(search.choices) + len(search.dates)
    for place, part in enumerate(parts[:MAX_EXAMINED]):
        rest = _asking(search, t.all_of(parts[:place] + parts[place + 1 :]))
        words = in_words(_asking(search, part).tree)
        alone = _asking(_bare(search), part).count()
        others = rest.count() if every > 1 else 0
        yield Clause(words, "", alone, others, written(rest.query.tree), found)
    for kind in ("choices", "dates"):
        for place, each in enumerate(getattr(search, kind)[:MAX_EXAMINED]):
            others = getattr(search, kind)[:place] + getattr(search, kind)[place + 1 :]
            alone, rest = replace(_bare(search), **{kind: (each,)}), replace(search, **{kind: others})
            count = rest.count() if every > 1 else 0
            yield Clause(alone.in_words(), each.field, alone.count(), count, found=found)


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
            yield from _sure(_exchanged(search, word, replace(word, text=other)), f"“{other}”")


def _with_other_names(search: Search) -> Iterator[Remedy]:
    names = [leaf for leaf in t.leaves(search.query.tree) if isinstance(leaf, t.Named)]
    _ = search.tree  # looks the names up
    nobody = [each for each in dict.fromkeys(names) if _is_nobody(search, each)]
    for named in nobody[:MAX_RESPELLED]:
        kinds = Actor.Kind.values if named.field == "actor" else [named.field]
        for actor in called_nearly(kinds, named.name):
            other = t.Named(named.field, actor.name)
            yield from _sure(_exchanged(search, named, other), actor.name)


def _is_nobody(search: Search, named: t.Named) -> bool:
    meant = search.known.get(named)
    return BY_NAME[named.field].kind == ACTOR and meant is not None and meant.nobody


def _exchanged(search: Search, leaf: t.Leaf, other: t.Leaf) -> Search:
    """The search with another leaf in the place of one."""

    def change(each):
        return each.replaced(change) if isinstance(each, t.Compound) else other if each == leaf else each

    return _asking(search, t.mapped(search.query.tree, change))


def _looser(search: Search) -> Iterator[Remedy]:
    """The query without what no article has, with its words anywhere, with one part being enough."""
    for loosened in (_without_missing, _with_words_anywhere, _with_one_enough):
        tree = loosened(search)
        if tree not in (t.EVERYTHING, search.query.tree):
            loose = _asking(search, tree)
            yield from _sure(loose, in_words(loose.tree))


def _without_missing(search: Search) -> t.Node:
    parts = _parts(search.query.tree)
    has_some = [part for part in parts if _asking(_bare(search), part).count()]
    return t.all_of(has_some) if len(has_some) < len(parts) - 1 else t.EVERYTHING


def _with_words_anywhere(search: Search) -> t.Node:
    """Phrases and words near each other as plain words, unless they must be absent."""
    parts = _parts(search.query.tree)
    return t.all_of(part if isinstance(part, t.Not) else t.mapped(part, _words_anywhere) for part in parts)


def _words_anywhere(leaf: t.Leaf) -> t.Node:
    if isinstance(leaf, t.Near):
        return t.all_of(t.mapped(side, _words_anywhere) for side in (leaf.left, leaf.right))
    if isinstance(leaf, t.Often):
        return leaf.part
    if isinstance(leaf, t.Phrase | t.Loose):
        return t.all_of(t.Word(word, leaf.field) for word in RUN.findall(leaf.text))
    return leaf


def _with_one_enough(search: Search) -> t.Node:
    wanted = [part for part in _parts(search.query.tree) if not isinstance(part, t.Not)]
    return t.any_of(wanted) if len(wanted) > 1 else t.EVERYTHING


def _sure(search: Search, words: str) -> Iterator[Remedy]:
    if count := search.count():
        yield Remedy(words, written(search.query.tree), count)
