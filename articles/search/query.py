"""What a reader typed → a tree. Nothing typed is an error: what cannot be read is taken as plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lark import Lark, Token, v_args
from lark.visitors import Transformer_NonRecursive

from articles.periods import Period
from articles.search.fields import ACTOR, CODE, DATE, SOURCE, TEXT, TYPED
from articles.search.letters import RUN, clean_typed
from articles.search.repairs import repaired
from articles.search.tree import (
    EVERYTHING,
    Coded,
    Dated,
    Named,
    Node,
    Phrase,
    Word,
    all_of,
    any_of,
    in_field,
    mapped,
    without,
)
from articles.search.wording import in_words, written

__all__ = ["MAX_TYPED", "Query", "in_words", "parse", "written"]

MAX_TYPED = 10_000  # characters
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
CODES = re.compile(r"[A-Za-z]{2,3}")

TOO_LONG = f"Only the first {MAX_TYPED:,} characters were read."
NOTHING_LEFT = "“{}” holds no letter and no digit to search for."
WILDCARD = "“{}”: the * is not understood; the word was searched for as it stands."
NO_DATE = "“{}” is not a date, so it was read as a plain word. Write {}, with 2019, 2019-01 or 2019-01-07."
NO_CODE = "“{}” is not a language code, so it was read as a plain word. Write {}."


@dataclass(frozen=True)
class Query:
    """What was understood, and sentences about what was not."""

    tree: Node = EVERYTHING
    notices: tuple[str, ...] = ()


def parse(typed: str) -> Query:
    """The query that was typed; never raises.

    >>> parse('talks -sanctions').tree
    And(parts=(Word(text='talks', field=''), Not(part=Word(text='sanctions', field=''))))
    """
    text = clean_typed(typed).translate(QUOTES).strip()
    notices = [TOO_LONG] if len(text) > MAX_TYPED else []
    tokens, repairs = repaired(list(_parser().lex(text[:MAX_TYPED])))
    notices += repairs
    tree = _tree(tokens, notices)
    if tree == EVERYTHING and text:
        notices.append(NOTHING_LEFT.format(text[:60]))
    return Query(tree, tuple(dict.fromkeys(notices)))


@cache
def _parser() -> Lark:
    grammar = (Path(__file__).parent / "query.lark").read_text()
    return Lark(grammar, parser="lalr", lexer="basic", maybe_placeholders=False)


def _tree(tokens: list[Token], notices: list[str]) -> Node:
    if not tokens:
        return EVERYTHING
    reading = _parser().parse_interactive()
    for token in tokens:
        reading.feed_token(token)
    return _Builder(notices).transform(reading.feed_eof(tokens[-1]))


@v_args(inline=True)
class _Builder(Transformer_NonRecursive):
    """Turns what the grammar recognised into the tree; three thousand NOTs in a row are no recursion."""

    def __init__(self, notices):
        super().__init__()
        self.notices = notices

    def any(self, *parts):
        return any_of([part for part in parts if _is_node(part)]) if parts else EVERYTHING

    def all(self, *parts):
        return all_of(part for part in parts if _is_node(part))

    def without(self, _sign, part):
        return part if part == EVERYTHING else without(part)

    def group(self, _open, part, _close):
        return part

    def word(self, token):
        if "*" in token:
            self.notices.append(WILDCARD.format(token))
        return Word(str(token)) if RUN.search(token) else EVERYTHING

    def phrase(self, token):
        text = " ".join(token[1:-1].split())
        return Phrase(text) if RUN.search(text) else EVERYTHING

    def within(self, name, value):
        field = TYPED[name[:-1].lower()]
        if field.kind == TEXT:
            return in_field(value, field.name)
        return mapped(value, lambda leaf: self._valued(field, leaf))

    def _valued(self, field, leaf):
        if not isinstance(leaf, Word | Phrase):
            return leaf
        return VALUED[field.kind](self, field, leaf)

    def _named(self, field, leaf):
        return Named(field.name, leaf.text, quoted=isinstance(leaf, Phrase))

    def _dated(self, field, leaf):
        try:
            return Dated(field.name, Period.parse(leaf.text))
        except ValueError:
            self.notices.append(NO_DATE.format(leaf.text, field.example))
            return leaf

    def _coded(self, field, leaf):
        if CODES.fullmatch(leaf.text):
            return Coded(field.name, leaf.text.lower())
        self.notices.append(NO_CODE.format(leaf.text, field.example))
        return leaf


VALUED = {ACTOR: _Builder._named, SOURCE: _Builder._named, DATE: _Builder._dated, CODE: _Builder._coded}


def _is_node(part) -> bool:
    return not isinstance(part, Token)
