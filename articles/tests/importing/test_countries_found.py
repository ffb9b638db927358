"""How well countries are found in short texts full of traps: floors that no change may fall below."""

from pathlib import Path

from articles.importing.naming.countries import countries
from articles.importing.naming.mentions import find_mentions
from articles.tests.importing.authority_cast import EVERY_STATE

CASES = Path(__file__).parent / "countries_cases.tsv"
PRECISION, RECALL = 0.98, 0.97
NAMES = {country.code: country.name for country in countries()}


def cases():
    """(expected country names, text); a line without a tab goes on with the text before it."""
    found = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        codes, tab, text = line.partition("\t")
        if tab:
            found.append([{NAMES[code] for code in codes.split() if code != "-"}, text])
        else:
            found[-1][1] += "\n" + line
    return found


def outcomes():
    """(expected, found, text) for every case."""
    for expected, text in cases():
        mentions = find_mentions("", text, "en", EVERY_STATE)
        yield expected, {each.name for each in mentions if each.kind == "country"}, text


def test_it_finds_the_countries_and_falls_into_few_traps():
    seen = list(outcomes())
    right = sum(len(expected & found) for expected, found, _ in seen)
    wrong = [(expected, found, text) for expected, found, text in seen if expected != found]
    assert right / sum(len(found) for _, found, _ in seen) >= PRECISION, wrong
    assert right / sum(len(expected) for expected, _, _ in seen) >= RECALL, wrong


def test_there_are_cases_enough():
    assert len(cases()) >= 150
