"""Values that a user knows beforehand: a CSV or JSON-lines table that names inputs by path or address."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from articles.importing.addresses import canonical

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
    """Given values by input. `unknown_columns` are named in the summary and otherwise left alone.

    `rows` has them by the last part of a path, `addresses` by the address of rows that name no path; `file`
    is where they stand.
    """

    rows: Mapping[str, tuple[tuple[str, Mapping[str, str]], ...]] = field(default_factory=dict)
    unknown_columns: tuple[str, ...] = ()
    unused: set[str] = field(default_factory=set)
    addresses: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    file: Path | None = None

    def given(self, path: str, address: str = "") -> Mapping[str, str]:
        """The values given for the input at `path`: by the longest end of it, or else by its address."""
        fitting = [row for row in self.rows.get(PurePosixPath(path).name, ()) if _ends_with(path, row[0])]
        if fitting:
            named, values = max(fitting, key=lambda row: len(row[0]))
        elif bare(address) in self.addresses:
            named, values = bare(address), self.addresses[bare(address)]
        else:
            return {}
        self.unused.discard(named)
        return values


def read_manifest(path: Path) -> Manifest:
    """The manifest in a CSV file with a header, or in a file of one JSON object a line.

    Raises UnreadableManifest where there is no such file, no column `path` or `url`, or one input twice.
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
    if records and not {"path", "url"} & set(columns):
        raise UnreadableManifest(f"The manifest {path} has no column “path” or “url”.")
    rows: dict[str, list] = {}
    addresses: dict[str, dict] = {}
    for record in records:
        named, values = str(record.get("path") or "").strip().lstrip("./"), _values(record)
        address = "" if named else bare(values.get("url", ""))
        same_name = rows.setdefault(PurePosixPath(named).name, []) if named else []
        if address in addresses or any(other == named for other, _ in same_name):
            raise UnreadableManifest(f"The manifest {path} names {named or values['url']} twice.")
        same_name.append((named, values))
        if address:
            addresses[address] = values
    unknown = [column for column in columns if column != "path" and ALIASES.get(column, column) not in FIELDS]
    unused = {row[0] for same_name in rows.values() for row in same_name} | set(addresses)
    rows_by_name = {name: tuple(found) for name, found in rows.items()}
    return Manifest(rows_by_name, tuple(unknown), unused, addresses, path)


def bare(address: str) -> str:
    """An address without what may differ where the page does not: scheme, www., tracking, a last slash.

    >>> bare("http://www.a.example/1/?utm_source=x"), bare("a.example/1")
    ('a.example/1', 'a.example/1')
    """
    address = address.strip()
    known = canonical(address if "://" in address else f"https://{address}") or address
    return re.sub(r"^https?://(?:www\.)?|/*(?:#.*)?$", "", known, flags=re.I)


def _values(record: dict) -> dict[str, str]:
    named = ((ALIASES.get(column, column), value) for column, value in record.items())
    return {
        column: str(value).strip()
        for column, value in named
        if column in FIELDS and value is not None and str(value).strip()
    }


def _ends_with(path: str, named: str) -> bool:
    return path == named or path.endswith("/" + named)
