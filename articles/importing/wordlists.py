"""The word lists in words/: one entry a line, `#` for comments, a tab between an entry and what it means."""

from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "words"


@cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of words/`name`.txt in their order."""
    lines = (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def pairs(name: str) -> dict[str, str]:
    """What each entry of words/`name`.txt means: the part before the tab → the part after it."""
    return dict(entry.split("\t", 1) for entry in entries(name))
