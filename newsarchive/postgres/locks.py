"""File locks that the kernel takes back when their holder dies, however it dies.

A lock (flock) belongs to an opened file, not to a process: a forked child shares its parent's, and the lock
lasts until the last of them has closed the file. Nothing here needs a list of process ids.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def open_owned(path: Path, flags: int = os.O_RDWR) -> int:
    """A descriptor of the file, made if missing as a private file of its folder's owner."""
    flags |= os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return os.open(path, flags)
    if os.geteuid() == 0:
        owner = os.stat(path.parent)
        with suppress(OSError):
            os.fchown(descriptor, owner.st_uid, owner.st_gid)
    return descriptor


@contextmanager
def alone(path: Path, seconds: float) -> Iterator[None]:
    """The time in which no other process is at the same work; raises TimeoutError when it does not come."""
    deadline = time.monotonic() + seconds
    while (descriptor := _take(path)) is None:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{path} is held by another process")
        time.sleep(0.01)
    try:
        yield
    finally:
        # Closing alone would leave the lock with a child that another thread forked meanwhile.
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)


def lease(path: Path) -> int:
    """A descriptor whose being open says: someone here uses it."""
    descriptor = open_owned(path)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def is_same(descriptor: int, path: Path) -> bool:
    """Whether the opened file is still the one at this path, and not one that was deleted since."""
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    return False


def is_leased(path: Path) -> bool:
    """Whether any process, this one included, holds a lease."""
    if (descriptor := _take(path)) is None:
        return True
    os.close(descriptor)
    return False


def hold(folder: Path) -> int | None:
    """A descriptor that keeps the folder for us and whoever inherits it, or None while another has it."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    if _locks(descriptor):
        return descriptor
    os.close(descriptor)
    return None


def _take(path: Path) -> int | None:
    descriptor = open_owned(path)
    if _locks(descriptor) and is_same(descriptor, path):
        return descriptor
    os.close(descriptor)
    return None


def _locks(descriptor: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
