"""Addresses of the archive's pages. A page of results has two hundred: each is put together only once."""

import re
from functools import cache, lru_cache

from django.urls import NoReverseMatch, reverse

PLAIN = re.compile(r"[-\w]+", re.ASCII)
MARK = "7070707"  # stands for a part of an address, be it a number or a name


@lru_cache(maxsize=20_000)
def address(name: str, *parts) -> str:
    """The address of a page of that name: /people/ali-shamkhani/ for ("person", "ali-shamkhani")."""
    written = [str(part) for part in parts]
    between = _between(name, len(parts)) if all(map(PLAIN.fullmatch, written)) else None
    return _joined(between, written) if between else reverse(name, args=parts)


@cache
def _between(name: str, parts: int) -> list[str] | None:
    """What stands around the parts in every address of that name; None where parts are not simply put in."""
    try:
        return reverse(name, args=[MARK] * parts).split(MARK)
    except NoReverseMatch:
        return None


def _joined(between: list[str], parts: list[str]) -> str:
    return "".join(map("".join, zip(between, [*parts, ""], strict=True)))
