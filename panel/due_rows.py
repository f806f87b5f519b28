"""Everything that is due, over all record types that declare a deadline: one source for the page of deadlines and the urging."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Integer, String, case, cast, false, literal, null, select, true, union_all

from models.access import Actor
from models.base import Record
from models.deadlines import deadline_types, is_open, is_urged


class Due(NamedTuple):
    """One row that is due and still awaited."""

    table: str
    record_id: int
    label: str
    due: Any
    unit: int | None


def types_for(actor: Actor) -> tuple[type[Record], ...]:
    """Return the types with deadlines of which the actor may read rows at all."""
    return tuple(cls for cls in deadline_types() if actor.roles & set(cls.access.read))


@lru_cache(maxsize=64)
def due_source(types: tuple[type[Record], ...]) -> Any:
    """Return the subquery of the open rows that have a due day: ``kind``, ``number``, ``label``, ``due``, ``unit``, ``urged``.

    Kept, for it takes longer to put together than to run; the gate narrows it for whoever runs it.
    """
    return union_all(*(_part(cls) for cls in types)).subquery()


def _part(cls: Any) -> Any:
    deadline = cls.deadline
    due = getattr(cls, deadline.due)
    unit = getattr(cls, deadline.unit) if deadline.unit else null()
    return select(
        literal(cls.__tablename__).label("kind"),
        cls.id.label("number"),
        cast(cls.label_sql() if deadline.matter is None else getattr(cls, deadline.matter), String).label(
            "label"
        ),
        due.label("due"),
        cast(unit, Integer).label("unit"),
        case((is_urged(cls, deadline), true()), else_=false()).label("urged"),
    ).where(is_open(cls, deadline), due.is_not(None))


def read_due(row: Any) -> Due:
    """Return a row of the source."""
    return Due(row.kind, row.number, row.label or "", row.due, row.unit)
