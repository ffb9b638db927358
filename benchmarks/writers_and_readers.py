"""Ten writers and ten readers at once, each a process of its own, some of them killed in the middle.

    python benchmarks/writers_and_readers.py [--seconds 60] [--articles 2000] [--writers 10] [--readers 10]

Fills an archive (see filled_archive.py). Writers change, add and delete articles and carry the changes to the
index; readers search, and an answer must hold together. Every few seconds a writer is killed with SIGKILL
wherever it is, and another begins; in between the whole index is rebuilt (`--no-rebuild` leaves that out).
At the end what waits is carried over and check_archive must agree. Exit code 1 if a reader or writer failed,
or if database and index differ.
"""

import argparse
import json
import multiprocessing
import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from filled_archive import filled_archive

KILLED_EVERY = 3.0  # seconds
STARTING = 300  # seconds at most until all have begun
WORDS = "talks oil sanctions harbour election glacier treaty".split()


def main():
    """Prints what was done, what failed, and whether database and index agree."""
    asked = arguments()
    with filled_archive(asked.articles, asked.folder) as data:
        from django.db import connections

        connections.close_all()
        said = run(asked, data)
        failed = report(said) | compared()
    sys.exit(failed)


def arguments():
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--writers", type=int, default=10)
    parser.add_argument("--readers", type=int, default=10)
    parser.add_argument("--no-rebuild", action="store_true", help="leave the index as it grows")
    parser.add_argument("--folder", type=Path, help="where the archive is kept for the next time")
    return parser.parse_args()


def run(asked, data):
    """What every process told: one line of JSON each time, in a file of its own."""
    told = data / "told"
    told.mkdir(exist_ok=True)
    for old in told.iterdir():
        old.unlink()
    crowd = Crowd(told)
    for work in [write] * asked.writers + [look] * asked.readers + [rebuild] * (not asked.no_rebuild):
        crowd.start(work)
    crowd.wait_for_all()
    crowd.until.value = time.time() + asked.seconds
    crowd.kill_now_and_then()
    lines = (line for path in told.iterdir() for line in path.read_text().splitlines(keepends=True))
    return [json.loads(line) for line in lines if line.endswith("\n")]  # a killed one may end in the middle


class Crowd:
    """The processes that are at work until a moment, and the files they tell in."""

    def __init__(self, told: Path):
        self.told = told
        self.dice = random.Random(1)
        self.begun = multiprocessing.get_context("spawn")
        self.until = self.begun.Value("d", time.time() + STARTING)
        self.working = []
        self.started = self.killed = 0

    def start(self, work) -> None:
        """One more process."""
        self.started += 1
        path = self.told / f"{work.__name__}-{self.started}"
        path.touch()
        asked = (work, path, self.until, self.started)
        process = self.begun.Process(target=worker, args=asked, name=path.name)
        process.start()
        self.working.append((work, process))

    def wait_for_all(self) -> None:
        """Returns when every process has done something."""
        while time.time() < self.until.value and not all(path.stat().st_size for path in self._files()):
            time.sleep(0.1)

    def _files(self):
        return [self.told / process.name for _, process in self.working]

    def kill_now_and_then(self) -> None:
        """Kills a writer and starts another, again and again; returns when all have ended."""
        while time.time() < self.until.value - KILLED_EVERY:
            time.sleep(KILLED_EVERY)
            work, process = self.dice.choice([each for each in self.working if each[0] is not look])
            os.kill(process.pid, signal.SIGKILL)
            process.join()
            self.working.remove((work, process))
            self.killed += 1
            self.start(work)
        for _, process in self.working:
            process.join()
        print(f"{self.killed} processes were killed")


def worker(work, path, until, seed):
    """Works until the moment, and tells of every turn."""
    import django

    django.setup()
    dice = random.Random(seed)
    with path.open("a") as told:
        while time.time() < until.value:
            begun = time.perf_counter()
            try:
                what = work(dice)
            except Exception:
                what = f"failed: {traceback.format_exc()}"
            told.write(json.dumps([work.__name__, what, time.perf_counter() - begun]) + "\n")
            told.flush()


def write(dice):
    """Changes, adds or deletes an article, and carries it to the index, as a request does."""
    from articles.models import Article
    from articles.search import changes

    id = dice.choice(list(Article.objects.order_by("?").values_list("pk", flat=True)[:1]))
    word = dice.choice(WORDS)
    kind = dice.choice(["change", "change", "change", "add", "delete"])
    if kind == "change":
        Article.objects.filter(pk=id).update(title=f"{word} {dice.random()}")
    elif kind == "add":
        Article.objects.create(title=f"New {word}", body=f"{word} " * 50, language="en")
    else:
        Article.objects.filter(pk=id).delete()
    changes.apply()
    return kind


def look(dice):
    """Searches as a page of results does; what comes back must hold together."""
    from articles.search.engine import engine
    from articles.search.fields import ASIDE
    from articles.search.search import Search

    word = dice.choice(["ba", "der", *WORDS])
    found = Search(facets=ASIDE).matching(word).found
    assert len(found.hits) == min(found.total, 20), (word, len(found.hits), found.total)
    assert sum(bar.count for bar in found.histogram) + found.undated + found.without_month >= found.total
    assert engine().count() > 0
    return "searched"


def rebuild(dice):
    """Makes the index anew and counts ahead, beside all that goes on."""
    from articles.search import changes

    changes.rebuild()
    changes.count_ahead()
    return "rebuilt"


def report(said):
    """Whether anything failed; prints how often each thing was done and how long it took."""
    done, slowest, failures = Counter(), Counter(), []
    for work, what, seconds in said:
        if what.startswith("failed"):
            failures.append(f"{work}: {what}")
        else:
            done[what] += 1
            slowest[what] = max(slowest[what], seconds)
    for what, number in done.most_common():
        print(f"{what:10} {number:7,} times, at most {slowest[what]:.1f} s")
    print(f"{len(failures)} failures")
    for failure in list(dict.fromkeys(failures))[:5]:
        print(failure)
    return bool(failures)


def compared():
    """Whether database and index differ when all is quiet, or counts differ from what is found; says so."""
    from django.core.management import call_command

    from articles.search import changes

    changes.apply()
    if wrong := [word for word in ["", "ba", "der", *WORDS] if not is_counted_right(word)]:
        print(f"Facets are not what is found: {wrong}")
        return True
    try:
        call_command("check_archive")
    except SystemExit as ended:
        return bool(ended.code)
    return False


def is_counted_right(word):
    """Whether as many articles are found with each value as a facet says."""
    from articles.search.engine import Request, engine
    from articles.search.fields import ASIDE
    from articles.search.query import parse
    from articles.search.tree import Chosen

    tree = parse(word).tree
    facets = engine().find(Request(tree, facets=ASIDE), 0, 1).facets
    return all(
        engine().find(Request(tree, (Chosen(facet, (each.value,), ""),)), 0, 0).total == each.count
        for facet, values in facets.items()
        for each in values
    )


if __name__ == "__main__":
    main()
