"""Compute every hash again and follow every chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from sqlalchemy import Connection, Row, text

from models.history.canonical import FIELDS, digest

_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Problem:
    """One place where history is not what the application wrote.

    ``altered``: the entry does not have the hash of what it says. ``broken``: it does not follow the entry that stands
    before it in the history of the same record, so entries between were removed, added or exchanged. ``missing``: numbers of
    entries that are not there (SQLite numbers without gaps; PostgreSQL leaves one at each rollback, so nothing can be said).
    """

    kind: Literal["altered", "broken", "missing"]
    entry: Literal["change", "event"] | None
    id: int
    table: str | None
    record_id: str | None
    sentence: str


def verify(connection: Connection, *, after_id: int = 0) -> list[Problem]:
    """Return what is wrong with the entries numbered above ``after_id``, oldest record first; an empty list means nothing.

    Entries are read record by record and in batches, so memory does not grow with their number. Who can rewrite the whole
    chain of a record, hashes included, or cut off its newest entries, is found by a seal kept elsewhere only.
    """
    found = [
        *_table_problems(connection, "change", after_id),
        *_table_problems(connection, "event", after_id),
    ]
    if connection.dialect.name == "sqlite":
        found += _gaps(connection, after_id)
    return found


def _table_problems(
    connection: Connection, table: Literal["change", "event"], after_id: int
) -> Iterator[Problem]:
    fields = FIELDS[table]
    moment = (
        "moment" if connection.dialect.name == "sqlite" else "to_char(moment, 'YYYY-MM-DD HH24:MI:SS.US')"
    )
    columns = ", ".join(moment if field == "moment" else field for field in fields)
    statement = text(
        f"SELECT {columns}, hash FROM {table} WHERE id > :after_id"  # noqa: S608 - constants
        " ORDER BY table_name, record_id, id"
    )
    place = {field: number for number, field in enumerate(fields)}
    record: tuple[str | None, str | None] | None = None
    previous: str | None = None
    rows = connection.execute(statement, {"after_id": after_id}, execution_options={"yield_per": _BATCH})
    for row in rows:
        *values, stored = row
        number = values[place["id"]]
        of = (values[place["table_name"]], values[place["record_id"]])
        if of != record:
            record = of
            # Above a number the record may have earlier entries, which this walk does not see.
            previous = _hash_before(connection, table, of, number) if after_id else None
        if digest(table, values) != stored:
            yield _problem(
                "altered", table, row, place, "does not have the hash of what it says: it was altered."
            )
        if values[place["previous_hash"]] != previous:
            yield _problem(
                "broken",
                table,
                row,
                place,
                "does not follow the entry before it: entries are missing or added.",
            )
        previous = stored if of[1] is not None and of[0] is not None else None


def _problem(
    kind: Literal["altered", "broken"],
    table: Literal["change", "event"],
    row: Row[Any],
    place: dict[str, int],
    said: str,
) -> Problem:
    number, name, record_id = (row[place[field]] for field in ("id", "table_name", "record_id"))
    of = f" (of {name} {record_id})" if record_id is not None else ""
    return Problem(kind, table, number, name, record_id, f"The {table} {number}{of} {said}")


def _hash_before(
    connection: Connection, table: str, of: tuple[str | None, str | None], number: int
) -> str | None:
    statement = text(
        f"SELECT hash FROM {table} WHERE table_name = :name AND record_id = :record_id AND id < :number"  # noqa: S608 - constants
        " ORDER BY id DESC LIMIT 1"
    )
    found: str | None = connection.scalar(statement, {"name": of[0], "record_id": of[1], "number": number})
    return found


def _gaps(connection: Connection, after_id: int) -> Iterator[Problem]:
    """Find numbers that neither table has."""
    statement = text(
        "SELECT id FROM change WHERE id > :after_id UNION ALL SELECT id FROM event WHERE id > :after_id ORDER BY id"
    )
    rows = connection.execute(statement, {"after_id": after_id}, execution_options={"yield_per": _BATCH})
    numbers = (number for (number,) in rows)
    for before, number in pairwise(_from(after_id, numbers)):
        if number != before + 1:
            said = (
                f"entry {before + 1} is"
                if number == before + 2
                else f"entries {before + 1} to {number - 1} are"
            )
            yield Problem("missing", None, before + 1, None, None, f"The {said} missing.")


def _from(first: int, numbers: Iterator[int]) -> Iterator[int]:
    yield first
    yield from numbers
