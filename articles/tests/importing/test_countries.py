"""Every country, its names, and the names that are traps."""

import unicodedata
from collections import Counter

import pycountry
import pytest

from articles.importing.naming import countries as module
from articles.importing.naming.countries import (
    LISTS,
    ambiguous_names,
    blocked_phrases,
    countries,
    languages,
    local_names,
    traps,
)
from articles.importing.wordlists import WORDS

BY_CODE = {country.code: country for country in countries()}
USES = {(country.code, each.name): each.use for country in countries() for each in country.names}
KNOWN_WORDS = {name for _, name in USES}

# The members of the United Nations are ISO 3166-1's entries without the territories and these three.
NOT_MEMBERS = {"PS", "TW", "VA"}
TERRITORIES = """
    AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS
    NC NF NU PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT
"""
MEMBERS = {country.alpha_2 for country in pycountry.countries} - NOT_MEMBERS - set(TERRITORIES.split())


def owners(name, use=None):
    return {code for (code, each), found in USES.items() if each == name and use in (None, found)}


def used(code, use):
    return [each.name for each in BY_CODE[code].names if each.use == use]


def test_it_has_every_country_and_former_state_of_iso_3166():
    current = {country.alpha_2 for country in pycountry.countries} | {"XK"}
    former = {country.alpha_4 for country in pycountry.historic_countries}
    assert set(BY_CODE) == current | former
    assert len(BY_CODE) == len(countries())
    assert {country.code for country in countries() if country.is_former} == former


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("IR", "Iran"),
        ("US", "United States"),
        ("RU", "Russia"),
        ("KR", "South Korea"),
        ("KP", "North Korea"),
        ("GB", "United Kingdom"),
        ("CD", "Democratic Republic of the Congo"),
        ("TR", "Turkey"),
        ("VA", "Vatican City"),
        ("SUHH", "Soviet Union"),
    ],
)
def test_it_calls_a_country_by_its_usual_english_name(code, name):
    assert BY_CODE[code].name == name
    assert BY_CODE[code].names[0].name == name


@pytest.mark.parametrize(
    ("name", "use", "codes"),
    [
        ("U.S.", "name", {"US"}),
        ("UK", "name", {"GB"}),
        ("Scotland", "name", {"GB"}),
        ("Holland", "name", {"NL"}),
        ("Burma", "name", {"MM", "BUMM"}),
        ("Islamic Republic of Iran", "name", {"IR"}),
        ("Iranians", "demonym", {"IR"}),
        ("Dutch", "demonym", {"NL"}),
        ("Filipina", "demonym", {"PH"}),
        ("Briton", "demonym", {"GB"}),
        ("Afghans", "demonym", {"AF"}),
        ("Congolese", "demonym", {"CD", "CG"}),
        ("Korean", "demonym", {"KP", "KR"}),
        ("Tehran", "capital", {"IR"}),
        ("White House", "capital", {"US"}),
        ("Kremlin", "capital", {"RU"}),
        ("Downing Street", "capital", {"GB"}),
        ("English", None, set()),
        ("Persian", None, set()),
        ("us", None, set()),
    ],
)
def test_a_name_belongs_to_its_countries(name, use, codes):
    assert owners(name, use) == codes


def test_every_member_of_the_united_nations_has_name_demonym_and_capital():
    assert len(MEMBERS) == 193
    same_name = {"MC", "SG", "SM", "ST", "DJ", "GT", "KW", "LU", "MX", "PA"}
    for code in MEMBERS | {"TW", "XK", "PS"}:
        assert used(code, "name"), code
        assert used(code, "demonym"), code
        assert used(code, "capital") or code in same_name, code


def test_former_states_have_years_in_order():
    assert (BY_CODE["YUCS"].since, BY_CODE["YUCS"].until) == (1918, 2003)
    for country in countries():
        assert country.is_former or (country.since, country.until) == (None, None)
        assert not country.is_former or country.until
        assert not country.since or country.since < country.until


@pytest.mark.parametrize(
    "name", ["Georgia", "Jordan", "Chad", "Niger", "Guinea", "Dominica", "Congo", "Korea", "Turkey"]
)
def test_names_with_other_meanings_are_ambiguous(name):
    assert name in ambiguous_names()


@pytest.mark.parametrize("name", ["Washington", "Lima", "San José", "Dominican", "Virgin Islands", "Korean"])
def test_capitals_and_demonyms_with_other_meanings_are_ambiguous(name):
    assert name in ambiguous_names()


@pytest.mark.parametrize("name", ["China", "Iran", "Nigeria", "Burma", "American", "US", "French", "Paris"])
def test_plain_names_are_not_ambiguous(name):
    assert name not in ambiguous_names()


def test_every_trap_is_a_name_and_has_its_reason():
    assert traps().keys() - {"English"} <= KNOWN_WORDS
    assert all(trap.reason for trap in traps().values())


def test_blocked_phrases_hold_a_name_but_are_none():
    assert len(blocked_phrases()) >= 150
    assert not set(blocked_phrases()) & {name for _, name in USES}
    assert {"Latin American", "Gulf of Mexico", "New Mexico", "Persian Gulf"} <= set(blocked_phrases())


@pytest.mark.parametrize(
    ("longer", "code"),
    [
        ("Papua New Guinea", "PG"),
        ("Equatorial Guinea", "GQ"),
        ("Guinea-Bissau", "GW"),
        ("South Sudan", "SS"),
        ("Northern Ireland", "GB"),
        ("Dominican Republic", "DO"),
        ("Democratic Republic of the Congo", "CD"),
        ("Turks and Caicos Islands", "TC"),
        ("West Bank", "PS"),
    ],
)
def test_a_longer_name_has_its_own_country(longer, code):
    assert owners(longer) == {code}


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [
        ("fa", "IR", "ایران"),
        ("fa", "US", "آمریکا"),
        ("ru", "US", "США"),
        ("de", "FR", "Frankreich"),
        ("zh", "HK", "香港"),
        ("zh_Hant", "US", "美國"),
        ("ar", "MM", "ميانمار"),
        ("es", "SUHH", "URSS"),
    ],
)
def test_countries_have_names_in_their_own_languages(language, code, name):
    assert language in languages()
    assert (code, name) in local_names(language)
    (country,) = (each for each in countries(language) if each.code == code)
    assert module.CountryName(name, "local", language) in country.names


def test_brackets_stay_where_two_countries_would_share_the_rest():
    assert ("CD", "刚果") not in local_names("zh")
    assert ("CD", "刚果（金）") in local_names("zh")


def test_english_needs_no_other_language():
    assert all(each.language == "en" for country in countries() for each in country.names)


@pytest.mark.parametrize("file", [*LISTS, "former", "traps", "blocked", "local"])
def test_a_word_list_is_tidy(file):
    lines = (WORDS / "countries" / f"{file}.txt").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line and not line.startswith("#")]
    assert lines[0].startswith("#")
    assert [row for row, times in Counter(rows).items() if times > 1] == []
    for row in rows:
        assert row == unicodedata.normalize("NFC", row)
        assert all(field and field == " ".join(field.split()) for field in row.split("\t"))


@pytest.mark.parametrize("file", [*LISTS, "former"])
def test_a_word_list_uses_known_codes(file):
    codes = {row[0] for row in module._rows(file)}
    assert codes <= set(BY_CODE)


def test_a_trap_says_how_often():
    assert {row[1] for row in module._rows("traps")} == {"often", "seldom"}
