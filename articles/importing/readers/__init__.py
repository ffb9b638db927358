"""Files, folders, archives, feeds and standard input → raw inputs; what cannot be read becomes a failure.

A new format is one function that tells it by its first bytes, one that reads it, and one row in READERS.
A reader yields what it finds: a raw input, a failure, something skipped, or an input that lay packed in it.
"""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from articles.importing.draft import Failure, Raw, Skipped, Unreadable
from articles.importing.readers import (
    fetching,
    folders,
    limits,
    objects,
    packed,
    syndication,
    tables,
    texts,
    warcs,
)
from articles.importing.readers.fetching import is_address
from articles.importing.readers.folders import measure, name, reason
from articles.importing.readers.inputs import Allowance, Input, Stream, Wishes, buffered, fingerprint, nobody

__all__ = ["Read", "is_address", "limits", "measure", "name", "read", "read_address", "read_stream"]

Read = Raw | Failure | Skipped

READERS: tuple[tuple[Callable[[Input], bool], Callable[[Input], Iterable[Read | Input]]], ...] = (
    (packed.is_office, packed.read_office),
    (packed.is_zip, packed.read_zip),
    (packed.is_gzip, packed.read_gzip),
    (packed.is_tar, packed.read_tar),
    (texts.is_binary, texts.read_binary),
    (warcs.is_warc, warcs.read_warc),
    (syndication.is_feed, syndication.read_feed),
    (texts.is_page, texts.read_page),
    (texts.is_xml, texts.read_xml),
    (objects.is_json, objects.read_json),
    (texts.is_markdown, texts.read_markdown),
    (tables.is_table, tables.read_table),
    (texts.is_text, texts.read_text),
)
DAMAGED = (OSError, ValueError, RecursionError, MemoryError, zlib.error, *packed.BROKEN, *warcs.BROKEN)


def read(
    place: Path | str,
    root: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    aside: Iterable[Path] = (),
    seen: Callable[[int], object] = nobody,
) -> Iterator[Read]:
    """Every input at a place; never raises for what it finds there.

    A place is a file, a folder with its folders, an address of the web, or "-" for standard input. `mapping`
    names the fields of records (body → content), `aside` are files that are no inputs, `seen` is told how
    many bytes were read.
    """
    wishes = Wishes(Path(root), mapping or {}, frozenset(Path(each).resolve() for each in aside), seen)
    if place == "-":
        yield from read_stream(sys.stdin.buffer.read1, wishes)
    elif is_address(str(place)):
        yield from read_address(str(place), wishes)
    else:
        for found in folders.inputs(Path(place), wishes):
            yield from _read(found) if isinstance(found, Input) else [found]


def read_stream(source: Callable[[int], bytes], wishes: Wishes) -> Iterator[Read]:
    """Every input in a stream that has no name of its own.

    Each is named by what it holds: were it named by its place, the next stream's would be taken for it.
    """
    for found in _read(_unnamed("standard input", source, wishes)):
        if isinstance(found, Raw):
            found = replace(found, path=f"standard input#{fingerprint(found.content)}")
        yield found


def read_address(
    address: str, wishes: Wishes, fetch: Callable[[str], bytes] = fetching.fetch
) -> Iterator[Read]:
    """Every input in a feed or a page of the web."""
    try:
        content = fetch(address)
    except (Unreadable, OSError) as problem:
        yield Failure(address, str(problem) or reason(problem))
        return
    found = _unnamed(address, io.BytesIO(content).read, wishes)
    yield from _read(replace(found, stated={"url": address}))


def _unnamed(name: str, source: Callable[[int], bytes], wishes: Wishes) -> Input:
    allowance = Allowance()

    def seen(count: int):
        allowance.take(count)
        wishes.seen(count)

    return Input(name, buffered(Stream(source, seen)), wishes, allowance=allowance)


def _read(input: Input) -> Iterator[Read]:
    """What lies in an input, and in what lies in it."""
    try:
        reader = next(reader for fits, reader in READERS if fits(input))
        for found in reader(input):
            yield from _read(found) if isinstance(found, Input) else [_storable(found)]
    except Unreadable as problem:
        yield Failure(input.name, str(problem))
    except DAMAGED as problem:
        yield Failure(input.name, f"The file is damaged or was cut short: {reason(problem)}.")


def _storable(found: Read) -> Read:
    """The same under a name that the database can hold, or a failure where it is too long."""
    path = found.path.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
    if len(path.encode()) > limits.LONGEST_PATH:
        return Failure(f"{path[:200]}…", "The name is too long to be kept.")
    return found if path == found.path else replace(found, path=path)
