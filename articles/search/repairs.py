"""What stands where it cannot be read becomes a plain word, and a notice says so."""

from __future__ import annotations

from itertools import zip_longest

from lark import Token

from articles.search.days import MOST_WORDS, is_date
from articles.search.fields import DATE, TYPED
from articles.search.foreign import remarks
from articles.search.letters import RUN

MAX_CLAUSES = 200  # words of one query, those in phrases too; more cost seconds and describe nothing
MAX_DEPTH = 50  # brackets within brackets; far below what an engine's stack can take

BEGINS = frozenset("WORD PHRASE FIELD LPAR MINUS NOT ATLEAST".split())
ENDS = frozenset("WORD PHRASE RPAR".split())
VALUES = frozenset("WORD PHRASE LPAR ATLEAST".split())
OPERANDS = VALUES | {"FIELD"}

UNKNOWN_FIELD = "“{}” is not something to search in and was read as a plain word. You can write {}."
NO_VALUE = "Nothing follows “{}”; it was read as a plain word. Write it like this: {}."
NOT_BETWEEN = "“{0}” was read as a plain word, since it does not stand between two others as in oil {0} gas."
NOT_BEFORE = (
    "“NOT” was read as a plain word, since nothing follows it. Write it like this: talks NOT sanctions."
)
NOT_NEAR = (
    "“{0}” was read as plain words, since it does not stand between two others as in sanctions {0} oil."
)
NOTHING_OFTEN = "“{0}” was read as a plain word, since nothing to count follows it. Write {0}(sanctions)."
UNOPENED = "A bracket “)” was left out, since none is open before it."
UNCLOSED = "A bracket “(” is not closed; it was taken to close at the end."
EMPTY = "Empty brackets were left out."
TOO_DEEP = f"Brackets within more than {MAX_DEPTH} others were left out."
TOO_MANY = f"A query holds at most {MAX_CLAUSES} words; what came after them was left out."
QUOTE = (
    'A quotation mark was left out, since its partner is missing. A phrase stands between two: "oil price".'
)


def repaired(tokens: list[Token]) -> tuple[list[Token], list[str]]:
    """The tokens in an order that the grammar can read, and a notice for each thing that was changed."""
    notices: list[str] = []
    for repair in (_capped, _without_lone_quotes, _with_known_fields, _with_whole_dates, _bracketed):
        tokens = repair(tokens, notices)
    notices += remarks(tokens)
    tokens = _with_operands(tokens, notices)
    return tokens, list(dict.fromkeys(notices))


def _capped(tokens, notices):
    clauses = 0
    for place, token in enumerate(tokens):
        clauses += len(RUN.findall(token)) if token.type in ("WORD", "PHRASE") else 0
        if clauses > MAX_CLAUSES:
            notices.append(TOO_MANY)
            return tokens[:place]
    return tokens


def _without_lone_quotes(tokens, notices):
    kept = [token for token in tokens if token != '"']
    if len(kept) < len(tokens):
        notices.append(QUOTE)
    return kept


def _with_known_fields(tokens, notices):
    return [_known(token, following, notices) for token, following in zip_longest(tokens, tokens[1:])]


def _known(token, following, notices):
    if token.type != "FIELD" or token[:-1].lower() in TYPED:
        return token
    if following is not None and following.start_pos == token.end_pos:
        notices.append(UNKNOWN_FIELD.format(token, ", ".join(f"{name}:" for name in TYPED)))
    return _word(token)


def _with_whole_dates(tokens, _notices):
    """The tokens with during:January 2019 as one date, though it was typed without quotation marks."""
    out = list(tokens)
    for place in range(len(tokens) - 1, -1, -1):
        if tokens[place].type == "FIELD" and TYPED[tokens[place][:-1].lower()].kind == DATE:
            out[place + 1 :] = _joined_date(out[place + 1 :])
    return out


def _joined_date(tokens):
    for count in range(min(MOST_WORDS, len(tokens)), 1, -1):
        typed = " ".join(tokens[:count])
        if all(token.type == "WORD" for token in tokens[:count]) and is_date(typed):
            return [tokens[0].update(type="PHRASE", value=f'"{typed}"'), *tokens[count:]]
    return tokens


def _bracketed(tokens, notices):
    """The tokens with every bracket paired, none empty and none too deep."""
    out, opened = [], []
    for token in tokens:
        if token.type == "LPAR":
            opened.append(len(out) if len(opened) < MAX_DEPTH else None)
            if opened[-1] is None:
                notices.append(TOO_DEEP)
                continue
        elif token.type == "RPAR" and not _closes(out, opened, notices):
            continue
        out.append(token)
    for start in reversed(opened):
        notices.append(UNCLOSED)
        if start is not None and start == len(out) - 1:
            out.pop()
        elif start is not None:
            out.append(Token("RPAR", ")"))
    return out


def _closes(out, opened, notices):
    """Whether a closing bracket has a group to close; an empty group is taken out again."""
    if not opened:
        notices.append(UNOPENED)
        return False
    start = opened.pop()
    if start is not None and start == len(out) - 1:
        notices.append(EMPTY)
        out.pop()
        return False
    return start is not None


def _with_operands(tokens, notices):
    """The tokens with operators only where they have something to join; read from the end, so that an
    operator that became a word can serve the one before it."""
    out: list[Token] = []
    for place in range(len(tokens) - 1, -1, -1):
        before = tokens[place - 1].type if place else ""
        after = out[-1].type if out else ""
        out.append(_operator(tokens[place], before, after, notices))
    out.reverse()
    return out


def _operator(token, before, after, notices):
    if token.type in ("OR", "AND") and not (before in ENDS and after in BEGINS):
        notices.append(NOT_BETWEEN.format(token))
    elif token.type == "NOT" and after not in BEGINS:
        notices.append(NOT_BEFORE)
    elif token.type == "FIELD" and after not in VALUES:
        notices.append(NO_VALUE.format(token, TYPED[token[:-1].lower()].example))
    elif token.type == "NEAR" and not (before in ENDS and after in OPERANDS):
        notices.append(NOT_NEAR.format(token))
        return token.update(type="PHRASE", value=f'"{token}"')
    elif token.type == "ATLEAST" and after != "LPAR":
        notices.append(NOTHING_OFTEN.format(token))
    elif token.type != "MINUS" or after in BEGINS:
        return token
    return _word(token)


def _word(token):
    return token.update(type="WORD", value=token[:-1] if token.type == "FIELD" else token.lower())
