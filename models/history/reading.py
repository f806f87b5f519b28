"""What pages read from history: entries as plain data, with the raw values.

Rights and masks are the reader's: whoever shows a value asks ``shown`` of the actor first.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, and_, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from models.history.tables import Change, Event

CHANGES = Change.__table__
EVENTS = Event.__table__

MOST = 500
"""The most lines that one call returns."""


@dataclass(frozen=True, slots=True)
class Line:
    """One change or one event.

    Attributes:
        id: its number; newer lines have higher ones, through changes and events alike.
        entry: which of the two it is.
        kind: of a change ``insert``, ``update`` or ``delete``; of an event what was meant.
        moment: aware, UTC.
        roles: the role keys the actor held then.
        old: the values before, by column; of an update only those that changed, ``None`` at an insert.
        new: the values after, likewise; ``None`` at a delete.
        detail: what else an event says.
    """

    id: int
    entry: Literal["change", "event"]
    kind: str
    transaction_id: str
    moment: datetime
    actor: str
    actor_label: str
    roles: tuple[str, ...]
    on_behalf: str | None
    request_id: str | None
    reason: str | None
    organization_id: int | None
    table: str | None
    record_id: str | None
    version: int | None
    old: dict[str, Any] | None
    new: dict[str, Any] | None
    detail: Any


@dataclass(frozen=True, slots=True)
class Entry:
    """What one transaction did: a save, an act, an import. Its lines stand newest first."""

    lines: tuple[Line, ...]

    @property
    def first(self) -> Line:
        """Return the newest line; who, when and under which request are the same in all."""
        return self.lines[0]

    @property
    def events(self) -> tuple[Line, ...]:
        """Return what was meant."""
        return tuple(line for line in self.lines if line.entry == "event")

    @property
    def changes(self) -> tuple[Line, ...]:
        """Return what changed."""
        return tuple(line for line in self.lines if line.entry == "change")

    @property
    def reason(self) -> str | None:
        """Return the reason that any of its lines gives."""
        return next((line.reason for line in self.lines if line.reason), None)


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries, newest first.

    Attributes:
        entries: what was found.
        before_id: continues with what is older; ``None``: these are all.
        torn: the transaction that alone is longer than the page and continues on the next; a mass entry shown as one line
            is passed over with ``Query(skipping=torn)``.
    """

    entries: tuple[Entry, ...]
    before_id: int | None
    torn: str | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the lines of all entries, entry by entry."""
        return tuple(line for entry in self.entries for line in entry.lines)


def timeline(
    session: Session | Connection,
    table: str,
    record_id: int | str,
    *,
    children: Mapping[str, Collection[int | str]] | None = None,
    before_id: int | None = None,
    limit: int = 50,
) -> Page:
    """Return the history of one record: its changes and its events, one save being one entry.

    Args:
        session: the session, or a connection, to read with.
        table: the record's table.
        record_id: the record's id.
        children: ids of rows of other tables whose history is told along, by table.
        before_id: continue with what is older than this line.
        limit: how many lines at most, not over :data:`MOST`. An entry is not torn unless it alone is longer.
    """
    wanted = {table: [record_id], **(children or {})}

    def of_records(rows: Any) -> ColumnElement[bool]:
        return or_(
            *(
                and_(rows.c.table_name == name, rows.c.record_id.in_([str(i) for i in ids]))
                for name, ids in wanted.items()
            )
        )

    return read_page(session, [of_records(CHANGES)], [of_records(EVENTS)], before_id=before_id, limit=limit)


def details_of(
    session: Session | Connection, table: str, ids: Collection[int]
) -> list[tuple[int, dict[str, Any]]]:
    """Return (record, what an event says beside its kind) of the records of a table, oldest first: one statement.

    The caller has read the records through the gate.
    """
    statement = (
        select(EVENTS.c.record_id, EVENTS.c.detail)
        .where(
            EVENTS.c.table_name == table,
            EVENTS.c.record_id.in_([str(number) for number in sorted(ids)]),
            EVENTS.c.detail.is_not(None),
        )
        .order_by(EVENTS.c.id)
    )
    found = [(int(row[0]), json.loads(row[1])) for row in connection_of(session).execute(statement)]
    return [(number, detail) for number, detail in found if isinstance(detail, dict)]


def read_page(
    session: Session | Connection,
    of_changes: Iterable[ColumnElement[bool]] | None,
    of_events: Iterable[ColumnElement[bool]] | None,
    *,
    before_id: int | None,
    limit: int,
) -> Page:
    """Read one page in one statement; ``None`` for the conditions of a table leaves that table out."""
    limit = max(1, min(limit, MOST))
    parts = []
    if of_changes is not None:
        parts.append(_part(CHANGES, "change", list(of_changes), before_id, limit))
    if of_events is not None:
        parts.append(_part(EVENTS, "event", list(of_events), before_id, limit))
    if not parts:
        return Page((), None)
    # Each part brings its own newest lines, so the whole never sorts more than twice the page.
    together = union_all(*(select(part.subquery()) for part in parts)).subquery()
    statement = select(together).order_by(together.c.id.desc()).limit(limit + 1)
    return _page([_line(row) for row in connection_of(session).execute(statement)], limit)


def connection_of(session: Session | Connection) -> Connection:
    """Return the connection to read with; history stands beside the gate of records, its readers bring their own rights."""
    return session.connection() if isinstance(session, Session) else session


def _part(
    rows: Any,
    entry: Literal["change", "event"],
    conditions: Sequence[ColumnElement[bool]],
    before_id: int | None,
    limit: int,
) -> Select[Any]:
    change = entry == "change"
    nothing = null()
    statement = select(
        rows.c.id,
        literal(entry).label("entry"),
        (rows.c.operation if change else rows.c.kind).label("kind"),
        rows.c.transaction_id,
        rows.c.moment,
        rows.c.actor,
        rows.c.actor_label,
        rows.c.roles,
        rows.c.on_behalf,
        rows.c.request_id,
        rows.c.reason,
        rows.c.organization_id,
        rows.c.table_name,
        rows.c.record_id,
        rows.c.record_version,
        (rows.c.old if change else nothing).label("old"),
        (rows.c.new if change else nothing).label("new"),
        (nothing if change else rows.c.detail).label("detail"),
    ).where(*conditions)
    if before_id is not None:
        statement = statement.where(rows.c.id < before_id)
    return statement.order_by(rows.c.id.desc()).limit(limit + 1)


def behalf_of(
    session: Session | Connection, table: str, record_id: int, kinds: Collection[str]
) -> str | None:
    """Return the key of the one for whom the newest act of these kinds on a record was done, ``None`` for nobody else.

    Args:
        session: where to read.
        table: the table of the record.
        record_id: the record.
        kinds: kinds of events.
    """
    connection = session.connection() if isinstance(session, Session) else session
    statement = (
        select(EVENTS.c.on_behalf)
        .where(
            EVENTS.c.table_name == table,
            EVENTS.c.record_id == str(record_id),
            EVENTS.c.kind.in_(sorted(kinds)),
        )
        .order_by(EVENTS.c.id.desc())
        .limit(1)
    )
    found: str | None = connection.scalar(statement)
    return found or None


def _line(row: Any) -> Line:
    (
        number, entry, kind, transaction_id, moment, actor, actor_label, roles, on_behalf, request_id, reason,
        organization_id, table, record_id, version, old, new, detail,
    ) = row  # fmt: skip
    return Line(
        id=number,
        entry=entry,
        kind=kind,
        transaction_id=transaction_id,
        moment=moment,
        actor=actor,
        actor_label=actor_label,
        roles=tuple(role for role in roles.split(",") if role),
        on_behalf=on_behalf,
        request_id=request_id,
        reason=reason,
        organization_id=organization_id,
        table=table,
        record_id=record_id,
        version=version,
        old=None if old is None else json.loads(old),
        new=None if new is None else json.loads(new),
        detail=None if detail is None else json.loads(detail),
    )


def _page(lines: list[Line], limit: int) -> Page:
    """Group lines by transaction; the one that the end of the page would tear goes whole to the next page."""
    before_id = torn = None
    if len(lines) > limit:
        following = lines[limit].transaction_id
        lines = lines[:limit]
        if all(line.transaction_id == following for line in lines):
            torn = following
        else:
            while lines[-1].transaction_id == following:
                lines.pop()
        before_id = lines[-1].id
    grouped: dict[str, list[Line]] = {}
    for line in lines:
        grouped.setdefault(line.transaction_id, []).append(line)
    return Page(tuple(Entry(tuple(group)) for group in grouped.values()), before_id, torn)


def values_before(
    session: Session | Connection, table: str, record_id: int | str, version: int
) -> dict[str, Any]:
    """Return what stood at ``version`` in the columns that were written after it: column -> the value as history has it.

    Columns that were not written since are left out: there the record itself still says what it said. Values are those of the
    history, see :func:`as_of`; the caller has read the record through the gate.
    """
    statement = (
        select(CHANGES.c.old)
        .where(
            CHANGES.c.table_name == table,
            CHANGES.c.record_id == str(record_id),
            CHANGES.c.operation == "update",
            CHANGES.c.record_version > version,
        )
        .order_by(CHANGES.c.id.desc())
    )
    found: dict[str, Any] = {}
    for (old,) in connection_of(session).execute(statement):
        found.update(json.loads(old))
    return found


def as_of(
    session: Session | Connection, table: str, record_id: int | str, moment: datetime
) -> dict[str, Any] | None:
    """Return the row as it stood at ``moment``, by column, or ``None`` when it was not there.

    Values are those of the history: dates and moments as ISO text, hidden ones as ``"changed"``.

    Args:
        session: the session, or a connection, to read with.
        table: the record's table.
        record_id: the record's id.
        moment: aware; what was written in that very microsecond counts.
    """
    statement = (
        select(CHANGES.c.operation, CHANGES.c.new)
        .where(
            CHANGES.c.table_name == table, CHANGES.c.record_id == str(record_id), CHANGES.c.moment <= moment
        )
        .order_by(CHANGES.c.id)
    )
    row: dict[str, Any] | None = None
    for operation, new in connection_of(session).execute(statement):
        if operation == "delete":
            row = None
        elif operation == "insert" or row is None:
            row = json.loads(new)
        else:
            row.update(json.loads(new))
    return row
