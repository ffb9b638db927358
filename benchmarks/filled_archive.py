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
from zlib import crc32

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")

CHUNK = 10_000
FORM = "people have names"  # what is filled in; an archive that was filled otherwise is filled anew
TABLES = [f"articles_{name}" for name in ("source", "actor", "actorname", "article", "mention")]


@contextmanager
def filled_archive(articles: int, folder: Path | None = None) -> Iterator[Path]:
    """The data folder of an archive of so many made-up articles; Django is set up and uses it."""
    if "django.conf" in sys.modules and sys.modules["django.conf"].settings.configured:
        raise RuntimeError("the archive has to be chosen before Django is set up")
    with tempfile.TemporaryDirectory(prefix="newsarchive-") as scratch:
        data = (folder or Path(scratch)) / f"archive-{articles}"
        data.mkdir(parents=True, exist_ok=True)
        os.environ["ARCHIVE_DATA"] = str(data.resolve())
        database = Database(f"newsarchive_made_{articles}_{_mark(data) if folder else os.getpid()}")
        database.create()
        try:
            _fill(articles, data)
            yield data
        finally:
            if not folder:
                database.drop()


def _mark(folder: Path) -> str:
    """What tells a folder from others: two archives of one size must not share a database."""
    return f"{crc32(str(folder.resolve()).encode()):08x}"


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
    if not done.exists() or done.read_text() != FORM:
        done.unlink(missing_ok=True)
        _copy(articles)
        done.write_text(FORM)
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
    from made_rows import Rows
    from tqdm import tqdm

    _empty(connection)
    told = iter(tqdm(made_articles(articles), "archive", articles, disable=None))
    rows = Rows()
    with connection.cursor() as cursor, _without_triggers(cursor):
        while chunk := list(islice(told, CHUNK)):
            rows.write(chunk)
        for table in TABLES:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def _without_triggers(cursor) -> Iterator[None]:
    """No trigger notes what is copied: the index is made afterwards, and what is made up is consistent."""
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    try:
        yield
    finally:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _empty(connection) -> None:
    from articles import models

    tables = (models.Source, models.Actor, models.Article, models.IndexChange)
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(model._meta.db_table for model in tables)} CASCADE")
