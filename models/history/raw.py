"""Entries as they are hashed, field by field, for who takes them out of the house to verify them elsewhere."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, func, select, text
from sqlalchemy.orm import Session

from models.history.canonical import FIELDS
from models.history.reading import EVENTS, connection_of


@dataclass(frozen=True)
class RawEntry:
    """A change or an event.

    Attributes:
        entry: which of the two.
        values: of its fields, in the order in which they are hashed.
        hash: as it stands in the database.
    """

    entry: str
    values: tuple[Any, ...]
    hash: str

    @cached_property
    def fields(self) -> dict[str, Any]:
        """Return the values by name."""
        return dict(zip(FIELDS[self.entry], self.values, strict=True))

    @property
    def number(self) -> int:
        """Return the number."""
        return int(self.values[0])


def raw_entries(session: Session | Connection, begin: int, end: int) -> list[RawEntry]:
    """Return the entries with numbers from ``begin`` to ``end``, in order."""
    connection = connection_of(session)
    moment = (
        "moment" if connection.dialect.name == "sqlite" else "to_char(moment, 'YYYY-MM-DD HH24:MI:SS.US')"
    )
    found = []
    for entry, fields in FIELDS.items():
        names = ", ".join(moment if name == "moment" else name for name in fields)
        statement = text(f"SELECT {names}, hash FROM {entry} WHERE id >= :begin AND id <= :end ORDER BY id")  # noqa: S608 - constants
        rows = connection.execute(statement, {"begin": begin, "end": end})
        found += [RawEntry(entry, tuple(row[:-1]), row[-1]) for row in rows]
    return sorted(found, key=lambda raw: raw.number)


def count_events(
    session: Session | Connection, organization_id: int | None, kinds: Collection[str], *, since: datetime
) -> dict[str, int]:
    """Return how often things of some kinds were told to an organization since a moment; kinds that were not are left out."""
    statement = (
        select(EVENTS.c.kind, func.count())
        .where(
            EVENTS.c.organization_id == organization_id,
            EVENTS.c.kind.in_(sorted(kinds)),
            EVENTS.c.moment >= since,
        )
        .group_by(EVENTS.c.kind)
    )
    return {kind: int(number) for kind, number in connection_of(session).execute(statement)}


def newest_event(
    session: Session | Connection, organization_id: int | None, kind: str
) -> tuple[datetime, dict[str, Any]] | None:
    """Return when something was last told to an organization, and what was said beside; ``None`` when it never was."""
    statement = (
        select(EVENTS.c.moment, EVENTS.c.detail)
        .where(EVENTS.c.organization_id == organization_id, EVENTS.c.kind == kind)
        .order_by(EVENTS.c.id.desc())
        .limit(1)
    )
    row = connection_of(session).execute(statement).first()
    if row is None:
        return None
    try:
        said = json.loads(row.detail or "{}")
    except ValueError:
        said = None
    # What somebody made unreadable is for the verification to find; a page that reads it still opens.
    return row.moment, said if isinstance(said, dict) else {}
