"""A small authority for the tests of finding: every country, and a few people and organisations."""

from collections import defaultdict
from pathlib import Path

from articles.importing.draft import Known, KnownName
from articles.importing.naming.authority import LANGUAGES, entries
from articles.importing.naming.countries import local_names
from articles.names import key

ROOT = Path(__file__).resolve().parents[3]
PEOPLE = (
    "Ali Khamenei|Khamenei",
    "Donald Trump|Trump|Donald J. Trump",
    "Hassan Rouhani|Rouhani",
    "Mahmoud Ahmadinejad|Ahmadinejad",
    "Barack Obama|Obama|Barack Hussein Obama",
)
ORGANISATIONS = (
    "Taliban",
    "al-Qaeda|Al-Qaeda|al Qaeda",
    "United Nations|UN|U.N.",
    "Reuters",
    "UN General Assembly",
)


def numbered(entries):
    """Every spelling of the entries, numbered in their order."""
    spoken = defaultdict(set)
    for language in LANGUAGES:
        for pair in local_names(language):
            spoken[pair].add(language)
    for number, entry in enumerate(entries):
        for each in entry.spellings:
            for language in spoken[entry.code, each.name] if each.use == "local" else ("",):
                yield KnownName(number, entry.kind, each.name, each.use, language)


def listed(kind, rows, first):
    for number, row in enumerate(rows, first):
        for name in row.split("|"):
            yield KnownName(number, kind, name)


def unique(names):
    """The names whose key no other actor of the kind has."""
    owners = defaultdict(set)
    names = list(names)
    for each in names:
        owners[each.kind, key(each.name)].add(each.actor)
    return tuple(each for each in names if len(owners[each.kind, key(each.name)]) == 1)


def of_today(entries):
    return [entry for entry in entries if len(entry.code) != 4]


def with_former_states(entries):
    """The names of all entries; where a state of today has a name too, it is not a former one's."""
    entries = list(entries)
    today = {key(name.name) for entry in of_today(entries) for name in entry.spellings}
    former = {number for number, entry in enumerate(entries) if len(entry.code) == 4}
    return (each for each in numbered(entries) if each.actor not in former or key(each.name) not in today)


COUNTRIES = Known(unique(numbered(of_today(entries("")))))
EVERY_STATE = Known(unique(with_former_states(entries(""))))
SHIPPED = Known(unique(numbered(of_today(entries(ROOT / "fixtures" / "authority")))))
EVERYBODY = Known(
    COUNTRIES.names
    + tuple(listed("person", PEOPLE, 1001))
    + tuple(listed("organisation", ORGANISATIONS, 2001))
)
