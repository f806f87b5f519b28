"""Record what was meant: the line of history beside the values that changed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from models.history.context import EVENT_ENTRANCE, Context, bind

_KIND = re.compile(r"[a-z][a-z0-9_]{0,39}")

_COLUMNS = "(organization_id, kind, table_name, record_id, record_version, reason, detail)"
_VALUES = "(:organization_id, :kind, :table_name, :record_id, :record_version, :reason, :detail)"
_INSERT_POSTGRESQL = text(f"INSERT INTO event {_COLUMNS} VALUES {_VALUES} RETURNING id")  # noqa: S608 - constants
_INSERT_SQLITE = text(f"INSERT INTO {EVENT_ENTRANCE} {_COLUMNS} VALUES {_VALUES}")  # noqa: S608 - constants
_NEWEST = text("SELECT max(id) FROM event")


def record_event(  # noqa: PLR0913 - each says one thing about the event, and all but two are named
    session: Session | Connection,
    kind: str,
    *,
    table: str | None = None,
    record_id: int | str | None = None,
    organization_id: int | None = None,
    version: int | None = None,
    reason: str | None = None,
    detail: Mapping[str, Any] | None = None,
    context: Context | None = None,
) -> int:
    """Record an event in the transaction of ``session``; the database adds who, when and the hash.

    Changes that it speaks of should be flushed before, so that they stand before it.

    Args:
        session: the session, or a connection, whose transaction the event belongs to.
        kind: what was meant, a short identifier: ``submitted``, ``approved``, ``returned``, ``recalled``, ``corrected``,
            ``imported``, ``exported``, ``looked_at``, ``unmasked``, ``signed_in``.
        table: the table of the record it is about, or of the list.
        record_id: the record, if it is about one.
        organization_id: whose history it belongs to.
        version: the version of the record that was submitted, approved, looked at.
        reason: why; without one the reason that is bound.
        detail: what else should be known, as JSON; never a value that may not stay for ever.
        context: bound first when given, for acts that write nothing else.

    Returns:
        The number of the event.

    Raises:
        ValueError: when ``kind`` is no short identifier.
        sqlalchemy.exc.IntegrityError: when nobody is bound as the actor.
    """
    if not _KIND.fullmatch(kind):
        raise ValueError(f"{kind!r} is no kind of event: use lower-case letters, digits and underscores")
    connection = session.connection() if isinstance(session, Session) else session
    if context is not None:
        bind(connection, context)
    values = {
        "organization_id": organization_id,
        "kind": kind,
        "table_name": table,
        "record_id": None if record_id is None else str(record_id),
        "record_version": version,
        "reason": reason or None,
        "detail": None if detail is None else json.dumps(detail, ensure_ascii=False, sort_keys=True),
    }
    if connection.dialect.name == "sqlite":
        # The writer is alone in SQLite, so the newest event is this one.
        connection.execute(_INSERT_SQLITE, values)
        number = connection.scalar(_NEWEST)
    else:
        number = connection.scalar(_INSERT_POSTGRESQL, values)
    assert number is not None
    return int(number)
