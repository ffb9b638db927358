"""One input on its way to its reader: a name, a stream of bytes that is read once, and what is wished."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath

from articles.importing.cleaning import BYTE_ORDER_MARKS
from articles.importing.draft import Unreadable
from articles.importing.readers import limits


def nobody(count: int):
    """Told a number of bytes, does nothing with it."""


@dataclass(frozen=True)
class Wishes:
    """What holds for all inputs of one import.

    `root` is the folder that names begin at; `mapping` names the fields of records of a user's own shape;
    `aside` are files that are no inputs, such as the manifest; `seen` is told how many bytes were read.
    """

    root: Path
    mapping: Mapping[str, str] = field(default_factory=dict)
    aside: frozenset[Path] = frozenset()
    seen: Callable[[int], object] = nobody


class Allowance:
    """How many bytes a packed file may still become; raises Unreadable where it becomes too many.

    `above` is the allowance of the archive that it lies in, which pays as well.
    """

    def __init__(self, packed: int = 0, above: Allowance | None = None):
        self.packed, self.unpacked, self.above = packed, 0, above

    def take(self, count: int):
        """Notes bytes that were read packed."""
        self.packed += count

    def give(self, count: int):
        """Notes bytes that came out unpacked."""
        self.unpacked += count
        if self.unpacked > limits.LARGEST_UNPACKED:
            raise Unreadable(f"It unpacks to more than {limits.LARGEST_UNPACKED // 1_000_000} MB.")
        beyond = self.unpacked > limits.RATIO_COUNTS_FROM
        if beyond and self.unpacked > self.packed * limits.LARGEST_RATIO:
            raise Unreadable(
                f"It unpacks to more than {limits.LARGEST_RATIO} times its size, as no text does."
            )
        if self.above:
            self.above.give(count)


class Stream(io.RawIOBase):
    """The bytes that `source` returns when asked for a number of them, each lot told to `seen`."""

    def __init__(self, source: Callable[[int], bytes], seen: Callable[[int], object] = nobody):
        self.source, self.seen = source, seen

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        filled = 0
        while filled < len(buffer):
            lot = self.source(len(buffer) - filled)
            if not lot:
                break
            self.seen(len(lot))
            buffer[filled : filled + len(lot)] = lot
            filled += len(lot)
        return filled


@dataclass(frozen=True)
class Input:
    """Something to read. `name` is what it is called in the archive, `depth` how many archives it lies in.

    `file` is the seekable file itself, where there is one; `stated` is what is known of it from outside.
    """

    name: str
    stream: io.BufferedReader
    wishes: Wishes
    depth: int = 0
    file: io.BufferedIOBase | None = None
    allowance: Allowance = field(default_factory=Allowance)
    stated: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def head(self) -> bytes:
        """The first bytes, which stay in the stream."""
        return self.stream.peek(limits.HEAD)[: limits.HEAD]

    @cached_property
    def beginning(self) -> str:
        """The first letters, as far as they can be told without knowing what this is."""
        for mark, encoding in BYTE_ORDER_MARKS:
            if self.head.startswith(mark):
                return self.head[len(mark) :].decode(encoding, "replace")
        return self.head.replace(b"\0", b"").decode("latin-1")

    def utf8(self) -> io.BufferedReader:
        """The stream without byte order mark, and in UTF-8 where it was in UTF-16 or UTF-32."""
        for mark, encoding in BYTE_ORDER_MARKS:
            if self.head.startswith(mark):
                self.stream.read(len(mark))
                return (
                    self.stream if encoding == "utf-8" else buffered(Stream(_recoding(self.stream, encoding)))
                )
        return self.stream

    @property
    def ending(self) -> str:
        """The ending of the name in small letters, without one that says how it is packed."""
        path = PurePosixPath(self.name)
        return (PurePosixPath(path.stem) if path.suffix.lower() in PACKED else path).suffix.lower()

    def content(self) -> bytes:
        """All bytes; raises Unreadable where they are too many or none."""
        content = self.stream.read(limits.LARGEST + 1)
        if len(content) > limits.LARGEST:
            raise Unreadable(f"The file is larger than {limits.LARGEST // 1_000_000} MB.")
        if not content.strip():
            raise Unreadable("The file is empty.")
        return content

    def within(self, name: str, source: Callable[[int], bytes], allowance: Allowance | None = None) -> Input:
        """What lies within this input; raises Unreadable where archives lie too deep in each other."""
        if self.depth >= limits.DEEPEST:
            raise Unreadable(f"More than {limits.DEEPEST} archives lie within each other.")
        stream = buffered(Stream(source, allowance.give if allowance else nobody))
        return replace(
            self,
            name=name,
            stream=stream,
            depth=self.depth + 1,
            file=None,
            allowance=allowance or self.allowance,
        )


PACKED = (".gz",)


def buffered(stream: Stream) -> io.BufferedReader:
    """The stream, with a beginning that can be looked at."""
    return io.BufferedReader(stream, limits.HEAD)


def _recoding(stream: io.BufferedReader, encoding: str) -> Callable[[int], bytes]:
    decoder, held = codecs.getincrementaldecoder(encoding)("replace"), bytearray()

    def read(count: int) -> bytes:
        while len(held) < count and (lot := stream.read(limits.HEAD)):
            held.extend(decoder.decode(lot).encode("utf-8"))
        found = bytes(held[:count])
        del held[:count]
        return found

    return read


def lines(stream: io.BufferedReader) -> Iterator[bytes | None]:
    """The lines with their ends; None for one that is too long, which is passed over without being held."""
    while line := stream.readline(limits.LARGEST):
        if len(line) < limits.LARGEST or line.endswith(b"\n"):
            yield line
        else:
            while line and not line.endswith(b"\n"):
                line = stream.readline(limits.HEAD)
            yield None


def fingerprint(content: bytes) -> str:
    """Sixteen letters that stand for these bytes and no others."""
    return sha256(content).hexdigest()[:16]
