"""Tables and records of others: which of their columns or fields holds what, whatever they call it."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

DELIMITERS = "\t,;"
NOT_IN_KEYS = re.compile(r"[^a-z0-9@]")


@lru_cache(maxsize=10_000)
def key(name: str) -> str:
    """A column's name in small letters and digits: "pubDate" and "pub_date" are one."""
    return NOT_IN_KEYS.sub("", name.casefold())


def by_key(names: Iterable[str]) -> dict[str, str]:
    """The names by their keys, the first where several have one key."""
    keyed: dict[str, str] = {}
    for name in names:
        keyed.setdefault(key(name), name)
    return keyed


def find(names: Iterable[str], usual: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The columns that hold each field, surest first; a field that none holds is left out.

    >>> find(["Day", "Body Text"], {"title": ["title"], "body": ["body", "bodytext"], "date": ["day"]})
    {'body': ['Body Text'], 'date': ['Day']}
    """
    keyed = by_key(names)
    found = {field: [keyed[each] for each in known if each in keyed] for field, known in usual.items()}
    return {field: columns for field, columns in found.items() if columns}


def header(line: str, delimiters: str = DELIMITERS) -> tuple[list[str], str]:
    """The names in a table's first line, none where it cannot be a row, and what stands between them."""
    delimiter = max(delimiters, key=line.count)
    try:
        names = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return [], delimiter
    return [name.strip() for name in names], delimiter


def rows(lines: Iterable[str], delimiter: str, longest: int) -> Iterator[list[str] | str]:
    """The rows of a table, those too that are empty; in place of one that cannot be read, a sentence why.

    `longest` is how many letters a cell may have.
    """
    lines = iter(lines)
    csv.field_size_limit(longest)
    while True:
        read = csv.reader(lines, delimiter=delimiter)
        try:
            yield from read
            return
        except csv.Error as problem:
            yield f"The row cannot be read: {problem}."


def parse_mapping(
    typed: str, fields: Collection[str], aliases: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The columns that "name=label, kind=type" maps fields to; ValueError, in one sentence, for no field.

    >>> parse_mapping("date=dag, title=kop", ["title", "published"], {"date": "published"})
    {'published': 'dag', 'title': 'kop'}
    """
    mapping = {}
    for part in filter(None, (part.strip() for part in typed.split(","))):
        field, _, theirs = (side.strip() for side in part.partition("="))
        field = (aliases or {}).get(field, field)
        if field not in fields or not theirs:
            known = ", ".join(fields)
            raise ValueError(f"“{part}” maps nothing; write FIELD=THEIRS, with a FIELD of {known}.")
        mapping[field] = theirs
    return mapping
