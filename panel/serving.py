"""How a process of the server takes requests: gunicorn keeps the processes, waitress the connections.

A thread is given to a request only once the whole of it has come in. With the threads of gunicorn alone two hundred clients that
send a byte now and then keep everybody else out; here each costs one open socket. What a slow reader has not fetched yet waits
in a buffer, on the disk if it is long.
"""

from __future__ import annotations

import logging
import os
import resource
import time
from typing import Any

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.server import create_server

MOST_CONNECTIONS = 2_000
"""Open at once in one process. The process needs as many open files."""
LONGEST_REQUEST = 300
"""Seconds until a request must have come in whole: 20 MiB over a line of 70 KiB/s."""
IDLE = 60
"""Seconds without a byte after which a connection is closed."""
_MIB = 1024 * 1024
_LOOK = 1.0
"""Seconds between two looks at what is to be done beside the connections."""


class BufferingWorker(Worker):
    """A process of gunicorn whose connections waitress keeps."""

    largest_body = 1024 * _MIB
    """Bytes after which a body is refused unread; the panel says sooner, and in words, that a file is too large."""

    def run(self) -> None:
        """Serve until told to stop, then let the requests end that have begun."""
        # It would report each request that waits for a thread for a moment.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        allow_open_files(MOST_CONNECTIONS + 500)
        served: dict[int, Any] = {}
        server = create_server(
            self.wsgi,
            map=served,
            sockets=[listener.sock for listener in self.sockets],
            threads=self.cfg.threads,
            connection_limit=MOST_CONNECTIONS,
            channel_timeout=IDLE,
            cleanup_interval=15,
            asyncore_use_poll=True,
            max_request_header_size=64 * 1024,
            max_request_body_size=self.largest_body,
            outbuf_high_watermark=16 * _MIB,
            # The panel itself believes as many proxies as its settings name.
            clear_untrusted_proxy_headers=False,
            ident=None,
        )
        try:
            while self.alive and self.ppid == os.getppid():
                self._turn(served)
            self._finish(served)
        finally:
            server.task_dispatcher.shutdown(timeout=1)

    def _turn(self, served: dict[int, Any]) -> None:
        """Serve for a moment, and tell gunicorn that the process lives."""
        self.notify()
        wasyncore.loop(timeout=_LOOK, map=served, use_poll=True, count=1)
        close_the_endless(served, time.time())

    def _finish(self, served: dict[int, Any]) -> None:
        """Take no new connection, and wait until what has begun is answered or the time is over."""
        until = time.monotonic() + self.cfg.graceful_timeout
        for one in list(served.values()):
            if getattr(one, "accepting", False):
                one.del_channel(served)
        while time.monotonic() < until and any(is_busy(one) for one in list(served.values())):
            self._turn(served)


def allow_open_files(number: int) -> None:
    """Raise the number of files that this process may have open, as far as the machine lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = number if hard == resource.RLIM_INFINITY else min(number, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def is_busy(connection: Any) -> bool:
    """Return whether a connection has a request that is being answered, or an answer that is not sent yet."""
    return bool(getattr(connection, "requests", None) or getattr(connection, "total_outbufs_len", 0))


def close_the_endless(served: dict[int, Any], now: float) -> None:
    """Close the connections whose request has been coming in for too long, however busily.

    waitress itself closes a connection after some time without a byte, and a byte now and then would keep it for ever.
    """
    for one in list(served.values()):
        if getattr(one, "request", None) is None or is_busy(one):
            one.coming_since = None
        elif getattr(one, "coming_since", None) is None:
            one.coming_since = now
        elif now - one.coming_since > LONGEST_REQUEST:
            one.will_close = True
