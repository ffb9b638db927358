"""Every country of ISO 3166-1 and former state of ISO 3166-3, by all the names a text may call it.

Codes and official names come from pycountry, names in every language from Babel (CLDR), and short forms,
demonyms, capitals and traps from the word lists in words/countries/.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

import pycountry
from babel import Locale
from babel.localedata import locale_identifiers

from articles.importing.wordlists import entries

KOSOVO = "XK"  # a user-assigned code: ISO 3166-1 has none for Kosovo, CLDR and the EU use this one

BRACKETS = re.compile(r"\s*[(（\[].*?[)）\]]")

Use = Literal["name", "demonym", "capital", "local"]
LISTS: dict[str, Use] = {"names": "name", "demonyms": "demonym", "capitals": "capital"}


@dataclass(frozen=True, slots=True)
class CountryName:
    name: str
    use: Use
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Country:
    """A country; `since` and `until` are years, given for former states only and None where unknown."""

    code: str
    name: str
    names: tuple[CountryName, ...]
    since: int | None = None
    until: int | None = None

    @property
    def is_former(self) -> bool:
        return len(self.code) == 4


@dataclass(frozen=True, slots=True)
class Trap:
    """What else a name means, and whether it often does so in news."""

    often: bool
    reason: str


@cache
def countries(*languages: str) -> tuple[Country, ...]:
    """Every country by code, named in English and in the CLDR languages asked for: countries("fa", "ar")."""
    spoken: dict[str, list[CountryName]] = defaultdict(list)
    for language in languages:
        for code, name in local_names(language):
            spoken[code].append(CountryName(name, "local", language))
    return tuple(
        Country(each.code, each.name, each.names + tuple(spoken[each.code]), each.since, each.until)
        for each in _english()
    )


@cache
def languages() -> tuple[str, ...]:
    """The CLDR languages other than English, and their other scripts: ar, fa, ru, zh, zh_Hant …"""
    parts = (identifier.split("_") for identifier in locale_identifiers())
    plain = {"_".join(each) for each in parts if len(each) == 1 or (len(each) == 2 and len(each[1]) == 4)}
    return tuple(sorted(each for each in plain if not each.startswith("en")))


@cache
def local_names(language: str) -> tuple[tuple[str, str], ...]:
    """(code, name) in one language: CLDR's, the same without brackets where still clear, and short forms."""
    territories = Locale.parse(language).territories
    named = {code: _tidy(territories[code]) for code in _current_codes() if code in territories}
    bare = {code: _without_brackets(name) for code, name in named.items()}
    owners = Counter(bare.values())
    clear = ((code, name) for code, name in bare.items() if name and owners[name] == 1)
    return tuple(sorted({*named.items(), *clear, *_short_forms().get(language, ())}))


@cache
def ambiguous_names() -> frozenset[str]:
    """English names to be believed only with support: shared by two of today's countries, or common traps."""
    owners: dict[str, set[str]] = defaultdict(set)
    for country in countries():
        for each in () if country.is_former else country.names:
            owners[each.name].add(country.code)
    shared = {name for name, codes in owners.items() if len(codes) > 1}
    return frozenset(shared | {name for name, trap in traps().items() if trap.often})


@cache
def traps() -> Mapping[str, Trap]:
    """Names that can mean something else than a country, by name."""
    rows = {name: Trap(frequency == "often", reason) for name, frequency, reason in _rows("traps")}
    return MappingProxyType(rows)


@cache
def blocked_phrases() -> tuple[str, ...]:
    """Phrases in which a country's name does not stand for the country: Latin American, Persian Gulf …"""
    return tuple(phrase for (phrase,) in _rows("blocked"))


@cache
def _english() -> tuple[Country, ...]:
    listed: dict[str, dict[CountryName, None]] = defaultdict(dict)
    for file, use in LISTS.items():
        for code, name in _rows(file):
            listed[code][CountryName(name, use)] = None
    for code, name in _reference_names():
        listed[code][CountryName(name, "name")] = None
    years = {code: (_year(since), _year(until)) for code, since, until in _rows("former")}
    return tuple(
        Country(code, next(iter(names)).name, tuple(names), *years.get(code, (None, None)))
        for code, names in sorted(listed.items())
    )


def _reference_names() -> Iterator[tuple[str, str]]:
    """(code, name) as pycountry and CLDR give them in English."""
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            if name := getattr(country, field, None):
                yield country.alpha_2, _in_order(name)
    for state in pycountry.historic_countries:
        yield state.alpha_4, _in_order(state.name)
    for code, name in local_names("en"):
        yield code, name.replace("’", "'")


@cache
def _short_forms() -> dict[str, list[tuple[str, str]]]:
    """What each language's news says and CLDR does not list: США, EE. UU., 香港."""
    forms = defaultdict(list)
    for language, code, name in _rows("local"):
        forms[language].append((code, name))
    return dict(forms)


@cache
def _current_codes() -> frozenset[str]:
    return frozenset(country.alpha_2 for country in pycountry.countries) | {KOSOVO}


def _in_order(name: str) -> str:
    """The name as it is said: "Iran, Islamic Republic of" → "Islamic Republic of Iran"."""
    said = re.sub(r"^([^,]+), (.+ of(?: the)?|British|U\.S\.)$", r"\2 \1", name)
    return _tidy(re.sub(r"^the ", "", said, flags=re.IGNORECASE))


def _without_brackets(name: str) -> str:
    return _tidy(BRACKETS.sub("", name)) if BRACKETS.search(name) else name


def _tidy(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split()))


def _year(written: str) -> int | None:
    return None if written == "-" else int(written)


def _rows(file: str) -> Iterator[list[str]]:
    """The tab-separated fields of each line of a word list that is not a comment."""
    yield from (line.split("\t") for line in entries(f"countries/{file}"))
