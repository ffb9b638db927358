"""Folders and files → raw inputs in a stable order; what cannot be read becomes a failure with a reason."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from articles.importing.draft import Failure, Raw, Unreadable

LARGEST = 20_000_000  # bytes of one text; the longest newspaper article is a thousandth of it
HIDDEN = (".", "~$")
ALONGSIDE = ("__MACOSX",)
SUFFIXES = frozenset(
    ["", ".txt", ".text"]
)  # read in folders; a file named by itself is read whatever its name
BINARY = {
    b"%PDF-": "The file is a PDF document, which cannot be imported yet.",
    b"PK\x03\x04": "The file is a zip archive, which cannot be imported yet.",
    b"\x1f\x8b": "The file is compressed with gzip, which cannot be imported yet.",
    b"\x89PNG": "The file is a picture, not text.",
    b"\xff\xd8\xff": "The file is a picture, not text.",
    b"GIF8": "The file is a picture, not text.",
    b"\xd0\xcf\x11\xe0": "The file is an old Office document, which cannot be imported yet.",
    b"\x7fELF": "The file is a program, not text.",
    b"SQLite format 3": "The file is a database, not text.",
}


def read(path: Path, root: Path) -> Iterator[Raw | Failure]:
    """Every input in a file or a folder and its folders; never raises for what it finds there."""
    path, root = Path(path), Path(root)
    if path.is_dir():
        yield from _folder(path, root)
    else:
        yield from _file(path, root)


def count(paths: Iterable[Path]) -> int:
    """How many files lie at the paths and in their folders, for a progress bar: nothing is opened."""
    return sum(
        sum(len(files) for _, _, files in os.walk(path)) if Path(path).is_dir() else 1 for path in paths
    )


def _folder(folder: Path, root: Path) -> Iterator[Raw | Failure]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as problem:
        yield Failure(name(folder, root), f"The folder cannot be read: {_reason(problem)}.")
        return
    for entry in entries:
        if is_wanted(entry):
            yield from _entry(folder / entry.name, entry, root)


def is_wanted(entry: os.DirEntry) -> bool:
    """Whether a name in a folder is read: folders and texts are, manifests and hidden files are not."""
    if entry.name.startswith(HIDDEN) or entry.name in ALONGSIDE:
        return False
    return entry.is_dir() or Path(entry.name).suffix.lower() in SUFFIXES


def _entry(path: Path, entry: os.DirEntry, root: Path) -> Iterator[Raw | Failure]:
    """What one name of a folder leads to; links are followed to files within the root only."""
    try:
        if entry.is_symlink() and not _stays_within(path, root):
            yield Failure(name(path, root), "The link leads out of the folder.")
        elif entry.is_symlink() and path.is_dir():
            yield Failure(name(path, root), "The link leads to a folder, which is read where it lies.")
        elif entry.is_dir():
            yield from _folder(path, root)
        else:
            yield from _file(path, root)
    except OSError as problem:
        yield Failure(name(path, root), f"The file cannot be read: {_reason(problem)}.")


def _stays_within(path: Path, root: Path) -> bool:
    base = root if root.is_dir() else root.parent
    return path.resolve().is_relative_to(base.resolve())


def _file(path: Path, root: Path) -> Iterator[Raw | Failure]:
    try:
        content = _content(path)
        reader = next(reader for fits, reader in READERS if fits(content))
        yield from reader(path, root, content)
    except Unreadable as problem:
        yield Failure(name(path, root), str(problem))
    except (OSError, ValueError) as problem:
        yield Failure(name(path, root), f"The file cannot be read: {_reason(problem)}.")


def _content(path: Path) -> bytes:
    """The bytes of a file; raises Unreadable for what is no file, is empty or is too large."""
    if path.exists() and not path.is_file():
        raise Unreadable("This is neither a file nor a folder.")
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Unreadable(f"The file is larger than {LARGEST // 1_000_000} MB.")
    if not content.strip():
        raise Unreadable("The file is empty.")
    return content


def _reason(problem: Exception) -> str:
    return (getattr(problem, "strerror", None) or str(problem)).strip(". ").lower()


def name(path: Path, root: Path) -> str:
    """How an input is called in the archive: its path from the root, or its absolute path outside of it."""
    path, base = Path(os.path.abspath(path)), Path(os.path.abspath(root))
    base = base.parent if base.is_file() else base
    called = path.relative_to(base) if path.is_relative_to(base) else path
    return called.as_posix().encode("utf-8", "replace").decode("utf-8")


def is_binary(content: bytes) -> bool:
    """Whether the first bytes are those of a kind of file that is no text."""
    return content.startswith(tuple(BINARY))


def read_binary(path: Path, root: Path, content: bytes) -> Iterator[Failure]:
    """A failure that says what kind of file this is."""
    kind = next(start for start in BINARY if content.startswith(start))
    yield Failure(name(path, root), BINARY[kind])


def is_text(content: bytes) -> bool:
    """True: what is not text after all is told apart when it is decoded."""
    return True


def read_text(path: Path, root: Path, content: bytes) -> Iterator[Raw]:
    """The one article of a text file; raises Unreadable where the bytes are no text."""
    from articles.importing.cleaning import decode

    decode(content)
    yield Raw(name(path, root), content)


READERS: tuple[
    tuple[Callable[[bytes], bool], Callable[[Path, Path, bytes], Iterator[Raw | Failure]]], ...
] = (
    (is_binary, read_binary),
    (is_text, read_text),
)
