"""The embedded server's life, tried with real processes and a real PostgreSQL.

A Member is another process of the archive: it evaluates the expressions that it is asked and stays until told
to go.
"""

import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from newsarchive.postgres import account, locks, server
from newsarchive.postgres.cluster import LOG_BYTES, Cluster
from newsarchive.postgres.unavailable import DatabaseUnavailable

ROOT = Path(__file__).resolve().parents[2]
as_a_user = pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")

MEMBER = """
import os, sys, threading
from pathlib import Path
from django.conf import settings
database = {"ENGINE": "newsarchive.postgres", "NAME": "newsarchive", "DATA_FOLDER": Path(sys.argv[1])}
settings.configure(DATABASES={"default": database | {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}})
import django
django.setup()
from django.db import connection
from newsarchive.postgres import server

def value(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]

def refusal():
    try:
        return server.join(sys.argv[1]) and None
    except Exception as error:
        return type(error).__name__, str(error)

def fork_and_leave():
    if child := os.fork():
        return os.waitpid(child, 0)[1]
    sys.stdin, sys.stdout = open(os.devnull), open(os.devnull, "w")
    sys.exit()

def join_in_threads(number):
    threads = [threading.Thread(target=server.join, args=[sys.argv[1]]) for _ in range(number)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

for line in sys.stdin:
    print(repr(eval(line)), flush=True)
"""


