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
# A client that sends a byte now and then costs a socket and no thread; see the module.
worker_class = "panel.serving.BufferingWorker"
threads = _settings.threads
# The program is loaded once and the workers are made from it: a new one stands at once where another died.
preload_app = True
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


def pre_fork(_server: Any, _worker: Any) -> None:
    """Close the connections that were opened while loading: two processes on one connection read each other's answers."""
    from models.base import db  # noqa: PLC0415 - the program is loaded by gunicorn, after this file
    from models.engines import hang_up  # noqa: PLC0415
    from wsgi import app  # noqa: PLC0415

    with app.app_context():
        hang_up(db)


def post_worker_init(_worker: Any) -> None:
    """Set what was loaded at the start apart from what requests leave behind.

    The declarations of the house are a million objects that never go away; looking through them for rubbish stopped every
    thread of a worker for a quarter of a second now and then.
    """
    gc.collect()
    gc.freeze()
