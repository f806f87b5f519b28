"""Several processes walk over the history together, each with a connection of its own, all seeing the same moment."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Any

from sqlalchemy import Connection, text

from models.history.walking import Ask, Stretch, asker, walk

_AHEAD = 3
"""Stretches for each process that may be under way or wait to be joined; more would only fill the memory."""

_own: dict[str, Any] = {}


def processes() -> int:
    """Return how many processes are worth their while on this machine."""
    return min(4, os.cpu_count() or 1)


def walked_by_processes(
    connection: Connection, borders: Iterable[tuple[int, int]], number: int
) -> Iterator[Stretch]:
    """Yield the stretches in order, walked by ``number`` processes.

    On PostgreSQL the transaction of ``connection`` must be REPEATABLE READ, else it has no snapshot to share. On SQLite what has
    a number never changes, so the same numbers are the same entries.
    """
    dialect = connection.dialect
    snapshot = None
    if dialect.name == "postgresql":
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
    given, named = dialect.create_connect_args(connection.engine.url)
    # Forked: the processes begin at once and know what this one knows; none touches a connection that it was born with.
    pool = ProcessPoolExecutor(
        number,
        multiprocessing.get_context("fork"),
        _begin,
        (dialect.name, tuple(given), dict(named), snapshot),
    )
    with pool:
        waiting = iter(borders)
        under_way: deque[Future[Stretch]] = deque(
            pool.submit(_walk, *each) for each in islice(waiting, number * _AHEAD)
        )
        while under_way:
            found = under_way.popleft().result()
            for each in islice(waiting, 1):
                under_way.append(pool.submit(_walk, *each))
            yield found


def _begin(dialect: str, given: tuple[Any, ...], named: dict[str, Any], snapshot: str | None) -> None:
    if dialect == "sqlite":
        opened: Any = sqlite3.connect(f"file:{given[0]}?mode=ro", uri=True)
        opened.execute("PRAGMA mmap_size = 4294967296")
    else:
        import psycopg  # noqa: PLC0415 - an office on SQLite need not load it

        opened = psycopg.connect(*given, **named, autocommit=True)
        opened.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        opened.execute(f"SET TRANSACTION SNAPSHOT '{snapshot}'")
    # Rows by the ten thousand, and no circles among them: collecting would only look them through.
    gc.disable()
    _own["ask"] = asker(opened, dialect)
    _own["dialect"] = dialect


def _walk(begin: int, end: int) -> Stretch:
    ask: Ask = _own["ask"]
    return walk(ask, _own["dialect"], begin, end)
