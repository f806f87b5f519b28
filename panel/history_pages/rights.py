"""Who reads which values of the history.

What stands now and the actor cannot read (another's unsubmitted draft, for one) shows no values here either: only that something
happened, when, and by whose hand. What is gone from the database is shown, for that is what the history is for.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import inspect, literal, select, union_all

from models.access import ADMIN, AUDITOR, STAFF_ROLES, Actor, cleared
from models.base import Record, db
from models.history import Line
from models.registry import record_types
from panel.history_pages.printing import Placed, type_of_line

INSIDE = STAFF_ROLES | {ADMIN}
"""Roles of the office itself. Members and units read what was done on a record's way, and in full only what they did."""


def reads_all(actor: Actor) -> bool:
    """Return whether the whole history of the organization is open to the actor."""
    return AUDITOR in actor.roles


def unreadable(lines: Iterable[Placed]) -> set[tuple[str, str]]:
    """Return (table, record number) of the lines whose records stand in the database and are closed to the current actor.

    Two statements, whatever the number of tables: which of the rows there are, and which of them the actor reads.
    """
    wanted: dict[type[Record], set[int]] = {}
    for line in lines:
        cls = type_of_line(line)
        if cls is not None and line.record_id is not None and line.record_id.isdecimal():
            wanted.setdefault(cls, set()).add(int(line.record_id))
    if not wanted:
        return set()
    parts = [
        select(literal(cls.__tablename__), cls.id).where(cls.id.in_(sorted(ids)))
        for cls, ids in sorted(wanted.items(), key=lambda pair: pair[0].__tablename__)
    ]
    standing, readable = (
        {
            (table, str(number))
            for table, number in db.session.execute(union_all(*parts), execution_options={"gate": gate})
        }
        for gate in ("label", "any")
    )
    return standing - readable


def masked_columns(actor: Actor) -> dict[str, list[str]]:
    """Return the columns by table whose values the actor does not see in every row: words are not looked for in them."""
    found: dict[str, list[str]] = {}
    for cls in record_types():
        hidden = [name for name, column in inspect(cls).columns.items() if not cleared(actor, column)]
        if hidden:
            found[cls.__tablename__] = hidden
    return found


def is_inside(actor: Actor, record: Record) -> bool:
    """Return whether the actor reads the way of the record in full: the office's own people, and who made or handed it in."""
    if actor.roles & INSIDE or actor.account_id in hands(record):
        return True
    return any(getattr(record, f"entered_for_{kind}_id") in actor.scope(kind) for kind in record.entered_for)


def is_own(actor: Actor, line: Line) -> bool:
    """Return whether the actor did it, or it was done for them."""
    return actor.key in (line.actor, line.on_behalf)


def hands(record: Any) -> frozenset[int]:
    """Return the accounts that made, changed or handed in the record; of a type without a workflow who made it."""
    if record.workflow is not None:
        found: frozenset[int] = record.hands_of()
        return found
    return frozenset({record.created_by_id} - {None})
