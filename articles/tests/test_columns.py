"""Finding columns by what others call them, and what `--map` says of them."""

import csv

import pytest

from articles.columns import find, header, key, parse_mapping, rows


def test_a_column_is_known_however_its_name_is_written():
    assert {key(name) for name in ("pubDate", "pub_date", "PUB DATE", "pub-date")} == {"pubdate"}
    assert key("@type") == "@type"


def test_the_surest_column_comes_first_whatever_their_order():
    usual = {"name": ["name", "label"], "kind": ["kind"], "day": ["day"]}
    assert find(["Label", "NAME", "Kind"], usual) == {"name": ["NAME", "Label"], "kind": ["Kind"]}


def test_of_two_columns_of_one_name_the_first_is_taken():
    assert find(["pub_date", "pubDate"], {"day": ["pubdate"]}) == {"day": ["pub_date"]}


@pytest.mark.parametrize(
    ("line", "names", "delimiter"),
    [
        ("a;b", ["a", "b"], ";"),
        ('"a, b"\t c ', ["a, b", "c"], "\t"),
        ("one", ["one"], "\t"),
        ("", [], "\t"),
        ("a,b\rc,d", [], ","),
    ],
)
def test_a_header_is_read_with_what_stands_between_its_names(line, names, delimiter):
    assert header(line) == (names, delimiter)


@pytest.fixture
def usual_limit():
    """The longest cell that CSV may have, which holds for the whole process, is what it was afterwards."""
    limit = csv.field_size_limit()
    yield
    csv.field_size_limit(limit)


def test_behind_a_row_that_cannot_be_read_comes_the_next(usual_limit):
    lines = ["a;b\n", "\n", f"{'x' * 20};y\n", '"c;\n', 'd";e\n']
    first, empty, broken, last = rows(lines, ";", longest=10)
    assert (first, empty, last) == (["a", "b"], [], ["c;\nd", "e"])
    assert broken == "The row cannot be read: field larger than field limit (10)."


@pytest.mark.parametrize("typed", ["colour=x", "name=", "name", "=x"])
def test_a_mapping_of_no_field_is_told_in_one_sentence(typed):
    with pytest.raises(ValueError, match="maps nothing; write FIELD=THEIRS, with a FIELD of name, kind"):
        parse_mapping(f"kind=sort,{typed}", ["name", "kind"])


def test_a_mapping_knows_other_names_of_our_fields():
    assert parse_mapping(" author = by , ", ["byline"], {"author": "byline"}) == {"byline": "by"}
    assert parse_mapping("", ["byline"]) == {}
