"""How connections of the two engines are set up.

SQLite: WAL, full sync, foreign keys and recursive triggers on, and an explicit BEGIN: with the driver's default a
released savepoint
survives the outer rollback. Whoever is going to write begins IMMEDIATE: with a deferred BEGIN two writers that both read first
lock each other out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, event

if TYPE_CHECKING:
    from flask_sqlalchemy import SQLAlchemy

_writing: ContextVar[bool] = ContextVar("xieshang_writing", default=False)


@contextmanager
def writing(on: bool = True) -> Iterator[None]:
    """Say that transactions begun in this block are going to write."""
    token = _writing.set(on)
    try:
        yield
    finally:
        _writing.reset(token)


def declare_writing() -> None:
    """Say so for the rest of the request or command (its context ends with it)."""
    _writing.set(True)


def undeclare_writing() -> None:
    """Go back to reading."""
    _writing.set(False)


def is_writing() -> bool:
    """Return whether transactions begun now are going to write."""
    return _writing.get()


def prepare(engine: Engine) -> None:
    """Attach the set-up to an engine before its first connection: pragmas, BEGIN, time zone, and the history's binding."""
    from models import history  # noqa: PLC0415 - the gate and the base of all records need each other

    history.attach(engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _set_up_postgresql)


def prepare_all(db: SQLAlchemy) -> None:
    """Prepare every engine of the current application."""
    for engine in db.engines.values():
        prepare(engine)


def hang_up(db: SQLAlchemy) -> None:
    """Close the connections that nobody uses: no process may share one with those that it starts."""
    for engine in db.engines.values():
        engine.dispose()


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "busy_timeout = 10000",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "recursive_triggers = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


def _set_up_postgresql(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TIME ZONE 'UTC'")
    connection.commit()
