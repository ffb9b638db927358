"""Datelines: the place and agency before the first sentence of a story, or on a line of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from articles.importing.wordlists import entries, pairs
from articles.importing.written import ZONE

LONGEST = 90  # letters of a dateline

PLACE = r"[A-Z][\w.'’]*(?:[ /,&-]{1,2}(?:[A-Z][\w.'’]*|of|de|la|el|al|du|am|and|on|the|upon|sur|y)){0,8}"
DAY = r"(?:\w+day,? )?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? (?:19|20)\d\d)?"
DASH = r"(?:--?|–|—|:|_)"
GLUED = re.compile(r"^(?:Image|Photo|Picture)(?=[A-Z]{2,}|[A-Z]\w+:|\()")  # "ImageTEHRAN (Reuters)"
IN_BRACKETS = re.compile(
    rf"(?:(?P<place>{PLACE})[,;]?\s*(?:[,–—-]\s*)?(?:(?P<day>{DAY}),?\s*)?)?"
    rf"[(/](?P<agency>[^()/]{{2,40}})[)/]\s*(?:{DASH}\s*)?"
)
IN_CAPITALS = re.compile(
    rf"(?P<place>[A-Z][A-Z.'’]+(?:[ /-][A-Z.'’]{{2,}}){{0,4}}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?)"
    rf"(?:,\s*(?P<day>{DAY}))?,?\s*(?P<agency>)(?:--|–|—| - )\s*(?=[\"“‘'A-Z])"
)
LABEL = re.compile(r"(?P<agency>[A-Z][\w. ]{1,30}):\s+(?=[\"“A-Z])")


ORDINARY = frozenset(  # publishers called by a word that begins many a story: "Science: …"
    "capital focus index mint nature outlook people pulse punch reason science slate space stern tempo time"
    " trend variety watson wired".split()
)

WITHIN = re.compile(r"\((?P<agency>[^()]{2,30})\)\s*(?:--?|–|—)\s")
PLACE_BEFORE = re.compile(
    r"(?:^|\W)(?P<place>[A-Z][A-Z.'’]+(?:[ /-][A-Z.'’]+)*(?:, [A-Z][a-z]+\.?)?|[A-Z][a-z]+, [A-Z][a-z]+)"
    rf"(?:,? {DAY})?,? *$"
)
GLUE = 900  # letters of a headline, a summary and a date that may be glued to the first sentence


@dataclass(frozen=True)
class Dateline:
    """The place and the agency or publisher as printed before a story; text[:end] is the dateline."""

    place: str
    agency: str
    end: int


def find(text: str) -> Dateline | None:
    """The dateline at the beginning of a paragraph, or None."""
    return _in_brackets(text) or _in_capitals(text)


def _in_brackets(text: str) -> Dateline | None:
    match = IN_BRACKETS.match(text[: LONGEST * 2])
    if not match or match.start("agency") > LONGEST:
        return None
    printed = match["agency"].strip(" .")
    if not is_supplier(printed) or not text[match.end() :].strip():
        return None
    return Dateline((match["place"] or "").strip(" ,"), printed, match.end())


def _in_capitals(text: str) -> Dateline | None:
    match = IN_CAPITALS.match(text[:LONGEST])
    if not match or match["place"].strip(".") in (
        "UPDATE",
        "CORRECTED",
        "EXCLUSIVE",
        "BREAKING",
        "WATCH",
        "LIVE",
    ):
        return None
    first, _, rest = match["place"].partition(" ")
    # "AP NEW ORLEANS --" has the credit of a picture before its place.
    place = rest if rest and first in pairs("agencies") else match["place"]
    return Dateline(place.strip(" ,"), "", match.end())


def within(text: str) -> Dateline | None:
    """The dateline in the middle of a paragraph whose headline and date were glued to it, or None."""
    for match in WITHIN.finditer(text[:GLUE]):
        if is_supplier(match["agency"]):
            place = PLACE_BEFORE.search(ZONE.sub(";", text[: match.start()]))
            return Dateline(place["place"].strip(" ,") if place else "", match["agency"], match.end())
    return None


def label(text: str) -> Dateline | None:
    """The agency that stands with a colon before a story: "Reuters: A senior aide …"."""
    match = LABEL.match(text)
    return Dateline("", match["agency"], match.end()) if match and is_supplier(match["agency"]) else None


@cache
def suppliers() -> frozenset[str]:
    """The names of agencies and publishers, as printed, in small letters."""
    names = {name.casefold() for name in (*pairs("agencies"), *pairs("hosts").values())}
    return frozenset(names - ORDINARY)


def is_supplier(printed: str) -> bool:
    """Whether brackets of a dateline hold an agency or a publisher, or several of them."""
    parts = re.split(r"\s*[/,&]\s*|\s+-\s+|\s+and\s+", printed)
    return any(part.casefold() in suppliers() for part in (printed, *parts))


def is_place(text: str) -> bool:
    """Whether a short line is a place: "Tehran, Iran", "WASHINGTON", "London", "Kabul, Afghanistan –"."""
    bare = text.strip(" .,–—-")
    parts = [part.strip() for part in bare.split(",")]
    if len(bare) > 45 or not 1 <= len(parts) <= 3 or any(not part[:1].isupper() for part in parts):
        return False
    last = parts[-1].strip(".").casefold()
    if len(parts) == 1:
        return last in places() and (bare.isupper() or last in capitals())
    return last in places() and all(word[:1].isupper() or word in ("of", "de", "al") for word in bare.split())


@cache
def places() -> frozenset[str]:
    """Countries, capitals and states in small letters."""
    names = {place.casefold() for place in entries("places")}
    return frozenset(names | capitals() | _listed("names"))


@cache
def capitals() -> frozenset[str]:
    return _listed("capitals")


@cache
def _listed(name: str) -> frozenset[str]:
    lines = entries(f"countries/{name}")
    return frozenset(line.split("\t")[1].strip().casefold() for line in lines if "\t" in line)
