"""Which articles tell one story: copies become a family, near copies are linked as versions.

A new telling is compared only with articles whose fingerprints share numbers with its own, so the archive's
size matters little; a batch costs the same few statements whatever its size. What an editor decided about an
article's family stays: the importer neither takes it out nor puts it, or others by it, into another.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from heapq import nsmallest
from itertools import islice

from django.db import connection, transaction
from django.db.models import Q

from articles.copying import copy_rows
from articles.importing import duplicates
from articles.importing.duplicates import SAME, VERSION, Telling
from articles.models import Article, Fingerprint, Version
from articles.triggers import EARLIEST_FIRST

IMPORT_LOCK = 0x6E657773  # one import stores at a time, however many of them read
CHUNK = 500
LOOKED_AT = 50  # articles looked at for one number; one that more have is a phrase that everybody prints
COMPARED = 12  # texts compared with one telling, those first that share most
SAME_NEWS = timedelta(days=7)  # further apart, the same words about other numbers are other news

# Without ORDER BY: before the table is first analysed, the planner would walk all articles in that order. The
# primary key gives the oldest articles first all the same.
LOOK_UP = """
    SELECT asked.number, likes.article_id FROM unnest(%s::bigint[]) AS asked (number),
    LATERAL (
        SELECT article_id FROM articles_fingerprint WHERE number = asked.number LIMIT %s
    ) AS likes
"""
SETTLE = f"""
    UPDATE articles_article SET family_id = settled.family
    FROM (
        SELECT id, NULLIF(first_value(id) OVER (PARTITION BY story ORDER BY {EARLIEST_FIRST}), id) AS family
        FROM articles_article JOIN unnest(%s::bigint[], %s::bigint[]) AS told (article, story) ON id = article
    ) AS settled
    WHERE articles_article.id = settled.id AND articles_article.family_id IS DISTINCT FROM settled.family
"""


Numbers = tuple[int, ...]


@dataclass(frozen=True)
class Link:
    """Two articles, the one stored first before the other, and how alike they are."""

    article: int
    other: int
    likeness: float


def lock():
    """Waits until no other import stores, and keeps them waiting until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])


@transaction.atomic
def join(fingerprints: Mapping[int, Numbers], retold: Collection[int] = ()):
    """Finds families and versions of new and `retold` articles, given by their ids and fingerprints."""
    lock()
    if retold:
        Fingerprint.objects.filter(article__in=retold).delete()
        Version.objects.linking(retold).delete()
    _add(fingerprints)
    links = find_links(fingerprints)
    if links or retold:
        touched = {*retold, *_ends(links)}
        _settle(_Stories(_families_of(touched), links, anew=fingerprints))
        _keep_versions(links)


@transaction.atomic
def find_all(progress: Callable[[int], object] = lambda done: None):
    """Finds all families and versions anew; what comes out as it was is not written. Imports wait meanwhile.

    `progress` is called with the number of articles just compared.
    """
    lock()
    Fingerprint.objects.all().delete()
    links = []
    for texts in _chunks(Article.objects.order_by("pk").values_list("pk", "title", "body").iterator(CHUNK)):
        fingerprints = {pk: duplicates.fingerprint(title, body) for pk, title, body in texts}
        _add(fingerprints)
        links += find_links(fingerprints)
        progress(len(texts))
    heads = Article.objects.exclude(family=None).values("family")
    members = Article.objects.filter(Q(family__isnull=False) | Q(pk__in=heads))
    touched = {*_ends(links), *members.values_list("pk", flat=True)}
    _settle(_Stories(_families_of(touched), links, anew=touched))
    Version.objects.all().delete()
    _keep_versions(links)


