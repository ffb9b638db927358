"""What a download of everything weighs while it streams: memory should not grow with its rows.

    python benchmarks/export_memory.py [--articles 1000000] [--format jsonl] [--folder DIR] [--sort newest]

Fills an archive (see filled_archive.py), asks the address of the download, and reads it piece by piece.
Prints memory on the way. Exit code 1 where rows are missing, or where memory grew by more than 50 MB from the
first tenth to the end.
"""

import argparse
import sys
import time
from pathlib import Path

from filled_archive import filled_archive

GROWTH = 50  # megabytes


def main():
    asked = arguments()
    with filled_archive(asked.articles, asked.folder):
        from django.test import Client

        address = f"/articles.{asked.format}?sort={asked.sort}"
        answer = Client(headers={"host": "localhost"}).get(address)
        for name in ("Archive-Query", "Archive-Words", "Archive-Count", "Archive-Day", "Archive-Version"):
            print(f"{name}: {answer.headers[name]}")
        grown = read(answer, asked.articles)
        complete = int(answer.headers["Archive-Count"]) == asked.articles
    sys.exit(grown > GROWTH or not complete)


def arguments():
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--format", default="jsonl", choices=("json", "jsonl", "csv", "bib", "ris", "atom"))
    parser.add_argument("--sort", default="newest", choices=("newest", "oldest"))
    parser.add_argument("--folder", type=Path, help="where the archive is kept for the next time")
    return parser.parse_args()


def read(answer, articles):
    """The megabytes by which memory grew from the first tenth to the end; prints ten lines on the way."""
    begun, burnt, size, weights = time.monotonic(), time.process_time(), 0, []
    step = max(articles // 100 // 10, 1)  # a piece is a hundred articles
    for number, piece in enumerate(answer.streaming_content, 1):
        size += len(piece)
        if number % step == 0:
            weights.append(own_memory())
            took = time.monotonic() - begun
            sent = f"{100 * number:>10,} rows {size / 1e6:>8,.0f} MB in {took:>6.0f} s"
            print(f"{sent}, memory {weights[-1]:.0f} MB", flush=True)
    took, burnt = time.monotonic() - begun, time.process_time() - burnt
    print(f"{articles / took:,.0f} articles a second, {burnt:.0f} of {took:.0f} s CPU of this process")
    return weights[-1] - weights[0]


def own_memory():
    """Megabytes of this process that are not the kernel's cache of a file."""
    lines = [line.split() for line in Path("/proc/self/status").read_text().splitlines()]
    return next(int(row[1]) / 1000 for row in lines if row[0] == "RssAnon:")


if __name__ == "__main__":
    main()
