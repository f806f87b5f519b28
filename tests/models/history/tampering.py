"""A long sealed history, written past the triggers to be quick, and what somebody who holds the database does to it."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from models.history.canonical import FIELDS, SEALS, digest
from models.history.sealing import next_seal, write_seal
from models.history.seals import SealRow, read_seals

BEGAN = datetime(2019, 10, 8, 1, 0, tzinfo=UTC)
TABLES = ("proposal", "handling", "training_attendance", "opinion_report")
Do = Callable[..., Any]


def entries(number: int) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield (table, row) of a history of so many entries: records are entered, changed a few times and handed in."""
    drawn = random.Random(2020)
    last: dict[tuple[str, str, str], str] = {}
    records = max(number // 16, 1)
    for id_ in range(1, number + 1):
        table, record = TABLES[id_ % 4], str(drawn.randrange(records) + 1)
        entry = "event" if id_ % 5 == 0 else "change"
        before = last.get((entry, table, record))
        moment = f"{BEGAN + timedelta(seconds=20 * id_):%Y-%m-%d %H:%M:%S.%f}"
        actor = drawn.randrange(40)
        row: list[Any] = [
            id_, f"{id_ // 3:x}", moment, f"account:{actor}", f"经办人{actor}", "clerk", None, f"{id_ // 3:08x}",
            "按主席会议意见修改" if id_ % 7 == 0 else None, 1, table, record,
        ]  # fmt: skip
        if entry == "event":
            row += ["submitted", 2, json.dumps({"number": id_}), before, f"{drawn.getrandbits(128):032x}"]
        elif before is None:
            row += ["insert", 1, None, _whole(id_, record), before, f"{drawn.getrandbits(128):032x}"]
        else:
            new = json.dumps({"title": f"关于第{id_}件事的建议", "state": "submitted"}, ensure_ascii=False)
            old = json.dumps({"title": f"关于第{id_ - 9}件事的建议", "state": "draft"}, ensure_ascii=False)
            row += ["update", 2, old, new, before, f"{drawn.getrandbits(128):032x}"]
        hash_ = digest(entry, row)
        last[entry, table, record] = hash_
        yield entry, (*row, hash_)


def _whole(id_: int, record: str) -> str:
    return json.dumps(
        {"id": int(record), "key": False, "name": f"关于改善城北新区第{id_}处停车场的建议", "state": "draft", "version": 1,
         "seat_id": id_ % 260, "proposer": "委员", "situation": "群众反映较多，节假日尤其突出。" * 4, "publishable": True,
         "organization_id": 1, "created_at": "2020-01-07T02:14:55.301", "trashed_at": None},
        ensure_ascii=False,
    )  # fmt: skip


@contextmanager
def holding(engine: Engine) -> Iterator[Do]:
    """Yield what runs a statement as somebody who holds the database itself: no trigger is in the way."""
    if engine.dialect.name == "sqlite":
        file = sqlite3.connect(str(make_url(str(engine.url)).database), isolation_level=None)
        for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            file.execute(f'DROP TRIGGER "{name}"')
        file.execute("BEGIN")
        yield lambda statement, values=(): file.execute(statement, values)
        file.execute("COMMIT")
        file.close()
    else:
        given, named = engine.dialect.create_connect_args(engine.url)
        with psycopg.connect(*given, **named) as server:
            server.execute("SET session_replication_role = replica")
            yield lambda statement, values=(): server.execute(statement.replace("?", "%s"), values)


def fill(engine: Engine, number: int) -> None:
    """Write a history of so many entries."""
    rows: dict[str, list[tuple[Any, ...]]] = {"change": [], "event": []}
    with holding(engine) as do:
        for table, row in entries(number):
            rows[table].append(row)
            if len(rows[table]) == 20_000:
                _write(do, table, rows[table])
                rows[table] = []
        for table, rest in rows.items():
            _write(do, table, rest)
        if engine.dialect.name == "postgresql":
            do(f"SELECT setval('history_id', {number})")


def _write(do: Do, table: str, rows: list[tuple[Any, ...]]) -> None:
    names = (*FIELDS[table], "hash")
    target: Any = do("SELECT 1").connection
    if isinstance(target, sqlite3.Connection):
        target.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", rows
        )
        return
    with target.cursor().copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def seal_all(engine: Engine, ends: Iterable[int], key: Ed25519PrivateKey) -> list[SealRow]:
    """Seal up to each of the numbers, as the sealer did it then; return the new seals."""
    made = []
    with engine.connect() as connection:
        for end in ends:
            seal = next_seal(connection, key, end)
            if seal is not None:
                write_seal(connection, seal)
                made.append(seal)
        connection.commit()
    return made


