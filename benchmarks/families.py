"""What families cost an import: `python benchmarks/families.py [--stored 200000]`.

Prints the time to fingerprint a text of 3 kB, beside two other ways to do it, and the time to join a batch
in a scratch database that holds so many fingerprints already: CPU time of this process, and by the clock.
"""

import argparse
import os
import random
import re
import sys
import zlib
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")

import django

django.setup()

from django.db import connection

from articles.importing import families
from articles.importing.duplicates import KEYS, Telling, fingerprint, likeness
from articles.models import Article
from articles.tests.importing.stories import Newsroom

TEXTS = 1_000
BATCH = 200
BATCHES = 10
WORD = re.compile(r"[^\W\d_]+")


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--stored", type=int, default=200_000, help="fingerprints in the database beforehand")
    stored = parser.parse_args().stored
    texts = made_up_texts()
    print(f"{TEXTS:,} texts of {sum(map(len, texts)) / TEXTS:,.0f} characters")
    for name, way in {
        "numpy (ours)": ours,
        "crc32 in plain Python": plain,
        "datasketch": datasketch(),
    }.items():
        if way:
            tell(f"fingerprint, {name}", TEXTS, lambda way=way: [way(text) for text in texts])
    tellings = [Telling("", text) for text in texts]
    tell("likeness of two texts", TEXTS - 1, lambda: list(map(likeness, tellings, tellings[1:])))
    database = connection.creation.create_test_db(verbosity=0)
    try:
        join_batches(stored, texts)
    finally:
        connection.creation.destroy_test_db(database, verbosity=0)


def made_up_texts():
    rooms = (Newsroom(seed) for seed in range(TEXTS))
    return [room.story(room.event(), paragraphs=15).text[:3000] for room in rooms]


def ours(text):
    return fingerprint("", text)


def plain(text):
    """The same fingerprint in plain Python: the smallest passage in each eighth of 32 bits."""
    words = WORD.findall(text.lower())
    smallest = {}
    for passage in zip(*(words[start:] for start in range(5)), strict=False):
        number = zlib.crc32(" ".join(passage).encode())
        if number < smallest.get(number >> 29, 1 << 32):
            smallest[number >> 29] = number
    return smallest


def datasketch():
    """MinHash with datasketch's defaults, where it is installed."""
    try:
        from datasketch import MinHash
    except ImportError:
        return None

    def minhash(text):
        words = WORD.findall(text.lower())
        sketch = MinHash(num_perm=128)
        passages = zip(*(words[start:] for start in range(5)), strict=False)
        sketch.update_batch([" ".join(passage).encode() for passage in passages])
        return sketch

    return minhash


def join_batches(stored, texts):
    """Prints what it costs to join batches of which a fifth are copies, with `stored` fingerprints there."""
    dice = random.Random(1)
    for start in range(1, stored, 10_000):
        families._add({-i: numbers(dice) for i in range(start, min(start + 10_000, stored + 1))})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_fingerprint")
    bodies = [unlike(text, dice) for text in texts * 2][: BATCH * BATCHES]
    bodies = [dice.choice(bodies) if dice.random() < 0.2 else body for body in bodies]
    articles = Article.objects.bulk_create([Article(body=body) for body in bodies], batch_size=1000)
    prints = {article.pk: fingerprint("", article.body) for article in articles}
    keys = list(prints)
    batches = [{pk: prints[pk] for pk in keys[start : start + BATCH]} for start in range(0, len(keys), BATCH)]
    looked_up = lambda: [families._pairs(batch) for batch in batches]  # noqa: E731 - one line, used once
    tell(f"look-up with {stored:,} stored", len(keys), looked_up, per=BATCH)
    tell(
        "join: add, look up, compare, settle", len(keys), lambda: list(map(families.join, batches)), per=BATCH
    )
    print(f"{Article.objects.exclude(family=None).count()} of {len(keys)} joined a family")


def numbers(dice):
    return tuple(dice.getrandbits(64) - (1 << 63) for _ in range(KEYS))


def unlike(text, dice):
    """The text in words of its own, so that no two share a passage by the narrowness of their vocabulary."""
    mark = "".join(dice.choices("abcdefghijklmnopqrstuvwxyz", k=4))
    return " ".join(word + mark for word in text.split())


def tell(name, count, work, per=1):
    """Prints the milliseconds that one of `count` takes, or `per` of them."""
    by_clock, by_cpu = perf_counter(), process_time()
    work()
    by_clock, by_cpu = perf_counter() - by_clock, process_time() - by_cpu
    each = f"a batch of {per}" if per > 1 else "each"
    print(
        f"{name:45} {1e3 * per * by_cpu / count:8.3f} ms CPU {1e3 * per * by_clock / count:8.3f} ms, {each}"
    )


if __name__ == "__main__":
    main()
