"""Compute every hash again, follow every record's chain, and hold the seals against the entries that they sealed."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from models.history.canonical import FIELDS
from models.history.checking_seals import SealCheck
from models.history.parallel import processes, walked_by_processes
from models.history.problem import Problem, missing, of_entry
from models.history.reading import connection_of
from models.history.seals import SealRow, read_seals
from models.history.walking import Ask, Stretch, asker, newest, stretches, walk

WORTH_SHARING = 50_000
"""Entries from which on more than one process walks."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification of everything found.

    Attributes:
        problems: oldest first, those of the seals at the end.
        entries: how many changes and events there are.
        seals: how many.
        last: the newest seal.
        unsealed: how many entries no seal covers yet.
        unsealed_since: moment of the oldest of them, UTC, as text.
        outside: the seal whose digest was kept outside; ``None`` when there is none, or none was asked for.
        keys: public key -> number of the first seal that it signed.
    """

    problems: tuple[Problem, ...]
    entries: int
    seals: int
    last: SealRow | None
    unsealed: int
    unsealed_since: str | None
    outside: SealRow | None
    keys: dict[str, int]


def verify(connection: Connection, *, after_id: int = 0) -> list[Problem]:
    """Return what is wrong with the entries numbered above ``after_id``, in order; an empty list means nothing.

    This looks at the entries alone. Who can rewrite the whole chain of a record, hashes included, or cut off its newest entries,
    is found by the seals: :func:`verify_all`.
    """
    chains = _Chains(connection, after_id)
    for stretch in _walked(connection, after_id or None):
        chains.take(stretch)
    return chains.problems()


def verify_all(
    bind: Engine | Connection,
    *,
    known: Collection[str] | None = None,
    outside: str | None = None,
    workers: int | None = None,
) -> Verified:
    """Verify entries, chains, seals and signatures, as everything stands at one moment.

    Args:
        bind: the database; of a connection, its transaction.
        known: the public keys that may have signed; ``None`` where that is not known.
        outside: the digest of a seal that was kept outside the database.
        workers: how many processes share the work; by default as many as the machine has cores, when there is enough of it.
    """
    if isinstance(bind, Connection):
        return _verify_all(bind, known, outside, 1)
    options = {"isolation_level": "REPEATABLE READ"} if bind.dialect.name == "postgresql" else {}
    with bind.connect().execution_options(**options) as connection:
        return _verify_all(connection, known, outside, workers)


def _verify_all(
    connection: Connection, known: Collection[str] | None, outside: str | None, workers: int | None
) -> Verified:
    chains, entries = _Chains(connection, 0), 0
    seals = SealCheck(read_seals(connection), known=known, outside=outside)
    for stretch in _walked(connection, None, workers):
        chains.take(stretch)
        seals.take(stretch.numbers, stretch.leaves)
        entries += len(stretch.numbers)
    seals.finish()
    since = None
    if seals.unsealed:
        since = _oldest_after(connection, seals.last.last_entry if seals.last else None)
    return Verified(
        (*chains.problems(), *seals.problems),
        entries, seals.number, seals.last, seals.unsealed, since, seals.found, seals.keys,
    )  # fmt: skip


def waiting_entries(
    asked: Session | Connection, last_sealed: int | None, organization_id: int
) -> tuple[int, str | None]:
    """Return how many entries of an organization come after a number (all, when there is none), and the oldest one's moment.

    What another organization writes is not counted: the number would tell its readers here how busy it is.
    """
    connection = connection_of(asked)
    given = {"last": last_sealed or 0, "organization_id": organization_id}
    found = [
        connection.execute(
            text(
                f"SELECT count(*), {_least_moment(connection)} FROM {table}"  # noqa: S608 - constants
                " WHERE id > :last AND organization_id = :organization_id"
            ),
            given,
        ).one()
        for table in FIELDS
    ]
    moments = [row[1] for row in found if row[1] is not None]
    return sum(row[0] for row in found), min(moments, default=None)


def _least_moment(connection: Connection) -> str:
    sqlite = connection.dialect.name == "sqlite"
    return "min(moment)" if sqlite else "to_char(min(moment), 'YYYY-MM-DD HH24:MI:SS.US')"


def _oldest_after(connection: Connection, number: int | None) -> str | None:
    moment = (
        "moment" if connection.dialect.name == "sqlite" else "to_char(moment, 'YYYY-MM-DD HH24:MI:SS.US')"
    )
    where = "" if number is None else " WHERE id > :number"
    found = [
        connection.execute(
            text(f"SELECT id, {moment} FROM {table}{where} ORDER BY id LIMIT 1"),  # noqa: S608 - constants
            {} if number is None else {"number": number},
        ).first()
        for table in FIELDS
    ]
    return min(((row[0], row[1]) for row in found if row is not None), default=(0, None))[1]


def _walked(connection: Connection, after: int | None, workers: int | None = 1) -> Iterator[Stretch]:
    ask = _asker(connection)
    last = newest(ask)
    if last is None:
        return
    borders = stretches(ask, after, last)
    number = workers or (processes() if last > WORTH_SHARING else 1)
    if number > 1 and not _is_in_memory(connection):
        yield from walked_by_processes(connection, borders, number)
    else:
        for begin, end in borders:
            yield walk(ask, connection.dialect.name, begin, end)


def _is_in_memory(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite" and connection.engine.url.database in (None, "", ":memory:")


def _asker(connection: Connection) -> Ask:
    if not connection.in_transaction():
        connection.begin()
    return asker(connection.connection.driver_connection, connection.dialect.name)


class _Chains:
    """Joins stretches: what each record's first entry names must be the hash of its last one before."""

    def __init__(self, connection: Connection, after_id: int) -> None:
        self._ask = _asker(connection)
        self._dialect = connection.dialect.name
        self._after = after_id
        self._last: dict[bytes, bytes] = {}
        self._next = after_id + 1
        self._wrong: list[tuple[Any, Any, int]] = []
        self._gaps: list[tuple[int, int]] = []

    def take(self, stretch: Stretch) -> None:
        """Take the entries that come next."""
        self._wrong += stretch.wrong
        last = self._last
        for key, (previous, number) in stretch.first.items():
            before = last.get(key)
            if before is None and self._after:
                before = self._hash_before(key, number)
            if before != previous:
                self._wrong.append(("broken", key.split(b"\x1f", 1)[0].decode(), number))
        last.update(stretch.last)
        if self._dialect == "sqlite":
            self._look_for_gaps(stretch.numbers)

    def _look_for_gaps(self, numbers: array[int]) -> None:
        if not numbers:
            return
        if numbers[0] == self._next and numbers == array("q", range(numbers[0], numbers[0] + len(numbers))):
            self._next = numbers[-1] + 1
            return
        for before, number in pairwise((self._next - 1, *numbers)):
            if number > before + 1:
                self._gaps.append((before + 1, number - 1))
        self._next = numbers[-1] + 1

    def problems(self) -> list[Problem]:
        """Return what was found, in order."""
        found = [
            of_entry(kind, entry, number, *self._record_of(entry, number))
            for kind, entry, number in sorted(self._wrong, key=lambda each: (each[2], each[0]))
        ]
        return found + [missing(*gap) for gap in self._gaps]

    def _record_of(self, entry: str, number: int) -> tuple[str | None, str | None]:
        columns = (
            "CAST(table_name AS BLOB), CAST(record_id AS BLOB)"
            if self._dialect == "sqlite"
            else "table_name, record_id"
        )
        ((table, record),) = self._ask(f"SELECT {columns} FROM {entry} WHERE id = ?", (number,))  # noqa: S608 - constants
        return _plain(table), _plain(record)

    def _hash_before(self, key: bytes, number: int) -> bytes | None:
        entry, table, record = key.decode("utf-8", "surrogateescape").split("\x1f", 2)
        rows = self._ask(
            f"SELECT hash FROM {entry} WHERE table_name = ? AND record_id = ? AND id < ? ORDER BY id DESC LIMIT 1",  # noqa: S608 - constants
            (table, record, number),
        )
        return str(rows[0][0]).encode() if rows else None


def _plain(value: Any) -> str | None:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
