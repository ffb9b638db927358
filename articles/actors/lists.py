"""A user's own list of actors, CSV or JSON lines: read row by row, however long it is."""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from articles import names
from articles.actors import years
from articles.models import Actor

LONGEST_LINE = 1_000_000  # bytes; the longest row of Wikidata has a fiftieth
MOST_COLUMNS = 200
MOST_SPELLINGS = 500  # of one actor
DELIMITERS = "\t,;"
TEXT_MARKS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}

# For each of our fields, what lists call it, letters only; the surest first. Wikidata's query service names
# columns after the variables of a query: item, itemLabel and so on in most of its examples.
COLUMNS = {
    "kind": "kind",
    "name": "name label itemlabel personlabel humanlabel organisationlabel organizationlabel",
    "spellings": "spellings aliases alias altlabel altlabels itemaltlabel itemaltlabels personaltlabel",
    "country": "country countrycode countrylabel nationality nationalitylabel citizenshiplabel"
    " countryofcitizenshiplabel",
    "wikidata": "wikidata wikidataid qid item person human organisation organization entity",
    "born": years.BORN,
    "died": years.DIED,
    "status": "status",
    "slug": "slug",
}
KINDS = {kind: kind for kind in Actor.Kind.values} | {
    **dict.fromkeys(("people", "persons", "human", "individual"), "person"),
    **dict.fromkeys(("countries", "state"), "country"),
    **dict.fromkeys(
        ("organization", "organisations", "organizations", "org", "group", "entity"), "organisation"
    ),
}
WIKIDATA = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/|wd:)?(Q[1-9]\d{0,14})")
COMMAS = re.compile(r",\s+")


class UnreadableList(Exception):
    """A list that cannot be used at all; str() says why and what to do."""


class RefusedRow(Exception):
    """A row that cannot be used; str() says why."""


@dataclass(frozen=True)
class Listed:
    """One row: an actor as the list has it; `country` as it is written there."""

    line: int
    kind: str
    name: str
    spellings: tuple[str, ...] = ()
    country: str = ""
    wikidata: str = ""
    status: str = ""
    slug: str = ""
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class Refusal:
    """A row that was not imported, and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class Wishes:
    """How to read a list: columns of its own for our fields, and the kind of rows that state none."""

    columns: Mapping[str, str]
    kind: str = ""


def read_columns(text: str) -> dict[str, str]:
    """The fields that "kind=type,name=label" names; ValueError, in one sentence, where it names none.

    >>> read_columns("kind=type, name=label")
    {'kind': 'type', 'name': 'label'}
    """
    columns = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        ours, _, theirs = (side.strip() for side in part.partition("="))
        if ours not in COLUMNS or not theirs:
            known = ", ".join(COLUMNS)
            raise ValueError(f"“{part}” maps nothing; write FIELD=THEIRS, with a FIELD of {known}.")
        columns[ours] = theirs
    return columns


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
    delimiter = max(DELIMITERS, key=heading.count)
    header = [each.strip() for each in next(csv.reader([heading], delimiter=delimiter), [])]
    _check(header, wishes)
    return _table_rows(printed, header, delimiter, wishes)


def _check(header: list[str], wishes: Wishes):
    if len(header) > MOST_COLUMNS:
        raise UnreadableList(f"The list has {len(header)} columns; {MOST_COLUMNS} are read at most.")
    if missing := [theirs for theirs in wishes.columns.values() if theirs not in header]:
        raise UnreadableList(f"The list has no column “{missing[0]}”; it has {_told(header)}.")
    columns = _placed(header, wishes)
    if "name" not in columns:
        raise UnreadableList(
            f"No column of the list holds names; it has {_told(header)}. Name it with --map name=COLUMN."
        )
    if "kind" not in columns and not wishes.kind:
        raise UnreadableList(
            "No column says what the rows are. Name it with --map kind=COLUMN, or say --kind person."
        )


def _told(header: list[str]) -> str:
    return ", ".join(header)[:300].encode("utf-8", "replace").decode()


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
    csv.field_size_limit(LONGEST_LINE)
    rows = csv.reader(printed, delimiter=delimiter)
    while True:
        number = printed.number + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as problem:
            yield Refusal(number, f"The row cannot be read: {problem}.")
            rows = csv.reader(printed, delimiter=delimiter)
            continue
        if any(cell.strip() for cell in cells):
            yield _taken(number, wishes, lambda cells=cells: _cells(header, cells))


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
        return _listed(line, read(), wishes)
    except RefusedRow as refused:
        return Refusal(line, str(refused))


def _placed(columns: Iterable[str], wishes: Wishes) -> dict[str, list[str]]:
    """Their columns for each of our fields, surest first; a column that was named stands alone."""
    theirs: dict[str, str] = {}
    for column in columns:
        theirs.setdefault(re.sub("[^a-z]", "", column.lower()), column)
    placed = {
        ours: [theirs[each] for each in usual.split() if each in theirs] for ours, usual in COLUMNS.items()
    }
    placed |= {ours: [column] for ours, column in wishes.columns.items()}
    return {ours: columns for ours, columns in placed.items() if columns}


def _listed(line: int, row: Mapping, wishes: Wishes) -> Listed:
    placed = _placed(map(str, row), wishes)
    said = {ours: [_texts(row.get(column), column) for column in placed.get(ours, ())] for ours in COLUMNS}
    said["spellings"] = [
        _parted(texts, column)
        for texts, column in zip(said["spellings"], placed.get("spellings", ()), strict=True)
    ]
    one = {ours: next((texts[0] for texts in values if texts), "") for ours, values in said.items()}
    kind = _kind(one["kind"] or wishes.kind)
    return Listed(
        line,
        kind,
        _name(one["name"]),
        _spellings(said["spellings"]),
        _country(said["country"]),
        _wikidata(one["wikidata"]),
        _status(one["status"]),
        one["slug"],
        *_years(kind, said, placed, wishes),
    )


def _texts(value: object, column: str) -> list[str]:
    """The texts in a cell or a JSON value, without what no database takes and without empty ones."""
    values = value if isinstance(value, list) else [value]
    if any(isinstance(each, dict | list) for each in values):
        raise RefusedRow(f"“{column[:60]}” is neither a text nor a list of texts.")
    texts = ("" if each is None else str(each) for each in values)
    clean = (text.replace("\0", "").encode("utf-8", "ignore").decode().strip() for text in texts)
    return [text for text in clean if text]


def _kind(said: str) -> str:
    if not said:
        raise RefusedRow("The row does not say what it is; write a kind, or say --kind person.")
    if (kind := KINDS.get(said.lower())) is None:
        raise RefusedRow(f"“{said[:60]}” is no kind; write person, country or organisation.")
    return kind


def _name(said: str) -> str:
    name = names.tidy(said)
    if not names.key(name):
        raise RefusedRow("The row has no name.")
    if WIKIDATA.fullmatch(name):
        raise RefusedRow(f"The row has no name but its Wikidata id, {name}.")
    return name


def _parted(texts: list[str], column: str) -> list[str]:
    """A list of spellings as it is; one text by its |, or Wikidata's other labels by comma and blank."""
    if len(texts) != 1 or "|" in texts[0]:
        return [part for text in texts for part in text.split("|")]
    return COMMAS.split(texts[0]) if "altlabel" in column.lower() else texts


