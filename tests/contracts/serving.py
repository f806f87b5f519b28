"""A running server with its two workers, and browsers that press its buttons at the same time."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

from tests.fixtures.app import BUSINESS_DATE, SECRET_KEY
from tests.fixtures.client import PanelClient
from tests.sources import ROOT

SECONDS_TO_START = 60
FORM = "application/x-www-form-urlencoded"


def free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, the process that keeps its workers, and how many there are when nothing happens."""

    port: int
    keeper: int
    number: int

    def workers(self) -> list[int]:
        """Return the processes that answer requests at this moment."""
        found = Path(f"/proc/{self.keeper}/task/{self.keeper}/children").read_text(encoding="ascii")
        return [int(number) for number in found.split()]

    def settle(self) -> None:
        """Wait for the end of processes that were told to make room for new ones: they hang up on whoever is with them."""
        pause, until = Event(), time.monotonic() + SECONDS_TO_START
        while len(self.workers()) != self.number and time.monotonic() < until:
            pause.wait(0.05)
        assert len(self.workers()) == self.number


@contextmanager
def serving(url: str, folder: Path, *, workers: int = 2) -> Iterator[Server]:
    """Serve a database as ``make serve`` does, in processes of their own.

    Raises:
        RuntimeError: when it does not answer in time; with what it wrote.
    """
    port = free_port()
    given = {
        "DATABASE_URL": url,
        "SECRET_KEY": SECRET_KEY,
        "PORT": str(port),
        "WORKERS": str(workers),
        "BUSINESS_DATE": BUSINESS_DATE.isoformat(),
        "INSTANCE_FOLDER": str(folder / "instance"),
        "UPLOAD_FOLDER": str(folder / "uploads"),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XIESHANG_")}
    environment = kept | {f"XIESHANG_{name}": value for name, value in given.items()}
    log = folder / "server.log"
    with log.open("wb") as written:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "wsgi:app"],
            cwd=ROOT,
            env=environment,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
        try:
            if not _answers(port, server):
                raise RuntimeError(log.read_text(encoding="utf-8"))
            yield Server(port, server.pid, workers)
        finally:
            server.terminate()
            server.wait(timeout=SECONDS_TO_START)


def _answers(port: int, server: subprocess.Popen[bytes]) -> bool:
    """Ask for the server's health until it answers or has ended."""
    pause, until = Event(), time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < until:
        connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS_TO_START)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return True
        except (OSError, HTTPException):
            pause.wait(0.05)
        finally:
            connection.close()
    return False


@dataclass
class Browser:
    """Somebody's browser: it keeps its cookies and sends what a form holds."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, client: PanelClient, port: int) -> Browser:
        """Return a browser with the session that a test's client has."""
        cookie = client.get_cookie(client.application.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        return cls(port, {cookie.key: cookie.value})

    def copy(self) -> Browser:
        """Return another window of the same browser."""
        return Browser(self.port, dict(self.cookies))

    def get(self, path: str) -> tuple[int, str]:
        """Return status and text of a page."""
        status, _where, text = self._send("GET", path, b"")
        return status, text

    def post(self, path: str, form: dict[str, list[str]]) -> tuple[int, str]:
        """Send a form; return status and where it leads."""
        status, where, _text = self._send("POST", path, urlencode(form, doseq=True).encode())
        return status, where

    def _send(self, method: str, path: str, body: bytes) -> tuple[int, str, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS_TO_START)
        try:
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            connection.request(method, path, body or None, headers | ({"Content-Type": FORM} if body else {}))
            answer = connection.getresponse()
            for line in answer.headers.get_all("Set-Cookie", []):
                name, _, value = line.partition(";")[0].partition("=")
                self.cookies[name.strip()] = value
            return answer.status, answer.headers.get("Location", ""), answer.read().decode()
        finally:
            connection.close()