class Tamperer:
    """Somebody who holds the database, with a plan: each act in a seal of its own, so that each must be found by itself."""

    def __init__(self, do: Do, seals: list[SealRow]) -> None:
        self.do = do
        self._draw = random.Random(41)
        self._free = list(seals)
        self._draw.shuffle(self._free)

    def _entry(self) -> tuple[SealRow, str, int]:
        seal = self._free.pop()
        number = self._draw.randrange(seal.first_entry, seal.last_entry + 1)
        return seal, "event" if number % 5 == 0 else "change", number

    def change(self) -> tuple[str, int]:
        """Change one field of an entry and nothing else; return how it must be found: as altered, by its number."""
        _seal, table, number = self._entry()
        fields = {"event": "detail", "change": "new"}
        field, value = self._draw.choice(
            [(fields[table], "{}"), ("actor", "account:999"), ("actor_label", "他人"), ("moment", "2019-01-01 00:00:00.000001"),
             ("reason", "另一个理由"), ("roles", "chair"), ("organization_id", 2), ("record_version", 77), ("nonce", "0" * 32)]
        )  # fmt: skip
        self.do(f"UPDATE {table} SET {field} = ? WHERE id = ?", (value, number))
        return "altered", number

    def delete(self) -> tuple[str, int]:
        """Delete an entry; return the seal that must say so."""
        seal, table, number = self._entry()
        self.do(f"DELETE FROM {table} WHERE id = ?", (number,))
        return "seal", seal.number

    def insert(self) -> tuple[str, int]:
        """Slip in an entry that is right in itself; return the seal that must say so."""
        seal, table, number = self._entry()
        other = "change" if table == "event" else "event"
        row: list[Any] = [
            number, "x", "2020-01-01 00:00:00.000001", "account:3", "经办人3", "clerk", None, None, None, 1, "seat", f"9{number}",
        ]  # fmt: skip
        row += (
            ["approved", 1, None, None, "f" * 32]
            if other == "event"
            else ["delete", 1, "{}", None, None, "f" * 32]
        )
        names = (*FIELDS[other], "hash")
        self.do(
            f"INSERT INTO {other} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
            (*row, digest(other, row)),
        )
        return "seal", seal.number

    def rehash(self) -> tuple[str, int]:
        """Change an entry and mend its hash and the whole chain behind it; return the seal that must say so."""
        seal, table, number = self._entry()
        self.do(f"UPDATE {table} SET reason = ? WHERE id = ?", ("改写的理由", number))
        self._mend(table, number)
        return "seal", seal.number

    def _mend(self, table: str, number: int) -> None:
        (of,) = self.do(f"SELECT table_name, record_id FROM {table} WHERE id = ?", (number,))
        moment = "moment" if isinstance(self.do("SELECT 1").connection, sqlite3.Connection) else _MOMENT
        names = ", ".join(moment if name == "moment" else name for name in FIELDS[table])
        chain = self.do(
            f"SELECT {names} FROM {table} WHERE table_name = ? AND record_id = ? ORDER BY id", tuple(of)
        )
        before = None
        for row in chain.fetchall():
            values = [*row[:-2], before, row[-1]]
            mended = digest(table, values)
            self.do(f"UPDATE {table} SET previous_hash = ?, hash = ? WHERE id = ?", (before, mended, row[0]))
            before = mended


_MOMENT = "to_char(moment, 'YYYY-MM-DD HH24:MI:SS.US')"


def reseal(engine: Engine, acts: int, key: Ed25519PrivateKey, kept: list[SealRow]) -> set[str]:
    """As the owner change entries, mend every chain, seal everything anew; return the digests that the auditor kept of them."""
    with holding(engine) as do:
        tamperer = Tamperer(do, kept)
        touched = {tamperer.rehash()[1] for _ in range(acts)}
        do(f"DELETE FROM {SEALS}")
    seal_all(engine, [seal.last_entry for seal in kept], key)
    return {seal.digest for seal in kept if seal.number in touched}


def standing_digests(engine: Engine) -> set[str]:
    """Return the digests of the seals as they stand."""
    with engine.connect() as connection:
        return {seal.digest for seal in read_seals(connection)}
