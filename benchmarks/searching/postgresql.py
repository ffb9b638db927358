"""PostgreSQL's own full text search: tsvector with weights, GIN, ts_rank_cd, and arrays of actors.

The dictionary is English without stop words, so that the commonest words can be asked for as everywhere else.
"""

from __future__ import annotations

from itertools import islice

import psycopg
from django.db import connection

from searching import TOP, VALUES, TimedOut, date_parts

CHUNK = 20_000

TABLES = """
CREATE TEXT SEARCH DICTIONARY every_word (TEMPLATE = snowball, Language = english);
CREATE TEXT SEARCH CONFIGURATION news (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION news ALTER MAPPING FOR asciiword, word WITH every_word;
CREATE TABLE article (id int PRIMARY KEY, source int, year int, month int, people int[], countries int[],
    words tsvector);
CREATE UNLOGGED TABLE arriving (id int, source int, year int, month int, people int[], countries int[],
    title text, body text);
"""
ARRIVE = """
INSERT INTO article SELECT id, source, year, month, people, countries,
    setweight(to_tsvector('news', title), 'A') || setweight(to_tsvector('news', body), 'D') FROM arriving;
TRUNCATE arriving;
"""
INDEXES = """
SET maintenance_work_mem = '512MB';
CREATE INDEX IF NOT EXISTS article_words ON article USING gin (words);
CREATE INDEX IF NOT EXISTS article_countries ON article USING gin (countries);
"""
HITS = """
WITH asked AS (SELECT {parsed}('news', %(typed)s) AS query),
hits AS MATERIALIZED (SELECT {columns}, ts_rank_cd(words, query) AS rank FROM article, asked
    WHERE words @@ query {filter}),
top AS (SELECT id FROM hits ORDER BY rank DESC, id DESC LIMIT {top})
SELECT 'top' AS what, id::bigint AS value, 0::bigint AS count FROM top
UNION ALL SELECT 'all', 0, count(*) FROM hits
"""
EACH = "UNION ALL SELECT '{0}', {0}, count(*) FROM hits GROUP BY {0}\n"
MOST = """UNION ALL (SELECT '{0}', value, count(*) FROM hits, unnest({0}) AS value
    GROUP BY value ORDER BY count(*) DESC, value LIMIT {1})
"""


class PostgreSQL:
    """A database of its own on the server that DATABASE_URL names, or on the one that comes along."""

    name = "PostgreSQL"

    def __init__(self, name: str, seconds: float, keep: bool):
        connection.ensure_connection()
        self.database, self.keep = name, keep
        self.where = {**connection.get_connection_params(), "dbname": connection.settings_dict["NAME"]}
        self.where = {
            key: self.where[key] for key in ("host", "port", "user", "password") if key in self.where
        }
        self._alone("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", unless_there=True)
        self.open = psycopg.connect(**self.where, dbname=name, autocommit=True)
        self.open.execute(f"SET statement_timeout = {int(seconds * 1000)}")
        self.open.execute("SET work_mem = '128MB'")

    def done(self) -> int:
        there = self.open.execute("SELECT to_regclass('article')").fetchone()[0]
        return (there and self.open.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()[0]) or 0

    def build(self, articles, expected) -> None:
        with psycopg.connect(**self.where, dbname=self.database, autocommit=True) as own:
            if not self.done():
                own.execute(TABLES)
            articles = iter(articles)
            while chunk := list(islice(articles, CHUNK)):
                with own.transaction(), own.cursor() as cursor:
                    with cursor.copy("COPY arriving FROM STDIN") as copy:
                        for each in chunk:
                            copy.write_row(_row(each))
                    cursor.execute(ARRIVE)
            own.execute(INDEXES)
            own.execute("VACUUM ANALYZE article")

    def ask(self, question, counting) -> int:
        sql = HITS.format(
            parsed="phraseto_tsquery" if question.is_phrase else "plainto_tsquery",
            columns="id, source, year, month, people, countries" if counting else "id",
            filter="" if question.country is None else "AND countries @> ARRAY[%(country)s::int]",
            top=TOP,
        )
        if counting:
            sql += "".join(EACH.format(name) for name in ("source", "year", "month"))
            sql += "".join(MOST.format(name, VALUES) for name in ("people", "countries"))
        typed = " ".join(question.words)
        try:
            rows = self.open.execute(sql, {"typed": typed, "country": question.country}).fetchall()
        except psycopg.errors.QueryCanceled:
            raise TimedOut from None
        return next(count for what, _, count in rows if what == "all")

    def size(self) -> int:
        return self.open.execute("SELECT pg_total_relation_size('article')").fetchone()[0]

    def close(self) -> None:
        self.open.close()
        if not self.keep:
            self._alone("DROP DATABASE IF EXISTS {}")

    def _alone(self, sql: str, unless_there: bool = False) -> None:
        with psycopg.connect(**self.where, dbname="postgres", autocommit=True) as server:
            known = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not (unless_there and server.execute(known, [self.database]).fetchone()):
                server.execute(sql.format(f'"{self.database}"'))


def _row(each):
    title, body = (text.replace("\0", "") for text in (each.title, each.body))
    people, countries = list(each.people), list(each.countries)
    return each.id, each.source, *date_parts(each), people, countries, title, body
