"""What was found of a list of names, as CSV."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from articles.exports.tables import harmless, taken

COLUMNS = "name matched match articles first last sources".split()


def screened_csv(rows: Iterable) -> Iterator[str]:
    """A header and one row for each name; dates as exactly as they are known, sources joined by “; ”."""
    line = io.StringIO()
    writer = csv.DictWriter(line, COLUMNS)
    writer.writeheader()
    yield taken(line)
    for row in rows:
        dates = {"first": row.first or "", "last": row.last or ""}
        told = {**asdict(row), **{name: str(day) for name, day in dates.items()}}
        told["sources"] = "; ".join(row.sources)
        writer.writerow({column: harmless(value) for column, value in told.items()})
        yield taken(line)
