"""How many pages of results a server of its own gives out, how long each takes, and what its workers weigh.

    python benchmarks/page_speed.py [--articles 100000] [--folder DIR] [--requests N] [--readers N] [--soak N]

Fills an archive (see filled_archive.py), starts gunicorn as the project serves itself (two workers) on a free
port of the loopback, and asks for pages of results: the same mix of questions as search_speed.py, some with
choices, orders and later pages, by several readers at once, ten pages over each connection. It also says how
much processor time a page takes, in the workers, in PostgreSQL and of those who ask: these figures hold on a
busy machine too. `--soak` goes on with so many searches for each worker and reports its memory: what is its
own, without what is only the kernel's cache of the index. Nothing else should run meanwhile: readers, server
and database share the processors.
"""

import argparse
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from filled_archive import ROOT, filled_archive

WORKERS = 2
VISIT = 10  # pages asked for over one connection; the next reader may come to another worker
CHOICES = ({}, {}, {"country": "country-3"}, {"sort": "newest"}, {"page": "3"}, {"year": "2015"})


def main():
    """Prints requests for each second, times and memory."""
    asked = arguments()
    with filled_archive(asked.articles, asked.folder), server() as (port, process):
        addresses = results_pages(asked.articles)
        load(port, addresses[:100], asked.readers)
        before = processor_time(process)
        report(asked, load(port, times(addresses, asked.requests), asked.readers))
        print_processor_time(before, processor_time(process), asked.requests)
        soak(asked, port, process, addresses)


def arguments():
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, help="where the archive is kept for the next time")
    parser.add_argument("--requests", type=int, default=1_000)
    parser.add_argument("--readers", type=int, default=4, help="how many ask at once")
    parser.add_argument("--soak", type=int, default=0, help="searches for each worker, then its memory")
    return parser.parse_args()


@contextmanager
def server():
    """The port and the process of a server that answers; it is ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "newsarchive.wsgi", "--config", "newsarchive/gunicorn.py"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--max-requests", "0"]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield port, process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def wait_for(port, process):
    """Returns when the server answers; it has half a minute."""
    for _ in range(300):
        try:
            return ask(http.client.HTTPConnection("127.0.0.1", port, timeout=30), "/about/")
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    sys.exit("The server did not start; start it by hand to see why: make serve")


def results_pages(articles):
    """Addresses of pages of results."""
    from made_articles import made_articles
    from searching.questions import drawn

    dice = random.Random(2)
    questions = drawn(list(made_articles(min(articles, 10_000))), articles, 400)
    asked = ({"q": question.typed} | dice.choice(CHOICES) for question in questions)
    return [f"/articles/?{urlencode(each)}" for each in asked]


def times(addresses, number):
    """So many addresses, again and again the same in another order."""
    return random.Random(3).choices(addresses, k=number)


def load(port, addresses, readers):
    """The seconds of the whole, and of each request."""
    started = time.perf_counter()
    with ThreadPoolExecutor(readers) as pool:
        waited = [
            one
            for some in pool.map(lambda n: read(port, addresses[n::readers]), range(readers))
            for one in some
        ]
    return time.perf_counter() - started, waited


def read(port, addresses):
    """The seconds of each request, one after the other, a visit of some pages after the other."""
    visits = (addresses[start : start + VISIT] for start in range(0, len(addresses), VISIT))
    return [waited for asked in visits for waited in visit(port, asked)]


def visit(port, addresses):
    """The seconds of each request of a reader, who keeps the connection until the last."""
    waited = []
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        for address in addresses:
            started = time.perf_counter()
            ask(connection, address)
            waited.append(time.perf_counter() - started)
    return waited


def ask(connection, address):
    """Reads a page to its end; RuntimeError where it is not one."""
    connection.request("GET", address, headers={"Host": "localhost"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}")


def report(asked, result):
    """Prints what a load came to."""
    seconds, waited = result
    ordered = sorted(1000 * one for one in waited)
    print(
        f"{asked.articles:,} articles, {WORKERS} workers, {asked.readers} readers at once: "
        f"{len(waited) / seconds:.0f} pages a second, median {median(ordered):.0f} ms, "
        f"p95 {ordered[int(0.95 * len(ordered))]:.0f} ms, worst {ordered[-1]:.0f} ms"
    )


def processor_time(process):
    """Seconds of the processors that the workers, PostgreSQL and those who ask have taken so far."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        sessions = [pid for (pid,) in cursor]
    return sum(map(seconds_of, children(process))), sum(map(seconds_of, sessions)), time.process_time()


def seconds_of(pid):
    """Seconds of the processors that a process has taken; none for one of another machine."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def print_processor_time(before, after, pages):
    """Prints what a page took of the processors."""
    workers, database, askers = (1000 * (b - a) / pages for a, b in zip(before, after, strict=True))
    print(
        f"processors' time of a page: workers {workers:.1f} ms, PostgreSQL {database:.1f} ms, "
        f"those who ask {askers:.1f} ms"
    )


def children(process):
    """The ids of the workers."""
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()


def soak(asked, port, process, addresses):
    """Goes on asking, and prints what the workers weigh on the way."""
    print_memory(process, "after the load")
    for step in range(4 if asked.soak else 0):
        load(port, times(addresses, asked.soak * WORKERS // 4), asked.readers)
        print_memory(process, f"after {asked.soak * (step + 1) // 4:,} searches for each worker")


def print_memory(process, when):
    """The private megabytes of each worker, and all it has mapped."""
    weights = [weight(worker) for worker in children(process)]
    own = ", ".join(f"{private:.0f} MB (with shared and cached {whole:.0f})" for private, whole in weights)
    print(f"memory of a worker {when}: {own}")


def weight(pid):
    """Megabytes that are the process's own, and all that are mapped."""
    lines = [line.split() for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]]
    sizes = {name: int(size) / 1000 for name, size, *_ in lines}
    return sizes["Private_Clean:"] + sizes["Private_Dirty:"] - clean_files(pid), sizes["Rss:"]


def clean_files(pid):
    """Megabytes that are only the kernel's cache of files: it takes them back when it wants."""
    clean, of_file = 0, False
    for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
        name, *rest = line.split()
        if not name.endswith(":"):
            of_file = len(rest) == 5 and rest[4].startswith("/")
        elif of_file and name == "Private_Clean:":
            clean += int(rest[0]) / 1000
    return clean


if __name__ == "__main__":
    main()
