"""The account PostgreSQL runs under: our own, or, as it refuses root, one that root lends it.

No user is added to the machine and no permission of a folder that is not ours is changed. Where the archive
lies in a folder that only root may enter, the server keeps the single capability to pass through it.
"""

import os
import pwd
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .unavailable import DatabaseUnavailable

# Numbers that no distribution gives to anyone (https://systemd.io/UIDS-GIDS/) and that are still below
# 65536, the last number a container of an ordinary user has.
SPARE = range(60706, 61184)
NOBODY = 65534

# Nothing of ours, PGPORT or LC_ALL for one, may change what the server does.
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}

Way = Callable[[int, int], tuple[list[str], dict[str, Any]]]


def as_ourselves(uid: int, gid: int) -> tuple[list[str], dict[str, Any]]:
    return [], {}


def as_another(uid: int, gid: int) -> tuple[list[str], dict[str, Any]]:
    return [], {"user": uid, "group": gid, "extra_groups": []}


def keeping(capability: str) -> Way:
    """A change of user that leaves it this one right of root's."""

    def way(uid: int, gid: int) -> tuple[list[str], dict[str, Any]]:
        only = f"-all,+{capability}"
        # Without no_setuid_fixup access(2), by which initdb looks for its programs, ignores capabilities.
        kept = [f"--inh-caps={only}", f"--ambient-caps={only}", f"--bounding-set={only}"]
        user = [f"--reuid={uid}", f"--regid={gid}", "--clear-groups", "--securebits=+no_setuid_fixup"]
        return ["setpriv", *user, *kept], {}

    return way


def in_namespace(uid: int, gid: int) -> tuple[list[str], dict[str, Any]]:
    """Ourselves under another number, for a root that cannot change its user and a user without a name."""
    return ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"], {}


# A container's root has no DAC_READ_SEARCH, but DAC_OVERRIDE, which includes it.
WAYS_OF_ROOT = (as_another, keeping("dac_read_search"), keeping("dac_override"), in_namespace)


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int
    way: Way

    def run(self, *command: str | Path, named: bool = False, **options: Any) -> subprocess.CompletedProcess:
        """The finished command, run apart from our terminal; named: under a user number that has a name."""
        prefix, change = self.way(self.naming if named else self.uid, self.gid)
        options = {"stdin": subprocess.DEVNULL, "cwd": "/", "env": ENVIRONMENT, **change, **options}
        return subprocess.run([*prefix, *map(str, command)], start_new_session=True, check=False, **options)

    @property
    def naming(self) -> int:
        return self.uid if has_name(self.uid) else NOBODY

    @property
    def is_lent(self) -> bool:
        return self.way not in (as_ourselves, in_namespace)

    def give(self, path: Path) -> None:
        """Makes the account the owner of the file or folder."""
        if self.is_lent:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def give_tree(self, folder: Path) -> None:
        for parent, folders, files in os.walk(folder):
            for name in (".", *folders, *files):
                self.give(Path(parent, name))

    def reaches(self, postgres: Path, folder: Path) -> bool:
        """Whether the account can run the program and write into the folder."""
        trial = 'test -w "$2" && test -x "$2" && exec "$1" --version'
        try:
            self.give(folder)
            done = self.run("/bin/sh", "-c", trial, "sh", postgres, folder, capture_output=True)
        except OSError:
            return False
        return done.returncode == 0


def account_for(folder: Path, data: Path, postgres: Path) -> Account:
    """The account for the archive in this folder; raises DatabaseUnavailable when there is none."""
    uid, gid = _owner(data, folder, folder.parent) if os.geteuid() == 0 else (os.geteuid(), os.getegid())
    for way in _ways(uid):
        account = Account(uid, gid, way)
        if account.reaches(postgres, folder):
            return account
    raise DatabaseUnavailable(_refusal(folder))


def has_name(uid: int) -> bool:
    with suppress(KeyError):
        return bool(pwd.getpwuid(uid))
    return False


def _ways(uid: int) -> tuple[Way, ...]:
    if os.geteuid() == 0:
        return WAYS_OF_ROOT
    return (as_ourselves,) if has_name(uid) else (in_namespace, as_ourselves)


def _owner(*places: Path) -> tuple[int, int]:
    """Whose the archive is: the first owner among the places who is not root, or a spare number."""
    for place in places:
        with suppress(FileNotFoundError):
            if (found := place.stat()).st_uid != 0:
                return found.st_uid, found.st_gid
    spare = next(number for number in SPARE if not has_name(number))
    return spare, spare


def _refusal(folder: Path) -> str:
    if os.geteuid() != 0:
        return (
            f"The archive's database cannot run its program or write into {folder}: "
            "run as the user who owns that folder, or set DATABASE_URL."
        )
    return (
        f"PostgreSQL refuses to run as root, and root cannot lend it another user for {folder}: "
        "run as an ordinary user, move the folder to where that user may enter, or set DATABASE_URL."
    )
