"""Most words of a text are told by their first letters alone; nothing that is wanted is missed so."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.embedded.stemming import STEMMERS, stems
from articles.search.occurrences import Sought, patterns, sure_beginning
from articles.search.query import parse

TYPED = (
    "talks", "die", "us", "U.S.", "Iran’s", '"oil talks"', "oil*", "o?l", "*alk", "talsk~", "résumé",
    "title:oil", "be", '"u.s. oil"~3', "werken", "ärzte",
)  # fmt: skip
PIECES = (
    "talks", "Talking", "DYING", "die", "u.s", "U.S.", "us", "Iran's", "Iran’s", "‘oil’", "oil", "be", "been",
    "re\u0301sume\u0301", "İoil", "oil_talks", "back-channel", "gewerkt", "werk", "aerzte", "talsk", "x" * 70,
    "é", ".", "\n", "…", " ",
)  # fmt: skip
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", "."])), max_size=40)
# Ends of words that stemmers of some language change, not only cut off.
ENDS = (
    "heden amment emment ences ization biliti logies utions atrice ivite abilite icite aux enza uzione iune "
    "encias ibilitate isme ies ied ying ung nisse kaan ssa nen lendo ban nak lar den da e s t"
).split()


class LookedAtEverywhere(Sought):
    """The slow way: each stretch without spaces may hold what is wanted."""

    def __init__(self, wanted, code):
        super().__init__(wanted, code)
        self.beginnings = {""}


@given(st.sampled_from(TYPED), TEXTS, st.sampled_from(["", "en", "de", "nl", "fa"]))
def test_it_finds_what_looking_at_every_word_finds(typed, pieces, language):
    text, wanted = "".join(map("".join, pieces)), patterns(parse(typed).tree)
    assert Sought(wanted, language).found(text) == LookedAtEverywhere(wanted, language).found(text)


@pytest.mark.parametrize("stemmer", sorted(set(STEMMERS.values())))
def test_the_words_of_a_stem_begin_as_is_said(stemmer):
    dice = random.Random(1)
    letters = "aeioubcdfghklmnprstvy"
    for _ in range(3_000):
        word = "".join(dice.choices(letters, k=dice.randint(1, 7))) + dice.choice(ENDS)
        for stem in stems(word, stemmer):
            assert word.startswith(sure_beginning(stem, stemmer)), (word, stem)
