"""A gunicorn worker that leaves readers to a worker that is free.

gunicorn's threads take every connection that comes, so that three readers may wait for each other at one
worker while another has one. Why this is worth a class of our own is told in
docs/decisions/0005-one-page-at-a-time.md.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from time import monotonic

from gunicorn.workers.gthread import ThreadWorker

PATIENCE = 1  # seconds a page may take until its worker lets others in beside it
GOODBYE = 2  # seconds a thread waits for a reader to hang up


class OneAtATime(ThreadWorker):
    """Makes one page after the other; what is ready goes out beside it, however long sending takes.

    While it is busy, connections stay in the queue of the system, where every worker takes the oldest.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._begun = {}  # connections whose page is not ready, and when each was taken
        self._here = threading.local()

    def load_wsgi(self):
        """gunicorn's, with word of each page that is ready."""
        super().load_wsgi()
        make = self.wsgi

        def page(environ, start_response):
            try:
                return make(environ, start_response)
            finally:
                self._done_with(self._here.connection)

        self.wsgi = page

    def enqueue_req(self, conn):
        """A connection is given to a thread, and no other taken."""
        self._begun[conn] = monotonic()
        self.set_accept_enabled(False)
        super().enqueue_req(conn)

    def handle(self, conn):
        """gunicorn's; nobody waits for who has not said yet what is wanted, nor for who hangs up late."""
        self._here.connection = conn
        if not conn.initialized and not conn.wait_for_data(0):
            self._done_with(conn)
        try:
            again = super().handle(conn)
        finally:
            self._done_with(conn)
        if again is False:
            _part(conn)
        return again

    def set_accept_enabled(self, enabled):
        """gunicorn's, which asks for it at every turn of its loop, once a second at least."""
        super().set_accept_enabled(enabled and not self._is_busy())

    def _is_busy(self) -> bool:
        in_threads = self.nr_conns - len(self.keepalived_conns) - len(self.pending_conns)
        now = monotonic()
        return in_threads >= self.cfg.threads or any(
            now - begun < PATIENCE for begun in [*self._begun.values()]
        )

    def _done_with(self, conn) -> None:
        if self._begun.pop(conn, None):
            self.method_queue.defer(lambda: None)  # another turn of the loop


def _part(conn) -> None:
    """Waits until the reader hangs up: gunicorn's loop would, with everybody else."""
    with suppress(OSError):  # hung up already
        conn.sock.shutdown(socket.SHUT_WR)
    conn.data_ready = False
    conn.wait_for_data(GOODBYE)
