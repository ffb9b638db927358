"""The tables of known people and organisations in fixtures/authority: well formed, and nothing twice."""

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pycountry
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "authority"
HEADERS = {
    "people.csv": "id,name,spellings,country,wikidata,born,died",
    "organisations.csv": "id,name,spellings,country,type,wikidata",
}
COUNTRIES = {country.alpha_2 for country in pycountry.countries} | {"XK"}
LEAST_PEOPLE = 400

# What must stand in a row of people.csv besides its name, which is the key.
EXPECTED_PEOPLE = {
    "Ali Shamkhani": (),
    "Ali Khamenei": (),
    "Donald Trump": ("Donald J. Trump",),
    "Hassan Rouhani": ("Hassan Rohani", "Hasan Rowhani"),
    "Bahram Qasemi": ("Bahram Ghasemi", "Bahram Qassemi", "Bahram Ghassemi"),
    "Mahmoud Ahmadinejad": ("Mahmud Ahmadinejad", "Mahmoud Ahmadi-Nejad"),
    "Mojtaba Samareh-Hashemi": (
        "Mojtaba Samareh Hashemi",
        "Mojtaba Hashemi-Samareh",
        "Mojtaba Hashemi Samareh",
    ),
    "William J. Perry": ("William Perry", "Bill Perry"),
    "Barack Obama": ("Barack H. Obama", "Barack Hussein Obama"),
    "Ebrahim Raisi": ("Ebrahim Raeisi",),
    "Muammar Gaddafi": ("Moammar Gadhafi", "Muammar Qaddafi", "Mouammar Kadhafi"),
    "Luiz Inácio Lula da Silva": ("Lula",),
    "Pope Francis": (),
    "Pope Benedict XVI": (),
    "Pope John Paul II": (),
    "Steve Jobs": (),
    "Bill Gates": (),
    "Tim Cook": (),
    "Mark Zuckerberg": (),
    "Elon Musk": (),
    "Tony Hayward": (),
    "Warren Buffett": (),
}


def text_of(file):
    """The text of one table; the test is left out where the table is not there (people.csv must be)."""
    path = FOLDER / file
    if file != "people.csv" and not path.exists():
        pytest.skip(f"there is no {file}")
    return path.read_bytes().decode("utf-8")


def rows_of(file):
    """The rows of one table, each a dict."""
    return list(csv.DictReader(text_of(file).splitlines(), strict=True))


def names_of(row):
    """The name of a row and its other spellings."""
    return [row["name"], *(row["spellings"].split("|") if row["spellings"] else [])]


def repeated(values):
    """What occurs more than once."""
    return sorted(value for value, times in Counter(values).items() if times > 1)


@pytest.fixture(params=HEADERS)
def file(request):
    """Each of the two tables in turn."""
    return request.param


@pytest.fixture
def rows(file):
    """The rows of that table."""
    return rows_of(file)


def test_header_and_as_many_cells_in_every_row(file):
    header, *lines = csv.reader(text_of(file).splitlines(), strict=True)
    assert header == HEADERS[file].split(",")
    assert lines
    assert [line for line in lines if len(line) != len(header)] == []


def test_text_is_composed_and_ends_with_one_line_break(file):
    text = text_of(file)
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert not text.startswith("\ufeff")


def test_ids_are_slugs_in_order(rows):
    ids = [row["id"] for row in rows]
    assert [each for each in ids if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each)] == []
    assert ids == sorted(ids)


def test_no_id_stands_twice_in_both_files():
    files = [file for file in HEADERS if (FOLDER / file).exists()]
    assert repeated(row["id"] for file in files for row in rows_of(file)) == []


def test_no_stray_blanks_and_no_empty_names(rows):
    cells = [cell for row in rows for cell in row.values()] + [name for row in rows for name in names_of(row)]
    assert [cell for cell in cells if cell != " ".join(cell.split())] == []
    assert [row["id"] for row in rows if not all(names_of(row))] == []


def test_countries_are_known(rows):
    assert [row["id"] for row in rows if row["country"] and row["country"] not in COUNTRIES] == []


def test_no_spelling_belongs_to_two(rows):
    assert repeated(name for row in rows for name in {each.casefold() for each in names_of(row)}) == []


def test_no_spelling_stands_twice_in_one_row(rows):
    assert [row["id"] for row in rows if repeated(names_of(row))] == []


def test_wikidata_ids_have_their_form_and_belong_to_one(rows):
    given = [row["wikidata"] for row in rows if row["wikidata"]]
    assert [each for each in given if not re.fullmatch(r"Q[0-9]+", each)] == []
    assert repeated(given) == []


def test_years_are_years_and_nobody_dies_before_being_born():
    given = [(row["born"], row["died"]) for row in rows_of("people.csv")]
    assert [
        each for each in given if not all(re.fullmatch(r"|1[89]\d\d|20[0-2]\d", year) for year in each)
    ] == []
    assert [each for each in given if all(each) and int(each[0]) + 15 > int(each[1])] == []
    assert sum(any(each) for each in given) > 100


def test_enough_people():
    assert len(rows_of("people.csv")) >= LEAST_PEOPLE


@pytest.mark.parametrize("name", EXPECTED_PEOPLE)
def test_much_named_people_are_there(name):
    found = [row for row in rows_of("people.csv") if row["name"] == name]
    assert len(found) == 1
    assert set(EXPECTED_PEOPLE[name]) <= set(names_of(found[0]))
