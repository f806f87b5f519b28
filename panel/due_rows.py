"""Everything that is due, over all record types that declare a deadline: one source for the page of deadlines and the urging."""

from __future__ import annotations

from collections.abc import Iterator
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
    clock: str = ""
    """Which of the further days of the type it is; empty for the main one."""


def types_for(actor: Actor) -> tuple[type[Record], ...]:
    """Return the types with deadlines of which the actor may read rows at all."""
    return tuple(cls for cls in deadline_types() if actor.roles & set(cls.access.read))


@lru_cache(maxsize=64)
def due_source(types: tuple[type[Record], ...]) -> Any:
    """Return the subquery of the open rows that have a due day.

    Its columns: ``kind``, ``number``, ``label``, ``due``, ``unit``, ``urged``, ``clock``. Kept, for it takes longer to put
    together than to run; the gate narrows it for whoever runs it.
    """
    return union_all(*(part for cls in types for part in _parts(cls))).subquery()


def _parts(cls: Any) -> Iterator[Any]:
    deadline = cls.deadline
    urged = case((is_urged(cls, deadline), true()), else_=false())
    yield _part(cls, is_open(cls, deadline), deadline.due, deadline.unit, urged, "")
    for clock in deadline.clocks:
        yield _part(cls, clock.is_open(cls), clock.due, clock.unit, false(), clock.key)


def _part(cls: Any, condition: Any, due_column: str, unit_column: str | None, urged: Any, clock: str) -> Any:
    deadline = cls.deadline
    due = getattr(cls, due_column)
    unit = getattr(cls, unit_column) if unit_column else null()
    return select(
        literal(cls.__tablename__).label("kind"),
        cls.id.label("number"),
        cast(cls.label_sql() if deadline.matter is None else getattr(cls, deadline.matter), String).label(
            "label"
        ),
        due.label("due"),
        cast(unit, Integer).label("unit"),
        urged.label("urged"),
        literal(clock).label("clock"),
    ).where(condition, due.is_not(None))


def read_due(row: Any) -> Due:
    """Return a row of the source."""
    return Due(row.kind, row.number, row.label or "", row.due, row.unit, row.clock)
