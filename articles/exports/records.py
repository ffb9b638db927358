"""Articles as plain values, a few hundred at a time, however many there are."""

from collections.abc import Iterable, Iterator
from itertools import islice

from articles.models import Article
from articles.periods import Period

CHUNK = 500


def article_record(article) -> dict:
    """One article as plain values; `published` is "2019-01-07", "2019-01", "2019" or None.

    Wants an article of `for_exports()`, so that a record costs no query of its own.
    """
    period = Period.from_range(article.published)
    original = next(iter(article.originals.all()), None)
    return {
        "id": article.pk,
        "path": original.path if original else None,
        "title": article.title,
        "standfirst": article.standfirst,
        "body": article.body,
        "byline": article.byline,
        "dateline": article.dateline,
        "source": article.source.name if article.source else None,
        "publisher": (article.source.publisher or article.source.name) if article.source else None,
        "agency": article.agency.name if article.agency else None,
        "language": article.language,
        "url": article.url,
        "published": str(period) if period else None,
        "actors": [actor_record(mention, article) for mention in article.shown_mentions],
        "family": article.family_id or article.pk,
        "changed": article.changed.isoformat(timespec="seconds"),
        "findings": article.findings,
    }


def actor_record(mention, article) -> dict:
    """One actor of one article: name, kind, code, spellings as printed, how often, and how sure."""
    return {
        "name": mention.actor.name,
        "kind": mention.actor.kind,
        "code": mention.actor.code or None,
        "spellings": mention.spellings_in(article),
        "count": mention.count,
        "status": mention.status,
    }


def public(record: dict) -> dict:
    """The record as readers may see it: of where the input lay, only the name of the file."""
    return {**record, "path": record["path"] and record["path"].rsplit("/", 1)[-1]}


def records(ids: Iterable[int]) -> Iterator[dict]:
    """The records of the articles with these ids, in that order, a few hundred at a time."""
    ids = iter(ids)
    while chunk := list(islice(ids, CHUNK)):
        for article in Article.objects.for_exports().in_order(chunk):
            yield article_record(article)
