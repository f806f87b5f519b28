"""The sealer: everything written and not yet sealed goes under one Merkle root, chained to the seal before it and signed.

A number below one that is sealed must never come to light afterwards. On SQLite writers come one after the other, so what can be
read is decided. On PostgreSQL a transaction draws its numbers long before it ends: the sealer notes how far the numbers go, then
who is writing at that moment, and waits until all of those have ended. It blocks nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from time import monotonic, sleep
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, Engine, insert, text
from sqlalchemy.exc import IntegrityError

from models import clock
from models.engines import writing
from models.history.canonical import FIELDS, SEAL_FIELDS, SEALS, digest
from models.history.merkle import Tree, leaf
from models.history.postgresql import SEQUENCE
from models.history.seals import SealRow, last_seal, sign
from models.history.tables import Seal
from models.history.walking import asker, newest

WAIT = 30.0
"""Seconds to wait for transactions that are writing; the next run seals what this one could not."""
_POLL = 0.05
_AT_ONCE = 10_000

Bind = Engine | Connection


class StillWriting(Exception):
    """A transaction that was writing when the sealer came has not ended in time; nothing was sealed."""


class BrokenSeal(Exception):
    """The last seal does not hold, so nothing is built on it."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


def seal_history(bind: Bind, key: Ed25519PrivateKey, *, wait: float = WAIT) -> SealRow | None:
    """Seal what is not sealed yet.

    Args:
        bind: the database.
        key: signs the seal.
        wait: seconds to wait for those who are writing (PostgreSQL).

    Returns:
        The new seal; ``None`` when there is nothing to seal, or another sealer was quicker.

    Raises:
        StillWriting: somebody is writing for longer than that.
        BrokenSeal: the last seal is not what was signed.
    """
    end = _decided(bind, wait)
    if end is None:
        return None
    with _opened(bind) as connection:
        made = next_seal(connection, key, end)
    if made is None:
        return None
    try:
        with writing(), _opened(bind) as connection:
            write_seal(connection, made)
            if not isinstance(bind, Connection):
                connection.commit()
    except IntegrityError:
        return None
    return made


@contextmanager
def _opened(bind: Bind) -> Iterator[Connection]:
    if isinstance(bind, Connection):
        with bind.begin_nested():
            yield bind
    else:
        with bind.connect() as connection:
            yield connection


def _decided(bind: Bind, wait: float) -> int | None:
    """Return the number up to which every entry has come to light that ever will; ``None`` when there is none."""
    with _opened(bind) as connection:
        if connection.dialect.name == "sqlite":
            return newest(asker(connection.connection.driver_connection, "sqlite"))
        end: int | None = connection.scalar(
            text(f"SELECT CASE WHEN is_called THEN last_value END FROM {SEQUENCE}")  # noqa: S608 - a constant
        )
        writers = set(connection.scalars(_WRITERS))
    until = monotonic() + wait
    while writers:
        with _opened(bind) as connection:
            writers &= set(connection.scalars(_WRITERS))
        if writers and monotonic() > until:
            raise StillWriting
        if writers:
            sleep(_POLL)
    return end


_WRITERS = text(
    "SELECT DISTINCT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND mode = 'RowExclusiveLock'"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND relation IN ('change'::regclass, 'event'::regclass)"
    " AND pid IS DISTINCT FROM pg_backend_pid()"
)
"""Who writes history: the lock is taken before a number is drawn, and kept until the transaction has ended."""


def write_seal(connection: Connection, seal: SealRow) -> None:
    """Write a seal; the caller commits."""
    values = {name: getattr(seal, name) for name in (*SEAL_FIELDS, "digest", "signature")}
    values["moment"] = datetime.fromisoformat(seal.moment).replace(tzinfo=UTC)
    connection.execute(insert(Seal), values)


def next_seal(connection: Connection, key: Ed25519PrivateKey, end: int) -> SealRow | None:
    """Return the seal over all entries that come after the last seal and up to ``end``; ``None`` when there are none.

    Raises:
        BrokenSeal: the last seal is not what was signed.
    """
    before = last_seal(connection)
    if before is not None and (before.computed_digest != before.digest or not before.is_signed):
        raise BrokenSeal(before.number)
    first = before.last_entry + 1 if before else 1
    tree, last = Tree(), None
    for numbers, leaves in _leaves(connection, first, end):
        tree.add(leaves)
        last = numbers[-1]
    if last is None:
        return None
    values: dict[str, Any] = {
        "number": before.number + 1 if before else 1,
        "first_entry": first,
        "last_entry": last,
        "entries": tree.size,
        "root": tree.root(),
        "moment": f"{clock.now():%Y-%m-%d %H:%M:%S.%f}",
        "previous_digest": before.digest if before else None,
        "public_key": key.public_key().public_bytes_raw().hex(),
    }
    made = digest(SEALS, [values[name] for name in SEAL_FIELDS])
    return SealRow(**values, digest=made, signature=sign(made, key))


def _leaves(connection: Connection, first: int, end: int) -> Iterator[tuple[list[int], list[bytes]]]:
    """Yield numbers and leaves from ``first`` (of the first seal from the beginning) to ``end``, in order."""
    hashes = (
        "coalesce(CAST(hash AS BLOB), x'')"
        if connection.dialect.name == "sqlite"
        else "convert_to(hash, 'UTF8')"
    )
    parts = [
        f"SELECT id, {hashes}, '{table}' AS entry FROM {table} WHERE id <= :end{' AND id >= :first' if first > 1 else ''}"  # noqa: S608 - constants
        for table in FIELDS
    ]
    statement = text(f"{' UNION ALL '.join(parts)} ORDER BY id, entry")
    values = {"end": end} | ({"first": first} if first > 1 else {})
    rows = connection.execute(statement, values, execution_options={"yield_per": _AT_ONCE})
    for some in rows.partitions():
        yield [row[0] for row in some], [leaf(bytes(row[1])) for row in some]
