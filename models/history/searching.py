"""The auditor's view over everything: changes and events by who, what, when and words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Session

from models.history.reading import CHANGES, EVENTS, Page, connection_of, read_page

REACH = 50_000
"""How many changes, and how many events, one search without an index looks through."""


@dataclass(frozen=True, slots=True)
class Query:
    """What an auditor looks for; whatever is left ``None`` does not limit.

    Attributes:
        actor: the key of the one who wrote, or for whom it was written.
        role: a role the actor held then.
        table: the record type.
        record_id: one record of it.
        column: one that an update changed; leaves events out.
        operation: ``insert``, ``update`` or ``delete``; leaves events out.
        kind: what an event meant; leaves changes out.
        since: aware moment, included.
        until: aware moment, not included.
        words: each must stand in an old or new value, the reason, the detail or the name of the actor; letters of
            either case.
        masked: columns by table whose values this reader may not see: words are not looked for in them, else a search would
            tell what the mask hides.
        transaction_id: everything that was written together with a line already found.
        skipping: a transaction whose lines are left out, to go past a mass entry.
    """

    actor: str | None = None
    role: str | None = None
    table: str | None = None
    record_id: int | str | None = None
    column: str | None = None
    operation: str | None = None
    kind: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    words: str | None = None
    masked: Mapping[str, Collection[str]] = field(default_factory=dict)
    transaction_id: str | None = None
    skipping: str | None = None

    @property
    def scans(self) -> bool:
        """Return whether a condition has no index, so that the search must be kept from reading everything."""
        return bool(
            self.role or self.column or self.kind or self.operation or self.words or self.transaction_id
        )


def search(
    session: Session | Connection,
    organization_id: int | None,
    query: Query,
    *,
    before_id: int | None = None,
    limit: int = 50,
) -> Page:
    """Return the newest entries that fit ``query``, in a constant number of statements.

    A query that no index helps looks through :data:`REACH` entries and then stops: a page can hold few entries, or none, and
    still have a ``before_id`` to look further back with.

    Args:
        session: the session, or a connection, to read with.
        organization_id: whose history; ``None`` for all of the database (the operator's command line only).
        query: what to look for.
        before_id: continue with what is older than this line.
        limit: how many lines at most.
    """
    connection = connection_of(session)
    changes = None if query.kind else _common(CHANGES, organization_id, query)
    events = None if query.operation or query.column else _common(EVENTS, organization_id, query)
    if changes is not None:
        changes += _of_changes(query)
    if events is not None and query.kind:
        events.append(EVENTS.c.kind == query.kind)
    if query.words:
        for word in query.words.split():
            if changes is not None:
                changes.append(_stands_in_change(connection, word, query.masked))
            if events is not None:
                events.append(_stands_in(word, EVENTS.c.reason, EVENTS.c.detail, EVENTS.c.actor_label))
    reach = _reach(connection, organization_id, before_id) if query.scans else None
    if reach is not None:
        for part, rows in ((changes, CHANGES), (events, EVENTS)):
            if part is not None:
                part.append(rows.c.id >= reach)
    page = read_page(connection, changes, events, before_id=before_id, limit=limit)
    return Page(page.entries, reach) if page.before_id is None and reach is not None else page


def _common(rows: Any, organization_id: int | None, query: Query) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if organization_id is not None:
        found.append(rows.c.organization_id == organization_id)
    if query.actor:
        found.append(or_(rows.c.actor == query.actor, rows.c.on_behalf == query.actor))
    if query.role:
        found.append(("," + rows.c.roles + ",").contains(f",{query.role},", autoescape=True))
    if query.table:
        found.append(rows.c.table_name == query.table)
    if query.record_id is not None:
        found.append(rows.c.record_id == str(query.record_id))
    if query.since:
        found.append(rows.c.moment >= query.since)
    if query.until:
        found.append(rows.c.moment < query.until)
    if query.transaction_id:
        found.append(rows.c.transaction_id == query.transaction_id)
    if query.skipping:
        found.append(rows.c.transaction_id != query.skipping)
    return found


def _of_changes(query: Query) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.operation:
        found.append(CHANGES.c.operation == query.operation)
    if query.column:
        # A quotation mark inside a value is escaped, so this finds keys only.
        found += [
            CHANGES.c.operation == "update",
            CHANGES.c.new.contains(f'"{query.column}":', autoescape=True),
        ]
    return found


def _stands_in(word: str, *texts: Any) -> ColumnElement[bool]:
    return or_(*(part.icontains(word, autoescape=True) for part in texts))


def _stands_in_change(
    connection: Connection, word: str, masked: Mapping[str, Collection[str]]
) -> ColumnElement[bool]:
    values = (_without(connection, column, masked) for column in (CHANGES.c.old, CHANGES.c.new))
    return _stands_in(word, CHANGES.c.reason, CHANGES.c.actor_label, *values)


def _without(connection: Connection, column: Any, masked: Mapping[str, Collection[str]]) -> Any:
    """Return the JSON text of ``column`` without the values that the reader may not see."""
    hidden = {table: sorted(columns) for table, columns in masked.items() if columns}
    if not hidden:
        return column

    def removed(columns: list[str]) -> Any:
        if connection.dialect.name == "sqlite":
            return type_coerce(func.json_remove(column, *(f'$."{name}"' for name in columns)), Text)
        return cast(cast(column, JSONB).op("-")(cast(literal(columns, ARRAY(Text)), ARRAY(Text))), Text)

    return case(
        *((CHANGES.c.table_name == table, removed(columns)) for table, columns in hidden.items()),
        else_=column,
    )


def _reach(connection: Connection, organization_id: int | None, before_id: int | None) -> int | None:
    """Return the number of the oldest line that is looked at, or ``None`` when all can be."""

    def oldest(rows: Any) -> Any:
        statement = select(rows.c.id)
        if organization_id is not None:
            statement = statement.where(rows.c.organization_id == organization_id)
        if before_id is not None:
            statement = statement.where(rows.c.id < before_id)
        return select(statement.order_by(rows.c.id.desc()).offset(REACH - 1).limit(1).subquery())

    bounds = union_all(oldest(CHANGES), oldest(EVENTS)).subquery()
    found: int | None = connection.scalar(select(func.max(bounds.c.id)))
    return found
