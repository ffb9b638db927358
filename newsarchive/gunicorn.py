"""How gunicorn serves the archive; every value can be overridden on its command line."""

import os

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = 2
threads = 4
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
max_requests = 10_000
max_requests_jitter = 1_000
control_socket_disable = True
