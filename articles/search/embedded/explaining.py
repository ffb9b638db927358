"""Why an article ranks where it does: what each part of a query adds to its score."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from tantivy import DocAddress, Query, Searcher

from articles.search import tree as t
from articles.search.embedded.compiling import matching, plainly
from articles.search.embedded.joined import any_of
from articles.search.embedded.nearness import near
from articles.search.embedded.schema import SCHEMA
from articles.search.embedded.variants import TIE, variants
from articles.search.engine import Reason

NEAR, TOGETHER = "where they stand so", "near each other"


def explained(
    searcher: Searcher, tree: t.Node, query: Query, ids: Iterable[int]
) -> dict[int, tuple[Reason, ...]]:
    """Of each article that matches, the reasons for its score, which they add up to."""
    ids = list(ids)
    if not ids or not searcher.num_docs:
        return {}
    hits = searcher.search(Query.term_set_query(SCHEMA, "id", ids), len(ids), False).hits
    addresses = [address for _, address in hits]
    known = dict(zip(searcher.fast_field_values("id", addresses), addresses, strict=True))
    return {
        id: tuple(_reasons(searcher, known[id], tree))
        for id in ids
        if id in known and _told(query, searcher, known[id])
    }


def _reasons(searcher: Searcher, address: DocAddress, tree: t.Node) -> Iterator[Reason]:
    for part in _scoring(tree, lambda node: _told(matching(node), searcher, address)):
        yield from _of_part(searcher, address, part)
    if (rows := near(tree)) and (told := _told(any_of(rows), searcher, address)):
        yield Reason(tree, "", TOGETHER, told["value"])


def _scoring(node: t.Node, matches: Callable[[t.Node], object]) -> Iterator[t.Node]:
    """The parts of a tree of which each adds to the score by itself; none of a group that does not match."""
    if isinstance(node, t.And | t.Or):
        for part in node.parts:
            if not isinstance(part, t.And | t.Listed) or matches(part):
                yield from _scoring(part, matches)
    elif isinstance(node, t.Listed) and t.scores(node.stands_for):
        yield from _scoring(plainly(node), matches)
    elif isinstance(node, t.Word | t.Phrase | t.Near):
        yield node


def _of_part(searcher: Searcher, address: DocAddress, part: t.Node) -> Iterator[Reason]:
    """The best of the ways in which the part is found counts whole, the others a tenth."""
    if isinstance(part, t.Near):
        if told := _told(matching(part), searcher, address):
            yield Reason(part, "", NEAR, told["value"])
        return
    found = [
        _way(variant, part, told)
        for variant in variants(part)
        if (told := _told(variant.query, searcher, address))
    ]
    for place, reason in enumerate(sorted(found, key=lambda reason: -reason.score)):
        yield reason if place == 0 else replace(reason, score=reason.score * TIE)


def _way(variant, part: t.Node, told: dict) -> Reason:
    numbers = dict(_numbers(told))
    return Reason(
        part,
        variant.field,
        variant.form,
        told["value"] * variant.weight,
        variant.weight,
        int(numbers.get("freq", 0)),
        int(numbers.get("n", 0)),
    )


def _told(query: Query, searcher: Searcher, address: DocAddress) -> dict | None:
    """The library's explanation, or None where the article does not match."""
    try:
        return json.loads(query.explain(searcher, address).to_json())
    except ValueError:
        return None


def _numbers(told: dict) -> Iterator[tuple[str, float]]:
    """The numbers of an explanation by the letters that the library gives them."""
    for each in told.get("details", ()):
        yield each["description"].partition(",")[0], each["value"]
        yield from _numbers(each)
