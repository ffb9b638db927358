"""How long suggestions take while somebody types: each letter is a request, and should be answered in 20 ms.

    python benchmarks/suggest_speed.py [--articles 100000] [--folder DIR] [--names 40]

Fills an archive (see filled_archive.py) and asks the address of suggestions, through Django's test client,
for the first one to eight letters of names drawn by chance: of people by each of their spellings and by their
family names, of organisations, countries, sources and fields, behind a field and behind other words. Every
beginning is asked once. Prints milliseconds by what is typed and by how many letters, waited and of the
processor (of this process and of its connection to PostgreSQL), and how busy the machine was: what else runs
makes the waiting longer, and the processor's time only a little.
"""

import argparse
import os
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from statistics import median

from filled_archive import filled_archive

LETTERS = range(1, 9)
REACH = 20  # milliseconds
HEADING = f"{'':32}{'waited':^24}{'of the processor':^24}\n"
HEADING += f"{'milliseconds':32}{'median':>8}{'p95':>8}{'worst':>8}"
HEADING += f"{'median':>8}{'p95':>8}{'worst':>8}{'asked':>8}"


@dataclass(frozen=True)
class Took:
    """Milliseconds of one answer: waited, and of the processor."""

    waited: float
    burnt: float


def main():
    """Prints the times."""
    asked = arguments()
    with filled_archive(asked.articles, asked.folder):
        before = os.getloadavg()[0]
        by_kind, by_letters = measured(asked.names)
        print(f"{asked.articles:,} articles; load of the machine {before:.1f} before, ", end="")
        print(f"{os.getloadavg()[0]:.1f} after, {os.cpu_count()} processors\n\n{HEADING}")
        everything = [one for some in by_kind.values() for one in some]
        for called, times in (*by_kind.items(), *sorted(by_letters.items()), ("all", everything)):
            print(row(called, times))
        waited, burnt = (sum(one > REACH for one in each) for each in both(everything))
        print(f"\nlonger than {REACH} ms: {waited} of {len(everything)} waited, {burnt} of the processor")


def arguments():
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, help="where the archive is kept for the next time")
    parser.add_argument("--names", type=int, default=40, help="drawn of each kind")
    return parser.parse_args()


def measured(number):
    """Milliseconds by what is typed, and by how many letters of it."""
    from django.test import Client

    client, by_kind, by_letters = Client(headers={"host": "localhost"}), defaultdict(list), defaultdict(list)
    for typed in warming():
        ask(client, typed)
    questions = [each for each in typed_of(number) if each[2]]
    Random(2).shuffle(questions)
    for kind, letters, typed in questions:
        took = ask(client, typed)
        by_kind[kind].append(took)
        by_letters[f"{letters} letters" if letters > 1 else "1 letter"].append(took)
    return by_kind, by_letters


def warming():
    """What is typed before the clock counts: it opens the connection and loads what is loaded once."""
    return [one + other for one in "aeiou" for other in "lmnr"]


def ask(client, typed):
    """What one request took; RuntimeError where it is not answered."""
    started, burnt = time.perf_counter(), processor()
    answer = client.get("/suggestions/", {"q": typed})
    took = Took(1000 * (time.perf_counter() - started), 1000 * (processor() - burnt))
    if answer.status_code != 200:
        raise RuntimeError(f"{typed!r} answered {answer.status_code}")
    return took


def processor():
    """Seconds of the processor so far: this process's and, where the system tells, PostgreSQL's for it."""
    its = int(its_times().read_text().split()[0]) / 1e9 if its_times() else 0
    return time.process_time() + its


@cache
def its_times():
    """Where Linux tells what PostgreSQL's process behind our connection burnt; None where it does not."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        path = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return path if path.exists() else None


def typed_of(number) -> Iterator[tuple[str, int, str]]:
    """(kind, letters, what is typed) for each beginning of each name that is drawn."""
    for kind, (before, some) in names(number).items():
        for name in some:
            for letters in LETTERS:
                if letters <= len(name):
                    yield kind, letters, f"{before}{name[:letters]}"


def names(number) -> dict[str, tuple[str, list[str]]]:
    """What stands before, and names drawn by chance, for every kind of typing."""
    from articles.models import ActorName, Source
    from articles.search.fields import TYPED

    dice = Random(1)
    drawn = {kind: spellings(ActorName, kind, number, dice) for kind in ("person", "organisation", "country")}
    sources = dice.choices(list(Source.objects.values_list("name", flat=True)), k=number)
    return {
        "a person, any spelling": ("", drawn["person"]),
        "a person's family name": ("", [name.split()[-1] for name in drawn["person"]]),
        "a person behind other words": ("talks about ", drawn["person"]),
        "a person behind person:": ("person:", drawn["person"]),
        "an organisation": ("", drawn["organisation"]),
        "its second word": ("", [name.split()[2] for name in drawn["organisation"]]),
        "a country": ("", drawn["country"]),
        "a source": ("", sources),
        "a source behind source:": ("source:", sources),
        "a field": ("", sorted(TYPED)),
    }


def spellings(model, kind, number, dice):
    """Spellings of actors of a kind, each as likely as any other."""
    return dice.choices(
        list(model.objects.filter(actor__kind=kind).order_by("pk").values_list("name", flat=True)), k=number
    )


def both(times):
    """What was waited, and what was burnt."""
    return [one.waited for one in times], [one.burnt for one in times]


def row(called, times):
    """One line of the table."""
    return f"{called:32}{''.join(map(columns, both(times)))}{len(times):8}"


def columns(numbers):
    """Median, p95 and worst."""
    ordered = sorted(numbers)
    return f"{median(ordered):8.1f}{ordered[int(0.95 * len(ordered))]:8.1f}{ordered[-1]:8.1f}"


if __name__ == "__main__":
    main()
