"""How the two engines copy themselves while others write, and take such a copy back.

SQLite copies itself page by page at one moment. PostgreSQL is copied by its own ``pg_dump`` over a snapshot in which the rows are
counted too. Passwords go to these programs in their environment, never on the command line, where every user of the machine
could read them.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import URL
from sqlalchemy.engine import make_url

from models.marks import N_
from panel.backup.manifest import Ask
from panel.backup.problem import BackupProblem

NO_PROGRAM = N_(
    "%(name)s was not found. Install PostgreSQL's client programs, or name their folder in XIESHANG_POSTGRESQL_PROGRAMS."
)
PROGRAM_FAILED = N_("%(name)s ended with: %(text)s")
NO_DATABASE_FILE = N_("There is no database at %(path)s.")
NOT_EMPTY = N_(
    "The database already holds tables; a backup is restored into an empty one, so that nothing is lost."
)

Counted = Callable[[Ask], None]
_VARIABLES = {
    "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT",
}  # fmt: skip
"""What an address says -> how PostgreSQL's programs are told."""


class Sqlite:
    """A database in one file."""

    name = "sqlite"

    def __init__(self, url: str) -> None:
        self.path = Path(str(make_url(url).database))

    def copy_to(self, target: Path, count: Counted) -> None:
        """Copy the database to a file as it stands at one moment, and let the copy be counted.

        Raises:
            BackupProblem: there is none.
        """
        if not self.path.is_file():
            raise BackupProblem(NO_DATABASE_FILE, path=self.path)
        with (
            closing(sqlite3.connect(self.path)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
            # One file, without the log that would lie beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
            count(lambda statement: copy.execute(statement).fetchall())

    def require_empty(self) -> None:
        """Refuse a database that holds anything.

        Raises:
            BackupProblem: it does.
        """
        if not self.path.exists():
            return
        with self.asked() as ask:
            if ask("SELECT 1 FROM sqlite_master LIMIT 1"):
                raise BackupProblem(NOT_EMPTY)

    def take(self, copy: Path) -> None:
        """Become the copy; the database must be empty."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(self.path)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = WAL")

    @contextmanager
    def asked(self) -> Iterator[Ask]:
        """Yield what runs a SELECT and returns the rows."""
        with closing(sqlite3.connect(self.path)) as connection:
            yield lambda statement: connection.execute(statement).fetchall()

    @contextmanager
    def beside(self, folder: Path) -> Iterator[Sqlite]:
        """Yield an empty database for a trial, which is gone afterwards."""
        yield Sqlite(f"sqlite:///{folder / 'trial.sqlite'}")


class Postgresql:
    """A database of a PostgreSQL server, as its owner reaches it."""

    name = "postgresql"

    def __init__(self, url: str, programs: Path | None) -> None:
        self.url = make_url(url)
        self.programs = programs

    def _connect(self, **options: Any) -> psycopg.Connection[Any]:
        return psycopg.connect(**self._parameters(self.url), **options)

    @staticmethod
    def _parameters(url: URL) -> dict[str, Any]:
        given = {
            "host": url.host or url.query.get("host"), "port": url.port or url.query.get("port"),
            "user": url.username, "password": url.password, "dbname": url.database,
            "sslmode": url.query.get("sslmode"), "sslrootcert": url.query.get("sslrootcert"),
        }  # fmt: skip
        return {name: value for name, value in given.items() if value is not None}

    def copy_to(self, target: Path, count: Counted) -> None:
        """Dump the database as it stands at one moment, and let that moment be counted.

        Raises:
            BackupProblem: ``pg_dump`` is missing or fails.
        """
        with self._connect() as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
            self._run(
                "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"
            )  # fmt: skip
            count(lambda statement: connection.execute(statement.encode()).fetchall())

    def require_empty(self) -> None:
        """Refuse a database that holds anything.

        Raises:
            BackupProblem: it does.
        """
        with self.asked() as ask:
            if ask("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1"):
                raise BackupProblem(NOT_EMPTY)

    def take(self, copy: Path) -> None:
        """Become the copy, whole or not at all; the database must be empty.

        Raises:
            BackupProblem: ``pg_restore`` is missing or fails.
        """
        self._run(
            "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
            f"--dbname={self.url.database}", str(copy),
        )  # fmt: skip

    @contextmanager
    def asked(self) -> Iterator[Ask]:
        """Yield what runs a SELECT and returns the rows."""
        with self._connect() as connection:
            yield lambda statement: connection.execute(statement.encode()).fetchall()

    @contextmanager
    def beside(self, folder: Path) -> Iterator[Postgresql]:
        """Yield an empty database of the same server for a trial, which is gone afterwards."""
        name = f"xieshang_trial_{uuid4().hex[:12]}"
        with self._connect(autocommit=True) as connection:
            connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
            try:
                yield Postgresql(
                    self.url.set(database=name).render_as_string(hide_password=False), self.programs
                )
            finally:
                connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))

    def _run(self, program: str, *arguments: str) -> None:
        found = shutil.which(program, path=str(self.programs) if self.programs else None)
        if found is None:
            raise BackupProblem(NO_PROGRAM, name=program)
        given = {_VARIABLES[name]: str(value) for name, value in self._parameters(self.url).items()}
        ended = subprocess.run(  # noqa: S603 - pg_dump or pg_restore, and what the settings say
            [found, *arguments],
            env={"LC_ALL": "C.UTF-8", **given},
            capture_output=True,
            text=True,
            check=False,
        )
        if ended.returncode != 0:
            raise BackupProblem(PROGRAM_FAILED, name=program, text=ended.stderr.strip()[-400:])


def database_of(url: str, programs: Path | None) -> Sqlite | Postgresql:
    """Return the database that an address means."""
    return Sqlite(url) if make_url(url).get_backend_name() == "sqlite" else Postgresql(url, programs)
