"""Where an index lies on disk: one folder for each generation, a file that names the present one, locks.

INDEX_FOLDER/current          the name of the generation that answers
INDEX_FOLDER/v1-3f2a…/        one generation: the engine's files
INDEX_FOLDER/write.lock       held while an index is written, rebuild.lock while one is being made
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from articles.search.engine import IndexMissing, IndexUnavailable

REPAIR = "run manage.py rebuild_index"
MISSING = f"There is no search index yet; {REPAIR}."
OTHER_VERSION = f"The search index was made by another version of this archive; {REPAIR}."
DAMAGED = f"The search index is damaged; {REPAIR}."
UNWRITABLE = "The search index cannot be written: {}. What was changed is kept in the database."


@contextmanager
def told_in_words() -> Iterator[None]:
    """What the file system refuses, as IndexUnavailable."""
    try:
        yield
    except OSError as error:
        at = f" ({error.filename})" if error.filename else ""
        raise IndexUnavailable(UNWRITABLE.format(f"{error.strerror or error}{at}")) from error


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds the lock file; waits while another thread or process holds it. A killed holder lets go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_locked(path: Path) -> bool:
    """Whether some thread or process holds the lock file now."""
    with path.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@dataclass(frozen=True)
class Generations:
    """The generations of one index folder, for one version of the schema."""

    folder: Path
    version: int

    @property
    def pointer(self) -> Path:
        """The file that names the present generation."""
        return self.folder / "current"

    def current(self) -> Path:
        """The folder of the present generation; IndexUnavailable where there is none that can be read."""
        try:
            name = self.pointer.read_text().strip()
        except OSError:
            raise IndexMissing(MISSING) from None
        if not name.startswith(f"v{self.version}-"):
            raise IndexUnavailable(OTHER_VERSION if name.startswith("v") else DAMAGED)
        return self.folder / name

    def new(self) -> Path:
        """An empty folder for the next generation."""
        made = self.folder / f"v{self.version}-{uuid4().hex[:12]}"
        made.mkdir(parents=True)
        return made

    def take_over(self, generation: Path) -> None:
        """Makes the generation the present one, in one step, also if the machine stops in the middle."""
        put_name(self.pointer, generation.name)

    def sweep(self) -> None:
        """Removes every generation but the present one; whoever has one open can go on reading it."""
        kept = self.pointer.read_text().strip() if self.pointer.exists() else ""
        for found in self.folder.glob("v*-*"):
            if found.name != kept:
                shutil.rmtree(found, ignore_errors=True)


def put_name(pointer: Path, name: str) -> None:
    """Has the file hold this name, in one step, also if the machine stops in the middle."""
    written = pointer.with_suffix(".new")
    with written.open("w") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    written.replace(pointer)
    _sync_folder(pointer.parent)


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
