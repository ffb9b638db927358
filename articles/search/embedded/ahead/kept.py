"""What was counted ahead, in a file beside the snapshot that it was counted of."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from articles.search.embedded.lists import List
from articles.search.embedded.ways import Counted
from articles.search.engine import IndexUnavailable
from articles.search.folders import UNWRITABLE

LEAST = 1_000  # articles of a list; shorter ones are counted in a few milliseconds
FILE = "counts.sqlite"
TABLE = "CREATE TABLE counts (field, value, counted, told, PRIMARY KEY (field, value, counted)) WITHOUT ROWID"
ARTICLES = ""  # counted without looking at a field


@dataclass(frozen=True)
class Told:
    """The values of a field in the articles of a list, and how many of these articles have none."""

    counted: Counted
    nothing: int = 0


Row = tuple[List, str, Told]  # the list, the field whose values were counted in it, and what was found


def write(folder: Path, rows: Iterable[Row]) -> None:
    """Keeps what was counted in a folder that has nothing of the kind yet."""
    try:
        with closing(sqlite3.connect(folder / FILE)) as file, file:
            file.execute(TABLE)
            file.executemany("INSERT INTO counts VALUES (?, ?, ?, ?)", map(_packed, rows))
    except sqlite3.Error as error:
        raise IndexUnavailable(UNWRITABLE.format(error)) from error


class Kept:
    """What was kept in a folder, which never changes; OSError where there is nothing."""

    def __init__(self, folder: Path):
        path = (folder / FILE).resolve(strict=True)
        # Several threads may ask: the library is built so that they take turns.
        self._file = sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True, check_same_thread=False)

    def of(self, asked: List) -> dict[str, str]:
        """What was told of a list, packed, by field; nothing where it was not counted or cannot be read."""
        query = "SELECT counted, told FROM counts WHERE field = ? AND value = ?"
        try:
            return dict(self._file.execute(query, asked))
        except sqlite3.Error:
            return {}


def _packed(row: Row) -> tuple:
    asked, field, told = row
    return *asked, field, json.dumps([told.counted.values, told.counted.others, told.nothing])


def unpacked(told: str) -> Told:
    """What was told, as it was before it was packed."""
    values, others, nothing = json.loads(told)
    return Told(Counted([(value, count) for value, count in values], others), nothing)
