"""Words near each other and words that stand often, as typed: what can be read so, and what cannot."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

from articles.search.letters import RUN
from articles.search.tree import EVERYTHING, Near, Node, Often, Or, Phrase, Wildcard, Word, all_of, mapped

MAX_WAYS = 600  # in which two sides may stand to each other; each is a phrase to look for in every field
MAX_TIMES = 100  # of atleast

PREFIX = re.compile(r"[^*?]*")

SIDES = (
    "On both sides of “{0}” stand words, phrases or several with OR, of one field, as in "
    "sanctions {0} (oil OR “crude oil”); it was read as AND."
)
MIN_NEAR = 3  # letters before the first * or ? of a pattern beside w/
BROAD = f"Beside “{{}}” a pattern begins with {MIN_NEAR} letters at least, as in sanc*; it was read as AND."
TOO_FAR = "“{}” was read with {}, the most words that may lie between."
NO_DISTANCE = "“{}” needs a number above 0, as in w/5; 1 was taken."
TOO_WIDE = (
    f"“{{}}” would have to try more than {MAX_WAYS} ways, so it was read as AND. Fewer words, or nearer."
)
ONE_SORT = (
    "Between the brackets of “atleast{0}” stands a word, a phrase or several with OR; "
    "the number was left out."
)
TOO_OFTEN = f"“atleast” counts from 1 to {MAX_TIMES}; {{}} was taken."


def near(left: Node, sign: str, right: Node, farthest: int, notices: list[str]) -> Node:
    """Both sides near each other as the sign says; both anywhere, with a notice, where that cannot be."""
    if EVERYTHING in (left, right):
        return all_of((left, right))
    left, right = _of_one_field(left, right)
    both = [*alternatives(left), *alternatives(right)]
    if None in both or len({leaf.field for leaf in both}) > 1:
        notices.append(SIDES.format(sign))
        return all_of((left, right))
    if any(isinstance(leaf, Wildcard) and len(PREFIX.match(leaf.text)[0]) < MIN_NEAR for leaf in both):
        notices.append(BROAD.format(sign))
        return all_of((left, right))
    distance = _distance(sign, farthest, notices)
    node = Near(left, right, distance, ordered=sign.lower().startswith("pre"))
    if ways(node) > MAX_WAYS:
        notices.append(TOO_WIDE.format(sign))
        return all_of((left, right))
    return node


def _distance(sign: str, farthest: int, notices: list[str]) -> int:
    typed = int(sign.partition("/")[2])
    if typed > farthest:
        notices.append(TOO_FAR.format(sign, farthest))
    if typed < 1:
        notices.append(NO_DISTANCE.format(sign))
    return min(max(typed, 1), farthest)


def _of_one_field(left: Node, right: Node) -> tuple[Node, Node]:
    """Both sides in the field of the one that has one: title:sanctions w/5 oil."""
    names = {getattr(leaf, "field", None) for side in (left, right) for leaf in alternatives(side)}
    named = names - {"", None}
    if len(named) != 1 or None in names:
        return left, right
    (field,) = named
    return tuple(mapped(side, lambda leaf: replace(leaf, field=field)) for side in (left, right))


def alternatives(side: Node) -> tuple[Word | Phrase | Wildcard | None, ...]:
    """The words and phrases of which one must stand there; None for anything that is none."""
    parts = side.parts if isinstance(side, Or) else (side,)
    return tuple(part if isinstance(part, Word | Phrase | Wildcard) else None for part in parts)


def ways(node: Near) -> int:
    """How many phrases the engine looks for in a field: one for each pair, distance and order."""
    pairs = list(product(alternatives(node.left), alternatives(node.right)))
    return sum(2 if is_simple(node, *pair) else node.distance * (2 - node.ordered) for pair in pairs)


def is_simple(node: Near, left: Word | Phrase | Wildcard, right: Word | Phrase | Wildcard) -> bool:
    """Whether the two are different single words in either order, which two sloppy pairs say exactly."""
    single = all(
        isinstance(leaf, Word | Phrase) and len(RUN.findall(leaf.text)) == 1 for leaf in (left, right)
    )
    return single and not node.ordered


def often(part: Node, times: int, notices: list[str]) -> Node:
    """The part so many times; with a notice only the part where that cannot be counted."""
    if part == EVERYTHING:
        return part
    if None in alternatives(part):
        notices.append(ONE_SORT.format(times))
        return part
    if not 1 <= times <= MAX_TIMES:
        times = min(max(times, 1), MAX_TIMES)
        notices.append(TOO_OFTEN.format(times))
    return Often(part, times) if times > 1 else part
