"""The members' account of points: the only hand that writes its lines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.base import Record, db
from models.duty.account import account_of
from models.marks import N_
from models.problems import Invalid, Problem
from models.registry import record_type
from models.transitions import add_derived

if TYPE_CHECKING:
    from models.performance.point_entry import PointEntry

CANCELLED, RECOUNTED = "reverse", "recount"
"""How the occasion of a reverse line begins: cancelled by a person, for good; by a computation, until the record counts again."""
ALREADY_CANCELLED = N_("This entry is cancelled already.")


def post(
    seat_id: int,
    rule: Any,
    points: Decimal,
    source: Record,
    earned_on: date,
    *,
    occasion: str = "1",
) -> PointEntry | None:
    """Write one line, once: computing again what stands there writes nothing.

    Args:
        seat_id: whose account.
        rule: the PointRule (version) by which it counts; approved.
        points: how many, below zero for a deduction.
        source: the record that earned them.
        earned_on: the day of the fact.
        occasion: which of several lines that the same record gives to the same seat by the same rule.

    Returns:
        The line, or ``None`` when it stands there already.

    Raises:
        Invalid: the rule is not in force, or not of this year.
    """
    cls: Any = record_type("point_entry")
    statement = select(cls.id).where(
        cls.seat_id == seat_id,
        cls.rule_id == rule.id,
        cls.record_table == source.__tablename__,
        cls.record_id == source.id,
        cls.occasion == occasion,
    )
    if db.session.scalar(statement, execution_options={"gate": "label"}) is not None:
        return None
    entry: PointEntry = cls(
        organization_id=source.organization_id,
        seat_id=seat_id,
        rule_id=rule.id,
        scoring_year=rule.scoring_year,
        points=points,
        record_table=source.__tablename__,
        record_id=source.id,
        occasion=occasion,
        earned_on=earned_on,
    )
    add_derived([entry])
    return entry


def reverse(entry: PointEntry, reason: str) -> PointEntry:
    """Cancel a line by its opposite, with the reason; both stay.

    Raises:
        Invalid: it is cancelled already, is a reverse line itself, or the reason is empty.
    """
    cls: Any = type(entry)
    done = select(cls.id).where(cls.reverses_id == entry.id)
    if db.session.scalar(done, execution_options={"gate": "label"}) is not None:
        raise Invalid(entry, [Problem("reverses_id", ALREADY_CANCELLED)])
    line: PointEntry = cls(
        organization_id=entry.organization_id,
        seat_id=entry.seat_id,
        rule_id=entry.rule_id,
        scoring_year=entry.scoring_year,
        points=-entry.points,
        record_table=entry.record_table,
        record_id=entry.record_id,
        occasion=f"{CANCELLED} {entry.id}",
        earned_on=entry.earned_on,
        reverses_id=entry.id,
        reason=reason,
    )
    add_derived([line])
    return line


def total(seat_id: int, scoring_year: int) -> Decimal:
    """Return the points of a seat in a year: the sum of its lines, reverse lines included, under the caps of items and groups."""
    return account_of(seat_id, scoring_year).points
