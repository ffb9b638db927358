"""How fast searches are, beside bare Tantivy, PostgreSQL's and SQLite's full text search, in one run.

    python benchmarks/search_speed.py [FILE.jsonl[.gz]] [--articles N] [--folder DIR] [--engines NAME ...]

Without a file, articles are made up (made_articles.py; about 3 kB each). Every engine gets the same articles
and the same questions, one after the other, each once: the top 20, the exact count, the facets source, year,
ten people and ten countries, and the months for a histogram; and once more without facets and histogram.
With --folder what was built is kept there (PostgreSQL: in a database of its own) and used again next time; a
build that was stopped goes on. Ratios of one run can be compared between machines, seconds cannot.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from dataclasses import asdict
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")

import django

ENGINES = ("ours", "bare", "postgresql", "sqlite")
SAMPLE = 20_000  # articles that questions are drawn from
WARMING = 20  # questions asked before the clock counts


def main():
    """Builds what is missing, asks, prints the table."""
    asked = arguments()
    django.setup()
    with ExitStack() as kept:
        folder = asked.folder or Path(kept.enter_context(tempfile.TemporaryDirectory()))
        folder = folder / f"{asked.file.name.partition('.')[0] if asked.file else 'made'}-{asked.articles}"
        engines = [kept.enter_context(closing(each)) for each in contestants(asked, folder)]
        for engine in engines:
            build(engine, asked, folder)
        measure(asked, folder, engines)


def arguments():
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, help="articles as JSON lines: title, body, date")
    parser.add_argument("--articles", type=int, default=10_000, help="how many (default 10,000)")
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--folder", type=Path, help="where indexes are kept for the next time")
    parser.add_argument("--seconds", type=float, default=20, help="an answer is not waited for longer")
    parser.add_argument("--json", type=Path, help="write every single time there")
    asked = parser.parse_args()
    if asked.articles < 100 or asked.questions < 1:
        parser.error("at least 100 articles and one question are needed")
    if asked.file and not asked.file.exists():
        parser.error(f"there is no file {asked.file}")
    return asked


def contestants(asked, folder):
    """The engines that were asked for, each with its own place."""
    from searching.bare import Bare
    from searching.ours import Ours
    from searching.postgresql import PostgreSQL
    from searching.sqlite import SQLite

    made = {
        "ours": lambda: Ours(folder),
        "bare": lambda: Bare(folder),
        "postgresql": lambda: PostgreSQL(f"search_speed_{folder.name}", asked.seconds, bool(asked.folder)),
        "sqlite": lambda: SQLite(folder, asked.seconds),
    }
    return [made[name]() for name in ENGINES if name in asked.engines]


def articles(asked, first=1):
    """The articles with the ids from `first`."""
    from made_articles import made_articles, real_articles

    if asked.file:
        return islice(real_articles(asked.file, asked.articles), first - 1, None)
    return made_articles(asked.articles - first + 1, first)


def build(engine, asked, folder):
    """Puts all articles into the engine, but for those that are in it already."""
    from tqdm import tqdm

    complete = folder / f"{type(engine).__name__.lower()}.done"
    if complete.exists() and engine.done() >= asked.articles:
        return
    begun, done = (time.monotonic(), time.process_time()), engine.done()
    complete.unlink(missing_ok=True)
    told = tqdm(articles(asked, done + 1), engine.name, asked.articles, initial=done, disable=None)
    engine.build(told, asked.articles - done)
    complete.write_text("")
    took, burnt = time.monotonic() - begun[0], time.process_time() - begun[1]
    print(
        f"{engine.name}: built in {took:.0f} s ({burnt:.0f} s of this process), {engine.size() / 1e6:,.0f} MB"
    )


def measure(asked, folder, engines):
    """Asks every engine every question and prints what it took."""
    from searching import report
    from searching.questions import drawn
    from searching.timing import timed

    sample = list(islice(articles(asked), SAMPLE))
    text = sum(len(f"{each.title}{each.body}".encode()) for each in sample) / len(sample)
    warming = drawn(sample, asked.articles, WARMING, seed=2)
    questions = [q for q in drawn(sample, asked.articles, asked.questions) if q not in warming]
    times = timed(engines, questions, warming)
    print(report.written(times, asked.articles, text, {each.name: each.size() for each in engines}))
    if asked.json:
        rows = [{**asdict(each), "typed": each.question.typed} for each in times]
        asked.json.write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
