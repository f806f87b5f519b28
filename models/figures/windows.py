"""The windows of time over which a figure is counted: the period asked for, the year and the term to its end, a year earlier."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from models.base import db
from models.registry import record_type
from models.settings import term_on

PERIOD, YEAR, TERM, EARLIER = "period", "year", "term", "earlier"
NAMES = (PERIOD, YEAR, TERM, EARLIER)
"""Period asked for (本期), year to date (本年累计), term to date (本届累计), the same period a year earlier (上年同期)."""


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day, both counted."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Windows:
    """The four windows of one summary."""

    period: Window
    year: Window
    term: Window
    earlier: Window

    def __iter__(self) -> Iterator[Window]:
        return iter((self.period, self.year, self.term, self.earlier))

    @property
    def last(self) -> date:
        """Return the last day asked for; settings of the term hold as on this day."""
        return self.period.last


def windows_of(first: date, last: date) -> Windows:
    """Return the windows of a summary from ``first`` to ``last``.

    The year and the term are those of the last day; before the first term began, the term to date is the year to date.

    Raises:
        ValueError: when the last day lies before the first.
    """
    if last < first:
        raise ValueError(f"{last} lies before {first}")
    new_year = date(last.year, 1, 1)
    return Windows(
        Window(PERIOD, first, last),
        Window(YEAR, new_year, last),
        Window(TERM, term_began(last) or new_year, last),
        Window(EARLIER, a_year_before(first), a_year_before(last)),
    )


def year_of(day: date) -> tuple[date, date]:
    """Return the calendar year of a day up to that day: the period when none is asked for."""
    return date(day.year, 1, 1), day


def a_year_before(day: date) -> date:
    """Return the same day a year earlier; of the 29th of February the 28th."""
    year = day.year - 1
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def term_began(day: date) -> date | None:
    """Return the first day of the term that holds on a day."""
    number = term_on(day)
    if number is None:
        return None
    term: Any = record_type("term")
    found: date | None = db.session.scalar(
        select(term.valid_from).where(term.id == number), execution_options={"gate": "label"}
    )
    return found
