"""Articles as a page of results lists them, each with the actors that stand under its headline.

Two questions for all, written by hand: what the ORM would ask takes it longer to write than PostgreSQL to
answer, and whole actors and mentions take as long to make as everything else of a page together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from articles.addresses import address
from articles.models import Article, Source

ARTICLES = """
SELECT article.id, title, standfirst, body, left(body, 300) AS opening, language, published,
    source_id, ARRAY[source.name, source.publisher, source.slug] AS named_source,
    agency_id, ARRAY[agency.name, agency.publisher, agency.slug] AS named_agency
FROM articles_article article
LEFT JOIN articles_source source ON source.id = source_id
LEFT JOIN articles_source agency ON agency.id = agency_id
WHERE article.id = ANY(%(ids)s::bigint[])
"""
# In the order of roles.main_first.
ACTORS = """
SELECT article.id, actor.kind, actor.slug, actor.status, actor.name
FROM unnest(%(ids)s::bigint[]) AS article (id) CROSS JOIN LATERAL (
    SELECT actor.kind, actor.slug, actor.status, actor.name, row_number() OVER (
        ORDER BY salience DESC, jsonb_array_length(spans) + jsonb_array_length(title_spans) DESC,
            actor.name COLLATE "C", mention.id
    ) AS place
    FROM articles_mention mention JOIN articles_actor actor ON actor.id = mention.actor_id
    WHERE mention.article_id = article.id AND mention.status <> 'rejected' AND actor.status <> 'rejected'
    ORDER BY place LIMIT %(most)s
) AS actor
ORDER BY place
"""
ENDS = [Article._meta.get_field(name) for name in ("source", "agency")]


@dataclass(frozen=True, slots=True)
class Label:
    """What a list of results shows of an actor."""

    kind: str
    slug: str
    status: str
    name: str

    def get_absolute_url(self) -> str:
        """The actor's page."""
        return address(self.kind, self.slug)


def listed(ids: Sequence[int], labels: int) -> list[Article]:
    """The articles with these ids, in that order, missing ones left out; each with `labels`, the actors that
    it is most about, at most so many."""
    found = {article.pk: article for article in Article.objects.raw(ARTICLES, {"ids": ids})}
    _give_sources(found.values())
    for article in found.values():
        article.labels = []
    for article, *actor in _actors(ids, labels):
        if article in found:
            found[article].labels.append(Label(*actor))
    return [found[id] for id in ids if id in found]


def _give_sources(articles: Iterable[Article]) -> None:
    known: dict[int | None, Source | None] = {None: None}
    for article in articles:
        for end in ENDS:
            pk = getattr(article, end.attname)
            if pk not in known:
                name, publisher, slug = getattr(article, f"named_{end.name}")
                known[pk] = Source(pk=pk, name=name, publisher=publisher, slug=slug)
            end.set_cached_value(article, known[pk])


def _actors(ids: Sequence[int], most: int) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(ACTORS, {"ids": ids, "most": most})
        return cursor.fetchall()
