"""Entries follow the history: whatever door a change came through, the database wrote it down, and here it is taken in.

Nothing is indexed while it is saved; who looks for something first takes in what was written since. On SQLite writers come one
after the other, so everything up to the newest change is decided. On PostgreSQL a transaction draws its numbers long before it
ends: what lies above :attr:`SearchState.done` is looked at again until every transaction that had begun then has ended. An entry
remembers the newest change of its record that it holds, so looking again costs one comparison.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, cast, delete, func, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.exc import OperationalError

from models.engines import is_writing, writing
from models.history import Change, own_database
from models.search.entries import entry_terms, first_key, last_key, searched_types, selected
from models.search.tables import SearchEntry, SearchState
from models.search.terms import as_tsvector

WAY = 1
"""The way in which terms are made; raise it when that changes, and every entry is made anew."""
AT_ONCE = 20_000
"""Changes that one search takes in before it answers; the rest is taken in by the next."""
_CHUNK = 500
_WAIT_MS, _USUAL_WAIT_MS = 1_500, 10_000
"""Milliseconds: here, and on every other connection (:mod:`models.engines`)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the entries follow: whether everything written is taken in, and how many changes were now."""

    whole: bool
    taken: int = 0


@contextmanager
def opened(*, writes: bool) -> Iterator[Connection]:
    """Yield a connection beside the session, in a transaction of its own that is committed at the end."""
    bind = own_database()
    if isinstance(bind, Connection):
        with bind.begin_nested():
            yield bind
        return
    with writing(writes), bind.connect() as connection, _patience(connection), connection.begin():
        yield connection


@contextmanager
def _patience(connection: Connection) -> Iterator[None]:
    """Let SQLite wait for another writer for a moment only: who looks for something rather finds what was taken in before."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    driver.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout = {_USUAL_WAIT_MS}")


def take_in(most: int = AT_ONCE) -> Standing:
    """Take in what was written since the last time; call it before looking for anything.

    Whoever cannot write now (a long import holds the database, it is full, it is read-only) finds what was taken in before; so
    does a request that is writing itself and would wait for its own end.
    """
    if is_writing():
        return Standing(whole=False)
    try:
        with opened(writes=False) as connection:
            state = connection.execute(_STANDS).first()
            if state is not None and state.made_by == WAY and state.done >= (state.newest or 0):
                return Standing(whole=True)
        with opened(writes=True) as connection:
            return _take_in(connection, most)
    except OperationalError:
        return Standing(whole=False)


def is_behind() -> int:
    """Return how many changes are not known to be taken in; of an index made in another way, all."""
    with opened(writes=False) as connection:
        state = connection.execute(_STATE).first()
        done = state.done if state is not None and state.made_by == WAY else 0
        return connection.scalar(select(func.count()).select_from(Change).where(Change.id > done)) or 0


_STATE = select(SearchState.made_by, SearchState.done, SearchState.seen, SearchState.horizon).where(
    SearchState.id == 1
)
_STANDS = select(
    SearchState.made_by, SearchState.done, select(func.max(Change.id)).scalar_subquery().label("newest")
).where(SearchState.id == 1)
_HORIZON = text(
    "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, pg_snapshot_xmax(pg_current_snapshot())::text::bigint,"
    " (SELECT coalesce(max(id), 0) FROM change)"
)
"""Before which transaction all have ended, after which none has begun, and the newest change: of one and the same moment."""


def _take_in(connection: Connection, most: int) -> Standing:
    if connection.dialect.name == "sqlite":
        newest = connection.scalar(select(func.max(Change.id))) or 0
        oldest = horizon = 0
    else:
        # Asked before anything is written or locked: this transaction itself must not count as one that is under way.
        connection.execute(text("SET LOCAL lock_timeout = '3s'"))
        oldest, horizon, newest = connection.execute(_HORIZON).one()
    state = _locked_state(connection)
    taken, last = _index(connection, state.done, most)
    whole = last is None
    values = {"seen": newest, "horizon": horizon, "done": state.done}
    if last is not None:
        # There is more than one search should wait for. Below the old mark everything has come to light; above it a
        # transaction may still be under way, and the mark stays until the rest is reached.
        decided = newest if oldest == horizon else state.seen if oldest >= state.horizon else state.done
        values["done"] = max(state.done, min(last, decided))
    elif oldest == horizon:
        values["done"] = max(state.done, newest)
    elif oldest >= state.horizon:
        values["done"] = max(state.done, state.seen)
    connection.execute(update(SearchState).where(SearchState.id == 1).values(values))
    return Standing(whole, taken)


def _locked_state(connection: Connection) -> Any:
    state = connection.execute(_STATE.with_for_update()).first()
    if state is not None and state.made_by == WAY:
        return state
    if state is not None:
        connection.execute(delete(SearchEntry))
        connection.execute(delete(SearchState))
    first = {"id": 1, "made_by": WAY, "done": 0, "seen": 0, "horizon": 0}
    connection.execute(_insert(connection)(SearchState).values(first).on_conflict_do_nothing())
    return connection.execute(_STATE.with_for_update()).one()


def _insert(connection: Connection) -> Any:
    return sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert


