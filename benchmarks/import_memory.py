"""How much memory an import takes, whatever the size of its input.

    python benchmarks/import_memory.py [FILE.jsonl[.gz]] [--articles N] [--sentences N] [--workers N]

Imports N articles, made-up ones without a file, from one JSONL file into a database and an index of its own,
and prints at every tenth of it what the process that stores and the largest of those that read hold.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

import import_speed

sys.path.insert(0, str(import_speed.ROOT))

import django


def main():
    """Prints one line for each tenth of the input."""
    asked = arguments()
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        dice = random.Random(1)
        lines = (import_speed.made_up(dice, number, asked.sentences) for number in range(asked.articles))
        import_speed.write(path, import_speed.articles(asked) if asked.file else lines)
        size = path.stat().st_size
        print(f"{asked.articles:,} lines, {size / 1e6:,.0f} MB, {asked.workers} workers", flush=True)
        with import_speed.scratch_archive(Path(folder) / "index"):
            bring_in(path, asked.workers, Tenths(size))


def arguments():
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--sentences", type=int, default=3, help="of each article; 22 make 3 kB")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def bring_in(path, workers, progress):
    """The file in the archive and in the index; raises SystemExit where a line is missing in the end."""
    from articles.importing.store import import_paths
    from articles.search import changes

    report = import_paths([path], workers=workers, progress=progress, searchable=changes.apply)
    progress.show()
    print(f"{report.created:,} created, {report.updated:,} updated, {report.failed:,} failed")


class Tenths:
    """Shows the memory each time another tenth of the bytes was read."""

    def __init__(self, size):
        self.size, self.read, self.shown, self.started = size, 0, 0, time.monotonic()

    def __call__(self, read):
        self.read += read
        if self.read * 10 // self.size > self.shown:
            self.shown = self.read * 10 // self.size
            self.show()

    def show(self):
        """One line: how far the reading came, and the memory now."""
        readers = [memory(process) for process in children()]
        seconds = time.monotonic() - self.started
        print(
            f"{self.read / self.size:4.0%} {seconds:7.0f} s"
            f"   stores {memory('self'):4.0f} MB, most {peak():4.0f} MB"
            f"   reads {max(readers, default=0):4.0f} MB",
            flush=True,
        )


def memory(process):
    """Megabytes of main memory that a process holds."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def peak():
    """The most megabytes that this process has held."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def children():
    """The processes that this one started."""
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()


if __name__ == "__main__":
    main()