def find_links(fingerprints: Mapping[int, Numbers]) -> list[Link]:
    """The links, at least as versions, between these articles and all that are stored."""
    pairs = _pairs(fingerprints)
    rows = Article.objects.only("title", "body", "published", "edited_fields")
    rows = rows.exclude(edited_fields__contains=["family"]).in_bulk({pk for pair in pairs for pk in pair})
    tellings = {pk: Telling(row.title, row.body) for pk, row in rows.items()}
    alike = {
        pair: duplicates.likeness(*(tellings[pk] for pk in pair))
        for pair in pairs
        if rows.keys() >= {*pair} and not _are_other_news(*(rows[pk] for pk in pair), tellings)
    }
    return [Link(*pair, likeness) for pair, likeness in alike.items() if likeness >= VERSION]


def _are_other_news(one: Article, other: Article, tellings: Mapping[int, Telling]) -> bool:
    if not (one.published and other.published):
        return False
    apart = max(one.published.lower - other.published.upper, other.published.lower - one.published.upper)
    return apart > SAME_NEWS and duplicates.numbers_differ(tellings[one.pk], tellings[other.pk])


def _pairs(fingerprints: Mapping[int, Numbers]) -> list[tuple[int, int]]:
    """The pairs of articles worth comparing, each once."""
    holders = defaultdict(list)
    for article, numbers in fingerprints.items():
        for number in numbers:
            holders[number].append(article)
    with connection.cursor() as cursor:
        cursor.execute(LOOK_UP, [list(holders), LOOKED_AT])
        shared = Counter(
            (article, other)
            for number, other in cursor.fetchall()
            for article in holders[number]
            if article != other
        )
    likely = defaultdict(list)
    for (article, other), count in shared.items():
        if duplicates.may_be_alike(count, len(fingerprints[article])):
            likely[article].append((-count, other))
    chosen = {(article, other) for article in likely for _, other in nsmallest(COMPARED, likely[article])}
    return sorted({(min(pair), max(pair)) for pair in chosen})


def _add(fingerprints: Mapping[int, Numbers]):
    rows = ((article, number) for article, numbers in fingerprints.items() for number in numbers)
    copy_rows(Fingerprint, ("article_id", "number"), rows)


def _families_of(articles: Iterable[int]) -> list[Article]:
    """These articles, and all who are in a family with one of them."""
    members = Article.objects.filter(pk__in=articles)
    heads = {*articles, *members.exclude(family=None).values_list("family", flat=True)}
    return list(Article.objects.only("family", "edited_fields").filter(Q(pk__in=heads) | Q(family__in=heads)))


class _Stories:
    """Which articles tell the same story: those of one family, those found to be copies.

    Articles found `anew` leave the family that they were in; where an editor set the family, the article
    stays with the one that the editor put it with, or by itself.
    """

    def __init__(self, articles: list[Article], links: list[Link], anew: Container[int]):
        self.above: dict[int, int] = {}
        self.articles = articles
        self.first = {}
        for article in articles:
            leaves = article.pk in anew or "family" in article.edited_fields
            self.first[article.pk] = -article.pk if leaves else article.family_id or article.pk
        for article in articles:
            if "family" in article.edited_fields and article.family_id:
                self.unite(article.pk, article.family_id)
        for link in links:
            if link.likeness >= SAME:
                self.unite(link.article, link.other)

    def of(self, article: int) -> int:
        """The number of the article's story."""
        story = self.first[article]
        while story in self.above:
            story = self.above[story]
        return story

    def unite(self, one: int, other: int):
        """Makes the stories of two articles one."""
        if self.of(one) != self.of(other):
            self.above[self.of(one)] = self.of(other)


def _settle(stories: _Stories):
    """Points every copy of a story to its earliest, in one statement; writes only what differs."""
    told = {article.pk: stories.of(article.pk) for article in stories.articles}
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, [list(told), list(told.values())])


def _keep_versions(links: list[Link]):
    rows = [
        Version(article_id=link.article, other_id=link.other, likeness=link.likeness)
        for link in links
        if link.likeness < SAME
    ]
    Version.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)


def _ends(links: list[Link]) -> set[int]:
    return {end for link in links for end in (link.article, link.other)}


def _chunks(rows: Iterable) -> Iterator[list]:
    rows = iter(rows)
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
