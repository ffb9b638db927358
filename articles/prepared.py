"""Questions written by hand that many pages ask: PostgreSQL plans each once for a connection.

Unless settings.PREPARE_AT is None: then nothing is kept planned.
"""

from collections.abc import Mapping

from django.db import NotSupportedError, connection
from django.db.backends.postgresql.base import ServerBindingCursor


def rows(question: str, given: Mapping) -> list[tuple]:
    """The rows that answer a question in SQL with these values put in."""
    try:
        return _answered(question, given)
    except NotSupportedError:
        # A column has another type than when this connection planned the question; a new one plans anew.
        if connection.in_atomic_block:
            raise
        connection.close()
        return _answered(question, given)


def _answered(question: str, given: Mapping) -> list[tuple]:
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    wrapped = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with wrapped(ServerBindingCursor(connection.connection)) as cursor:
        cursor.execute(question, given)
        return cursor.fetchall()
