"""What hangs on a record: which rows of other types name it, counted for whoever is about to move it to the recycle bin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, inspect, select

from models.access import can, current_actor
from models.base import Record, db
from models.registry import record_types
from panel.listing.filters import filterable
from panel.registry import views

COUNTED = 1_000
"""Rows counted exactly; what is more is said as this many and more."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """The rows of one type that name the record in one column."""

    title: str
    number: int
    capped: bool
    url: str | None
    """Their list, where the reader's list can be narrowed to them."""


def hanging_on(record: Record) -> list[Hanging]:
    """Return what names a record, for the eyes of the actor: one statement for each column that refers to its type."""
    actor, found = current_actor(), []
    for cls in record_types():
        view = views().get(cls.__tablename__)
        if cls.is_link or view is None or not can(actor, "read", cls):
            continue
        columns = [c.key for c in inspect(cls).columns if c.info.get("ref") == record.__tablename__]
        if not columns:
            continue
        narrowed = {column.name for column in filterable(view, actor)}
        for name in columns:
            number = _count(cls, name, record.id)
            if number:
                url = f"{view.url}/?{name}={record.id}" if name in narrowed else None
                found.append(Hanging(view.plural_of(), min(number, COUNTED), number > COUNTED, url))
    return found


def _count(cls: Any, name: str, number: int) -> int:
    some = select(cls.id).where(getattr(cls, name) == number).limit(COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0
