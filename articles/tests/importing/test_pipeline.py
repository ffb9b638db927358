"""From a raw input to a draft: the two seed articles, what is given, and inputs that mean harm."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing import pipeline
from articles.importing.cleaning import clean
from articles.importing.draft import Known, Raw, Unreadable
from articles.importing.pipeline import read_article
from articles.importing.prose import passages
from articles.models import Article, Source

SEEDS = Path(__file__).resolve().parents[3] / "fixtures" / "articles"
KNOWN = Known(latest=date(2024, 6, 30))
STORY = (
    b"Museum opens new wing\n\nThe museum opened its new wing on Monday with an exhibition of old maps.\n\n"
    b"It cost 12 million pounds and took six years to build, the director said at the opening.\n"
)
WORDS = st.sampled_from(
    "the minister said Source: Reuters (Reuters) - By Ann Lee. Copyright 2009 talks [File: AP] Image Related"
    " ... TEHRAN 2019-01-07 Monday “peace” Share \n \n\n Comments | © … Tweet".split(" ")
)


def article(content, **given_values):
    return read_article(Raw("a.txt", content, given_values), KNOWN)


@pytest.fixture(scope="module")
def shamkhani():
    return read_article(Raw("000.txt", (SEEDS / "000_bb6c597d04d040de.txt").read_bytes()), KNOWN)


@pytest.fixture(scope="module")
def samareh():
    return read_article(Raw("004.txt", (SEEDS / "004_32258a20053cc235.txt").read_bytes()), KNOWN)


def test_it_reads_the_first_seed(shamkhani):
    assert shamkhani.title == "Top Khamenei aide says US sought his help for talks with Iran"
    assert shamkhani.standfirst.startswith("Ali Shamkhani says he was approached twice by US officials")
    assert (shamkhani.dateline, shamkhani.source, shamkhani.agency) == ("Tehran, Iran", "Al Jazeera", "")
    assert (shamkhani.published, shamkhani.byline, shamkhani.language) == (None, "", "en")


def test_it_keeps_the_first_seeds_story_and_nothing_else(shamkhani):
    assert shamkhani.body.startswith("Iranian Supreme Leader Ayatollah Ali Khamenei’s top security adviser")
    assert shamkhani.body.endswith("as long as the sanctions are in place.")
    assert "\n\n‘Cruel US pressure’\n\n" in shamkhani.body
    for cut in ("Source:", "[File", shamkhani.title, shamkhani.standfirst):
        assert cut not in shamkhani.body
    assert shamkhani.body.count("\n\n") == 16


def test_it_reads_the_second_seed(samareh):
    assert samareh.title == "Senior Iranian denies held “back-channel” U.S. talks"
    assert (samareh.dateline, samareh.agency, samareh.source) == ("TEHRAN", "Reuters", "Reuters")
    assert (samareh.byline, samareh.standfirst, samareh.published) == ("Parisa Hafezi", "", None)


def test_it_keeps_the_second_seeds_story_and_nothing_else(samareh):
    assert samareh.body.startswith("A senior aide to Iran's President Mahmoud Ahmadinejad denied on Monday")
    assert samareh.body.endswith("advocates the elimination of nuclear arms.")
    assert samareh.body.count("A senior aide to Iran's President") == 1
    for cut in ("Image", "Latest news", "Reporting by", "Raisi", "Khansari", "Iraq", "France"):
        assert cut not in samareh.body


def test_its_findings_point_to_their_values_in_the_original(samareh, shamkhani):
    for draft in (samareh, shamkhani):
        for field in ("title", "standfirst", "dateline", "byline", "source", "agency"):
            for finding in draft.findings.get(field, ())[:1]:
                assert (
                    draft.text[finding.start : finding.end] == finding.value or finding.rule == "source line"
                )


def test_it_says_what_it_left_out_and_why(samareh):
    cuts = {samareh.text[cut.start : cut.end]: cut.rule for cut in samareh.cuts}
    assert cuts['Iran General NewsSenior Iranian denies held "back-channel" U.S. talks'] == "before the story"
    assert cuts["Latest news"] == "after the story"
    assert sum(rule == "lead printed twice" for rule in cuts.values()) == 1
    assert sum(rule == "credit or source line" for rule in cuts.values()) == 1


def test_a_given_value_outranks_what_is_found(shamkhani):
    content = (SEEDS / "000_bb6c597d04d040de.txt").read_bytes()
    draft = article(
        content, source="The Daily", title="Talks", published="2019-01", url="https://a.example/2020/2/3/"
    )
    assert (draft.source, draft.title, str(draft.published)) == ("The Daily", "Talks", "2019-01")
    assert [finding.rule for finding in draft.findings["published"]] == ["given", "in the address"]
    assert draft.findings["title"][1].value == shamkhani.title
    assert draft.body == shamkhani.body


def test_a_given_date_that_cannot_be_read_is_noted_and_decides_nothing():
    draft = article(STORY, published="soon")
    assert draft.published is None
    assert [(f.value, f.rule, f.confidence) for f in draft.findings["published"]] == [
        ("soon", "given, unreadable", 0.0)
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2019", "2019"),
        ("2019-01", "2019-01"),
        ("2019-01-07T13:05:00Z", "2019-01-07"),
        ("7 January 2019", "2019-01-07"),
    ],
)
def test_a_given_date_keeps_its_precision(written, read):
    assert str(article(STORY, published=written).published) == read


def test_it_keeps_the_original_and_its_fingerprint():
    content = STORY.replace(b"\n", b"\r\n") + b"\0"
    draft = article(content)
    assert draft.text == content.decode().replace("\0", "\ufffd")
    assert draft.sha256 == hashlib.sha256(content).hexdigest()
    assert draft.cuts[-1].rule == "NUL replaced by U+FFFD"


def test_it_leaves_the_title_of_a_text_without_one_to_its_first_words():
    lead = b"The museum opened its new wing on Monday with an exhibition of old maps nobody had seen before."
    draft = article(lead)
    assert draft.title.startswith("The museum opened its new wing")
    assert draft.title.endswith("…")
    assert draft.findings["title"][0].confidence < 0.5
    assert draft.body == lead.decode()


@pytest.mark.parametrize("content", ["\u200b\u200e \u00ad".encode(), b"\0 \0", b"&nbsp; &shy;", b"... --"])
def test_it_refuses_a_text_without_words(content):
    with pytest.raises(Unreadable):
        article(content)


@pytest.mark.parametrize(
    "content",
    [
        b"(a" * 20_000,
        b"a " * 50_000,
        b"A\n" * 20_000,
        b"Word " * 20_000 + b"(Reporting by " * 500,
        b"2019-01-01 " * 5_000,
        b"1 January 2019 10:10 " * 3_000,
        b"By A B, " * 5_000,
        b"Copyright " * 5_000,
        b"\xe2\x80\x9cA" * 30_000,
        b"Source: " * 3_000,
        b"a..." * 30_000,
        b"a.\n" * 20_000,
        b"TEHRAN, " * 5_000 + b"(Reuters) - x",
        "aÃ¢â‚¬â„¢".encode() * 4_000,
        b"a&amp;" * 20_000,
        b"<script>alert(1)</script>",
        b"a\n" + b" " * 100_000 + b"\nb",
        "“".encode() * 5_000 + b"a\x07",
        "–é”".encode() * 5_000 + b"&",
        "é a".encode() * 5_000 + b"\\",
    ],
    ids=lambda content: content[:12].decode("utf-8", "replace"),
)
def test_it_survives_hostile_text(content):
    draft = article(content)
    assert draft.body or draft.title


@settings(max_examples=150)
@given(st.lists(WORDS, min_size=1, max_size=80))
def test_its_body_holds_only_words_of_the_original(words):
    text = " ".join(words)
    if not any(character.isalnum() for character in text):
        return
    draft = article(text.encode())
    original = " ".join(passage.text for passage in passages.join(clean(text)))
    assert all(word in original for word in draft.body.split())
    assert all(0 <= cut.start < cut.end <= len(draft.text) for cut in draft.cuts)
    for findings in draft.findings.values():
        assert all(0 <= f.confidence <= 1 and f.rule for f in findings)
        assert all(f.start is None or 0 <= f.start < f.end <= len(draft.text) for f in findings)


@pytest.mark.parametrize(
    ("field", "column"), [("source", Source.name), ("agency", Source.name), ("language", None), ("url", None)]
)
def test_no_value_is_longer_than_its_column(field, column):
    held = column.field if column else Article._meta.get_field(field)
    assert held.max_length == pipeline.LONGEST[field]


def test_a_value_that_is_too_long_costs_no_article():
    draft = article(STORY, source="N" * 201, language="x" * 17, url="http://example.org/" + "a" * 2_000)
    assert (draft.source, draft.language, draft.url) == ("example.org", "en", "")
    assert draft.findings["source"][0].value == "N" * 201
    assert draft.title == "Museum opens new wing"
