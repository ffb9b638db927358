"""What no index can say exactly is checked in the texts: three loose words and more, how often one stands.

The index gives a sure superset; the texts of those articles are read and the places of the words looked at.
What passed stands in the tree as the list of those articles, so that count, facets and pages stay exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, combinations, islice

from articles.models import Article
from articles.search import tree as t
from articles.search.embedded import forms
from articles.search.engine import Engine, Request
from articles.search.fields import TEXTS
from articles.search.places import Text, counted, stands_loosely

MAX_CHECKED = 3_000  # texts read for one operator, about a second's work

TOO_MANY = (
    "{} would have to be checked in more than {:,} articles; it was only sought that the words are there. "
    "Add a word or narrow the dates."
)

Texts = Callable[[Iterable[int]], Iterator[Text]]
COLUMNS = {
    "title": "title",
    "standfirst": "standfirst",
    "body": "body",
    "byline": "byline",
    "place": "dateline",
}


def checked(
    tree: t.Node, beside: Iterable[t.Node], engine: Engine, texts: Texts
) -> tuple[t.Node, tuple[str, ...]]:
    """The tree in words that every engine knows, and a notice for each part that was too much to check."""
    if not any(isinstance(node, t.Loose | t.Often) for node in _nodes(tree)):
        return tree, ()
    checking = _Checking(t.all_of((_loosened(tree), *beside)), engine, texts)
    return checking.settled(tree), tuple(checking.notices)


def texts_in_archive(ids: Iterable[int]) -> Iterator[Text]:
    """The texts of the articles with these ids, in one query."""
    rows = Article.objects.filter(pk__in=list(ids)).order_by("pk")
    for row in rows.values("id", "language", *COLUMNS.values()):
        yield Text(row["id"], row["language"], {name: row[column] for name, column in COLUMNS.items()})


def _nodes(node: t.Node) -> Iterator[t.Node]:
    yield node
    yield from chain.from_iterable(map(_nodes, t.inside(node)))


def _loosened(node: t.Node) -> t.Node:
    """What every match of the tree surely matches, in words that the engine knows."""
    if isinstance(node, t.Not):
        kept = all(not isinstance(each, t.Loose | t.Often) for each in _nodes(node))
        return node if kept else t.EVERYTHING
    if isinstance(node, t.And):
        return t.all_of(map(_loosened, node.parts))
    if isinstance(node, t.Or):
        parts = [_loosened(part) for part in node.parts]
        return t.EVERYTHING if t.EVERYTHING in parts else t.any_of(parts)
    return superset(node)


def superset(leaf: t.Leaf) -> t.Node:
    """The leaf for an engine: itself, or what all its matches surely match."""
    if isinstance(leaf, t.Often):
        return leaf.part
    if not isinstance(leaf, t.Loose):
        return leaf
    words = [t.Phrase(exact, leaf.field) for exact, _ in forms(leaf.text)]
    if len(words) < 2:
        return t.Phrase(leaf.text, leaf.field)
    farthest = len(words) - 1 + leaf.gap
    return t.all_of(t.Near(*pair, farthest) for pair in dict.fromkeys(combinations(words, 2)))


class _Checking:
    """Goes through one tree; `whole` is what every match of it matches and narrows what is read."""

    def __init__(self, whole: t.Node, engine: Engine, texts: Texts):
        self.whole = whole
        self.engine = engine
        self.texts = texts
        self.notices: list[str] = []

    def settled(self, node: t.Node, whole: t.Node | None = None) -> t.Node:
        whole = self.whole if whole is None else whole
        if isinstance(node, t.Not):
            # What narrows the search as a whole does not narrow what must be absent.
            return t.without(self.settled(node.part, t.EVERYTHING))
        if isinstance(node, t.And):
            return t.all_of(self.settled(part, whole) for part in node.parts)
        if isinstance(node, t.Or):
            return t.any_of([self.settled(part, whole) for part in node.parts])
        passes = CHECKS.get(type(node))
        return self._checked(node, whole, passes) if passes else node

    def _checked(self, leaf: t.Loose | t.Often, whole: t.Node, passes) -> t.Node:
        wider = superset(leaf)
        if isinstance(leaf, t.Loose) and len(forms(leaf.text)) < 3:
            return wider
        asked = Request(t.all_of((wider, whole)), sort="newest")
        ids = list(islice(self.engine.ids(asked), MAX_CHECKED + 1))
        if len(ids) > MAX_CHECKED:
            from articles.search.wording import in_words

            self.notices.append(TOO_MANY.format(in_words(leaf).capitalize(), MAX_CHECKED))
            return wider
        return t.Listed(tuple(text.id for text in self.texts(ids) if passes(leaf, text)), leaf)


def _stands_loosely(leaf: t.Loose, text: Text) -> bool:
    return any(stands_loosely(leaf, text, name) for name in _names(leaf.field))


def _often_enough(leaf: t.Often, text: Text) -> bool:
    field = next(t.leaves(leaf)).field
    return sum(counted(leaf.part, text, name) for name in _names(field)) >= leaf.times


def _names(field: str) -> tuple[str, ...]:
    return (field,) if field else tuple(each.name for each in TEXTS)


CHECKS = {t.Loose: _stands_loosely, t.Often: _often_enough}
