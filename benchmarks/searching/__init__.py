"""The same questions to four engines: what each is given, and what each is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from articles.search.engine import Document

TOP = 20  # hits on a page
VALUES = 10  # people and countries counted


class TimedOut(Exception):
    """The engine was stopped: it took longer than anyone waits."""


@dataclass(frozen=True)
class Question:
    """Words that must all occur, or occur in a row; `country` is an id that must be among the countries.

    `share` is the part of the articles that the rarest word is in.
    """

    kind: str
    words: tuple[str, ...]
    share: float
    country: int | None = None

    @property
    def is_phrase(self) -> bool:
        """Whether the words must stand in a row."""
        return self.kind == "phrase"

    @property
    def typed(self) -> str:
        """The words as people type them."""
        text = " ".join(self.words)
        return f'"{text}"' if self.is_phrase else text


class Contestant(Protocol):
    """One engine. `build` takes articles in the order of their ids; `done` says how many it has already."""

    name: str

    def done(self) -> int:
        """The id of the last article that is in it for good; 0 where it has to begin."""

    def build(self, articles: Iterator[Document], expected: int) -> None:
        """Takes the articles in, so many, and makes the index ready."""

    def ask(self, question: Question, counting: bool) -> int:
        """The exact number of hits; the top 20 were read, with `counting` also facets and histogram."""

    def size(self) -> int:
        """Bytes of what searching needs on disk."""

    def close(self) -> None:
        """Gives back what it holds, and removes what should not be kept."""


def date_parts(document: Document) -> tuple[int | None, int | None]:
    """The year, and the month as one number where it is known."""
    if document.published is None:
        return None, None
    first, last = document.published.first, document.published.last
    same = (first.year, first.month) == (last.year, last.month)
    return first.year, first.year * 12 + first.month - 1 if same else None


def folder_size(folder) -> int:
    """Bytes of all files below the folder; one with several names counts once."""
    files = (path.stat() for path in folder.rglob("*") if path.is_file())
    return sum({file.st_ino: file.st_size for file in files}.values())
