"""Which hits only possibly lie in the dates asked for, because no more than their month or year is known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from articles.search import tree as t
from articles.search.engine import Request, engine
from articles.search.query import surely
from articles.search.search import Search


def count_possibly_in_dates(search: Search) -> int:
    """How many of the hits only possibly lie in the dates; with one of each story they are not counted."""
    asked = _asked(search)
    return engine().find(asked, 0, 0).total if asked and not search.families else 0


def possibly_in_dates(search: Search, ids: Collection[int]) -> frozenset[int]:
    """Those of the found articles that only possibly lie in the dates."""
    asked = _asked(search)
    if not asked or not ids:
        return frozenset()
    these = t.all_of((asked.tree, t.Listed(tuple(ids), t.EVERYTHING)))
    return frozenset(hit.id for hit in engine().find(replace(asked, tree=these), 0, len(ids)).hits)


def _asked(search: Search) -> Request | None:
    """What finds them; None where nothing asks for dates, or only for sure ones."""
    tree = search.request.tree
    dates = [leaf for leaf in t.leaves(tree) if isinstance(leaf, t.Dated)]
    if all(leaf.surely for leaf in dates):
        return None
    return Request(t.all_of((tree, t.without(surely(tree)))), search.request.choices, sort="newest")
