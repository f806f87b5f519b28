"""The demonstration year in a database that is filled once and copied for each test, and a server over a copy."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from panel.demo import load
from tests.engines import Databases
from tests.fixtures.app import make_schema, own_app

INSTANCE = "instance"
"""Folder beside the database in which attachments and the secrets of open ballot boxes are kept."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A filled database and the folder that belongs to it.

    Attributes:
        url: of the database; nobody is connected to it.
        folder: what the program keeps beside it.
    """

    url: str
    folder: Path

    @classmethod
    def load(cls, databases: Databases, engine_name: str, folder: Path) -> Demonstration:
        """Fill a new database with the demonstration year, in some ten seconds."""
        made = cls(databases.create(engine_name), folder)
        with made.app() as app:
            make_schema(app)
            with app.app_context():
                load()
        return made

    @contextmanager
    def app(self) -> Iterator[Flask]:
        """Yield the application over this database, as `make demo` sets it up; its connections are closed afterwards."""
        kept = self.folder / INSTANCE
        with own_app(self.url, demo=True, instance_folder=kept, upload_folder=kept / "uploads") as app:
            # A fault is answered as it is answered in the office, with a page; the browser's watch notices it.
            app.testing = False
            yield app

    @contextmanager
    def copied(self, databases: Databases, folder: Path) -> Iterator[Demonstration]:
        """Yield a copy that may be changed, and drop it afterwards."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        copy = Demonstration(databases.clone(self.url), folder)
        try:
            yield copy
        finally:
            databases.drop(copy.url)

    @contextmanager
    def served(self) -> Iterator[str]:
        """Serve it on a free port of this machine, and yield the address."""
        with self.app() as app, serving(app) as address:
            yield address


class _Quiet(WSGIRequestHandler):
    """Answers without a line for each request: what matters is written down by the browser's watch."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve an application in threads of this process, and yield the address."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


__all__ = ["Demonstration", "serving"]
