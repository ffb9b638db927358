"""Articles as records for other programs: streamed, however many there are."""

import csv
import io
import json
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
        "agency": article.agency.name if article.agency else None,
        "language": article.language,
        "url": article.url,
        "published": str(period) if period else None,
        "actors": [actor_record(mention, article) for mention in article.shown_mentions],
        "family": article.family_id or article.pk,
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


def records(ids: Iterable[int]) -> Iterator[dict]:
    """The records of the articles with these ids, in that order, a few hundred at a time."""
    ids = iter(ids)
    while chunk := list(islice(ids, CHUNK)):
        for article in Article.objects.for_exports().in_order(chunk):
            yield article_record(article)


def jsonl(found: Iterable[dict]) -> Iterator[str]:
    """One JSON object a line."""
    for record in found:
        yield json.dumps(record, ensure_ascii=False) + "\n"


CSV_COLUMNS = (
    "id path title standfirst body byline dateline source agency language url published "
    "people countries organisations family"
).split()


def csv_lines(found: Iterable[dict]) -> Iterator[str]:
    """A header and one row for each record; actors are names joined by “; ”, findings are left out."""
    line = io.StringIO()
    writer = csv.DictWriter(line, CSV_COLUMNS, extrasaction="ignore")
    writer.writeheader()
    yield _taken(line)
    for record in found:
        writer.writerow({**record, **_names_by_kind(record["actors"])})
        yield _taken(line)


def _taken(line: io.StringIO) -> str:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text


def _names_by_kind(actors: list[dict]) -> dict[str, str]:
    kinds = {"people": "person", "countries": "country", "organisations": "organisation"}
    return {
        column: "; ".join(actor["name"] for actor in actors if actor["kind"] == kind)
        for column, kind in kinds.items()
    }


FORMATS = {"jsonl": jsonl, "csv": csv_lines}
