"""One form of text, and every line's place in the original."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.importing.cleaning import clean, decode, is_garbled, tidy
from articles.importing.draft import Unreadable

ORDINARY = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs", "Sm", "Sc")), max_size=300)


def letters(text):
    return [letter for letter in unicodedata.normalize("NFC", text) if letter.isalnum()]


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        ("Zürich – “talks”".encode(), "Zürich – “talks”", "utf-8"),
        (b"\xef\xbb\xbfTalks", "Talks", "utf-8"),
        ("Gespräche\n".encode("utf-16"), "Gespräche\n", "utf-16-le"),
        (b"\xfe\xff" + "Talks".encode("utf-16-be"), "Talks", "utf-16-be"),
        ("Talks on the river".encode("utf-16-le"), "Talks on the river", "utf-16-le"),
        ("Talks".encode("utf-32"), "Talks", "utf-32-le"),
        (
            "The café’s “new” owner said no. ".encode("cp1252") * 9,
            "The café’s “new” owner said no. " * 9,
            "cp1252",
        ),
        (b"one\r\ntwo\rthree\n", "one\r\ntwo\rthree\n", "utf-8"),
        (b"nul\0nul", "nul\ufffdnul", "utf-8"),
    ],
)
def test_it_decodes(content, text, encoding):
    assert decode(content) == (text, encoding)


def test_it_keeps_utf8_with_one_damaged_character():
    content = "Le café de la gare a fermé après des années de travail à Nîmes. ".encode() * 5 + b"\xe9 fin"
    text, encoding = decode(content)
    assert encoding == "utf-8"
    assert text.startswith("Le café")
    assert text.endswith("\ufffd fin")


@pytest.mark.parametrize(
    "content", [b"", b" \n\t ", b"\x7fELF" + bytes(range(32)) * 40, bytes(range(256)) * 20]
)
def test_it_refuses_what_is_no_text(content):
    with pytest.raises(Unreadable):
        decode(content)


@pytest.mark.parametrize(
    ("printed", "tidied"),
    [
        ("  two   blanks\tand\u00a0one ", "two blanks and one"),
        ("soft\u00adware and zero\u200bwidth\ufeff", "software and zerowidth"),
        ("‘curly’ “quotes” stay", "‘curly’ “quotes” stay"),
        ("Cafe\u0301", "Café"),
        ("caf&eacute; &amp; bar &nosuchthing; &#8217;", "café & bar &nosuchthing; ’"),
        ("AFP\\/Getty and \\* a point", "AFP/Getty and * a point"),
        ("cafÃ© and donâ€™t", "café and don’t"),
        ("می‌خواهند", "می‌خواهند"),
        ("क्‍ष", "क्‍ष"),
        ("join\u200ced", "joined"),
        ("bell\x07 and escape\x1b", "bell and escape"),
        ("São Paulo, Århus, Ïle", "São Paulo, Århus, Ïle"),
    ],
)
def test_it_tidies(printed, tidied):
    assert tidy(printed) == tidied


def test_its_lines_know_where_they_stand_and_how_far_apart():
    text = "One\r\n\r\n\r\n  Two two \u2028Three\n"
    assert [(line.text, text[line.start : line.end], line.gap) for line in clean(text)] == [
        ("One", "One", 0),
        ("Two two", "Two two", 2),
        ("Three", "Three", 0),
    ]


@given(st.text(max_size=300))
@example("\ud7ff\u2028\x85\x1c\x0b&#0;&#xd800;&amp;lt;")
def test_it_never_raises_and_its_offsets_point_into_the_original(text):
    lines = clean(text)
    assert all(0 <= line.start < line.end <= len(text) for line in lines)
    assert all(one.end <= two.start for one, two in pairwise(lines))
    assert all(line.text and line.text == " ".join(line.text.split()) for line in lines)


@given(ORDINARY.filter(lambda text: "&" not in text and "\\" not in text and not is_garbled(text)))
def test_it_loses_no_letter_of_ordinary_text(text):
    assert letters("".join(line.text for line in clean(text))) == letters(text)


@given(st.text(st.characters(codec="ascii"), max_size=200).filter(lambda text: "&" not in text))
def test_it_changes_nothing_when_run_again(text):
    once = [line.text for line in clean(text)]
    assert [line.text for line in clean("\n".join(once))] == once


@given(st.binary(max_size=600))
def test_it_decodes_or_refuses_any_bytes(content):
    try:
        text, encoding = decode(content)
    except Unreadable:
        return
    assert "\0" not in text
    assert encoding
    text.encode()
