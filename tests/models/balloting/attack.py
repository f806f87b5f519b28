"""What somebody can try who has a full copy of the database: put the votes into the order in which people voted.

Each attempt returns how well it joined: 1 is every voter, what chance gives is far below.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url

from tests.engines import Databases

JOINED = 0.75
"""From here on an attempt counts as a join. Among 48 voters with three options chance agrees in a third of the places, with a
standard deviation of 0.07; the rank correlation of two random orders has one of 0.15. Both lie at least 5 deviations below."""


def orders_of(engine: Engine, table: str, columns: str) -> dict[str, list[Any]]:
    """Return the rows of a table in every order that the engine can give them."""
    wanted = {"as they come": "", "by key": " ORDER BY key"}
    if engine.dialect.name == "postgresql":
        wanted |= {"by place": " ORDER BY ctid", "by transaction": " ORDER BY xmin::text::bigint, ctid"}
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            definition = connection.scalar(
                text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table}
            )
            if "WITHOUT ROWID" not in definition:
                wanted["by rowid"] = " ORDER BY rowid"
        return {
            name: list(connection.execute(text(f"SELECT {columns} FROM {table}{order}")))
            for name, order in wanted.items()
        }


def agreement(found: Sequence[Any], truth: Sequence[Any]) -> float:
    """Return in which share of the places two orders of marks agree, forwards or backwards."""
    if len(found) != len(truth):
        return 0.0
    best: float = max(
        sum(one == two for one, two in zip(way, truth, strict=True)) / len(truth)
        for way in (found, found[::-1])
    )
    return best


def correlation(places: Sequence[float]) -> float:
    """Return how strongly places rise or fall with the order of the voters: Spearman's rank correlation, without its sign."""
    number = len(places)
    ranks = {place: rank for rank, place in enumerate(sorted(places))}
    squares = sum((rank - ranks[place]) ** 2 for rank, place in enumerate(places))
    return float(abs(1 - 6 * squares / (number * (number * number - 1))))


@contextmanager
def keeping_the_log(engine: Engine) -> Iterator[str]:
    """Hold the write-ahead log back from here on, and yield where it begins, as ``log_position`` does.

    The server throws away or reuses a file of its log at any checkpoint, and other tests bring those about.
    """
    if engine.dialect.name == "sqlite":
        yield ""
        return
    name = f"attack_{secrets.token_hex(8)}"
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_create_physical_replication_slot(:name, true)"), {"name": name})
        connection.commit()
    try:
        # The slot holds the log from the last checkpoint on, which lies before this place or on it.
        yield log_position(engine)
    finally:
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_drop_replication_slot(:name)"), {"name": name})
            connection.commit()


def log_position(engine: Engine) -> str:
    """Return the name of the file into which the write-ahead log is written now; empty on SQLite."""
    if engine.dialect.name == "sqlite":
        return ""
    with engine.connect() as connection:
        return str(connection.scalar(text("SELECT pg_walfile_name(pg_current_wal_lsn())")))


def files_of(engine: Engine, databases: Databases, since: str) -> dict[str, bytes]:
    """Return the bytes of every file that the database's engine keeps: tables, free pages, the write-ahead log.

    Args:
        engine: of the database.
        databases: where PostgreSQL keeps its files.
        since: the file of the log at the beginning; what all other tests wrote before does not concern this database.
    """
    if engine.dialect.name == "sqlite":
        name = str(make_url(str(engine.url)).database)
        paths: Iterable[Path] = (Path(name + ending) for ending in ("", "-wal"))
        return {path.name: path.read_bytes() for path in paths if path.is_file()}
    with engine.connect() as connection:
        number = connection.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
        connection.rollback()
        # What lies in memory alone is brought to the disk, where the copy is made.
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("CHECKPOINT"))
    folder = databases.postgresql_folder
    tables = sorted(path for path in (folder / "base" / str(number)).iterdir() if path.is_file())
    now = log_position(engine)
    log = sorted(path for path in (folder / "pg_wal").iterdir() if since <= path.name <= now)
    return {
        name: b"".join(path.read_bytes() for path in paths)
        for name, paths in (("tables", tables), ("log", log))
    }


def places(content: bytes, shape: bytes) -> tuple[dict[bytes, int], dict[bytes, int]]:
    """Return for everything of a shape (a regular expression) its first and its last place in the content."""
    first: dict[bytes, int] = {}
    last: dict[bytes, int] = {}
    for found in re.finditer(shape, content):
        first.setdefault(found.group(), found.start())
        last[found.group()] = found.start()
    return first, last


def order_in_files(files: dict[str, bytes], marks: Sequence[bytes], shape: bytes) -> dict[str, float]:
    """Return for each file, and for the first and the last place in it, how the places of ``marks`` follow the voters' order."""
    found = {}
    for name, content in files.items():
        for way, place in zip(("first", "last"), places(content, shape), strict=True):
            if all(mark in place for mark in marks):
                found[f"{name}, {way}"] = correlation([place[mark] for mark in marks])
    return found
