"""What a reader typed → a tree. Nothing typed is an error: what cannot be read is taken as plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from django.utils import timezone
from lark import Lark, Token, v_args
from lark.visitors import Transformer_NonRecursive

from articles.search import days, patterns
from articles.search.fields import ACTOR, CODE, DATE, FAMILY, MARK, SOURCE, SURELY, TEXT, TYPED
from articles.search.foreign import starred
from articles.search.letters import RUN, clean_typed
from articles.search.proximity import near, often
from articles.search.repairs import repaired
from articles.search.tree import (
    EVERYTHING,
    Coded,
    Compound,
    Dated,
    Fuzzy,
    Loose,
    Named,
    Node,
    Phrase,
    Text,
    Wildcard,
    Word,
    all_of,
    any_of,
    in_field,
    mapped,
    without,
)
from articles.search.wording import in_words, written

__all__ = ["MAX_TYPED", "Query", "in_words", "parse", "written"]

GRAMMAR = Path(__file__).with_name("query.lark")

MAX_TYPED = 10_000  # characters
MAX_GAP = 50  # words between those of a loose phrase, and between the two sides of w/
MAX_LOOSE = 8  # words of a loose phrase
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
CODES = re.compile(r"[A-Za-z]{2,3}")

TOO_LONG = f"Only the first {MAX_TYPED:,} characters were read."
NOTHING_LEFT = "“{}” holds no letter and no digit to search for."
NO_DATE = "“{}” is not a date, so it was read as a plain word. Write {}, with " + days.HOW + "."
NO_VALUE = "“{}” does not fit after “{}:”, so it was read as a plain word. Write {}."
NO_GAP = "“~” after a phrase needs a number; the phrase was read as it stands. Write it like this: {}~5."
WIDE_GAP = f"At most {MAX_GAP} words may stand between others; that many were allowed."
LONG_LOOSE = (
    f"A loose phrase holds at most {MAX_LOOSE} words; this one was read as it stands. Leave words out, or ~."
)
AS_WRITTEN = "“{0}:” takes a name or a value as it stands; “{1}” was read without * and ~. Write {2}."
NOT_IN_FIELD = "“{}:” takes a name or a value; words near each other were sought as plain words. Write {}."
NO_CODE = "“{}” is not a language code, so it was read as a plain word. Write {}."


@dataclass(frozen=True)
class Query:
    """What was understood, and sentences about what was not."""

    tree: Node = EVERYTHING
    notices: tuple[str, ...] = ()
    surely: bool = False


def parse(typed: str, today: date | None = None) -> Query:
    """The query that was typed, with “last month” counted from `today`; never raises.

    >>> parse('talks -sanctions').tree
    And(parts=(Word(text='talks', field=''), Not(part=Word(text='sanctions', field=''))))
    """
    text = clean_typed(typed).translate(QUOTES).strip()
    notices = [TOO_LONG] if len(text) > MAX_TYPED else []
    tokens, repairs = repaired(list(_lexer().lex(text[:MAX_TYPED])))
    notices += repairs
    builder = _Builder(notices, today or timezone.localdate())
    tree = _tree(tokens, builder)
    if tree == EVERYTHING and text and not builder.surely:
        notices.append(NOTHING_LEFT.format(text[:60]))
    if builder.surely:
        tree = surely(tree)
    return Query(tree, tuple(dict.fromkeys(notices)), builder.surely)


def surely(tree: Node) -> Node:
    """The tree without articles that only possibly lie in its dates."""
    return mapped(tree, lambda leaf: replace(leaf, surely=True) if isinstance(leaf, Dated) else leaf)


@cache
def _parser() -> Lark:
    return Lark(GRAMMAR.read_text(), parser="lalr", lexer="basic", maybe_placeholders=False)


@cache
def _lexer() -> Lark:
    """The same grammar for its tokens alone: the parser would make a lexer anew for every question."""
    return Lark(GRAMMAR.read_text(), parser=None, lexer="basic")


def _tree(tokens: list[Token], builder: _Builder) -> Node:
    if not tokens:
        return EVERYTHING
    reading = _parser().parse_interactive()
    for token in tokens:
        reading.feed_token(token)
    return builder.transform(reading.feed_eof(tokens[-1]))


@v_args(inline=True)
class _Builder(Transformer_NonRecursive):
    """Turns what the grammar recognised into the tree; three thousand NOTs in a row are no recursion."""

    def __init__(self, notices, today):
        super().__init__()
        self.notices = notices
        self.today = today
        self.surely = False
        self.patterns = patterns.Reader(notices)

    def any(self, *parts):
        return any_of([part for part in parts if _is_node(part)]) if parts else EVERYTHING

    def all(self, *parts):
        return all_of(part for part in parts if _is_node(part))

    def without(self, _sign, part):
        return part if part == EVERYTHING else without(part)

    def group(self, _open, part, _close):
        return part

    def near(self, first, *rest):
        pairs = zip([first, *rest[1::2]], rest[::2], rest[1::2], strict=False)
        return all_of([near(left, str(sign), right, MAX_GAP, self.notices) for left, sign, right in pairs])

    def often(self, atleast, _open, part, _close):
        return often(part, int(atleast[len("atleast") :]), self.notices)

    def word(self, token):
        return self.patterns.read(str(token))

    def phrase(self, token):
        quoted, _, gap = token.rpartition('"')
        text = " ".join(quoted[1:].split())
        if not RUN.search(text):
            return EVERYTHING
        if "*" in text:
            self.notices.append(starred(text))
        return self._loose(text, gap[1:]) if gap else Phrase(text)

    def _loose(self, text, gap):
        words = len(RUN.findall(text))
        if not gap:
            self.notices.append(NO_GAP.format(f'"{text}"'))
        elif words > MAX_LOOSE:
            self.notices.append(LONG_LOOSE)
        elif words > 1:
            self.notices += [WIDE_GAP] if int(gap) > MAX_GAP else []
            return Loose(text, min(int(gap), MAX_GAP))
        return Phrase(text)

    def within(self, name, value):
        field = TYPED[name[:-1].lower()]
        if field.kind == TEXT:
            return in_field(value, field.name)
        return mapped(value, lambda leaf: self._valued(field, leaf))

    def _valued(self, field, leaf):
        if isinstance(leaf, Compound):
            self.notices.append(NOT_IN_FIELD.format(field.name, field.example))
        if not isinstance(leaf, Text):
            return leaf
        if isinstance(leaf, Loose | Fuzzy | Wildcard):
            self.notices.append(AS_WRITTEN.format(field.name, leaf.text[:60], field.example))
            leaf = Phrase(leaf.text) if isinstance(leaf, Loose) else Word(leaf.text.replace("*", ""))
        return VALUED[field.kind](self, field, leaf)

    def _named(self, field, leaf):
        return Named(field.name, leaf.text, quoted=isinstance(leaf, Phrase))

    def _dated(self, field, leaf):
        try:
            return Dated(field.name, days.read(leaf.text, self.today))
        except ValueError:
            self.notices.append(NO_DATE.format(leaf.text, field.example))
            return leaf

    def _coded(self, field, leaf):
        if CODES.fullmatch(leaf.text):
            return Coded(field.name, leaf.text.lower())
        self.notices.append(NO_CODE.format(leaf.text, field.example))
        return leaf

    def _marked(self, field, leaf):
        value = leaf.text.lower()
        if value not in field.values:
            known = " or ".join(f"{field.name}:{each}" for each in field.values)
            self.notices.append(NO_VALUE.format(leaf.text, field.name, known))
            return leaf
        if field.kind == SURELY:
            self.surely = True
            return EVERYTHING
        return Coded(field.name, value)


VALUED = {
    ACTOR: _Builder._named,
    SOURCE: _Builder._named,
    FAMILY: _Builder._named,
    DATE: _Builder._dated,
    CODE: _Builder._coded,
    MARK: _Builder._marked,
    SURELY: _Builder._marked,
}


def _is_node(part) -> bool:
    return not isinstance(part, Token)
