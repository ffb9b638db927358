"""How fast articles come in, from a file until they can be found, and where the time goes.

    python benchmarks/import_speed.py [FILE.jsonl[.gz]] [--articles N] [--workers N]

Without a file, articles are made up (seeded, about 3 kB each). A database and an index of its own are made
and dropped again. The bare figure is COPY of the same texts into one table and a plain Tantivy index of them,
in the same run: the ratio to it can be compared between machines, seconds cannot. The memory is
import_memory.py's.
"""

import argparse
import gzip
import io
import json
import os
import random
import resource
import sys
import tempfile
import time
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")

import django

WORDS = (
    "the government said on Monday that talks about oil and sanctions would go on in Oslo while ministers "
    "from Norway Iran France and Japan met reporters near the harbour of Bergen after a long night of rain"
).split()
NAMES = ["Hamid Amiri", "Karin Lind", "Berit Dahl", "Jonas Vik", "Maria Sand", "Omar Haddad"]


def main():
    """Prints one line for each way."""
    asked = arguments()
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        path = folder / "articles.jsonl"
        count = write(path, articles(asked))
        size = path.stat().st_size / count / 1000
        print(f"{count:,} articles of {size:.1f} kB, {asked.workers} workers, {os.cpu_count()} cores")
        with scratch_archive(folder / "bare"):
            bare = timed("bare COPY and bare Tantivy", count, lambda: store_barely(path, folder))
            timed("reading alone", count, lambda: read(path))
        for model, said in (("none", "names of the authority alone"), ("", "people by the tagger too")):
            with scratch_archive(folder / f"index{model}", model):
                print(said)
                timed("  reading and finding, one process", count, lambda: draft(path))
                whole = timed("  whole import, till searchable", count, lambda: bring_in(path, asked))
                timed("  the same again, unchanged", count, lambda: bring_in(path, asked))
            print(f"  the whole import takes {whole / bare:.1f} times the bare one")


def arguments():
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, default=4_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def articles(asked):
    """The lines of the file, as many as asked for, or made-up ones."""
    if asked.file:
        unpacked = gzip.open if asked.file.suffix == ".gz" else open
        with unpacked(asked.file, "rb") as file:
            yield from (line for _, line in zip(range(asked.articles), file, strict=False))
        return
    dice = random.Random(1)
    for number in range(asked.articles):
        yield made_up(dice, number, sentences=22)


def made_up(dice, number, sentences):
    """One line with an article that nobody wrote."""
    said = (f"{dice.choice(NAMES)} said {' '.join(dice.choices(WORDS, k=18))}." for _ in range(sentences))
    record = {"title": f"Talks go on, day {number}", "body": " ".join(said), "date": "2019-01-07"}
    return json.dumps(record).encode() + b"\n"


def write(path, lines):
    """How many lines were written into the file."""
    with path.open("wb") as file:
        return sum(file.write(line) > 0 for line in lines)


@contextmanager
def scratch_archive(folder, names_model=""):
    """A database and an index folder that are gone afterwards, or empty for the next."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    settings.INDEX_FOLDER, settings.NAMES_MODEL = folder, names_model
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        call_command("setup_archive", stdout=io.StringIO())
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def timed(what, count, work):
    """The seconds that the work took."""
    started, used = time.monotonic(), processor()
    work()
    seconds = time.monotonic() - started
    spent = {name: (now - used[name]) / count * 1000 for name, now in processor().items()}
    each = " ".join(f"{name} {milliseconds:.2f}" for name, milliseconds in spent.items())
    print(f"{what:38} {seconds:7.2f} s {count / seconds:8,.0f} articles/s; ms of processor: {each}")
    return seconds


def processor():
    """Seconds of processor time so far: of this process, of those it waited for, of the database's."""
    from django.db import connection

    own, read = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    used = {"head": own.ru_utime + own.ru_stime, "readers": read.ru_utime + read.ru_stime}
    connection.ensure_connection()
    backend = Path(f"/proc/{connection.connection.info.backend_pid}/stat")  # where it runs on this machine
    if backend.exists():
        ticks = backend.read_text().rpartition(")")[2].split()[11:13]
        used["database"] = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
    return used


def store_barely(path, folder):
    """The least that storing and indexing can cost: one COPY, one index."""
    import tantivy
    from django.db import connection

    records = [json.loads(line) for line in path.open("rb")]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE bare (title text, body text)")
        with cursor.copy("COPY bare FROM STDIN") as copy:
            for record in records:
                copy.write_row((record["title"].replace("\0", ""), record["body"].replace("\0", "")))
    builder = tantivy.SchemaBuilder()
    for name in ("title", "body"):
        builder.add_text_field(name, tokenizer_name="en_stem")
    (folder / "plain").mkdir()
    index = tantivy.Index(builder.build(), str(folder / "plain"))
    writer = index.writer(64_000_000, 1)
    for record in records:
        writer.add_document(tantivy.Document(title=record["title"], body=record["body"]))
    writer.commit()
    writer.wait_merging_threads()


def read(path):
    """Every input of the file, looked at and left."""
    from articles.importing import readers

    for _ in readers.read(path, ROOT):
        pass


def draft(path):
    """Every input of the file as a draft."""
    from articles import actors
    from articles.importing import crew, readers
    from articles.importing.store import BATCH

    known = actors.known()
    raws = readers.read(path, ROOT)
    while batch := list(islice(raws, BATCH)):
        crew.outcomes(batch, known)


def bring_in(path, asked):
    """The file in the archive and in the index."""
    from articles.importing.store import import_paths
    from articles.search import changes

    import_paths([path], workers=asked.workers, searchable=changes.apply)


if __name__ == "__main__":
    main()
