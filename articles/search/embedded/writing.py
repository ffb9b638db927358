"""Changes of an index on disk: all or nothing, and whoever edits does not wait for the library to tidy up.

The library puts small segments together after a commit, in threads of the writer, which keeps the index
locked meanwhile; a writer that is dropped gives it up. What was committed is found already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Thread

import tantivy

from articles.search.embedded.ahead import snapshots
from articles.search.embedded.columns import Ranks
from articles.search.embedded.faults import is_fault
from articles.search.embedded.schema import checked
from articles.search.engine import Document
from articles.search.folders import locked

HEAP = 64_000_000  # bytes for each writing thread; less makes many small segments, more is no faster
PATIENCE = 0.1  # seconds an edit waits for segments to be put together

Change = Callable[[tantivy.IndexWriter], Iterable[int]]  # the ids of what it changes


def write(index: tantivy.Index, change: Change, threads: int = 1) -> None:
    """Runs `change(writer)` and commits; when anything fails, nothing has happened. Waits for all tidying."""
    _committed(index, change, threads).wait_merging_threads()


def edit(index: tantivy.Index, folder: Path, change: Change) -> None:
    """The same for the index in `folder`; what takes long to tidy goes on in a thread of its own.

    Whoever edits next waits for that thread. Where the process is killed, the index is as it was committed.
    """
    with locked(folder / snapshots.LOCK):
        pass
    writer = _committed(index, lambda writer: snapshots.note(folder, change(writer)))
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


def _committed(index, change: Callable, threads: int = 1) -> tantivy.IndexWriter:
    # Left-over files of a killed writer can make every later commit fail, hence the collection at the start.
    writer = index.writer(HEAP * threads, threads)
    writer.garbage_collect_files()
    try:
        change(writer)
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    return writer


def _tidied(writer) -> None:
    """Waits until the writer is done. Where a rebuild has taken its index away meanwhile, nothing is lost."""
    try:
        writer.wait_merging_threads()
    except BaseException as error:
        if not is_fault(error):
            raise