def _spellings(said: Iterable[list[str]]) -> tuple[str, ...]:
    spelled = dict.fromkeys(names.tidy(each) for texts in said for each in texts)
    return tuple(name for name in spelled if names.key(name))[:MOST_SPELLINGS]


def _country(said: Iterable[list[str]]) -> str:
    """The first that is a name or a code rather than an address."""
    written = [text for texts in said for text in texts]
    return next((each for each in written if not WIKIDATA.fullmatch(each)), written[0] if written else "")


def _wikidata(said: str) -> str:
    found = WIKIDATA.fullmatch(said)
    if said and not found:
        raise RefusedRow(f"“{said[:60]}” is no Wikidata id; write Q76 or its address.")
    return found[1] if found else ""


def _years(kind: str, said: Mapping, placed: Mapping, wishes: Wishes) -> tuple[int | None, int | None]:
    """The years of birth and death, or of beginning and end; a person's terms of office are left alone."""

    def year(ours: str) -> int | None:
        pairs = zip(placed.get(ours, ()), said[ours], strict=True)
        all_meant = kind != Actor.Kind.PERSON or ours in wishes.columns
        meant = (each for column, each in pairs if all_meant or not years.tells_of_an_office(column))
        return _year(next((texts[0] for texts in meant if texts), ""))

    since, until = year("born"), year("died")
    if years.disagree(since, until):
        raise RefusedRow(f"The row ends in {until}, before it begins in {since}.")
    return since, until


def _year(said: str) -> int | None:
    try:
        return years.read_year(said)
    except years.NoYear as told:
        raise RefusedRow(str(told)) from None


def _status(said: str) -> str:
    if said and said.lower() not in Actor.Status.values:
        raise RefusedRow(f"“{said[:60]}” is no status; write {', '.join(Actor.Status.values)}.")
    return said.lower()