class Member:
    """Another process that uses the archive in this folder."""

    def __init__(self, folder, prefix=(), path=(), **options):
        command = [*prefix, sys.executable, "-c", MEMBER, str(folder)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, [*path, ROOT, *sys.path]))}
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            cwd="/",
            **options,
        )

    def tell(self, expression):
        self.process.stdin.write(f"{expression}\n")
        self.process.stdin.flush()

    def hear(self):
        return eval(self.process.stdout.readline() or "'the member has died'")

    def ask(self, expression):
        self.tell(expression)
        return self.hear()

    def join(self):
        return self.ask("server.join(sys.argv[1]).host")

    def go(self):
        self.process.communicate(timeout=30)

    def kill(self):
        self.process.kill()
        self.process.communicate()

    def close(self):
        if not self.process.stdout.closed:
            self.go()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of a made archive whose server stands still."""
    folder = tmp_path_factory.mktemp("archive") / "postgres"
    with closing(Member(folder)) as member:
        assert member.ask("value('SELECT 1')") == 1
    return folder


@pytest.fixture
def invite():
    """Makes members, all of which have gone when the test ends."""
    with ExitStack() as stack:
        yield lambda *args, **options: stack.enter_context(closing(Member(*args, **options)))


@pytest.fixture
def copy_of(folder, tmp_path):
    """A copy of the made archive, to be damaged."""
    shutil.copytree(folder / "data", tmp_path / "postgres" / "data")
    return tmp_path / "postgres"


def pid(folder):
    return int((folder / "data" / "postmaster.pid").read_text().split()[0])


def is_stopped(folder):
    if (files := locks.hold(folder / "data")) is not None:
        os.close(files)
    return files is not None


def answers(folder):
    return server._answering(Cluster(folder)) is not None


def starts(folder):
    return (folder / "log").read_text().count("starting PostgreSQL")


def until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "what the test waits for did not come"
        time.sleep(0.01)


def stop(folder):
    """Stops a server that nobody is left to stop, as the end of a test."""
    with closing(Member(folder)) as member:
        member.join()
    assert is_stopped(folder)


def test_the_first_connection_makes_the_database_and_the_last_process_stops_the_server(folder, invite):
    member = invite(folder)
    assert member.ask("value('SELECT current_database()')") == "newsarchive"
    assert member.ask("value('SHOW server_encoding')") == "UTF8"
    assert member.ask("value(\"SELECT lower('ÄÖÜ ДЖ')\")") == "äöü дж"
    assert member.ask("value('SHOW TimeZone')") == "UTC"
    assert answers(folder)
    member.go()
    assert is_stopped(folder)


def test_importing_the_backend_starts_nothing(tmp_path, invite):
    assert invite(tmp_path / "postgres").ask("connection.vendor") == "postgresql"
    assert not (tmp_path / "postgres").exists()


def test_it_is_durable_listens_on_no_port_and_lets_nobody_near_its_files_and_its_socket(folder, invite):
    member = invite(folder)
    host = Path(member.join())
    private = (folder / "data", host, host / ".s.PGSQL.5432")
    assert [stat.S_IMODE(path.stat().st_mode) for path in private] == [0o700] * 3
    assert member.ask("value('SELECT rolsuper FROM pg_roles WHERE rolname = current_user')") is False
    assert member.ask("value('SHOW listen_addresses')") == ""
    assert member.ask("value('SHOW fsync')") == "on"


def test_tests_can_make_their_own_database_on_the_same_server(folder, invite):
    member = invite(folder)
    member.ask("connection.creation.create_test_db(verbosity=0, serialize=False)")
    assert member.ask("value('SELECT current_database()')") == "test_newsarchive"
    member.ask("connection.creation.destroy_test_db('newsarchive', verbosity=0)")
    assert member.ask("value(\"SELECT count(*) FROM pg_database WHERE datname LIKE 'test%'\")") == 0


def test_the_last_of_several_processes_stops_the_server(folder, invite):
    first, second = invite(folder), invite(folder)
    assert first.join() == second.join()
    running = pid(folder)
    first.go()
    assert answers(folder)
    assert pid(folder) == running
    second.go()
    assert is_stopped(folder)


def test_a_killed_process_leaves_no_claim_and_the_next_takes_its_server_over(folder, invite):
    killed = invite(folder)
    killed.join()
    running = pid(folder)
    killed.kill()
    assert answers(folder)
    heir = invite(folder)
    heir.join()
    assert pid(folder) == running
    heir.go()
    assert is_stopped(folder)


def test_a_caller_that_waits_for_the_output_of_a_killed_command_is_not_kept_waiting(folder, invite):
    command = invite(folder, stderr=subprocess.PIPE)
    command.join()
    command.process.kill()
    command.process.communicate(timeout=5)
    assert answers(folder)
    stop(folder)


def test_the_server_is_out_of_reach_of_the_terminals_ctrl_c(folder, invite):
    member = invite(folder, start_new_session=True)
    member.join()
    assert os.getsid(pid(folder)) == pid(folder)
    os.killpg(member.process.pid, signal.SIGINT)
    member.go()
    assert is_stopped(folder)


def test_a_server_killed_under_an_open_connection_is_started_again(folder, invite):
    member = invite(folder)
    member.ask("value('SELECT 1')")
    killed = pid(folder)
    os.kill(killed, signal.SIGKILL)
    until(lambda: not answers(folder))
    # The server's own process for this connection outlives it a little.
    until(lambda: not member.ask("connection.is_usable()"))
    member.ask("connection.close_if_unusable_or_obsolete()")
    assert member.ask("value('SELECT 1')") == 1
    assert pid(folder) != killed


def test_a_pid_file_that_names_another_process_by_now_is_seen_through(folder, invite):
    owner = (folder / "data").stat()
    change = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    other = subprocess.Popen(["sleep", "60"], cwd="/", **change)
    (folder / "data" / "postmaster.pid").write_text(
        f"{other.pid}\n{folder}/data\n1\n5432\n{folder}\n\n1 1\nready\n"
    )
    (folder / "socket" / ".s.PGSQL.5432.lock").write_text(f"{other.pid}\n{folder}/data\n1\n5432\n{folder}\n")
    try:
        assert invite(folder).ask("value('SELECT 1')") == 1
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_threads_that_connect_at_once_start_one_server(folder, invite):
    before = starts(folder)
    invite(folder).ask("join_in_threads(8)")
    assert starts(folder) == before + 1


def test_processes_that_connect_at_once_make_one_archive(tmp_path, invite):
    folder = tmp_path / "postgres"
    members = [invite(folder) for _ in range(4)]
    for member in members:
        member.tell("value('SELECT 1')")
    assert [member.hear() for member in members] == [1] * 4
    assert starts(folder) == 1


def test_a_forked_child_does_not_stop_the_server_under_its_parent(folder, invite):
    parent = invite(folder)
    parent.join()
    running = pid(folder)
    assert parent.ask("fork_and_leave()") == 0
    assert answers(folder)
    assert pid(folder) == running


def test_a_process_forked_before_the_first_connection_takes_a_lease_of_its_own(folder, invite):
    parent = invite(folder)
    assert parent.ask("fork_and_leave()") == 0
    parent.join()
    parent.go()
    assert is_stopped(folder)


def test_a_long_path_puts_the_socket_into_a_private_short_folder(copy_of, tmp_path, invite):
    deep = tmp_path / ("x" * 120)
    copy_of.rename(deep)
    member = invite(deep)
    host = Path(member.join())
    assert member.ask("value('SELECT 1')") == 1
    assert len(str(host)) < 60
    assert stat.S_IMODE(host.stat().st_mode) == 0o700
    member.go()
    host.rmdir()


def test_a_long_path_is_not_led_into_a_strangers_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr("newsarchive.postgres.cluster.SOCKET_BYTES", len(str(tmp_path)) + 60)
    cluster = Cluster(tmp_path / ("x" * 120))
    mine = account.Account(os.geteuid(), os.getegid(), account.as_ourselves)
    place = cluster.socket_folder(mine)
    assert place.parent == tmp_path
    place.rmdir()
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    place.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DatabaseUnavailable, match="not a private folder of ours"):
        cluster.socket_folder(mine)


def test_an_interrupted_making_is_begun_again(tmp_path, invite):
    half = tmp_path / "postgres" / "new-half"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    assert invite(tmp_path / "postgres").ask("value('SELECT 1')") == 1
    assert not half.exists()


def test_a_copy_of_the_files_brought_back_by_another_user_starts(copy_of, invite):
    (copy_of / "data").chmod(0o755)
    (copy_of / "data" / "postmaster.pid").write_text("1\n")
    assert invite(copy_of).ask("value('SELECT 1')") == 1


def test_the_files_of_another_version_are_refused_in_one_sentence(tmp_path, invite):
    (tmp_path / "postgres" / "data").mkdir(parents=True)
    (tmp_path / "postgres" / "data" / "PG_VERSION").write_text("16\n")
    kind, sentence = invite(tmp_path / "postgres").ask("refusal()")
    assert kind == "DatabaseUnavailable"
    assert "its files were made by PostgreSQL 16 and this is 18" in sentence
    assert sentence.count("\n") == 0


def test_damaged_files_are_named_in_one_sentence(copy_of, invite):
    (copy_of / "data" / "global" / "pg_control").write_bytes(b"\0" * 8192)
    kind, sentence = invite(copy_of).ask("refusal()")
    assert (kind, "its files are damaged" in sentence) == ("DatabaseUnavailable", True)
    assert not locks.is_leased(copy_of / "users.lock")


@as_a_user
def test_a_folder_that_may_not_be_written_is_named_in_one_sentence(tmp_path, invite):
    tmp_path.chmod(0o500)
    kind, sentence = invite(tmp_path / "postgres").ask("refusal()")
    tmp_path.chmod(0o700)
    assert (kind, "may not be opened" in sentence) == ("DatabaseUnavailable", True)


def test_a_missing_wheel_is_one_sentence(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(DatabaseUnavailable, match="pip install"):
        server.programs()


def test_windows_is_told_to_set_database_url(monkeypatch):
    from newsarchive.postgres import base

    monkeypatch.setattr(base.os, "name", "nt")
    with pytest.raises(DatabaseUnavailable, match="Windows: set DATABASE_URL"):
        base._server()
    monkeypatch.undo()


def test_the_log_is_kept_short(tmp_path):
    cluster = Cluster(tmp_path)
    cluster.log.write_bytes(b"old line\n" * (LOG_BYTES // 8) + b"last line\n")
    os.close(cluster.open_log())
    assert cluster.log.stat().st_size <= LOG_BYTES
    assert cluster.log.read_text().endswith("last line\n")
