"""Values that a user knows beforehand: a CSV or JSON-lines table that names inputs by path."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

FIELDS = (
    "title",
    "standfirst",
    "byline",
    "dateline",
    "source",
    "agency",
    "language",
    "url",
    "published",
)
ALIASES = {"date": "published", "author": "byline", "headline": "title", "publisher": "source"}


class UnreadableManifest(Exception):
    """A manifest that cannot be used; str() is the reason in one sentence."""


@dataclass
class Manifest:
    """Given values by input. `unknown_columns` are named in the summary and otherwise left alone."""

    rows: Mapping[str, tuple[tuple[str, Mapping[str, str]], ...]] = field(default_factory=dict)
    unknown_columns: tuple[str, ...] = ()
    unused: set[str] = field(default_factory=set)

    def given(self, path: str) -> Mapping[str, str]:
        """The values given for the input at `path`: the row whose path is the longest end of it."""
        fitting = [row for row in self.rows.get(PurePosixPath(path).name, ()) if _ends_with(path, row[0])]
        if not fitting:
            return {}
        named, values = max(fitting, key=lambda row: len(row[0]))
        self.unused.discard(named)
        return values


def read_manifest(path: Path) -> Manifest:
    """The manifest in a CSV file with a header, or in a file of one JSON object a line.

    Raises UnreadableManifest where there is no such file, no column `path`, or one path twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableManifest(f"The manifest {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UnreadableManifest(f"The manifest {path} is not UTF-8 text.") from None
    return _collect(path, list(_records(path, text)))


def _records(path: Path, text: str) -> Iterator[dict]:
    try:
        if text.lstrip().startswith("{"):
            for line in text.splitlines():
                if line.strip():
                    yield dict(json.loads(line))
        else:
            yield from csv.DictReader(text.splitlines(keepends=True), strict=True)
    except (ValueError, TypeError, csv.Error) as error:
        raise UnreadableManifest(f"The manifest {path} cannot be read: {error}.") from None


def _collect(path: Path, records: list[dict]) -> Manifest:
    columns = dict.fromkeys(str(column) for record in records for column in record)
    if records and "path" not in columns:
        raise UnreadableManifest(f"The manifest {path} has no column “path”.")
    rows: dict[str, list] = {}
    for record in records:
        named = str(record.get("path") or "").strip().lstrip("./")
        same_name = rows.setdefault(PurePosixPath(named).name, [])
        if any(other == named for other, _ in same_name):
            raise UnreadableManifest(f"The manifest {path} names {named} twice.")
        same_name.append((named, _values(record)))
    unknown = [column for column in columns if column != "path" and ALIASES.get(column, column) not in FIELDS]
    named = {row[0] for same_name in rows.values() for row in same_name}
    return Manifest({name: tuple(found) for name, found in rows.items()}, tuple(unknown), named)


def _values(record: dict) -> dict[str, str]:
    named = ((ALIASES.get(column, column), value) for column, value in record.items())
    return {
        column: str(value).strip()
        for column, value in named
        if column in FIELDS and value is not None and str(value).strip()
    }


def _ends_with(path: str, named: str) -> bool:
    return path == named or path.endswith("/" + named)
