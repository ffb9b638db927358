"""Where words stand in one text, and which words resemble another."""

from hypothesis import given
from hypothesis import strategies as st

from articles.search.embedded import forms
from articles.search.patterns import edits
from articles.search.places import Text, counted, stands_loosely
from articles.search.tree import Loose, Or, Phrase, Word
from articles.tests.search import reference


def text(body, language="en"):
    return Text(1, language, {"body": body})


def test_loose_words_stand_in_any_order_with_few_others_among_them():
    talk = text("oil and the price of a barrel")
    assert stands_loosely(Loose("barrel oil price", 4), talk, "body")
    assert not stands_loosely(Loose("barrel oil price", 3), talk, "body")
    assert not stands_loosely(Loose("oil oil price", 9), talk, "body")


def test_it_counts_places_in_any_form_of_the_word():
    assert counted(Word("talk"), text("Talks about talking"), "body") == 2
    assert counted(Word("talk"), text("Talks about talking", "fa"), "body") == 0
    assert counted(Word("Verhandlung"), text("Verhandlungen um Verhandlungen", "de"), "body") == 2
    assert counted(Or((Phrase("oil price"), Word("oil"))), text("The oil price of oil"), "body") == 2


@given(st.text("aU.S’é-\u200cش\u00a0 \n", max_size=20))
def test_words_are_those_that_the_index_has(body):
    assert text(body).words("body") == forms(body)


@given(st.text("ab c", max_size=6), st.text("abc", max_size=6))
def test_edits_are_counted_as_in_the_textbook(one, other):
    assert edits(one, other) == reference._osa(one, other)
