"""An archive of its own, filled with made-up articles: tables by COPY, then the index. For the benchmarks.

    with filled_archive(100_000, folder) as archive: …

With a folder the archive is kept there, the database too, and found again; without, both are gone afterwards.
The environment names it, so that commands and servers that are started meanwhile use it as well.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")

CHUNK = 10_000
KINDS = {"people": "person", "countries": "country", "organisations": "organisation"}


@contextmanager
def filled_archive(articles: int, folder: Path | None = None) -> Iterator[Path]:
    """The data folder of an archive of so many made-up articles; Django is set up and uses it."""
    if "django.conf" in sys.modules and sys.modules["django.conf"].settings.configured:
        raise RuntimeError("the archive has to be chosen before Django is set up")
    with tempfile.TemporaryDirectory(prefix="newsarchive-") as scratch:
        data = (folder or Path(scratch)) / f"archive-{articles}"
        data.mkdir(parents=True, exist_ok=True)
        os.environ["ARCHIVE_DATA"] = str(data.resolve())
        database = Database(f"newsarchive_made_{articles}_{'kept' if folder else os.getpid()}")
        database.create()
        try:
            _fill(articles, data)
            yield data
        finally:
            if not folder:
                database.drop()


class Database:
    """A database on the server that DATABASE_URL names. Without one, the archive's folder holds its own."""

    def __init__(self, name: str):
        self.name, self.server = name, os.environ.get("DATABASE_URL")
        if self.server:
            os.environ["DATABASE_URL"] = urlunsplit(urlsplit(self.server)._replace(path=f"/{name}"))

    def create(self) -> None:
        """The database is there afterwards."""
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        if self.server:
            with self._open() as server:
                if not server.execute(known, [self.name]).fetchone():
                    server.execute(f"CREATE DATABASE \"{self.name}\" TEMPLATE template0 ENCODING 'UTF8'")

    def drop(self) -> None:
        """The database is gone afterwards, whoever still looks at it."""
        if self.server:
            with self._open() as server:
                server.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _open(self):
        import psycopg

        return psycopg.connect(self.server, autocommit=True)


def _fill(articles: int, data: Path) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    done = data / "filled"
    if not done.exists():
        _copy(articles)
        done.write_text("")
    if not _has_index():
        call_command("rebuild_index", stdout=io.StringIO())


def _has_index() -> bool:
    from articles.search.engine import IndexUnavailable, engine

    try:
        return bool(engine().count())
    except IndexUnavailable:
        return False


def _copy(articles: int) -> None:
    from django.db import connection
    from made_articles import made_articles
    from tqdm import tqdm

    _empty(connection)
    told = iter(tqdm(made_articles(articles), "archive", articles, disable=None))
    seen: dict[str, set[int]] = {kind: set() for kind in KINDS.values()} | {"source": set()}
    with connection.cursor() as cursor:
        # Without triggers and checks: the index is made afterwards, and what is made up is consistent.
        cursor.execute("SET session_replication_role = replica")
        while chunk := list(islice(told, CHUNK)):
            _copy_chunk(cursor, chunk, seen)
        for table in ("source", "actor", "actorname", "article", "mention"):
            table = f"articles_{table}"
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")


def _empty(connection) -> None:
    from articles import models

    tables = (models.Source, models.Actor, models.Article, models.IndexChange)
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(model._meta.db_table for model in tables)} CASCADE")


def _copy_chunk(cursor, chunk, seen) -> None:
    new: dict[str, list[int]] = {}
    for name, kind in KINDS.items():
        new[kind] = sorted({actor for each in chunk for actor in getattr(each, name)} - seen[kind])
    new["source"] = sorted({id for each in chunk for id in (each.source, each.agency) if id} - seen["source"])
    for kind, ids in new.items():
        seen[kind].update(ids)
    for table, columns, rows in (
        ("source", "id name publisher slug homepage", map(_source, new.pop("source"))),
        ("actor", ACTOR, (_actor(id, kind) for kind, ids in new.items() for id in ids)),
        ("actorname", NAME, (_name(id) for ids in new.values() for id in ids)),
        ("article", ARTICLE, map(_article, chunk)),
        ("mention", MENTION, (row for each in chunk for row in _mentions(each))),
    ):
        with cursor.copy(f"COPY articles_{table} ({', '.join(columns.split())}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


ACTOR = "id kind name slug code wikidata_id status authority_id edited_fields imported_fields"
NAME = "id actor_id name key use language imported"
ARTICLE = (
    "id title standfirst body byline dateline source_id agency_id language url published family_id findings "
    "edited_fields reviewed added changed"
)
MENTION = "id article_id actor_id spans title_spans quoted salience rule confidence evidence status"
NOW = "2020-01-01T00:00:00Z"


def _source(id):
    return id, f"Source {id}", "", f"source-{id}", ""


def _actor(id, kind):
    return id, kind, f"{kind.title()} {id}", f"{kind}-{id}", "", "", "confirmed", "", "{}", "{}"


def _name(id):
    kind = "person" if 1_000_000 <= id < 2_000_000 else "organisation" if id >= 2_000_000 else "country"
    name = f"{kind.title()} {id}"
    return id, id, name, name.lower(), "name", "", False


def _article(each):
    days = each.published and f"[{each.published.first},{each.published.after})"
    family = each.family if each.family != each.id else None
    texts = (each.title, each.standfirst, each.body, each.byline, each.place)
    return (
        each.id,
        *texts,
        each.source,
        each.agency,
        each.language,
        "",
        days,
        family,
        "{}",
        "{}",
        False,
        NOW,
        NOW,
    )


def _mentions(each):
    actors = [id for name in KINDS for id in getattr(each, name)]
    for place, id in enumerate(actors):
        start = 12 * place
        yield (
            each.id * 100 + place,
            each.id,
            id,
            f"[[{start}, {start + 9}]]",
            "[]",
            "{}",
            0.1,
            "made",
            1.0,
            "",
            "found",
        )
