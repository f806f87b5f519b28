"""Rules that every period of two dates shares."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.marks import N_
from models.problems import Problem

BEFORE_START = N_("Earlier than the start, %(start)s; please write that day or a later one.")


def period_problem(field: str, start: date | None, end: date | None) -> Iterator[Problem]:
    """Yield a problem at ``field`` when the period ends before it starts; an open end is fine."""
    if start is not None and end is not None and end < start:
        yield Problem(field, BEFORE_START, {"start": start})


def covers(day: date, start: date | None, end: date | None) -> bool:
    """Return whether ``day`` lies in the period, both ends included; an open end has no limit."""
    return (start is None or start <= day) and (end is None or day <= end)


def overlap(first: tuple[date | None, date | None], second: tuple[date | None, date | None]) -> bool:
    """Return whether two periods (from, to) share a day; an open end has no limit."""
    return (first[0] or date.min) <= (second[1] or date.max) and (second[0] or date.min) <= (
        first[1] or date.max
    )
