"""The index as it was at one moment, beside the one that goes on changing, and what changed since.

The library never writes again into a file of a segment. So a snapshot is a folder of hard links to the files
of that moment: it is made at once, and takes up room only when the library has put segments together and
nothing else names the old files.

Who writes notes the ids first and commits then, both under the library's lock, under which snapshots are made
too. So all that changed since a snapshot is noted with it; that something noted never changed does no harm.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from articles.search.folders import locked, put_name

LOCK = ".tantivy-writer.lock"  # the library's: it refuses a second writer where one could wait for the first
META, POINTER, CHANGED = "meta.json", "ahead", "changed"
MOST_NOTED = 1_000_000  # bytes of ids; an index that changed so much is better counted anew


@contextmanager
def taking(generation: Path) -> Iterator[Path]:
    """The folder of a new snapshot of the index in a generation, made while nobody writes. It is put in use,
    in one step, when all is done with it; where anything fails, nothing has happened."""
    folder = generation / f"{POINTER}-{uuid4().hex[:12]}"
    folder.mkdir()
    try:
        with locked(generation / LOCK):
            _fill(folder, generation)
        yield folder
        put_name(pointer(generation), folder.name)
    except BaseException:
        _remove(generation, [folder])
        raise
    _remove(generation, [other for other in _all_in(generation) if other != folder])


def in_use(generation: Path) -> Path | None:
    """The snapshot that is read; None where there is none."""
    try:
        return generation / pointer(generation).read_text().strip()
    except OSError:
        return None


def pointer(generation: Path) -> Path:
    """The file that names the snapshot that is read."""
    return generation / POINTER


def note(generation: Path, ids: Iterable[int]) -> None:
    """Notes what is about to change, for good, with every snapshot of the generation; the writer's lock is
    held. A snapshot with too much to note is given up."""
    lines = "".join(f"{id}\n" for id in ids)
    for snapshot in _all_in(generation):
        with (snapshot / CHANGED).open("a") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
            too_much = file.tell() > MOST_NOTED
        if too_much:
            shutil.rmtree(snapshot, ignore_errors=True)


def changed(snapshot: Path) -> frozenset[int]:
    """The ids of all articles that may have been written or taken out since."""
    return frozenset(map(int, (snapshot / CHANGED).read_text().split()))


def _fill(folder: Path, generation: Path) -> None:
    (folder / CHANGED).touch()
    meta = (generation / META).read_text()
    for segment in json.loads(meta)["segments"]:
        for file in generation.glob(f"{segment['segment_id'].replace('-', '')}.*"):
            _link(file, folder / file.name)
    (folder / META).write_text(meta)


def _link(file: Path, other: Path) -> None:
    """Gives the file another name; where the disk knows nothing of the kind, copies it."""
    try:
        os.link(file, other)
    except OSError:
        shutil.copyfile(file, other)


def _remove(generation: Path, snapshots: Iterable[Path]) -> None:
    """Takes snapshots away while nobody writes, and so nobody notes anything with them."""
    with locked(generation / LOCK):
        for snapshot in snapshots:
            shutil.rmtree(snapshot, ignore_errors=True)


def _all_in(generation: Path) -> list[Path]:
    return [found for found in generation.glob(f"{POINTER}-*") if found.is_dir()]
