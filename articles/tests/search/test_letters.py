"""Letters that readers hold to be the same are the same for the index and for the marks in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.embedded import forms
from articles.search.letters import DOTTED, RUN, _undotted, _without_dots, clean_typed, normalise


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S.", "US"),
        ("the U.S.-led", "the US led"),
        ("U.S.S.R.", "ussr"),
        ("Iran’s", "Iran's"),
        ("Iranʼs", "Iran's"),
        ("back-channel", "back channel"),
        ("كتاب", "کتاب"),
        ("إيران", "إیران"),
        ("مُحَمَّد", "محمد"),
        ("محـــمد", "محمد"),
        ("رئیس‌جمهور", "رئیس جمهور"),
        ("۲۰۱۹", "2019"),
        ("re\u0301sume\u0301", "resume"),
        ("İstanbul", "istanbul"),
        ("São Paulo", "sao paulo"),
        ("ﬁnance", "finance"),
        ("co\u00adoperate", "cooperate"),
    ],
)
def test_it_holds_these_to_be_the_same(one, other):
    assert [exact for exact, _ in forms(one)] == [exact for exact, _ in forms(other)]


@pytest.mark.parametrize("text", ["William J. Perry", "end of plan B. Then", "3.5", "J.Perry"])
def test_it_leaves_other_dots_alone(text):
    assert normalise(text) == text


def test_it_keeps_words_apart_that_a_dotted_acronym_glues():
    assert normalise("U.S.Iran") == "US Iran"


def test_it_takes_out_what_no_database_can_hold():
    assert clean_typed("a\x00b\ud800c") == "a bc"


PIECES = [
    "a",
    "B",
    ".",
    "’",
    "'",
    "-",
    "سي",
    "كُت",
    "\u200c",
    " ",
    "é",
    "ß",
    "中",
    "5",
    "½",
    "²",
    "\n",
    "_",
    "/",
    "ʼ",
    "U.S.",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_runs_cover_the_words_that_the_index_sees(text):
    cut_whole = list(forms(text))
    cut_by_runs = [word for run in RUN.findall(text) for word in forms(run)]
    assert cut_by_runs == cut_whole


@given(st.lists(st.sampled_from([*PIECES, "U.S", "e.g.", ".", "a.", "b"]), max_size=30).map("".join))
def test_looking_at_the_dots_alone_changes_nothing(text):
    assert _without_dots(text) == DOTTED.sub(_undotted, text)
