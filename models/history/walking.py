"""Walking over the entries in the order of their numbers: each hash computed again, each record's chain followed.

The database puts the bytes together that a hash covers, in one expression for each entry; Python hashes them. A stretch of
entries is walked by itself, so that several processes can share the work; what begins before a stretch is left to who joins them.
"""
# ruff: noqa: S608 - what is put together here are names of columns of ours

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from operator import itemgetter
from typing import Any

from models.history import postgresql
from models.history.canonical import FIELDS
from models.history.merkle import leaf

STRETCH = 10_000
"""Numbers in a stretch."""

_WHOLE_NUMBERS = frozenset({"id", "organization_id", "record_version"})

Ask = Callable[[str, tuple[Any, ...]], list[Any]]
"""Runs a SELECT of ours with its parameters and returns all rows."""


@dataclass(slots=True)
class Stretch:
    """What was found between two numbers.

    Attributes:
        numbers: of the entries, in order.
        leaves: of the Merkle tree, one for each.
        first: record -> (previous hash that its first entry here names, number of that entry).
        last: record -> hash of its last entry here.
        wrong: (what, entry or event, number) of what is wrong within.
    """

    numbers: array[int]
    leaves: list[bytes]
    first: dict[bytes, tuple[bytes | None, int]] = field(default_factory=dict)
    last: dict[bytes, bytes] = field(default_factory=dict)
    wrong: list[tuple[str, str, int]] = field(default_factory=list)


def walk(ask: Ask, dialect: str, begin: int, end: int) -> Stretch:
    """Walk over the entries with numbers from ``begin`` up to, and not with, ``end``."""
    rows: list[Any] = []
    for table in FIELDS:
        rows += ask(_statement(table, dialect), (begin, end))
    rows.sort(key=itemgetter(0))
    found = Stretch(array("q", [row[0] for row in rows]), [])
    first, last, leaves, wrong = found.first, found.last, found.leaves, found.wrong
    for number, table, stored, previous, record, covered, odd in rows:
        if sha256(covered).hexdigest().encode() != stored or odd:
            wrong.append(("altered", table, number))
        leaves.append(leaf(stored))
        if record is None:
            if previous is not None:
                wrong.append(("broken", table, number))
            continue
        key = b"%b\x1f%b" % (table.encode(), record)
        before = last.get(key)
        if before is None:
            first[key] = (previous, number)
        elif before != previous:
            wrong.append(("broken", table, number))
        last[key] = stored
    return found


def stretches(ask: Ask, after: int | None, last: int) -> Iterator[tuple[int, int]]:
    """Yield (begin, end) of stretches that together hold every entry above ``after`` and up to ``last``; long gaps are jumped."""
    begin = _next(ask, after)
    while begin is not None and begin <= last:
        end = min(begin + STRETCH, last + 1)
        yield begin, end
        begin = _next(ask, end - 1)


def newest(ask: Ask) -> int | None:
    """Return the highest number of an entry, ``None`` when there is none."""
    found = [ask(f"SELECT max(id) FROM {table}", ())[0][0] for table in FIELDS]
    return max((number for number in found if number is not None), default=None)


def _next(ask: Ask, after: int | None) -> int | None:
    where = "" if after is None else f" WHERE id > {int(after)}"
    found = [ask(f"SELECT min(id) FROM {table}{where}", ())[0][0] for table in FIELDS]
    return min((number for number in found if number is not None), default=None)


def asker(driver_connection: Any, dialect: str) -> Ask:
    """Return what asks through a connection of the driver, in whatever transaction it is."""
    if dialect == "sqlite":
        return lambda statement, values: driver_connection.execute(statement, values).fetchall()

    def ask(statement: str, values: tuple[Any, ...]) -> list[Any]:
        with driver_connection.cursor(binary=True) as cursor:
            return cursor.execute(statement.replace("?", "%s"), values).fetchall()  # type: ignore[no-any-return]

    return ask


@cache
def _statement(table: str, dialect: str) -> str:
    if dialect == "sqlite":
        parts = [f"'{len(table)}:{table}'"]
        for name in FIELDS[table]:
            nothing = "''" if name == "nonce" else "'-'"
            parts.append(f"coalesce(length(CAST({name} AS BLOB)) || ':' || {name}, {nothing})")
        texts = [name for name in (*FIELDS[table], "hash") if name not in _WHOLE_NUMBERS]
        # As bytes throughout: text that a tamperer left undecodable is to be found, not to stop the search.
        columns = (
            "coalesce(CAST(hash AS BLOB), x''), CAST(previous_hash AS BLOB), CAST(table_name || char(31) || record_id AS BLOB),"
            f" CAST({' || '.join(parts)} AS BLOB), 'blob' IN ({', '.join(f'typeof({name})' for name in texts)})"
        )
    else:
        columns = (
            "convert_to(hash, 'UTF8'), convert_to(previous_hash, 'UTF8'),"
            " convert_to(table_name || chr(31) || record_id, 'UTF8'),"
            f" {postgresql.covered(table)}, false"
        )
    return f"SELECT id, '{table}', {columns} FROM {table} WHERE id >= ? AND id < ? ORDER BY id"
