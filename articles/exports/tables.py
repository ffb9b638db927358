"""Every field of every article: JSON, JSON lines and CSV."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from articles.exports.cover import Cover

CSV_COLUMNS = (
    "id path title standfirst body byline dateline source publisher agency language url published "
    "people countries organisations family changed"
).split()

# A spreadsheet takes a cell that begins so for a formula, which can fetch addresses and run programs.
FORMULA = tuple("=+-@\t\r＝＋－＠")


def json_whole(found: Iterable[dict], cover: Cover) -> Iterator[str]:
    """One JSON object: what was asked, then the articles."""
    head = json.dumps(cover.facts(), ensure_ascii=False)
    yield head.removesuffix("}") + ', "articles": ['
    before = "\n"
    for record in found:
        yield before + json.dumps(record, ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def jsonl(found: Iterable[dict], cover: Cover) -> Iterator[str]:
    """One JSON object a line, each an article."""
    for record in found:
        yield json.dumps(record, ensure_ascii=False) + "\n"


def csv_lines(found: Iterable[dict], cover: Cover) -> Iterator[str]:
    """A header and one row for each record; actors are names joined by “; ”, findings are left out."""
    return table(CSV_COLUMNS, ({**record, **_names_by_kind(record["actors"])} for record in found))


def table(columns: Sequence[str], rows: Iterable[Mapping]) -> Iterator[str]:
    """A header and the rows as CSV, harmless to spreadsheets; of a row, only what the columns name."""
    line = io.StringIO()
    writer = csv.writer(line)
    writer.writerow(columns)
    yield taken(line)
    for row in rows:
        writer.writerow([harmless(row[column]) for column in columns])
        yield taken(line)


def harmless(value):
    """A cell, with an apostrophe before what a spreadsheet would run as a formula.

    >>> harmless("=1+1"), harmless("a = b"), harmless(-1)
    ("'=1+1", 'a = b', -1)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def taken(line: io.StringIO) -> str:
    """What was written so far, which the buffer no longer holds."""
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text


def _names_by_kind(actors: list[dict]) -> dict[str, str]:
    kinds = {"people": "person", "countries": "country", "organisations": "organisation"}
    return {
        column: "; ".join(actor["name"] for actor in actors if actor["kind"] == kind)
        for column, kind in kinds.items()
    }
