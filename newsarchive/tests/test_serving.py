import http.client
import os
import selectors
import socket
import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from django.conf import settings
from gunicorn.config import Config
from gunicorn.workers.gthread import TConn

from newsarchive import gunicorn as served
from newsarchive import serving

# A site that tells who makes a page, and makes some only when it is told to.
SITE = """
import os

def site(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    made_by = str(os.getpid()).encode()
    return {"/slow": slow, "/download": download}.get(environ["PATH_INFO"], lambda by: [by])(made_by)

def slow(made_by):
    open("begun", "wb").write(made_by)
    return [open("go_on", "rb").read()]

def download(made_by):
    yield made_by
    yield open("go_on", "rb").read()
"""
CONFIG = """
from newsarchive import serving
serving.PATIENCE = 600
worker_class = serving.OneAtATime
threads, keepalive = 4, 0
"""
LONGEST = 60  # seconds until a server that hangs fails the test


@contextmanager
def server(folder, workers):
    """Asks a server of its own for an address; gives the connection and its answer."""
    for pipe in ("begun", "go_on"):
        os.mkfifo(folder / pipe)
    (folder / "site_under_test.py").write_text(SITE)
    (folder / "config.py").write_text(CONFIG)
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        command = [sys.executable, "-m", "gunicorn", "site_under_test:site", "--config", "config.py"]
        command += ["--bind", f"fd://{listening.fileno()}", "--workers", str(workers)]
        environment = os.environ | {"PYTHONPATH": os.fspath(settings.BASE_DIR)}
        process = subprocess.Popen(
            command, cwd=folder, env=environment, pass_fds=[listening.fileno()], stderr=subprocess.DEVNULL
        )
        try:
            yield lambda address: asked(listening.getsockname()[1], address)
        finally:
            process.terminate()
            process.wait(LONGEST)


def asked(port, address):
    """A connection on which a page was asked for."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    connection.request("GET", address)
    return connection


def answer(connection):
    """The whole answer on a connection."""
    with closing(connection):
        return connection.getresponse().read()


def test_readers_go_to_the_worker_that_is_free(tmp_path):
    with server(tmp_path, workers=2) as ask:
        slow = ask("/slow")
        busy = (tmp_path / "begun").read_bytes()
        assert {answer(ask("/")) for _ in range(20)}.isdisjoint({busy})
        (tmp_path / "go_on").write_bytes(b"ready")
        assert answer(slow) == b"ready"


def test_a_download_holds_up_nobody(tmp_path):
    with server(tmp_path, workers=1) as ask:
        download = ask("/download")
        coming = download.getresponse()
        sender = coming.read1()
        assert answer(ask("/")) == sender
        (tmp_path / "go_on").write_bytes(b"the end")
        assert coming.read() == b"the end"
        download.close()


@pytest.fixture
def worker(monkeypatch):
    """A worker of two threads that do not begin by themselves, and that looks at the clock of the test."""
    two_threads = Config()
    two_threads.set("threads", 2)
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        made = serving.OneAtATime(1, os.getppid(), [listener], None, 30, two_threads, Mock())
        made.clock = 1_000
        monkeypatch.setattr(serving, "monotonic", lambda: made.clock)
        made.poller = selectors.DefaultSelector()
        made.method_queue.init()
        made.tpool = SimpleNamespace(submit=lambda *_: SimpleNamespace(add_done_callback=lambda _: None))
        made.set_accept_enabled(True)
        yield made
        made.poller.close()
        made.method_queue.close()
        made.tmp.close()


def takes(worker, connection):
    """As when a connection comes."""
    worker.nr_conns += 1
    worker.enqueue_req(connection)


def listens(worker):
    """Whether it takes connections after the next turn of its loop."""
    worker.set_accept_enabled(True)
    return len(worker.poller.get_map()) == 1


def test_a_page_that_takes_long_lets_others_in_beside_it(worker):
    takes(worker, "slow")
    assert not listens(worker)
    worker.clock += serving.PATIENCE
    assert listens(worker)
    takes(worker, "another")
    assert not listens(worker)


def test_who_has_no_thread_left_takes_nobody(worker):
    takes(worker, "slow")
    worker.clock += serving.PATIENCE
    takes(worker, "slow too")
    worker.clock += serving.PATIENCE
    assert not listens(worker)


class Silent:
    """A connection over which nothing has come yet, as browsers open them beforehand."""

    initialized = data_ready = False

    def wait_for_data(self, _seconds):
        return False


def test_a_connection_on_which_nothing_is_asked_yet_keeps_nobody_waiting(worker):
    silent = Silent()
    takes(worker, silent)
    assert not listens(worker)
    worker.handle(silent)
    assert listens(worker)


def test_a_thread_not_the_loop_waits_for_a_reader_to_hang_up(worker):
    ours, theirs = socket.socketpair()
    with closing(ours), closing(theirs):
        theirs.settimeout(LONGEST)
        theirs.sendall(b"no request\r\n\r\n")
        thread = threading.Thread(target=worker.handle, args=[TConn(worker.cfg, ours, "", "")])
        thread.start()
        assert b"400 Bad Request" in b"".join(iter(lambda: theirs.recv(4096), b""))
        theirs.shutdown(socket.SHUT_WR)
        thread.join(LONGEST)
        assert not thread.is_alive()


def test_the_archive_is_served_so():
    assert served.worker_class == f"{serving.__name__}.{serving.OneAtATime.__name__}"
