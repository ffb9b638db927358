"""A user's own list of actors, CSV or JSON lines: read row by row, however long it is."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from articles import columns
from articles.actors.rows import Listed, RefusedRow, Wishes, placed, read_row

LONGEST_LINE = 1_000_000  # bytes; the longest row of Wikidata has a fiftieth
MOST_COLUMNS = 200
TEXT_MARKS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


class UnreadableList(Exception):
    """A list that cannot be used at all; str() says why and what to do."""


@dataclass(frozen=True)
class Refusal:
    """A row that was not imported, and why."""

    line: int
    reason: str


def read_list(
    file: BinaryIO, wishes: Wishes, progress: Callable[[int], object] = lambda done: None
) -> Iterator[Listed | Refusal]:
    """The rows in their order; raises UnreadableList before the first one where there can be none."""
    lines = _lines(file, progress)
    first = next((line for line in lines if line[1].strip()), None)
    if first is None:
        raise UnreadableList("The list is empty.")
    _refuse_what_is_no_text(first[1])
    rows = chain([first], lines)
    if first[1].lstrip(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        return _from_objects(rows, wishes)
    return _from_table(rows, wishes)


def _refuse_what_is_no_text(beginning: bytes):
    mark = next((name for mark, name in TEXT_MARKS.items() if beginning.startswith(mark)), "")
    if mark:
        raise UnreadableList(f"The list is {mark}; save it as UTF-8.")
    if b"\0" in beginning or beginning.startswith(b"PK\x03\x04"):
        raise UnreadableList("The list is no text. Save it as CSV or JSON lines, in UTF-8.")
    if beginning.lstrip(codecs.BOM_UTF8).lstrip().startswith(b"["):
        raise UnreadableList("The list is one JSON array; write one JSON object a line instead.")


def _lines(file: BinaryIO, progress) -> Iterator[tuple[int, bytes]]:
    """Each line with its number; one that is too long is cut, and what is cut off is passed over."""
    for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), 1):
        progress(len(line))
        while len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE)
            progress(len(rest))
            if len(rest) < LONGEST_LINE or rest.endswith(b"\n"):
                break
        yield number, line


def _from_objects(lines: Iterable[tuple[int, bytes]], wishes: Wishes) -> Iterator[Listed | Refusal]:
    for number, line in lines:
        if line.strip():
            yield _taken(number, wishes, lambda line=line: _object(line))


def _object(line: bytes) -> Mapping:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise RefusedRow("The line is not UTF-8.") from None
    except (ValueError, RecursionError):
        cut = " (it is too long)" if len(line) >= LONGEST_LINE else ""
        raise RefusedRow(f"The line is no JSON{cut}.") from None
    if not isinstance(row, dict):
        raise RefusedRow("The line is no JSON object.")
    return row


def _from_table(lines: Iterable[tuple[int, bytes]], wishes: Wishes) -> Iterator[Listed | Refusal]:
    """The rows of a table; the header is read at once, so that a bad one is told before anything else."""
    printed = _Printed(lines)
    heading = next(printed)
    header, delimiter = columns.header(heading)
    _check(header, wishes)
    return _table_rows(printed, header, delimiter, wishes)


def _check(header: list[str], wishes: Wishes):
    if len(header) > MOST_COLUMNS:
        raise UnreadableList(f"The list has {len(header)} columns; {MOST_COLUMNS} are read at most.")
    if missing := [theirs for theirs in wishes.columns.values() if theirs not in header]:
        raise UnreadableList(f"The list has no column “{missing[0]}”; it has {_told(header)}.")
    held = placed(header, wishes)
    if "name" not in held:
        raise UnreadableList(
            f"No column of the list holds names; it has {_told(header)}. Name it with --map name=COLUMN."
        )
    if "kind" not in held and not wishes.kind:
        raise UnreadableList(
            "No column says what the rows are. Name it with --map kind=COLUMN, or say --kind person."
        )


def _told(header: list[str]) -> str:
    return ", ".join(header)[:300].encode("utf-8", "replace").decode() or "none that can be read"


class _Printed:
    """The lines as text; `number` is that of the last one. Bytes that are not UTF-8 become surrogates."""

    def __init__(self, lines: Iterable[tuple[int, bytes]]):
        self.lines = iter(lines)
        self.number = 0

    def __iter__(self):
        return self

    def __next__(self) -> str:
        self.number, line = next(self.lines)
        encoding = "utf-8-sig" if self.number == 1 else "utf-8"
        return line.replace(b"\0", b"").decode(encoding, "surrogateescape")


def _table_rows(printed: _Printed, header, delimiter: str, wishes: Wishes) -> Iterator[Listed | Refusal]:
    number = printed.number + 1
    for row in columns.rows(printed, delimiter, LONGEST_LINE):
        if isinstance(row, str):
            yield Refusal(number, row)
        elif any(cell.strip() for cell in row):
            yield _taken(number, wishes, lambda row=row: _cells(header, row))
        number = printed.number + 1


def _cells(header: list[str], cells: list[str]) -> Mapping[str, str]:
    if len(cells) > len(header) and any(cells[len(header) :]):
        raise RefusedRow(f"The row has {len(cells)} cells, the header {len(header)}.")
    try:
        "".join(cells).encode()
    except UnicodeEncodeError:
        raise RefusedRow("The row is not UTF-8.") from None
    return dict(zip(header, cells, strict=False))


def _taken(line: int, wishes: Wishes, read: Callable[[], Mapping]) -> Listed | Refusal:
    try:
        return read_row(line, read(), wishes)
    except RefusedRow as refused:
        return Refusal(line, str(refused))
