"""The years of an actor as lists have them: of birth and death, of foundation and end."""

from __future__ import annotations

import re

from articles import columns
from articles.models import Actor
from articles.models.actors import FIRST_YEAR, LAST_YEAR

# What lists call them, letters only. In a list of people, what only begins and ends may be a term of office.
LIVED = (
    "born dateofbirth birthdate dob yearofbirth birthyear birth",
    "died dateofdeath deathdate dod yearofdeath deathyear death",
)
BEGUN = (
    "since inception founded foundation established start startyear startdate starttime",
    "until dissolved dissolvedabolishedordemolisheddate dissolution abolished end endyear enddate endtime",
)
BORN, DIED = (f"{lived} {begun}" for lived, begun in zip(LIVED, BEGUN, strict=True))
OF_AN_OFFICE = frozenset(" ".join(BEGUN).split())

_WRITTEN = re.compile(
    r"\+?(?P<year>\d{1,4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T\d\d:\d\d(?::\d\d)?Z?)?)?)?"
)
_UNKNOWN = re.compile(r"(?:https?://www\.wikidata\.org/\.well-known/genid/|_:|t)[0-9a-z]{6,}", re.IGNORECASE)


class NoYear(ValueError):
    """What was written is no year; str() says so in a sentence."""


def tells_of_an_office(column: str) -> bool:
    """Whether such a column, in a list of people, may say when they took office rather than were born."""
    return columns.key(column) in OF_AN_OFFICE


def read_year(said: str) -> int | None:
    """The year of a year, or of a date as Wikidata writes it; None for nothing, or for its unknown value.

    Raises NoYear.

    >>> read_year("1946"), read_year("1946-07-06T00:00:00Z"), read_year("+1946-00-00"), read_year("")
    (1946, 1946, 1946, None)
    """
    if not said or _UNKNOWN.fullmatch(said):
        return None
    found = _WRITTEN.fullmatch(said)
    if not found or int(found["month"] or 1) > 12 or int(found["day"] or 1) > 31:
        raise NoYear(f"“{said[:60]}” is no year; write 1946, or a date as 1946-07-06.")
    if not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        raise NoYear(f"The year {found['year']} lies outside of {FIRST_YEAR} to {LAST_YEAR}.")
    return int(found["year"])


def disagree(since: int | None, until: int | None) -> bool:
    """Whether the end comes before the beginning."""
    return since is not None and until is not None and until < since


def fitting(actor: Actor, new: dict[str, object]) -> dict[str, object]:
    """The new values without the years where these would end the actor before its beginning."""
    since, until = (new.get(name, getattr(actor, name)) for name in ("since", "until"))
    if not disagree(since, until):
        return new
    return {name: value for name, value in new.items() if name not in ("since", "until")}
