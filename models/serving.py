"""Who was in office on a day: asked of a seat by everything that counts members."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from models.lookups import columns_of, rows_where
from models.marks import N_
from models.periods import covers
from models.problems import Problem

NOT_SERVING = N_("This comrade was not a serving member on that date; please check person and date.")
OUTSIDE_TERM = N_("Outside the term, which runs from %(start)s to %(end)s; please check the date.")
SERVING_COLUMNS = ("state", "valid_from", "left_on", "suspended_on", "resumed_on")


def serves_on(seat: Any, day: date) -> bool:
    """Return whether a seat, or a row with ``SERVING_COLUMNS``, was held and not suspended on ``day``.

    A proposed seat has no first day, whatever was typed there; the day of leaving still counts as served.
    """
    if (
        seat.state in ("proposed", "checked")
        or seat.valid_from is None
        or not covers(day, seat.valid_from, seat.left_on)
    ):
        return False
    if seat.suspended_on is None:
        return True
    return day < seat.suspended_on or (seat.resumed_on is not None and seat.resumed_on <= day)


def not_serving_problem(field: str, seat_id: int | None, day: date) -> Iterator[Problem]:
    """Yield a problem at ``field`` when the seat was not served on ``day``."""
    seat = columns_of("seat", seat_id, *SERVING_COLUMNS)
    if seat_id is not None and (seat is None or not serves_on(seat, day)):
        yield Problem(field, NOT_SERVING)


def outside_term_problem(field: str, term_id: int | None, day: date | None) -> Iterator[Problem]:
    """Yield a problem at ``field`` when ``day`` lies outside the term."""
    term = columns_of("term", term_id, "valid_from", "valid_until")
    if day is not None and term is not None and not covers(day, term.valid_from, term.valid_until):
        yield Problem(field, OUTSIDE_TERM, {"start": term.valid_from, "end": term.valid_until})


def member_serves_on(member_id: int | None, day: date) -> bool:
    """Return whether the person held a seat, of whichever term, that was served on ``day``."""
    seats = (
        rows_where("seat", *SERVING_COLUMNS, where={"member_id": member_id}) if member_id is not None else []
    )
    return any(serves_on(seat, day) for seat in seats)
