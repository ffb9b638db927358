"""CSV and TSV with a header → one record a row, as JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence

from articles import columns
from articles.importing import cleaning
from articles.importing.draft import Failure, Raw, Unreadable
from articles.importing.readers import limits
from articles.importing.readers.inputs import Input, lines
from articles.importing.readers.objects import record
from articles.importing.shapes import holds_text

DELIMITERS = columns.DELIMITERS + "|"
NAMED = frozenset([".csv", ".tsv", ".tab"])
LONGEST_HEADER = 20_000  # bytes


def is_table(input: Input) -> bool:
    """Whether it is called a table, or its first line names columns that hold articles."""
    return input.ending in NAMED or len(_holding(_header(input)[0], input)) > 0


def read_table(input: Input) -> Iterator[Raw | Failure]:
    """The rows in their order; raises Unreadable where no column holds texts."""
    header, delimiter = _header(input)
    if not _holding(header, input):
        named = ", ".join(header[:20])
        raise Unreadable(f"No column holds the text of articles: {named}. Name it with --map body=COLUMN.")
    yield from _rows(input, header, delimiter)


def _header(input: Input) -> tuple[list[str], str]:
    """The names of the columns, and what stands between them."""
    line = input.beginning.lstrip().partition("\n")[0][:LONGEST_HEADER].rstrip("\r")
    names, delimiter = columns.header(line, DELIMITERS)
    return [cleaning.tidy(_letters(name)) for name in names], delimiter


def _holding(header: Sequence[str], input: Input) -> list[str]:
    """The columns that hold texts; none where there is one column only, for that is a line of a text."""
    if not 2 <= len(header) <= limits.MOST_COLUMNS:
        return []
    asked = input.wishes.mapping.get("body")
    return [
        name for name in header if (columns.key(name) == columns.key(asked) if asked else holds_text(name))
    ]


def _rows(input: Input, header: Sequence[str], delimiter: str) -> Iterator[Raw | Failure]:
    rows = columns.rows(_printed(input.utf8()), delimiter, limits.LARGEST)
    next(rows, None)  # the header
    for number, row in enumerate(rows, 1):
        if isinstance(row, str):
            yield Failure(f"{input.name}#{number}", row)
        elif any(cell.strip() for cell in row):
            yield record(input, _object(header, row))


def _printed(stream: io.BufferedReader) -> Iterator[str]:
    """The lines as Latin-1, in which the marks of a table are what they are in every other encoding."""
    for line in lines(stream):
        yield "\n" if line is None else line.decode("latin-1")


def _object(header: Sequence[str], row: Sequence[str]) -> bytes:
    """A row as a JSON object, read in the encoding that fits it."""
    cells = [_letters(cell) for cell in row[: limits.MOST_COLUMNS]]
    return json.dumps(dict(zip(header, cells, strict=False)), ensure_ascii=False).encode("utf-8")


def _letters(cell: str) -> str:
    """What was read as Latin-1, read again: as UTF-8, or as what else is likely."""
    if cell.isascii():
        return cell
    content = cell.encode("latin-1", "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return cleaning.decode(content)[0]
