"""How gunicorn serves the archive; every value can be overridden on its command line."""

import gc
import os

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = 2
worker_class = "newsarchive.serving.OneAtATime"
threads = 4  # one makes pages, the others send downloads
keepalive = 0  # so that the next page, too, is made by whoever is free
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
max_requests = 10_000
max_requests_jitter = 1_000
control_socket_disable = True


def post_worker_init(worker):
    """Cyclic garbage is looked for seldom in a worker, and not in what it has loaded before it answers."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
