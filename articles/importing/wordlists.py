"""The word lists in words/: one entry a line, `#` for comments, a tab between an entry and what it means.

A user's own hosts.txt and agencies.txt, in the folder that WORDS_FOLDER names, stand above those shipped.
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "words"
EXTENDABLE = ("hosts", "agencies")


@cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of words/`name`.txt in their order."""
    return tuple(_lines(WORDS / f"{name}.txt"))


@cache
def pairs(name: str) -> dict[str, str]:
    """What each entry of words/`name`.txt means: the part before the tab → the part after it."""
    shipped = dict(entry.split("\t", 1) for entry in entries(name))
    return shipped | _own(name) if name in EXTENDABLE else shipped


def problems() -> Iterator[str]:
    """What is wrong with the user's own lists, a sentence each; nothing where there are none."""
    folder = _folder()
    if folder is None:
        return
    if not folder.is_dir():
        yield f"WORDS_FOLDER names {folder}, which is no folder."
        return
    for name in EXTENDABLE:
        try:
            wrong = [line for line in _own_lines(name) if not all(_parted(line))]
        except (OSError, UnicodeDecodeError) as problem:
            yield f"{folder / name}.txt cannot be read: {problem}."
            continue
        for line in wrong:
            yield f"{folder / name}.txt: write “as printed”, a tab, and the name, not “{line[:60]}”."


def _own(name: str) -> dict[str, str]:
    return dict(map(_parted, _own_lines(name)))


def _parted(line: str) -> tuple[str, str]:
    printed, _, meant = line.partition("\t")
    return printed.strip(), meant.strip()


def _own_lines(name: str) -> list[str]:
    path = _folder() and _folder() / f"{name}.txt"
    return list(_lines(path)) if path and path.exists() else []


def _folder() -> Path | None:
    named = os.environ.get("WORDS_FOLDER", "").strip()
    return Path(named).expanduser() if named else None


def _lines(path: Path) -> Iterator[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return (line.strip() for line in lines if line.strip() and not line.startswith("#"))
