"""Reading and finding in several processes: batches of raw inputs in, batches of drafts out, in order."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import shutil
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from pathlib import Path
from tempfile import TemporaryDirectory

from articles.importing.draft import Draft, Failure, Known, NoArticle, Raw, Skipped, Unreadable
from articles.importing.garbage import collect_seldom
from articles.importing.pipeline import STEPS

PREFIX, KNOWN = "news-archive-", "known"  # of a folder for a while, and its file
AHEAD = 2  # batches for each process that may be under way: what bounds the memory
FEW = 100  # inputs that are read faster here than it takes to start processes

NICER = 5  # than the process that stores, which works alone and must not fall behind those who read

DEADLY = "The reader died on this input: out of memory, or a fault in a library."

Outcome = Draft | Failure | Skipped


@dataclass
class Crew:
    """Processes that read articles; with one worker, or for few inputs, this process reads them itself.

    A batch is any object with a list of raw inputs; it comes back with their outcomes, in the same order.
    """

    known: Known
    workers: int = 1
    _pool: ProcessPoolExecutor | None = field(default=None, repr=False)
    _folder: TemporaryDirectory | None = field(default=None, repr=False)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_):
        self._dismiss()
        if self._folder:
            self._folder.cleanup()

    def read(self, batches: Iterable[tuple[object, list[Raw]]]) -> Iterator[tuple[object, list[Outcome]]]:
        """Each batch's label with what became of its inputs, in the order of the batches."""
        under_way: deque[tuple[object, list[Raw], Future | None]] = deque()
        for label, raws in batches:
            under_way.append((label, raws, self._begin(raws)))
            if len(under_way) > AHEAD * self.workers:
                yield self._finished(*under_way.popleft())
        while under_way:
            yield self._finished(*under_way.popleft())

    def _begin(self, raws: list[Raw]) -> Future | None:
        if self.workers < 2 or (self._pool is None and len(raws) < FEW):
            return None
        if self._pool is None:
            self._pool = self._hired(self.workers)
        try:
            return self._pool.submit(_read, raws)
        except BrokenProcessPool:
            return None

    def _hired(self, workers: int) -> ProcessPoolExecutor:
        # Spawned, not forked: a fork would share the database connection and the index's threads.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, context, initializer=_start, initargs=(self._written(),))

    def _written(self) -> Path:
        """A file with what is known. Handed over, that would have one process wait until another has it."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix=PREFIX)
            Path(self._folder.name, KNOWN).write_bytes(pickle.dumps(self.known, pickle.HIGHEST_PROTOCOL))
        return Path(self._folder.name, KNOWN)

    def _finished(self, label, raws: list[Raw], reading: Future | None) -> tuple[object, list[Outcome]]:
        if reading is None:
            return label, outcomes(raws, self.known)
        try:
            return label, reading.result()
        except BrokenProcessPool:
            self._dismiss()
            return label, self._read_apart(raws)

    def _read_apart(self, raws: list[Raw]) -> list[Outcome]:
        """What became of inputs one of which may have killed a process: halved until it stands alone."""
        with self._hired(1) as pool:
            try:
                return pool.submit(_read, raws).result()
            except BrokenProcessPool:
                if len(raws) == 1:
                    return [Failure(raws[0].path, DEADLY)]
        half = len(raws) // 2
        return self._read_apart(raws[:half]) + self._read_apart(raws[half:])

    def _dismiss(self):
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def outcomes(raws: Sequence[Raw], known: Known) -> list[Outcome]:
    """What became of inputs, in order: drafts, or what says why there is none.

    Each step is taken for all of them before the next. What a step needs then stays near the processor, which
    is a fifth faster than to take all steps for one input after another.
    """
    reached: list[Raw | Outcome] = list(raws)
    for step in STEPS:
        reached = [
            each if isinstance(each, Failure | Skipped) else _taken(step, each, known) for each in reached
        ]
    return reached


def _taken(step: Callable[[Raw | Draft, Known], Draft], reached: Raw | Draft, known: Known) -> Outcome:
    try:
        return step(reached, known)
    except Unreadable as unreadable:
        return Failure(reached.path, str(unreadable))
    except NoArticle as reason:
        return Skipped(reached.path, str(reason))
    except (RecursionError, MemoryError) as fault:
        kind = type(fault).__name__
        return Failure(reached.path, f"The input is nested too deeply or too large to be read ({kind}).")


_known: Known | None = None  # in a process of the crew: what it was started with


def _start(written: Path):
    global _known  # set once, before the process's first batch
    _known = pickle.loads(written.read_bytes())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICER)
    threading.Thread(target=_leave_with_parent, args=(written.parent,), daemon=True).start()
    collect_seldom()


def _leave_with_parent(folder: Path):
    """Ends this process when the one that hired it has died, however it died, and clears up after that."""
    parent = multiprocessing.parent_process()
    if parent:
        wait([parent.sentinel])
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)


def _read(raws: list[Raw]) -> list[Outcome]:
    return outcomes(raws, _known)
