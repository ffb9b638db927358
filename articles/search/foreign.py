"""Signs of other search languages, and of this one half written, with how it is written here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from lark import Token

from articles.search.fields import TYPED

READ = "“{}” was read as plain words. "
NUMBER = READ + "A number says how near: sanctions w/5 oil, sanctions pre/5 oil."
OFTEN = READ + "Write how often, and what between brackets: atleast3(sanctions)."
BLANK = READ + "A field and its value stand without a blank between them: title:sanctions."

# What a word may look like that was meant as more than a word.
SIGNS = (
    (re.compile(r"(?:w|pre)/(?!o$).*", re.I), NUMBER),
    (re.compile(r"(?:near|adj|within|onear)/?\d+", re.I), NUMBER),
    (re.compile(r"atleast(?:\d+|\D*\()", re.I), OFTEN),
    (re.compile(r"&&"), "“{}” was left out: all words must be found as it is."),
    (re.compile(r"\|+"), "“{}” was left out. Write OR between words of which one is enough: oil OR gas."),
    (re.compile(r"[!¬]\w.*"), READ + "To leave something out write a minus before it: talks -sanctions."),
    (re.compile(r".*\w\^[\d.]+"), READ + "No word can be given more weight than another."),
    (re.compile(r"~\w+"), READ + 'A number says how far apart: "oil price"~5.'),
    (re.compile(r"[\[{]\d{4}\S*"), READ + "Write after:2019 before:2021 for the days between."),
    (re.compile(r":\w.*"), BLANK),
)
IN_FIELD = (
    (re.compile(r"[-−]\w.*"), "“{0}{1}” looks for the word itself. To leave it out write -{0}{2}."),
    (
        re.compile(rf"(?:{'|'.join(TYPED)}):.*", re.I),
        "“{1}” was read as a plain word, since a field has no other within it. Write {0}oil {1}.",
    ),
)
STAR = "Between quotation marks “*” is no pattern and was left out. Write {} or leave the marks away."


def remarks(tokens: Sequence[Token]) -> Iterator[str]:
    """A sentence about each word that was meant as more than a word."""
    for before, token, after in zip_longest([None, *tokens], tokens, tokens[1:]):
        if token is None or token.type != "WORD":
            continue
        if before is not None and before.type == "FIELD":
            yield from _in_field(before, token)
        else:
            word = token + "(" * (after is not None and after.type == "LPAR")
            yield from (said.format(token[:60]) for form, said in SIGNS if form.fullmatch(word))


def _in_field(field: Token, word: Token) -> Iterator[str]:
    for form, said in IN_FIELD:
        if form.fullmatch(word) and not re.fullmatch(r"[-−]\d+[dwmy]", word):
            yield said.format(field, word[:60], word[1:60])


def starred(phrase: str) -> str:
    """A sentence about a phrase with a star in it."""
    return STAR.format(" w/1 ".join(phrase.split()[:3]))
