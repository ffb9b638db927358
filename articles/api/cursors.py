"""Where the next page begins: a place among the articles or names themselves, so that none is told twice or
left out when others come or go in the meantime."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from articles.models import Article
from articles.periods import Period
from articles.search.engine import Place
from articles.search.search import Search

FARTHEST = 10**8
UNREADABLE = "The cursor cannot be read. Take it unchanged from “next” of the page before."
OTHER_ORDER = "The cursor belongs to another order. Begin again without it."


class CursorError(ValueError):
    """A cursor that this archive did not write, or wrote for another question; str() says what to do."""


@dataclass(frozen=True)
class Page:
    """Some of what was asked for, how many there are in all, and the cursor of the next page, or None."""

    items: list
    count: int
    next: str | None


def write(*parts) -> str:
    """The parts as one word that fits into an address.

    >>> read(write("newest", "2019-01", 12))
    ['newest', '2019-01', 12]
    """
    return urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def read(cursor: str) -> list:
    """The parts again; CursorError for what `write` never wrote."""
    try:
        parts = json.loads(urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError):
        parts = None
    if not isinstance(parts, list) or not parts:
        raise CursorError(UNREADABLE)
    return parts


def page_of(search: Search, cursor: str, limit: int) -> Page:
    """The articles of one page of a search.

    By date a cursor names the last article; by relevance, where every new article shifts all scores, a rank.
    """
    order, *place = read(cursor) if cursor else [search.order]
    if order != search.order:
        raise CursorError(OTHER_ORDER)
    return _by_rank(search, place, limit) if order == "relevance" else _by_date(search, place, limit)


def _by_rank(search: Search, place: list, limit: int) -> Page:
    (rank,) = place if len(place) == 1 else (0,)
    if type(rank) is not int or not 0 <= rank <= FARTHEST or len(place) > 1:
        raise CursorError(UNREADABLE)
    hits = search[rank : rank + limit]
    end = rank + len(hits)
    following = write("relevance", end) if hits and end < search.count() else None
    return Page(_articles(hits), search.count(), following)


def _by_date(search: Search, place: list, limit: int) -> Page:
    rest = search.after_place(_place(place)) if place else search
    hits = rest[:limit]
    articles = _articles(hits)
    following = None
    if articles and rest.count() > len(hits):
        last = articles[-1]
        following = write(search.order, _written(last), last.pk)
    return Page(articles, search.for_page(1, 0).count() if place else rest.count(), following)


def _articles(hits) -> list[Article]:
    return Article.objects.for_exports().in_order([hit.id for hit in hits])


def _written(article) -> str | None:
    period = Period.from_range(article.published)
    return period and str(period)


def _place(parts: list) -> Place:
    try:
        written, id = parts
        days = [Period.parse(day) for day in written.split("/")] if written else None
        if type(id) is int and 0 < id < 2**63:
            return Place(days and Period(days[0].first, days[-1].last), id)
    except (ValueError, AttributeError):
        pass
    raise CursorError(UNREADABLE)


def page_of_names(rows, cursor: str, limit: int) -> Page:
    """One page of actors or sources in the order of their names, each with its number of articles."""
    total = rows.count()
    if cursor:
        rows = rows.after_name(*_name(read(cursor)))
    found = list(rows.order_by("name", "pk")[: limit + 1])
    shown, more = found[:limit], found[limit:]
    return Page(shown, total, write(shown[-1].name, shown[-1].pk) if more else None)


def _name(parts: list) -> tuple[str, int]:
    if len(parts) == 2 and type(parts[0]) is str and type(parts[1]) is int and "\0" not in parts[0]:
        return parts[0].encode("utf-8", "ignore").decode(), parts[1]
    raise CursorError(UNREADABLE)
