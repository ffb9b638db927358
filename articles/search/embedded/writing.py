"""Changes of an index on disk: all or nothing, and whoever edits does not wait for the library to tidy up.

The library puts small segments together after a commit, in threads of the writer, which keeps the index
locked meanwhile; a writer that is dropped gives it up. What was committed is found already.

It puts segments together whenever there are eight of about one size. So a new index is written in parts of
such a size that in the end one segment is left: a search asks each segment for each of its words, and of a
column in several segments it touches several places on disk.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from threading import Thread

import tantivy

from articles.search.embedded.ahead import snapshots
from articles.search.embedded.columns import Ranks
from articles.search.embedded.faults import is_fault
from articles.search.embedded.schema import checked
from articles.search.engine import Document
from articles.search.folders import locked

HEAP = 64_000_000  # bytes for a writing thread; less makes many small segments, more is no faster
PATIENCE = 0.1  # seconds an edit waits for segments to be put together
MERGED = 8  # segments of about one size that the library puts together
FULL = 17_000  # articles that a thread writes into one segment; they take it some 100 MB
THREADS = (1, 2, 4)  # that write a new index; each of eight segments is written by one of them

Change = Callable[[tantivy.IndexWriter], Iterable[int]]  # the ids of what it changes


def fill(index: tantivy.Index, documents: Iterable[tantivy.Document], expected: int) -> int:
    """The number of documents written into a new index. If they are as many as `expected`, or a few less, one
    segment is left; 0 expects any number."""
    threads, segment = _parts(expected)
    written = 0
    with _writer(index, threads, 2 * HEAP) as writer:
        for written, document in enumerate(documents, 1):
            writer.add_document(document)
            if written % (threads * segment) == 0:
                writer.commit()
    writer.wait_merging_threads()
    return written


def write(index: tantivy.Index, change: Change) -> None:
    """Runs `change(writer)` and commits; when anything fails, nothing has happened. Waits for all tidying."""
    with _writer(index) as writer:
        change(writer)
    writer.wait_merging_threads()


def edit(index: tantivy.Index, folder: Path, change: Change) -> None:
    """The same for the index in `folder`; what takes long to tidy goes on in a thread of its own.

    Whoever edits next waits for that thread. Where the process is killed, the index is as it was committed.
    """
    with locked(folder / snapshots.LOCK):
        pass
    with _writer(index) as writer:
        snapshots.note(folder, change(writer))
    tidying = Thread(target=_tidied, args=[writer])
    tidying.start()
    tidying.join(PATIENCE)


def replacing(documents: Iterable[Document], removed: Iterable[int], ranks: Ranks) -> Change:
    """The change that takes articles out and writes others anew."""

    def change(writer):
        gone = set(removed)
        for id in gone:
            writer.delete_documents_by_term("id", id)
        written = set()
        for document in documents:
            if document.id not in gone:
                writer.delete_documents_by_term("id", document.id)
            writer.add_document(checked(document, ranks))
            written.add(document.id)
        return gone | written

    return change


def _parts(expected: int) -> tuple[int, int]:
    """How many threads write, and how many documents each of them writes into a segment."""
    if 0 < expected <= FULL:
        return 1, expected
    segment = expected or FULL
    while segment > FULL:
        segment = ceil(segment / MERGED)
    return max(threads for threads in THREADS if threads <= (os.cpu_count() or 1)), segment


@contextmanager
def _writer(index: tantivy.Index, threads: int = 1, heap: int = HEAP) -> Iterator[tantivy.IndexWriter]:
    """What is written with it is committed in the end, or given up when anything fails."""
    writer = index.writer(heap * threads, threads)
    # Left-over files of a killed writer can make every later commit fail.
    writer.garbage_collect_files()
    try:
        yield writer
        writer.commit()
    except BaseException:
        writer.rollback()
        raise


def _tidied(writer) -> None:
    """Waits until the writer is done. Where a rebuild has taken its index away meanwhile, nothing is lost."""
    try:
        writer.wait_merging_threads()
    except BaseException as error:
        if not is_fault(error):
            raise