def _index(connection: Connection, after: int, most: int) -> tuple[int, int | None]:
    """Take in the changes after a number; return how many were new, and the last one looked at when there are more."""
    statement = (
        select(Change.id, Change.table_name, Change.record_id)
        .where(Change.id > after)
        .order_by(Change.id)
        .limit(most + 1)
    )
    rows = connection.execute(statement).all()
    more = len(rows) > most
    newest: dict[str, dict[int, int]] = {}
    known = searched_types()
    for number, table, record_id in rows[:most]:
        if table in known:
            newest.setdefault(table, {})[int(record_id)] = number
    taken = sum(_of_table(connection, table, records) for table, records in newest.items())
    return taken, rows[most - 1].id if more else None


def _of_table(connection: Connection, table: str, records: dict[int, int]) -> int:
    first, taken = first_key(table), 0
    for ids in _chunks(sorted(records)):
        keys = [first + number for number in ids]
        held = dict(
            connection.execute(
                select(SearchEntry.key, SearchEntry.change_id).where(SearchEntry.key.in_(keys))
            ).all()
        )
        stale = [number for number in ids if held.get(first + number, -1) < records[number]]
        if stale:
            _write(connection, table, {number: records[number] for number in stale}, set(held))
            taken += len(stale)
    return taken


def _write(connection: Connection, table: str, records: dict[int, int], held: Iterable[int]) -> None:
    """Make the entries of records (number -> change) anew; a record that is gone loses its entry."""
    cls, first = searched_types()[table], first_key(table)
    there = connection.execute(select(*selected(cls)).where(cls.id.in_(list(records)))).all()
    entries = [_entry(connection, first + row[0], records[row[0]], entry_terms(cls, row)) for row in there]
    gone = [first + number for number in records.keys() - {row[0] for row in there} if first + number in held]
    if gone:
        connection.execute(delete(SearchEntry).where(SearchEntry.key.in_(gone)))
    if entries:
        put = _insert(connection)(SearchEntry).values(
            key=bindparam("key"), change_id=bindparam("change_id"), terms=_terms(connection)
        )
        changed = {"change_id": put.excluded.change_id, "terms": put.excluded.terms}
        connection.execute(put.on_conflict_do_update(index_elements=["key"], set_=changed), entries)


def _terms(connection: Connection) -> Any:
    given: Any = bindparam("terms")
    return given if connection.dialect.name == "sqlite" else cast(given, TSVECTOR)


def _entry(connection: Connection, key: int, change_id: int, terms: Sequence[str]) -> dict[str, Any]:
    written = " ".join(terms) if connection.dialect.name == "sqlite" else as_tsvector(terms)
    return {"key": key, "change_id": change_id, "terms": written}


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def rebuild() -> int:
    """Make every entry anew from the records as they stand; return how many there are.

    Some hundred at a time, each in a transaction of its own, so that nobody waits; until it is through, some are not found.
    """
    with opened(writes=True) as connection:
        connection.execute(delete(SearchEntry))
        connection.execute(delete(SearchState))
        begun = connection.scalar(select(func.coalesce(func.max(Change.id), 0))) or 0
    made = 0
    for table, cls in searched_types().items():
        last = 0
        while True:
            with opened(writes=True) as connection:
                ids = connection.scalars(
                    select(cls.id).where(cls.id > last).order_by(cls.id).limit(_CHUNK)
                ).all()
                if ids:
                    # Asked before the rows are read: what comes in between has a higher number and is taken in afterwards.
                    _write(connection, table, _newest_changes(connection, table, ids), ())
            if not ids:
                break
            last, made = ids[-1], made + len(ids)
    with opened(writes=True) as connection:
        connection.execute(delete(SearchState))
        state = {"id": 1, "made_by": WAY, "done": _settled(connection, begun), "seen": 0, "horizon": 0}
        connection.execute(insert(SearchState), state)
    return made


def _newest_changes(connection: Connection, table: str, ids: Sequence[int]) -> dict[int, int]:
    """Return record -> its newest change; 0 where the history knows none."""
    statement = (
        select(Change.record_id, func.max(Change.id))
        .where(Change.table_name == table, Change.record_id.in_([str(number) for number in ids]))
        .group_by(Change.record_id)
    )
    known = {int(number): change for number, change in connection.execute(statement)}
    return {number: known.get(number, 0) for number in ids}


def _settled(connection: Connection, begun: int) -> int:
    """Return from which change on the history has to be looked at again after everything was made anew.

    Transactions that were under way when it began may show changes with lower numbers: on PostgreSQL everything is compared
    once more, beginning with the oldest.
    """
    return begun if connection.dialect.name == "sqlite" else 0


def catch_up() -> None:
    """Take in everything that was written, however much; an index that was made in another way, or never, is made anew."""
    with opened(writes=False) as connection:
        state = connection.execute(_STATE).first()
    if state is None or state.made_by != WAY:
        rebuild()
    while not (standing := take_in()).whole and standing.taken:
        pass


def missing() -> dict[str, tuple[int, int]]:
    """Return table -> (records without an entry, entries without a record), of the types where there are any."""
    found = {}
    with opened(writes=False) as connection:
        for table, cls in searched_types().items():
            first, last = first_key(table), last_key(table)
            entries = select(SearchEntry.key - first).where(SearchEntry.key > first, SearchEntry.key <= last)
            without = (
                connection.scalar(select(func.count()).select_from(cls).where(cls.id.not_in(entries))) or 0
            )
            over = (
                connection.scalar(
                    select(func.count())
                    .select_from(SearchEntry)
                    .where(
                        SearchEntry.key > first,
                        SearchEntry.key <= last,
                        (SearchEntry.key - first).not_in(select(cls.id)),
                    )
                )
                or 0
            )
            if without or over:
                found[table] = (without, over)
    return found
