"""Articles as a page of results lists them, each with the actors that stand under its headline.

Two questions for all, written by hand, and plain rows: what the ORM would ask takes it longer to write than
PostgreSQL to answer, and whole articles, mentions and actors take as long to make as the rest of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateRange

from articles.models import Actor, Article, Source
from articles.prepared import rows

OPENING = 300  # characters

ARTICLES = """
SELECT article.id, title, standfirst, body, language, published,
    source.name, source.publisher, source.slug, agency.name, agency.publisher, agency.slug
FROM articles_article article
LEFT JOIN articles_source source ON source.id = source_id
LEFT JOIN articles_source agency ON agency.id = agency_id
WHERE article.id = ANY(%(ids)s::bigint[])
"""
ACTORS = """
SELECT article_id, -salience, -(jsonb_array_length(spans) + jsonb_array_length(title_spans)), actor.name,
    actor.kind, actor.slug, actor.status
FROM articles_mention mention JOIN articles_actor actor ON actor.id = actor_id
WHERE article_id = ANY(%(ids)s::bigint[]) AND mention.status <> 'rejected' AND actor.status <> 'rejected'
"""


@dataclass(frozen=True, slots=True)
class Label:
    """What a list of results shows of an actor."""

    name: str
    kind: str
    slug: str
    status: str

    get_absolute_url = Actor.get_absolute_url


@dataclass(frozen=True, slots=True)
class Publisher:
    """What a list of results shows of a source or an agency."""

    name: str
    publisher: str
    slug: str

    __str__ = Source.__str__
    get_absolute_url = Source.get_absolute_url


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list of results shows of an article; `labels` are the actors that it is most about."""

    pk: int
    title: str
    standfirst: str
    body: str
    language: str
    published: DateRange | None
    source: Publisher | None
    agency: Publisher | None
    labels: tuple[Label, ...]

    __str__ = Article.__str__
    get_absolute_url = Article.get_absolute_url

    @property
    def opening(self) -> str:
        """The first words of the text."""
        return self.body[:OPENING]


def listed(ids: Sequence[int], labels: int) -> list[Listed]:
    """The articles with these ids, in that order, missing ones left out; each with so many labels at most."""
    actors = _labels(ids, labels)
    found = {row[0]: _listed(row, actors[row[0]]) for row in rows(ARTICLES, {"ids": ids})}
    return [found[id] for id in ids if id in found]


def _listed(row: tuple, labels: tuple[Label, ...]) -> Listed:
    source, agency = (Publisher(*named) if named[0] else None for named in (row[6:9], row[9:12]))
    return Listed(*row[:6], source, agency, labels)


def _labels(ids: Sequence[int], most: int) -> dict[int, tuple[Label, ...]]:
    """Put in order here, as roles.main_first does: PostgreSQL would take longer than for everything else."""
    found = {id: [] for id in ids}
    for row in rows(ACTORS, {"ids": ids}):
        found[row[0]].append(row)
    return {id: tuple([Label(*row[3:]) for row in sorted(named)[:most]]) for id, named in found.items()}
