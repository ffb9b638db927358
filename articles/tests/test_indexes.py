"""The tables' indexes: none that costs an import time and finds nothing sooner than another."""

import pytest
from django.apps import apps
from django.db import connection

pytestmark = pytest.mark.django_db

COVERED = """
SELECT one.indexrelid::regclass::text FROM pg_index one JOIN pg_index other USING (indrelid)
WHERE one.indexrelid <> other.indexrelid AND indrelid::regclass::text = ANY(%s)
    AND NOT one.indisunique AND one.indpred IS NULL AND one.indexprs IS NULL
    AND other.indisunique AND other.indpred IS NULL AND other.indexprs IS NULL
    AND other.indkey::text || ' ' LIKE one.indkey::text || ' %%'
    AND other.indclass::text || ' ' LIKE one.indclass::text || ' %%'
"""


def test_no_index_is_the_beginning_of_a_unique_one():
    tables = [model._meta.db_table for model in apps.get_app_config("articles").get_models()]
    assert "articles_mention" in tables
    with connection.cursor() as cursor:
        cursor.execute(COVERED, [tables])
        assert cursor.fetchall() == []
