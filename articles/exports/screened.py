"""What was found of a list of names, as CSV."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict

from articles.exports.tables import table

COLUMNS = "name matched match articles first last sources".split()


def screened_csv(rows: Iterable) -> Iterator[str]:
    """A header and one row for each name; dates as exactly as they are known, sources joined by “; ”."""
    return table(COLUMNS, map(_told, rows))


def _told(row) -> dict:
    return {
        **asdict(row),
        "first": str(row.first or ""),
        "last": str(row.last or ""),
        "sources": "; ".join(row.sources),
    }
