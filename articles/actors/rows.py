"""What a row of a user's own list says of an actor: by columns of many names, each value checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from articles import columns, names
from articles.actors import years
from articles.models import Actor

MOST_SPELLINGS = 500  # of one actor

# For each of our fields, what lists call it, letters and digits only; the surest first. Wikidata's query
# service names columns after the variables of a query: item, itemLabel and so on in most of its examples.
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
USUAL = {ours: theirs.split() for ours, theirs in COLUMNS.items()}
KINDS = {kind: kind for kind in Actor.Kind.values} | {
    **dict.fromkeys(("people", "persons", "human", "individual"), "person"),
    **dict.fromkeys(("countries", "state"), "country"),
    **dict.fromkeys(
        ("organization", "organisations", "organizations", "org", "group", "entity"), "organisation"
    ),
}
WIKIDATA = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/|wd:)?(Q[1-9]\d{0,14})")
COMMAS = re.compile(r",\s+")


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
class Wishes:
    """How to read a list: columns of its own for our fields, and the kind of rows that state none."""

    columns: Mapping[str, str]
    kind: str = ""


def placed(theirs: Iterable[str], wishes: Wishes) -> dict[str, list[str]]:
    """Their columns for each of our fields, surest first; a column that was named stands alone."""
    named = {ours: [column] for ours, column in wishes.columns.items()}
    return columns.find(theirs, USUAL) | named


def read_row(line: int, row: Mapping, wishes: Wishes) -> Listed:
    """The actor that a row has; raises RefusedRow."""
    held = placed(map(str, row), wishes)
    said = {ours: [_texts(row.get(column), column) for column in held.get(ours, ())] for ours in COLUMNS}
    said["spellings"] = [
        _parted(texts, column)
        for texts, column in zip(said["spellings"], held.get("spellings", ()), strict=True)
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
        *_years(kind, said, held, wishes),
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


def _years(kind: str, said: Mapping, held: Mapping, wishes: Wishes) -> tuple[int | None, int | None]:
    """The years of birth and death, or of beginning and end; a person's terms of office are left alone."""

    def year(ours: str) -> int | None:
        pairs = zip(held.get(ours, ()), said[ours], strict=True)
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
