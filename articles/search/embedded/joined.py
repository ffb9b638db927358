"""Queries of the library joined by AND and by OR; the scores of those that match add up."""

from __future__ import annotations

from collections.abc import Iterable

from tantivy import Occur, Query


def both(one: Query, other: Query) -> Query:
    """What both of the queries find."""
    return all_of([one, other])


def all_of(queries: Iterable[Query]) -> Query:
    """What all of the queries find."""
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: Iterable[Query]) -> Query:
    """What any of the queries finds."""
    return Query.boolean_query([(Occur.Should, query) for query in queries])
