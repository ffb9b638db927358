"""Organisations that a text introduces itself: a name spelled out with its initials, or a firm's ending."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.importing.draft import FoundMention
from articles.importing.naming.known_names import Finder, Hit
from articles.importing.naming.runs import UPPER
from articles.importing.wordlists import entries
from articles.names import initials, key

CAPITALISED = rf"[{UPPER}][\w'’&.-]*"
SPELLED_OUT = re.compile(
    rf"({CAPITALISED}(?: (?:(?:of|for|and|the|on|in|to|de|du|des|la|&) ){{0,3}}{CAPITALISED}){{1,9}})"
    rf" \(([{UPPER}]{{3,8}})(?:[,;)])"
)
BRACKETED = re.compile(rf" \([{UPPER}]{{3,8}}[,;)]")  # most texts have none, which this tells fast
NOUNS = frozenset(entries("organisations/nouns"))
RULE = "spelled out with its initials", 0.8


def find_organisations(text: str, start: int, taken: set[int]) -> Iterator[FoundMention]:
    """Organisations introduced after `start`: the National Council of Resistance of Iran (NCRI)."""
    if not BRACKETED.search(text, start):
        return
    seen: dict[str, tuple[str, str]] = {}
    for found in SPELLED_OUT.finditer(text, start):
        name = _with_initials(found[1], found[2])
        if name and NOUNS.isdisjoint(name.split()):
            continue
        place = found.start(1) + len(found[1]) - len(name or "")
        if name and taken.isdisjoint(range(place, found.end(1))):
            seen.setdefault(key(name), (name, found[2]))
    for name, letters in seen.values():
        spans = tuple(
            each.span()
            for each in re.finditer(rf"\b(?:{re.escape(name)}|{letters})\b", text)
            if taken.isdisjoint(range(*each.span()))
        )
        if spans:
            yield FoundMention(name, "organisation", None, spans, (), *RULE, letters)


def parent_of(text: str, hit: Hit, finder: Finder) -> Hit | None:
    """The organisation that the hit's own name begins with: the United Nations in "UN General Assembly"."""
    words = text[hit.start : hit.end].split(" ")
    for end in range(len(words) - 1, 0, -1):
        known = finder.organisation(" ".join(words[:end]))
        if known and known.actor != hit.known.actor and not NOUNS.isdisjoint(words[end:]):
            return Hit(hit.start, hit.start + len(known.name), known)
    return None


def _with_initials(words: str, letters: str) -> str | None:
    """The end of the words whose first letters these are, or None."""
    for start in [found.start() for found in re.finditer(rf"(?<!\w)[{UPPER}]", words)]:
        name = words[start:]
        small = "".join(word[0] for word in re.split(r"[\s-]+", name) if word).upper()
        if letters in (initials(name), small):
            return name
    return None
