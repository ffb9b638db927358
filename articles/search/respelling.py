"""Whom a name may have meant that nobody has: actors one of whose spellings differs in few letters."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from articles.models import Actor
from articles.names import key
from articles.search.patterns import MAX_EDITS, edits

SUGGESTED = 3
MOST_WORDS = 6  # of a name that is looked for


def called_nearly(kinds: Iterable[str], typed: str) -> list[Actor]:
    """The actors of these kinds whose names are spelled most like what was typed, the likeliest first."""
    words = key(typed).split()[:MOST_WORDS]
    if not words:
        return []
    distance = cache(_distance)
    ranked: dict[int, tuple] = {}
    for actor, spelling, seen in Actor.objects.spelled_like(_beginnings(words), kinds):
        far = _apart(words, spelling.split(), distance)
        if far is not None:
            ranked[actor] = min(ranked.get(actor, (far, -seen)), (far, -seen))
    best = sorted(ranked, key=lambda actor: (ranked[actor], actor))[:SUGGESTED]
    found = Actor.objects.in_bulk(best)
    return [found[actor] for actor in best if actor in found]


def _beginnings(words: list[str]) -> str:
    """What a spelling must hold to be looked at, as PostgreSQL reads it: all words begin as typed, or all but
    one stand as typed and of that one the first letter is right."""
    if len(words) == 1:
        return f"'{words[0][: 2 if len(words[0]) < 6 else 3]}':*"
    ways = [" & ".join(f"'{word[:2]}':*" for word in words)]
    for place, word in enumerate(words):
        others = [f"'{other}'" for other in words[:place] + words[place + 1 :]]
        ways.append(" & ".join([*others, f"'{word[:1]}':*"]))
    return " | ".join(f"({way})" for way in ways)


def _apart(words: list[str], others: list[str], distance) -> tuple[int, int] | None:
    """How many letters differ, each typed word beside the one most like it, and how many words were not
    typed; None where a word is like none."""
    total = 0
    for word in words:
        near = [far for other in others if (far := distance(word, other)) is not None]
        if not near:
            return None
        total += min(near)
    return total, abs(len(others) - len(words))


def _distance(word: str, other: str) -> int | None:
    most = _most(word)
    if abs(len(word) - len(other)) > most:
        return None
    far = edits(word, other)
    return far if far <= most else None


def _most(word: str) -> int:
    """How many letters of a word may differ: none of a very short one."""
    return 0 if len(word) < 3 else 1 if len(word) < 6 else MAX_EDITS
