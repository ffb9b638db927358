"""Is every page answered while the index is made anew? Readers ask meanwhile, and for a while afterwards.

    python benchmarks/rebuild_beside_readers.py [--articles N] [--readers N] [--folder DIR]

Fills an archive of its own with made-up articles, serves it with gunicorn, runs `rebuild_index`, and asks for
pages of results until that has ended. Ends with exit code 1 at the first answer that is no page.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

from filled_archive import ROOT, filled_archive
from page_speed import load, results_pages, server, times

ROUND = 100  # pages between two looks at whether the index is done


def main():
    """Prints how many pages were answered while the index was made, and the longest that one took."""
    asked = arguments()
    with filled_archive(asked.articles, asked.folder), server() as (port, _):
        addresses = results_pages(asked.articles)
        begun = time.monotonic()
        rebuild = subprocess.Popen([sys.executable, "manage.py", "rebuild_index"], cwd=ROOT)
        waited = []
        while rebuild.poll() is None:
            waited += load(port, times(addresses, ROUND), asked.readers)[1]
        took = time.monotonic() - begun
        load(port, times(addresses, 2 * ROUND), asked.readers)
    slowest = 1000 * max(waited)
    print(f"{asked.articles:,} articles: the index was made in {took:.0f} s")
    print(f"{len(waited):,} pages meanwhile, the longest in {slowest:.0f} ms, and {2 * ROUND} afterwards")
    sys.exit(rebuild.returncode)


def arguments():
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--folder", type=Path, help="keeps the archive there and finds it again")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        main()
    except RuntimeError as no_page:
        sys.exit(str(no_page))
