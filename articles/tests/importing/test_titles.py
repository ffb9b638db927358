"""Titles of texts without a headline: their first words, a stamp or byline that runs into them left out."""

import pytest

from articles.importing.draft import Known, Raw
from articles.importing.pipeline import read_article

STORY = (
    "The harbour of Marwick is to close for a year. Ships will be sent north, the mayor said on Tuesday, and "
    "the fishermen are to be paid for what they lose. Nobody asked them, their union said."
)
TITLE = "The harbour of Marwick is to close for a year"
RUN_INTO_IT = {
    "day, last updated": "8 November 2011 Last updated at 06:28 ",
    "day, last updated, a button": "26 August 2010 Last updated at 14:30 GMT Help ",
    "an agency's staff": "By the CNN Wire Staff ",
    "names and an agency": "By Ann Hale, Joe Durant and Livia Bergen, CNN ",
    "a name, a role and a paper": "By Ann Hale Environment correspondent, BBC News ",
}
KEPT = {
    "a sentence that begins with By": "By the time the BBC Trust had met, the plan was dead and buried.",
    "a day of a story": "8 November 2011 was the day on which the harbour of Marwick closed for a year.",
}


def title(text):
    return read_article(Raw("a.txt", text.encode()), Known()).title


@pytest.mark.parametrize("stamp", RUN_INTO_IT.values(), ids=RUN_INTO_IT)
def test_a_stamp_or_byline_is_no_title(stamp):
    assert title(stamp + STORY) == TITLE


@pytest.mark.parametrize("sentence", KEPT.values(), ids=KEPT)
def test_a_sentence_that_only_looks_like_one_is_kept(sentence):
    assert title(f"{sentence} {STORY}").startswith(sentence[:40])
