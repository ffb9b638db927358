"""What lies packed in .gz, .zip and .tar: one member after another, never all of them at once."""

from __future__ import annotations

import gzip
import io
import os
import struct
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from articles.importing.draft import Failure, Skipped, Unreadable
from articles.importing.readers import limits
from articles.importing.readers.folders import furnishing, is_hidden
from articles.importing.readers.inputs import Allowance, Input, Stream

COPY = 1_000_000  # bytes at a time
END_OF_DIRECTORY = b"PK\x05\x06"
LONGEST_END = 66_000  # bytes at the end of a zip in which its directory's size stands
OFFICE = (b"[Content_Types].xml", b"mimetypeapplication/")
ENCRYPTED = 0x1
BROKEN = (EOFError, zipfile.BadZipFile, tarfile.TarError, NotImplementedError)


def is_gzip(input: Input) -> bool:
    return input.head.startswith(b"\x1f\x8b")


def read_gzip(input: Input) -> Iterator[Input]:
    """The one input that was packed."""
    allowance = Allowance(above=input.allowance)
    packed = Stream(input.stream.read, allowance.take)
    with gzip.GzipFile(fileobj=packed, mode="rb") as unpacked:
        yield input.within(input.name, unpacked.read1, allowance)


def is_office(input: Input) -> bool:
    return is_zip(input) and any(mark in input.head[:200] for mark in OFFICE)


def read_office(input: Input) -> Iterator[Input]:
    """Raises Unreadable: these are zips, but what lies in them are parts of one document."""
    raise Unreadable("The file is an Office document or a book, which cannot be imported yet.")


def is_zip(input: Input) -> bool:
    return input.head.startswith((b"PK\x03\x04", END_OF_DIRECTORY))


def read_zip(input: Input) -> Iterator[Input | Failure | Skipped]:
    """The members of a zip in its order; one within another archive is laid aside in a file to be read."""
    if input.file is not None:
        file = io.BufferedReader(input.file)
        try:
            yield from _members(input, file)
        finally:
            file.detach()
        return
    with tempfile.TemporaryFile() as file:
        size = 0
        while lot := input.stream.read(COPY):
            size += len(lot)
            if size > limits.LARGEST_NESTED:
                raise Unreadable(f"A zip in here is larger than {limits.LARGEST_NESTED // 1_000_000} MB.")
            file.write(lot)
        yield from _members(input, file)


def _members(input: Input, file) -> Iterator[Input | Failure | Skipped]:
    _check_directory(file)
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            called = f"{input.name}/{_tidy(member.filename)}"
            told = _told_apart(called, member.filename, member.is_dir())
            if told is None:
                yield from _member(input, archive, member, called)
            elif told:
                yield told


def _member(input: Input, archive: zipfile.ZipFile, member: zipfile.ZipInfo, called: str):
    try:
        if member.flag_bits & ENCRYPTED:
            raise Unreadable("It is protected by a password.")
        with archive.open(member) as unpacked:
            allowance = Allowance(member.compress_size, input.allowance)
            input.wishes.seen(member.compress_size if input.depth == 0 else 0)
            yield input.within(called, unpacked.read1, allowance)
    except (Unreadable, *BROKEN) as problem:
        yield Failure(called, str(problem) or "The archive is damaged here.")


def _check_directory(file):
    """Raises Unreadable where the list of members is missing or would not fit into memory."""
    length = file.seek(0, os.SEEK_END)
    file.seek(max(0, length - LONGEST_END))
    end = file.read(LONGEST_END)
    found = end.rfind(END_OF_DIRECTORY)
    if found < 0 or len(end) < found + 16:
        raise Unreadable("The zip archive was cut short: its list of members is missing.")
    (size,) = struct.unpack("<L", end[found + 12 : found + 16])
    large = end.rfind(b"PK\x06\x06", 0, found)  # the same for more than 4 GB or 65,535 members
    if size == 0xFFFFFFFF and large >= 0:
        (size,) = struct.unpack("<Q", end[large + 40 : large + 48])
    if size > limits.LARGEST_DIRECTORY:
        raise Unreadable(
            f"The zip archive lists more than {limits.LARGEST_DIRECTORY // 1_000_000} MB of names."
        )


def _told_apart(called: str, name: str, is_folder: bool) -> Failure | Skipped | bool | None:
    """Why a member is not read; False for what nobody need be told of, None for one that is read."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if name.startswith(("/", "\\")) or ".." in parts or len(name) > limits.LONGEST_NAME:
        return Failure(called, "The name leads out of the archive.")
    if is_folder or any(is_hidden(part) for part in parts):
        return False
    furnished = furnishing(name)
    return Skipped(called, furnished) if furnished else None


def _tidy(name: str) -> str:
    """A member's name as it can be shown and stored: no way up, no NUL, no broken letters."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    clean = "/".join(parts)[: limits.LONGEST_NAME].replace("\0", "\ufffd")
    return clean.encode("utf-8", "replace").decode("utf-8")


def is_tar(input: Input) -> bool:
    """Whether the first block is a tar's: it holds a sum of itself."""
    try:
        tarfile.TarInfo.frombuf(input.head[:512], "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def read_tar(input: Input) -> Iterator[Input | Failure | Skipped]:
    """The members of a tar in its order."""
    with tarfile.open(fileobj=input.stream, mode="r|", errorlevel=1) as archive:
        for member in archive:
            archive.members = []  # it would keep all of them
            called = f"{input.name}/{_tidy(member.name)}"
            told = _told_apart(called, member.name, member.isdir())
            if told is None and (member.issym() or member.islnk()):
                told = Failure(called, "A link, which is not followed in an archive.")
            elif told is None and not member.isreg():
                told = Failure(called, "This is neither a file nor a folder.")
            if told is None:
                yield input.within(called, archive.extractfile(member).read)
            elif told:
                yield told
