"""Working days of the office: weekends and holidays off, make-up working days (调休上班) on.

The holidays are rows of the type ``holiday``; a day that no row names follows the week.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from models.access.actor import current_actor
from models.base import db
from models.kept import kept
from models.registry import record_type

_SATURDAY = 5
_MOST = 3_660
"""Days that are looked at for the next working days: ten years; whoever asks for more has mistyped."""


@dataclass(slots=True)
class _Named:
    """The days that rows of the type ``holiday`` name."""

    off: set[date] = field(default_factory=set)
    working: set[date] = field(default_factory=set)


def is_working_day(day: date) -> bool:
    """Return whether the office works on a day."""
    named = _named()
    if day in named.working:
        return True
    return day not in named.off and day.weekday() < _SATURDAY


def add_working_days(day: date, number: int) -> date:
    """Return the ``number``-th working day after a day (before it, for a negative number); the day itself is not counted.

    Raises:
        ValueError: for more working days than ten years have.
    """
    step = timedelta(days=1 if number >= 0 else -1)
    left, found = abs(number), day
    for _day in range(_MOST):
        if not left:
            return found
        found += step
        left -= is_working_day(found)
    raise ValueError(f"{number} working days are more than ten years have")


def working_days_between(first: date, last: date) -> int:
    """Return how many working days lie after ``first`` up to and with ``last``; negative when ``last`` is the earlier one."""
    if last < first:
        return -working_days_between(last, first)
    return sum(is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


def add_months(day: date, number: int) -> date:
    """Return the same day of the month ``number`` months later (earlier, for a negative number), at most the month's last day."""
    months = day.year * 12 + day.month - 1 + number
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _named() -> _Named:
    return kept("holidays", ("holiday",), _read)


def _read() -> _Named:
    found = _Named()
    organization = current_actor().organization_id
    if organization is None:
        return found
    holiday: Any = record_type("holiday")
    statement = select(holiday.kind, holiday.starts_on, holiday.ends_on).where(
        holiday.organization_id == organization, holiday.trashed_at.is_(None)
    )
    for kind, first, last in db.session.execute(statement, execution_options={"gate": "label"}):
        days = {first + timedelta(days=n) for n in range(((last or first) - first).days + 1)}
        (found.working if kind == "working" else found.off).update(days)
    return found
