"""How the site is served. HOST, PORT, WEB_WORKERS and FORWARDED_ALLOW_IPS change it.

A proxy that ends HTTPS and buffers slow clients belongs in front of it on the open
network.
"""

import os
import sys
from pathlib import Path

# gunicorn finds our code only after it has read this file.
sys.path.insert(0, str(Path(__file__).resolve().parent))

from safety_site.environment import ROOT, data_folder, text

HOST = text("HOST", "127.0.0.1")
PORT = text("PORT", "8000")
DATA_DIR = data_folder()
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108

chdir = str(ROOT)
bind = f"[{HOST}]:{PORT}" if ":" in HOST else f"{HOST}:{PORT}"
workers = int(text("WEB_WORKERS", "2"))
threads = 8
worker_class = "safety_site.delivery.worker.QuietWorker"
# Before the fork, so that all workers share one copy of the pages.
preload_app = True

timeout = 30
graceful_timeout = 10
keepalive = 5

# Pages need no query, no cookie and no long header.
limit_request_line = 2048
limit_request_fields = 64
limit_request_field_size = 4096

# Only these peers may say that the visitor came over HTTPS, and nobody may say more.
forwarded_allow_ips = text("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
secure_scheme_headers = {"X-FORWARDED-PROTO": "https"}
forwarder_headers = ""
header_map = "drop"

# Nothing about a visitor is written down (practice.md P7).
logger_class = "safety_site.delivery.worker.QuietLogger"
accesslog = None
errorlog = "-"
loglevel = "info"
disable_redirect_access_to_syslog = True

# Its socket would be made under HOME, which may be read-only.
control_socket_disable = True
in_memory = os.access(SHARED_MEMORY, os.W_OK | os.X_OK)
worker_tmp_dir = str(SHARED_MEMORY if in_memory else DATA_DIR)
umask = 0o077
