"""What happened to one record of certain kinds of events: the sign-ins of an account."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from models.history.reading import EVENTS, connection_of


@dataclass(frozen=True, slots=True)
class Occasion:
    """One event: its number, when, of which kind, and what it says beside."""

    id: int
    moment: datetime
    kind: str
    detail: dict[str, Any]


def occasions(
    session: Session | Connection, table: str, record_id: int, kinds: Collection[str], *, limit: int
) -> list[Occasion]:
    """Return the newest events of some kinds about one record, newest first; the caller has asked for the right."""
    statement = (
        select(EVENTS.c.id, EVENTS.c.moment, EVENTS.c.kind, EVENTS.c.detail)
        .where(
            EVENTS.c.table_name == table,
            EVENTS.c.record_id == str(record_id),
            EVENTS.c.kind.in_(sorted(kinds)),
        )
        .order_by(EVENTS.c.id.desc())
        .limit(limit)
    )
    return [
        Occasion(row.id, row.moment, row.kind, json.loads(row.detail) if row.detail else {})
        for row in connection_of(session).execute(statement)
    ]
