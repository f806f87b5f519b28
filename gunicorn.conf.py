"""How gunicorn serves the panel; `make demo` and `make serve` start it.

What may differ between two offices is a setting of config.py.
"""

import gc
from typing import Any

from config import Settings, is_loopback

_settings = Settings.or_exit()

bind = (
    f"[{_settings.host}]:{_settings.port}" if ":" in _settings.host else f"{_settings.host}:{_settings.port}"
)
workers = _settings.workers
worker_class = "gthread"
threads = _settings.threads
proc_name = "xieshang"
# A heavy export or import may take its time, a hung worker may not hold a thread for ever.
timeout = 120
graceful_timeout = 30
# Requests are in the application's own words; the server reports what is wrong only.
loglevel = "warning"
# Nothing outside the panel steers the server.
control_socket_disable = True


def on_starting(server: Any) -> None:
    """Refuse a demonstration at an address that others can reach, however the address was given."""
    for address in server.cfg.address:
        open_to_others = isinstance(address, tuple) and not is_loopback(address[0])
        if _settings.demo and open_to_others:
            raise SystemExit(f"A demonstration is served to this machine only, not at {address[0]}.")


def post_worker_init(_worker: Any) -> None:
    """Set what was loaded at the start apart from what requests leave behind.

    The declarations of the house are a million objects that never go away; looking through them for rubbish stopped every
    thread of a worker for a quarter of a second now and then.
    """
    gc.collect()
    gc.freeze()
