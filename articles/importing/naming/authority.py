"""The shipped authority: every country, and the people and organisations of fixtures/authority."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from articles.importing.naming.countries import countries
from articles.names import key, tidy

LANGUAGES = "ar bn cs da de el es fa fi fr he hi hu id it ja ko nb nl pl pt ro ru sv tr uk ur vi zh".split()
FILES = {"person": "people.csv", "organisation": "organisations.csv"}


@dataclass(frozen=True)
class Spelling:
    name: str
    use: str = "name"
    language: str = ""


@dataclass(frozen=True)
class Entry:
    """One actor of the authority; `country` is the code of the country that a person or group belongs to.

    `since` and `until` are years: of birth and death, of foundation and end. None where not listed.
    """

    id: str
    kind: str
    name: str
    spellings: tuple[Spelling, ...]
    code: str = ""
    country: str = ""
    wikidata: str = ""
    since: int | None = None
    until: int | None = None


def entries(folder: Path | str) -> Iterator[Entry]:
    """Every entry, countries first; a file that is missing has none."""
    yield from _countries()
    for kind, file in FILES.items():
        if (path := Path(folder, file)).exists():
            yield from _listed(kind, path)


def _countries() -> Iterator[Entry]:
    for country in countries(*LANGUAGES):
        spellings = (
            Spelling(each.name, each.use, each.language if each.use == "local" else "")
            for each in country.names
        )
        yield Entry(
            f"country/{country.code}",
            "country",
            country.name,
            _distinct(spellings),
            code=country.code,
            since=country.since,
            until=country.until,
        )


def _listed(kind: str, path: Path) -> Iterator[Entry]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = [row["name"], *(row["spellings"] or "").split("|")]
            yield Entry(
                f"{kind}/{row['id']}",
                kind,
                tidy(row["name"]),
                _distinct(map(spelling, names)),
                country=(row.get("country") or "").strip(),
                wikidata=(row.get("wikidata") or "").strip(),
                since=_year(row.get("born")),
                until=_year(row.get("died")),
            )


def _year(cell: str | None) -> int | None:
    return int(cell) if cell else None


def spelling(written: str) -> Spelling:
    """A name as a list has it, told from an acronym."""
    name = tidy(written)
    return Spelling(name, "acronym" if name.isupper() and " " not in name and len(name) <= 8 else "name")


def _distinct(spellings: Iterator[Spelling]) -> tuple[Spelling, ...]:
    """The spellings without repeats; the first use and language of a name stand."""
    first: dict[str, Spelling] = {}
    for each in spellings:
        if key(each.name):
            first.setdefault(each.name, each)
    return tuple(first.values())
