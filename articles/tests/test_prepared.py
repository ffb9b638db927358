"""Questions that are planned once: counted as others are, unless nothing may be prepared."""

from contextlib import closing

import pytest
from django.db import DataError, connection

from articles.prepared import rows

pytestmark = pytest.mark.django_db
DOUBLED = "SELECT each, 2 * each FROM unnest(%(numbers)s::bigint[]) each"


def prepared():
    return [statement for (statement,) in rows("SELECT statement FROM pg_prepared_statements", {})]


def test_it_is_asked_with_the_values_put_in(django_assert_num_queries):
    with django_assert_num_queries(2):
        assert rows(DOUBLED, {"numbers": [1, 20]}) == [(1, 2), (20, 40)]
        assert rows(DOUBLED, {"numbers": []}) == []


def test_it_is_planned_once_for_a_connection():
    for number in (1, 2, 3):
        rows(DOUBLED, {"numbers": [number]})
    assert sum("unnest" in statement for statement in prepared()) == 1


def test_nothing_is_prepared_where_a_pooler_stands_between(monkeypatch):
    connection.ensure_connection()
    monkeypatch.setattr(connection.connection, "prepare_threshold", None)
    question = DOUBLED + " -- pooled"
    assert rows(question, {"numbers": [3]}) == [(3, 6)]
    assert question.replace("%(numbers)s", "$1") not in prepared()


def test_what_goes_wrong_is_an_error_of_djangos():
    with pytest.raises(DataError):
        rows("SELECT 1 / %(number)s::int", {"number": 0})


@pytest.fixture
def elsewhere(transactional_db):
    """A cursor of another connection, and there a table with a number."""
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("CREATE TABLE scratch AS SELECT 1 AS number")
        yield cursor
        cursor.execute("DROP TABLE scratch")


def test_a_table_may_change_while_a_connection_is_open(elsewhere):
    assert rows("SELECT number FROM scratch", {}) == [(1,)]
    elsewhere.execute("ALTER TABLE scratch ALTER number TYPE text")
    assert rows("SELECT number FROM scratch", {}) == [("1",)]
