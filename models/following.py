"""What became of it (落实去向): whether a record was followed up, has ended, or stopped, as the record's own type declares.

A type that is followed declares ``following``. Its list can be narrowed by each answer, and the page of what became of matters
counts with the same conditions, so a share and the rows behind it cannot disagree. What became of a row does not depend on who
asks: it is read from the row, from its links (which say nothing of what stands at the other end), and from rows of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, not_, or_

from models.access.beside import beside
from models.base import Record
from models.marks import N_
from models.registry import record_type, record_types

Condition = Callable[[Any], ColumnElement[bool]]

TRACED, FOLLOWED_UP, ENDED, STOPPED = "traced", "followed_up", "ended", "stopped"
GOING_ON = "going_on"
BECAME = {
    "topic": N_("Became a topic"),
    "proposal": N_("Became a proposal"),
    "opinion_report": N_("Became an opinion report"),
    "report": N_("Became a field report"),
    "formal_recommendation": N_("Became a formal recommendation"),
    "field_study": N_("Became a field study"),
    "livelihood_project": N_("Became a livelihood project"),
}
"""What a followed record can become, as the answer is called in lists."""


@dataclass(frozen=True, slots=True)
class Following:
    """What a record type says about what becomes of its rows; each condition is made of the type or an alias of it.

    Attributes:
        base: what is counted: the base of every share (message id).
        means: what counts as followed up, as ended and as stopped (message id).
        traced: the rows that count at all.
        followed: something came of the row.
        ended: it is done with, its result is known or told.
        stopped: it goes no further, and nothing came of it or a reason was given.
        into: tables of what a row can become by a link.
        stage: the column that says how far a row is: its state, or a choice.
        reads: tables that one must read as well, for the answers to be whole.
    """

    base: str
    means: str
    traced: Condition
    followed: Condition
    ended: Condition
    stopped: Condition
    into: tuple[str, ...] = ()
    stage: str | None = "state"
    reads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer about a row, by which its list can be narrowed: its name in the address, what it is called, its condition."""

    key: str
    label: str
    condition: Condition


def answers_of(cls: type[Record]) -> Mapping[str, Answer]:
    """Return the answers about the rows of a type, by name; nothing for a type that is not followed."""
    said = cls.following
    if said is None:
        return {}
    found = [
        Answer(TRACED, N_("Counted in what became of it"), said.traced),
        Answer(FOLLOWED_UP, N_("Followed up"), said.followed),
        Answer(ENDED, N_("Ended, result known"), said.ended),
        Answer(STOPPED, N_("Stopped"), said.stopped),
        Answer(GOING_ON, N_("Still going on"), lambda row: not_(or_(said.ended(row), said.stopped(row)))),
        *(Answer(f"became_{table}", BECAME[table], _became(table)) for table in said.into),
    ]
    return {answer.key: answer for answer in found}


def followed_types() -> list[type[Record]]:
    """Return every record type whose rows are followed."""
    return [cls for cls in record_types() if cls.following is not None]


def linked(row: Any, *tables: str) -> ColumnElement[bool]:
    """Return the condition that a record was made from the row, one of ``tables`` when they are given."""
    link: Any = record_type("thread_link")
    kinds = [link.target_table.in_(tables)] if tables else []
    found = exists().where(
        link.organization_id == row.organization_id,
        link.source_table == _table_of(row),
        link.source_id == row.id,
        *kinds,
    )
    return found.correlate(row)


def named_by(row: Any, place: str, condition: Condition | None = None) -> ColumnElement[bool]:
    """Return the condition that a row of another table names this one at ``place`` (``table.column``), one of the condition."""
    table, column = place.split(".")
    other = beside(record_type(table), row)
    more = [condition(other)] if condition is not None else []
    found = exists().where(
        other.organization_id == row.organization_id,
        getattr(other, column) == row.id,
        other.trashed_at.is_(None),
        *more,
    )
    return found.correlate(row)


def none_open(row: Any, place: str, still: Condition) -> ColumnElement[bool]:
    """Return the condition that rows name this one at ``place``, and that none of them is in the condition ``still``."""
    return and_(named_by(row, place), not_(named_by(row, place, still)))


def _became(table: str) -> Condition:
    return lambda row: linked(row, table)


def _table_of(row: Any) -> str:
    from models.access.rules import mapped  # noqa: PLC0415 - the gate and the base of all records need each other

    return str(mapped(row).__tablename__)
