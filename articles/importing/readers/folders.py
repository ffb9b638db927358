"""Folders and files → inputs in a stable order; links are followed to files within the root only."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from articles.importing.draft import Failure, Skipped, Unreadable
from articles.importing.readers.inputs import Allowance, Input, Stream, Wishes, buffered

HIDDEN = (".", "~$")
ALONGSIDE = ("__MACOSX",)
MANIFEST = "manifest"  # a table of this name says what is known of the files beside it: it is no article
TABLES = frozenset([".csv", ".tsv", ".jsonl", ".json"])
FURNISHINGS = frozenset(
    ".css .js .mjs .map .woff .woff2 .ttf .eot .otf .ico .svg .png .jpg .jpeg .gif .webp .bmp .tif .tiff"
    " .avif .mp3 .mp4 .m4a .webm .ogg .wav .avi .mov .flv .swf .cdx .cdxj".split()
)


def inputs(path: Path, wishes: Wishes) -> Iterator[Input | Failure | Skipped]:
    """Every file at a path and below; the file is open until the next one is asked for."""
    if path.is_dir():
        yield from _folder(path, wishes)
    else:
        yield from _file(path, wishes)


def measure(paths: Iterable[Path]) -> int:
    """How many bytes lie at the paths and in their folders, for a progress bar: nothing is opened."""
    return sum(_size(path) for path in paths)


def _size(path: Path) -> int:
    if not path.is_dir():
        return os.path.getsize(path) if path.exists() else 0
    return sum(_sizes(path))


def _sizes(folder: Path) -> Iterator[int]:
    for above, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not is_hidden(name)]
        yield from (_lstat(os.path.join(above, name)) for name in files if not is_hidden(name))


def _lstat(path: str | Path) -> int:
    try:
        return os.lstat(path).st_size
    except OSError:
        return 0


def is_hidden(name: str) -> bool:
    """Whether a name in a folder or an archive is nobody's business."""
    return name.startswith(HIDDEN) or name in ALONGSIDE


def furnishing(name: str) -> str | None:
    """Why a name in a folder or an archive is no article, or None where it may be one."""
    bare = Path(name)
    if bare.suffix.lower() in FURNISHINGS:
        return "A picture, a style sheet or another file that pages are made with."
    if bare.stem.lower() == MANIFEST and bare.suffix.lower() in TABLES:
        return "A manifest; name it with --manifest to have its values used."
    return None


def _folder(folder: Path, wishes: Wishes) -> Iterator[Input | Failure | Skipped]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as problem:
        yield Failure(name(folder, wishes.root), f"The folder cannot be read: {reason(problem)}.")
        return
    for entry in entries:
        if not is_hidden(entry.name):
            yield from _entry(folder / entry.name, entry, wishes)


def _entry(path: Path, entry: os.DirEntry, wishes: Wishes) -> Iterator[Input | Failure | Skipped]:
    """What one name of a folder leads to."""
    called = name(path, wishes.root)
    if entry.is_symlink() and not _stays_within(path, wishes.root):
        yield Failure(called, "The link leads out of the folder.")
    elif entry.is_symlink() and path.is_dir():
        yield Failure(called, "The link leads to a folder, which is read where it lies.")
    elif entry.is_dir():
        yield from _folder(path, wishes)
    elif path.resolve() not in wishes.aside:
        furnished = furnishing(entry.name)
        if furnished:
            wishes.seen(_lstat(path))
        yield from [Skipped(called, furnished)] if furnished else _file(path, wishes)


def _stays_within(path: Path, root: Path) -> bool:
    base = root if root.is_dir() else root.parent
    return path.resolve().is_relative_to(base.resolve())


def _file(path: Path, wishes: Wishes) -> Iterator[Input | Failure]:
    called, counted = name(path, wishes.root), Counted(wishes.seen)
    try:
        if path.exists() and not path.is_file():
            raise Unreadable("This is neither a file nor a folder.")
        with path.open("rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            told = replace(wishes, seen=counted)
            yield Input(
                called, buffered(Stream(file.read, counted)), told, file=file, allowance=Allowance(size)
            )
            counted(size - counted.count)
    except Unreadable as problem:
        yield Failure(called, str(problem))
    except OSError as problem:
        yield Failure(called, f"The file cannot be read: {reason(problem)}.")


class Counted:
    """Tells how many bytes were read, and keeps their sum."""

    def __init__(self, seen: Callable[[int], object]):
        self.seen, self.count = seen, 0

    def __call__(self, count: int):
        self.count += count
        self.seen(count)


def reason(problem: BaseException) -> str:
    """What went wrong, to stand behind a colon."""
    return (getattr(problem, "strerror", None) or str(problem)).strip(". ").lower() or "it is damaged"


def name(path: Path, root: Path) -> str:
    """How an input is called in the archive: its path from the root, or its absolute path outside of it."""
    path, base = Path(os.path.abspath(path)), Path(os.path.abspath(root))
    base = base.parent if base.is_file() else base
    called = path.relative_to(base) if path.is_relative_to(base) else path
    return called.as_posix().encode("utf-8", "replace").decode("utf-8")
