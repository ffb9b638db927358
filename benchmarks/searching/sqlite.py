"""SQLite's full text search: FTS5 without a copy of the texts, porter stems, bm25, and tables beside it."""

from __future__ import annotations

import sqlite3
import time
from itertools import islice
from pathlib import Path

from searching import TOP, VALUES, TimedOut, date_parts

CHUNK = 20_000
STEPS = 100_000  # of its machine between two looks at the clock

TABLES = """
CREATE TABLE article (id INTEGER PRIMARY KEY, source INT, year INT, month INT);
CREATE TABLE person (article INT, actor INT, PRIMARY KEY (article, actor)) WITHOUT ROWID;
CREATE TABLE country (article INT, actor INT, PRIMARY KEY (article, actor)) WITHOUT ROWID;
CREATE INDEX country_actor ON country (actor, article);
CREATE VIRTUAL TABLE words USING fts5(title, body, content='', tokenize='porter unicode61');
"""
HITS = "CREATE TEMP TABLE hits AS SELECT rowid AS id, bm25(words, 4.0, 1.0) AS rank FROM words WHERE "
MATCH = "words MATCH :typed "
FILTER = "AND rowid IN (SELECT article FROM country WHERE actor = :country) "
COUNTED = (
    *(
        f"SELECT {name}, count(*) FROM hits JOIN article USING (id) GROUP BY {name}"
        for name in ("source", "year", "month")
    ),
    *(
        f"SELECT actor, count(*) FROM hits JOIN {name} ON article = id GROUP BY actor "
        f"ORDER BY count(*) DESC, actor LIMIT {VALUES}"
        for name in ("person", "country")
    ),
)


class SQLite:
    """One file."""

    name = "SQLite FTS5"

    def __init__(self, folder: Path, seconds: float):
        self.path = folder / "sqlite.db"
        self.seconds, self.until = seconds, 0.0
        folder.mkdir(parents=True, exist_ok=True)
        self.open = sqlite3.connect(self.path, isolation_level=None)
        self.open.executescript(
            "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -500000; PRAGMA mmap_size = 8000000000;"
        )

    def done(self) -> int:
        there = self.open.execute("SELECT 1 FROM sqlite_master WHERE name = 'words'").fetchone()
        return (there and self.open.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()[0]) or 0

    def build(self, articles, expected) -> None:
        self.open.execute("PRAGMA synchronous = OFF")
        if not self.done():
            self.open.executescript(TABLES)
        articles = iter(articles)
        while chunk := list(islice(articles, CHUNK)):
            self.open.execute("BEGIN")
            self._insert("words (rowid, title, body)", ((each.id, each.title, each.body) for each in chunk))
            self._insert("article", ((each.id, each.source, *date_parts(each)) for each in chunk))
            self._insert("person", ((each.id, actor) for each in chunk for actor in each.people))
            self._insert("country", ((each.id, actor) for each in chunk for actor in each.countries))
            self.open.execute("COMMIT")
        self.open.execute("INSERT INTO words(words) VALUES ('optimize')")
        self.open.execute("ANALYZE")

    def _insert(self, table, rows):
        marks = ", ".join("?" * {"article": 4, "person": 2, "country": 2}.get(table, 3))
        self.open.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    def ask(self, question, counting) -> int:
        typed = '"' + " ".join(question.words) + '"' if question.is_phrase else _quoted(question.words)
        given = {"typed": typed, "country": question.country}
        where = MATCH + (FILTER if question.country is not None else "")
        self.until = time.monotonic() + self.seconds
        self.open.set_progress_handler(lambda: time.monotonic() > self.until, STEPS)
        try:
            return self._whole(where, given) if counting else self._plain(where, given)
        except sqlite3.OperationalError as error:
            if "interrupted" not in str(error):
                raise
            raise TimedOut from None
        finally:
            self.open.set_progress_handler(None, 0)
            self.open.execute("DROP TABLE IF EXISTS temp.hits")

    def _plain(self, where, given) -> int:
        top = (
            f"SELECT rowid FROM words WHERE {where} AND rank MATCH 'bm25(4.0, 1.0)' ORDER BY rank LIMIT {TOP}"
        )
        self.open.execute(top, given).fetchall()
        return self.open.execute(f"SELECT count(*) FROM words WHERE {where}", given).fetchone()[0]

    def _whole(self, where, given) -> int:
        self.open.execute(HITS + where, given)
        self.open.execute(f"SELECT id FROM hits ORDER BY rank, id DESC LIMIT {TOP}").fetchall()
        for sql in COUNTED:
            self.open.execute(sql).fetchall()
        return self.open.execute("SELECT count(*) FROM hits").fetchone()[0]

    def size(self) -> int:
        return self.path.stat().st_size

    def close(self) -> None:
        self.open.close()


def _quoted(words):
    return " ".join(f'"{word}"' for word in words)
