"""The engine on Tantivy, in this process. Traps of the library are noted where they bite."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from threading import Lock

import tantivy
from tantivy import Query, Searcher

from articles.search.embedded import columns
from articles.search.embedded.ahead import making, snapshots
from articles.search.embedded.ahead.view import Ahead
from articles.search.embedded.answering import answered
from articles.search.embedded.asking import Asked
from articles.search.embedded.columns import Named
from articles.search.embedded.faults import is_fault, sentence_for
from articles.search.embedded.reading import each_id
from articles.search.embedded.remembering import Remembered
from articles.search.embedded.schema import SCHEMA, VERSION, checked, pattern, register
from articles.search.embedded.similar import similar
from articles.search.embedded.spelling import spelled_like
from articles.search.embedded.stemming import forms
from articles.search.embedded.writing import edit, fill, replacing, write
from articles.search.engine import Document, Found, Hit, IndexUnavailable, Often, Reason, Request
from articles.search.folders import DAMAGED, Generations

__all__ = ["NewGeneration", "TantivyEngine", "forms", "pattern"]


def _guarded(method):
    """The method, with the library's errors as IndexUnavailable; its panics are no Exception."""

    @wraps(method)
    def call(*args, **kwargs):
        try:
            return method(*args, **kwargs)
        except BaseException as error:
            if is_fault(error):
                raise IndexUnavailable(sentence_for(error)) from error
            raise

    return call


def _open(folder: Path) -> tantivy.Index:
    if not tantivy.Index.exists(str(folder)):
        raise IndexUnavailable(DAMAGED)
    index = tantivy.Index(SCHEMA, str(folder), reuse=True)
    index.config_reader("manual")
    register(index)
    return index


State = tuple[int, int]  # of a file: its time and its number


@dataclass(frozen=True)
class _Opened:
    """An open generation, files that are written anew when it changes or another takes over, their state when
    it was read, and the view of it since then."""

    folder: Path
    files: tuple[str, ...]
    stamp: tuple[State, ...]
    index: tantivy.Index
    searcher: Searcher
    named: Named
    ahead: Ahead | None
    remembered: Remembered = field(default_factory=Remembered)


class NewGeneration:
    """An index in the making; see engine.Building."""

    def __init__(self, generations: Generations, often: Often, expected: int):
        self.generations = generations
        self.expected = expected
        self.folder = generations.new()
        self.ranks = columns.written(self.folder, often)
        self.index = tantivy.Index(SCHEMA, str(self.folder))
        self.index.config_reader("manual")
        register(self.index)

    @_guarded
    def add(self, documents: Iterable[Document]) -> int:
        return fill(self.index, (checked(document, self.ranks) for document in documents), self.expected)

    @_guarded
    def update(self, documents: Iterable[Document], removed: Iterable[int] = ()) -> None:
        write(self.index, replacing(documents, removed, self.ranks))

    @_guarded
    def take_over(self) -> None:
        self.index.reload()
        columns.measure(self.folder, self.index.searcher())
        self.generations.take_over(self.folder)


class TantivyEngine:
    """A search engine whose index lies in `folder`; see engine.Engine."""

    def __init__(self, folder: Path):
        self.generations = Generations(Path(folder), VERSION)
        self._lock = Lock()
        self._opened: _Opened | None = None

    @_guarded
    def find(self, request: Request, offset: int, limit: int) -> Found:
        opened = self._current()
        asked = Asked(opened.searcher, request, opened.named, opened.ahead)
        return answered(asked, max(offset, 0), max(limit, 0), opened.remembered)

    def ids(self, request: Request) -> Iterator[int]:
        chunks = self._chunks(request)
        while (ids := self._next(chunks)) is not None:
            yield from ids

    @_guarded
    def contents(self) -> Iterator[tuple[int, int]]:
        searcher = self._searcher()
        hits = searcher.search(Query.all_query(), limit=max(searcher.num_docs, 1), count=False).hits
        addresses = [address for _, address in hits]
        values = [searcher.fast_field_values(name, addresses) for name in ("id", "fingerprint")]
        return zip(*values, strict=True)

    @_guarded
    def count(self) -> int:
        return self._searcher().num_docs

    @_guarded
    def similar(self, document: Document, limit: int) -> tuple[Hit, ...]:
        return similar(self._searcher(), document, limit)

    @_guarded
    def reasons(self, request: Request, ids: Iterable[int]) -> dict[int, tuple[Reason, ...]]:
        return Asked(self._searcher(), request).reasons(ids)

    @_guarded
    def spelled_like(self, word: str) -> list[str]:
        return spelled_like(self._searcher(), word)

    @_guarded
    def update(self, documents: Iterable[Document], removed: Iterable[int] = ()) -> None:
        folder = self.generations.current()
        edit(_open(folder), folder, replacing(documents, removed, columns.read(folder)))

    @_guarded
    def count_ahead(self, progress: Callable[[int, int], None] | None = None) -> None:
        making.count(self.generations.current(), _open, progress or _ignore)

    @_guarded
    def is_counted_ahead(self) -> bool:
        ahead = self._current().ahead
        return ahead is not None and not ahead.is_old

    @contextmanager
    def building(self, often: Often | None = None, expected: int = 0) -> Iterator[NewGeneration]:
        self.generations.sweep()
        try:
            yield NewGeneration(self.generations, often or {}, expected)
        finally:
            self.generations.sweep()

    @_guarded
    def _chunks(self, request):
        return each_id(Asked(self._searcher(), request))

    @_guarded
    def _next(self, chunks):
        return next(chunks, None)

    def _searcher(self) -> Searcher:
        return self._current().searcher

    def _current(self) -> _Opened:
        """The index as it is now, whoever wrote it last."""
        opened = self._opened
        if opened and opened.stamp == _stamp(opened.files):
            return opened
        for _ in range(3):
            # Looked at before it is read: what is written in between is seen the next time.
            pointed = _state(self.generations.pointer)
            folder = self.generations.current()
            try:
                return self._fresh(folder, pointed)
            except (OSError, ValueError, IndexUnavailable):
                # A rebuild may have taken this generation away between the two looks; then there is another.
                if self.generations.current() == folder:
                    raise IndexUnavailable(DAMAGED) from None
        raise IndexUnavailable(DAMAGED)

    def _fresh(self, folder: Path, pointed: State) -> _Opened:
        files = [str(file) for file in (folder / "meta.json", snapshots.pointer(folder))]
        stamp = (pointed, *_stamp(files))
        with self._lock:
            earlier = self._opened if self._opened and self._opened.folder == folder else None
            index = earlier.index if earlier else _open(folder)
            snapshot = snapshots.in_use(folder)
            index.reload()
            searcher = index.searcher()
            # Read after the index was, so that nothing in it was written later; the snapshot was made before.
            named = Named.of(folder)
            ahead = Ahead.of(snapshot, _open, searcher, named, earlier and earlier.ahead)
            files = (str(self.generations.pointer), *files)
            self._opened = _Opened(folder, files, stamp, index, searcher, named, ahead)
            return self._opened


def _stamp(files: Iterable[str]) -> tuple[State, ...]:
    return tuple(map(_state, files))


def _state(file: str | Path) -> State:
    """What differs when the file was written anew; nothing where there is none."""
    try:
        seen = os.stat(file)
    except OSError:
        return 0, 0
    return seen.st_mtime_ns, seen.st_ino


def _ignore(_done, _of):
    pass
