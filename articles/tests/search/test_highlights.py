"""Marks stand where the search found something, and nowhere else; excerpts are safe in a page."""

import re
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search import highlights
from articles.search.query import parse


def marked(typed, text, language="en", field=""):
    return [text[start:end] for start, end in highlights.marks(text, parse(typed).tree, language, field)]


def excerpt(typed, title="", standfirst="", body="", language="en"):
    article = SimpleNamespace(pk=1, title=title, standfirst=standfirst, body=body, language=language)
    return highlights.excerpts([article], parse(typed).tree)[1]


@pytest.mark.parametrize(
    ("typed", "text", "words"),
    [
        ("talks", "Talks and a talk: they talked", ["Talks", "talk", "talked"]),
        ('"talks"', "Talks and a talk: they talked", ["Talks"]),
        ('"nuclear talks"', "nuclear talks, talks, nuclear", ["nuclear talks"]),
        ("talks -oil", "oil talks", ["talks"]),
        ("-(oil OR talks) gas", "oil talks gas", ["gas"]),
        ("U.S.", "The US and the U.S. Army", ["US", "U.S."]),
        ("us", "The U.S.-led talks", ["U.S."]),
        ("Iran’s", "Iran and Iran's men", ["Iran", "Iran"]),
        ("back-channel", "a back channel, channel", ["back channel"]),
        ("resume", "a re\u0301sume\u0301 and a résumé", ["re\u0301sume\u0301", "résumé"]),
        ("مذاكرات", "مُذاکرات و", ["مُذاکرات"]),
        ("title:talks", "talks", ["talks"]),
        ("person:Amiri after:2019", "Amiri 2019", []),
        ("", "talks", []),
    ],
)
def test_it_marks(typed, text, words):
    assert marked(typed, text) == words


def test_other_forms_are_marked_only_where_they_are_searched():
    assert marked("talks", "talk talks", language="fa") == ["talks"]
    assert marked("Präsident", "Die Präsidenten, der president", language="de") == ["Präsidenten"]
    assert marked("Präsident", "Die Präsidenten", language="en") == []
    assert marked("عقوبة", "والعقوبات", language="ar") == ["والعقوبات"]


def test_each_article_of_a_page_is_marked_in_its_own_language():
    texts = [(1, "de", "Verhandlungen"), (2, "fr", "négociations"), (3, "en", "Verhandlungen")]
    articles = [
        SimpleNamespace(pk=pk, title=title, standfirst="", body="", language=code)
        for pk, code, title in texts
    ]
    shown = highlights.excerpts(articles, parse("Verhandlung OR négociation").tree)
    assert [shown[pk].title for pk in (1, 2, 3)] == [
        "<mark>Verhandlungen</mark>",
        "<mark>négociations</mark>",
        "Verhandlungen",
    ]


def test_words_of_another_field_are_not_marked_where_the_field_is_known():
    assert marked("title:talks oil", "talks oil", field="body") == ["oil"]
    assert marked("title:talks oil", "talks oil", field="title") == ["talks", "oil"]


def test_overlapping_marks_become_one():
    assert marked('"oil price" "price war" oil', "oil price war") == ["oil price war"]


def test_an_excerpt_shows_the_best_passage():
    body = "Nothing here. " * 60 + "Then the oil talks began in Oslo. " + "Nothing here. " * 60
    shown = excerpt("oil talks", "Oil", body=body)
    assert shown.title == "<mark>Oil</mark>"
    assert "<mark>oil</mark> <mark>talks</mark> began in Oslo." in shown.text
    assert shown.text.startswith("… ")
    assert shown.text.endswith(" …")
    assert len(re.sub("<.*?>", "", shown.text)) < 300


def test_an_excerpt_shows_two_passages_where_one_cannot_show_all():
    body = "The oil came first. " + "Nothing here. " * 60 + "The gas came last."
    text = excerpt("oil gas", body=body).text
    assert "<mark>oil</mark>" in text
    assert "<mark>gas</mark>" in text
    assert " … " in text


def test_the_standfirst_is_shown_where_it_fits_best():
    assert (
        excerpt("oil gas", standfirst="Oil and gas.", body="Oil.").text
        == "<mark>Oil</mark> and <mark>gas</mark>."
    )


def test_an_excerpt_is_empty_where_nothing_is_marked():
    shown = excerpt("title:oil", "Oil", body="Oil.")
    assert (shown.title, shown.text) == ("<mark>Oil</mark>", "")


def test_without_words_there_are_no_excerpts():
    assert highlights.excerpts([SimpleNamespace(pk=1)], parse("after:2019").tree) == {}


def test_markup_in_a_text_stays_text():
    shown = excerpt("oil", '<b>"oil"</b>', body="<script>alert(1)</script> oil & gas")
    assert shown.title == "&lt;b&gt;&quot;<mark>oil</mark>&quot;&lt;/b&gt;"
    assert "<script" not in shown.text
    assert "&amp; gas" in shown.text


PIECES = st.lists(
    st.sampled_from(["oil", "talks", "<b>", "&", "\n", ". ", " ", "x" * 90, "é", "U.S."]), max_size=60
)


@given(PIECES.map("".join), PIECES.map("".join))
def test_an_excerpt_is_made_of_the_text(title, body):
    shown = excerpt('oil "talks oil" us', title, body=body)
    for text in (shown.title, shown.text):
        assert "<" not in re.sub("</?mark>", "", text)
        assert text.count("<mark>") == text.count("</mark>")
    assert (not shown.text) == (not marked('oil "talks oil" us', body))
    spans = highlights.marks(body, parse("oil talks").tree, "en")
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
