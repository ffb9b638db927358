"""The one sentence for a database that cannot be used."""

import psycopg
import pytest
from django.db.utils import InterfaceError, OperationalError

from newsarchive.postgres.unavailable import DatabaseUnavailable, reason_in, sentence_for

REFUSED = (
    'connection failed: connection to server at "127.0.0.1", port 5433 failed: Connection refused\n'
    "\tIs the server running on that host and accepting TCP/IP connections?"
)
PASSWORD = (
    'connection failed: connection to server at "db.example.org" (192.0.2.7), port 5432 failed: '
    'FATAL:  password authentication failed for user "archive"'
)
NO_DATABASE = (
    'connection failed: connection to server at "127.0.0.1", port 5432 failed: '
    'FATAL:  database "x" does not exist'
)
NO_SOCKET = (
    'connection failed: connection to server on socket "/run/postgresql/.s.PGSQL.5432" failed: '
    "No such file or directory"
)

CASES = [
    (
        REFUSED,
        "The database server at 127.0.0.1, port 5433, does not answer: start it or check DATABASE_URL.",
    ),
    (
        PASSWORD,
        "The database server at db.example.org, port 5432, refuses the user name or password: "
        "check DATABASE_URL.",
    ),
    (
        NO_DATABASE,
        "The database server at 127.0.0.1, port 5432, has no database of that name: "
        "create it or check DATABASE_URL.",
    ),
    (
        NO_SOCKET,
        "The database server at /run/postgresql/.s.PGSQL.5432 does not answer: "
        "start it or check DATABASE_URL.",
    ),
    (
        "failed to resolve host 'nowhere': [Errno -2] Name or service not known",
        "The database server cannot be found under its name: check DATABASE_URL.",
    ),
    (
        "connection timeout expired",
        "The database server does not answer in time: check that it runs, and DATABASE_URL.",
    ),
    (
        "FATAL:  sorry, too many clients already",
        "The database server has no connection left: try again in a minute.",
    ),
    (
        "server closed the connection unexpectedly",
        "The connection to the database was lost: try again.",
    ),
    ("the connection is closed", "The connection to the database was lost: try again."),
    (
        "canceling statement due to statement timeout",
        "The database is too busy to answer in time: try again in a minute.",
    ),
]


@pytest.mark.parametrize(("message", "sentence"), CASES)
def test_it_makes_one_sentence_of_what_the_driver_says(message, sentence):
    assert sentence_for(OperationalError(message)) == sentence


def test_it_says_an_interface_error_as_well():
    assert sentence_for(InterfaceError("connection already closed")).startswith("The connection")


def test_it_leaves_a_sentence_of_our_own_as_it_is():
    assert sentence_for(DatabaseUnavailable("The disk is full.")) == "The disk is full."


def test_it_shows_nothing_of_an_unknown_message():
    error = OperationalError('cannot parse "postgresql://archive:s3cret@db/x"')
    error.__cause__ = psycopg.errors.IoError()
    assert sentence_for(error) == "The database cannot be used (58030): its log says why."


def test_it_shows_no_host_that_a_password_has_slipped_into():
    error = OperationalError('connection to server at "s3cret@db.org", port 5432 failed: Connection refused')
    assert "s3cret" not in sentence_for(error)


@pytest.mark.parametrize(
    ("log", "reason"),
    [
        (
            'FATAL:  could not write lock file "postmaster.pid": No space left on device',
            "the disk is full; free some space and try again",
        ),
        ("PANIC:  could not locate a valid checkpoint record at 0/1", "its files are damaged"),
        ('FATAL:  data directory "/x" has wrong ownership', "its files belong to another user"),
        ("FATAL:  first\nLOG:  later\nFATAL:  something new\n", "PostgreSQL says “something new”"),
        ("", "PostgreSQL gives no reason"),
    ],
)
def test_it_finds_the_reason_in_what_the_server_wrote(log, reason):
    assert reason_in(log).startswith(reason)
