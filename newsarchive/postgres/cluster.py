"""The files of one embedded PostgreSQL: where they lie, how they are made, how the server is set."""

import hashlib
import os
import shlex
import shutil
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from . import locks
from .account import Account
from .unavailable import DatabaseUnavailable, reason_in

VERSION = 18
PORT = 5432
SUPERUSER = "postgres"
LOG_BYTES = 1_000_000

# A socket's address holds 107 bytes on Linux and 103 on macOS.
SOCKET_BYTES = 103

MAKING = (
    f"--username={SUPERUSER}",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
)

SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": 100,
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": 1.1,
    # One machine, no replicas: less is written.
    "wal_level": "minimal",
    "max_wal_senders": 0,
    "wal_compression": "on",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "15min",
    # Parallel queries need /dev/shm, of which a container has 64 MB and which a logout may clear.
    "max_parallel_workers_per_gather": 0,
    "max_parallel_maintenance_workers": 0,
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    # Errors, but not the articles that were in the statement.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_checkpoints": "off",
    "log_autovacuum_min_duration": -1,
    "logging_collector": "off",
    "log_destination": "stderr",
}


@dataclass(frozen=True)
class Cluster:
    """One folder of ours, with everything the server needs in it."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def starting(self) -> Path:
        """The lock of whoever starts or stops the server."""
        return self.folder / "starting.lock"

    @property
    def users(self) -> Path:
        """The lock that every process shares while it uses the server."""
        return self.folder / "users.lock"

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    def make_folder(self) -> None:
        """Makes the folder, which belongs to the owner of the folder around it, whoever makes it."""
        self.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            self.folder.mkdir(mode=0o700)
            if os.geteuid() == 0:
                around = self.folder.parent.stat()
                os.chown(self.folder, around.st_uid, around.st_gid, follow_symlinks=False)

    def make_data(self, account: Account, initdb: Path) -> None:
        """Makes the files aside and moves them into place whole, so that half-made ones are never used."""
        for leftover in self.folder.glob("new-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        new = Path(tempfile.mkdtemp(prefix="new-", dir=self.folder))
        self._admit(account, new)
        done = account.run(initdb, "--pgdata", new, *MAKING, named=True, capture_output=True, text=True)
        if done.returncode != 0:
            shutil.rmtree(new, ignore_errors=True)
            raise self.unavailable("cannot be made", reason_in(done.stderr))
        account.give_tree(new)
        new.rename(self.data)

    def _admit(self, account: Account, new: Path) -> None:
        """Lets initdb, which accepts only a user with a name, in for as long as it works.

        That user may be “nobody”, who is not ours alone: the group keeps the others out.
        """
        if account.is_lent:
            os.chown(new, account.naming, account.gid)
            self.folder.chmod(0o710)

    def check_version(self) -> None:
        with suppress(OSError):
            version = (self.data / "PG_VERSION").read_text().strip()
            if version != str(VERSION):
                raise self.unavailable(
                    "does not start",
                    f"its files were made by PostgreSQL {version} and this is {VERSION}; "
                    f"dump them with version {version} and load them into a new folder, or set DATABASE_URL",
                )

    def tidy(self, account: Account, socket_folder: Path) -> None:
        """Makes the files startable after a crash, a move or a restored backup; the server is not running."""
        if os.geteuid() == 0 and self.data.stat().st_uid == 0:
            account.give_tree(self.data)
        self.data.chmod(0o700)
        # Both name the process that wrote them, whose number another process may have by now.
        for stale in (self.pid_file, *socket_folder.glob(".s.PGSQL.*")):
            stale.unlink(missing_ok=True)

    def socket_folder(self, account: Account) -> Path:
        """A folder, for nobody but the account and root, whose path is short enough for a socket."""
        folder = self.folder / "socket"
        if not _holds_socket(folder):
            name = f"newsarchive-{hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]}"
            places = (Path(tempfile.gettempdir(), name), Path("/tmp", name))
            folder = next(filter(_holds_socket, places))
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            account.give(folder)
        if not _is_private(folder, account):
            raise self.unavailable("does not start", f"{folder} is not a private folder of ours; remove it")
        return folder

    def options(self, socket_folder: Path) -> str:
        """The server's settings as one string, quoted for the shell that pg_ctl starts it with."""
        quoted = str(socket_folder).replace('"', '""')
        settings = {**SETTINGS, "unix_socket_directories": f'"{quoted}"'}
        return shlex.join(part for name, value in settings.items() for part in ("-c", f"{name}={value}"))

    def open_log(self) -> int:
        """A descriptor that appends to the log, whose older half is dropped when it has grown long."""
        descriptor = locks.open_owned(self.log, os.O_RDWR | os.O_APPEND)
        if (size := os.fstat(descriptor).st_size) > LOG_BYTES:
            recent = os.pread(descriptor, LOG_BYTES // 2, size - LOG_BYTES // 2)
            os.ftruncate(descriptor, 0)
            os.write(descriptor, recent)
        return descriptor

    def unavailable(self, trouble: str, reason: str) -> DatabaseUnavailable:
        return DatabaseUnavailable(f"The archive's database in {self.folder} {trouble}: {reason}.")


def _is_private(folder: Path, account: Account) -> bool:
    found = folder.lstat()
    ours = found.st_uid in (account.uid, os.geteuid())
    return ours and stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077


def _holds_socket(folder: Path) -> bool:
    # A client reads a comma in the path as the end of a host's name.
    return len(os.fsencode(folder / f".s.PGSQL.{PORT}")) <= SOCKET_BYTES and "," not in str(folder)
