"""Addresses that nobody would think of, made from a seed: what people type, broken in every way."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from articles.exports import FORMATS
from articles.filters import ArticleFilter, FacetFilter
from articles.narrowing import SORTS
from articles.periods import Period
from articles.search.fields import TYPED

WORDS = [
    *"talks sanctions oil Iran’s U.S. back-channel OR AND NOT NEAR w/5 pre/3 ~2 * ? wom?n pro* *gate".split(),
    *'مذاکرات هسته‌ای 核 İstanbul ß é ﷽ 👩‍👩‍👧 shamkhany~ 5"'.split(),
    *"& <script> %00 \\ / : :: := - -- + ( ) (( ))".split(),
    *'“ ” \' . , ; | ! ~ ^ [ ] { } " atleast3( w/ ~999999 :) -( -"oil" 0 2019 last_month -30d now()'.split(),
    *["' OR 1=1", "{{7*7}}", "${x}", "\r\n", "a", ""],
]
VALUES = [
    *"iran norway hamid-amiri daily-courier 2019 2019-01 2019-01-07 2019-13 0000 9999 99999 -1 1e9".split(),
    *'nan soon newest oldest relevance iran,norway IR United_Nations x\' "Iran" 2019-02-30 1.5 en fa'.split(),
    *"all any none yes one".split(),
]
# Every construct of the language, to be put into every other.
FORMS = ["{} {}", "{} OR {}", "({})", "-{}", "NOT {}", "{} AND {}", "{} w/5 {}", "{} pre/3 {}", "{}’s", "{}~"]
FORMS += ["{} w/2 ({} OR {})", "({} {}) w/4 {}", "atleast2({})", "atleast3({} OR {})", '"{}"', '"{} {}"~3']
FORMS += ["{}*", "*{}"]
FORMS += [form.format(name) for name in TYPED for form in ("{}:{{}}", "{}:({{}} OR {{}})", "{}:{{}} {{}}")]
ADDRESSES = ["/articles/"] * 11 + [f"/articles.{name}" for name in FORMATS if name != "json"][:3]
ADDRESSES += ["/api/articles"] * 2 + ["/api/facets", "/api/histogram", "/suggestions/", "/articles/feed/"]
NAMES = [*ArticleFilter.base_filters, "page", "limit", "cursor", "explain", "families", "colour"]
LETTERS = "aeiourtn \t\n\x00\x01\x7f\u200c\u202e\ufffe\U0001f600é中م\"'()*?:-~/\\%&=<>"


@dataclass(frozen=True)
class Asked:
    """An address with its query string, and why the answer has to carry a notice, or None."""

    address: str
    broken: str | None = None


def addresses(seed: int, number: int) -> Iterator[Asked]:
    """So many addresses, the same ones for the same seed."""
    chance = random.Random(seed)
    for _ in range(number):
        pairs = [
            (name, _value(chance, name))
            for name in chance.choices(NAMES, k=chance.choice([0, 1, 1, 2, 3, 5]))
        ]
        if chance.random() < 0.8:
            pairs.insert(0, ("q", _typed(chance)))
        path = chance.choice(ADDRESSES)
        query = urlencode(pairs, errors="replace")
        if chance.random() < 0.02:
            query = "".join(chance.choices("%&=+;aéq\x7f[]0123456789ABCDEFG", k=chance.randint(0, 60)))
            pairs = []
        yield Asked(f"{path}?{query}", _broken(pairs) if path == "/articles/" else None)


def _typed(chance) -> str:
    kind = chance.random()
    if kind < 0.15:
        return "".join(chance.choices(LETTERS, k=chance.randint(0, 80)))
    if kind < 0.18:
        return chance.choice(["(", "-", '"', "a OR ", "NOT ", "title:", "*", "((a) "]) * chance.randint(
            1, 400
        )
    if kind < 0.4:
        return _nested(chance, chance.randint(1, 4))
    parts = [_part(chance) for _ in range(chance.randint(0, 9))]
    return chance.choice([" ", " ", " ", ""]).join(parts)


def _nested(chance, depth: int) -> str:
    """Constructs within constructs, the innermost words and values."""
    if depth == 0:
        return chance.choice([*WORDS[:20], *VALUES[:10], *(field.example for field in TYPED.values())])
    form = chance.choice(FORMS)
    return form.format(*(_nested(chance, depth - 1) for _ in range(form.count("{}"))))


def _part(chance) -> str:
    if chance.random() < 0.25:
        name = chance.choice([*TYPED, "colour", "is", "has", "Title", ""])
        return name + ":" + chance.choice(["", '"', "("]) + chance.choice([*WORDS, *VALUES])
    return chance.choice(WORDS)


def _value(chance, name: str) -> str:
    if chance.random() < 0.3:
        return _typed(chance)
    if name in ("page", "limit"):
        return chance.choice(["0", "1", "2", "99999999", "-1", "x", "²", "٣", "1e3", ""])
    return chance.choice(VALUES)


QUOTES = frozenset('"“”„«»')  # between which a parenthesis is text
NOWHERE = frozenset(["soon", "x'", "now()"])  # nan may be somebody's name, and is the code of Min Nan


def _broken(pairs: list[tuple[str, str]]) -> str | None:
    """Why a notice is due, as far as that is beyond doubt: of a name given twice the last value counts."""
    last = {name: value.replace("\x00", " ").strip() for name, value in pairs}
    for name in ("after", "before"):
        if last.get(name) and not _is_period(last[name]):
            return f"{name} is no date"
    if last.get("sort") and last["sort"] not in dict(SORTS):
        return "sort is no order"
    for name, value in pairs:
        # Any word may be a place: that nothing was written from there is an answer, not a mistake.
        wanted = name != "city" and isinstance(ArticleFilter.base_filters.get(name), FacetFilter)
        if wanted and value in NOWHERE:
            return f"{name} is not in the archive"
    typed = last.get("q", "")
    if not QUOTES.intersection(typed) and typed.count("(") > typed.count(")"):
        return "a parenthesis is not closed"
    return None


def _is_period(text: str) -> bool:
    try:
        return bool(Period.parse(text))
    except ValueError:
        return False


def complaint(client, asked: Asked) -> str | None:
    """What is wrong with the answer: an error of the server, or silence where a notice is due; or None."""
    try:
        response = client.get(asked.address)
        text = b"".join(response) if response.streaming else response.content
    except Exception as error:  # the test client raises what a server would answer with 500
        return f"{type(error).__name__}: {error}"[:300]
    if response.status_code >= 500:
        return f"status {response.status_code}"
    if asked.broken and response.status_code == 200 and b'class="notice"' not in text:
        return f"no notice although {asked.broken}"
    return None
