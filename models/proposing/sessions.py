"""Which plenary session a submission belongs to, and whether it came during the session or between sessions."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from models import clock
from models.lookups import rows_where


class Belonging(NamedTuple):
    """The session a submission belongs to, the term of that session, and whether it still counts as a plenary proposal."""

    session_id: int
    term_id: int
    number: int
    at_plenary: bool


def moment_of_now() -> datetime:
    """Return the moment at which something is handed in now: the hour of now on the office's own date."""
    hour = clock.now().astimezone(clock.OFFICE_ZONE).timetz()
    return datetime.combine(clock.business_today(), hour)


def session_of(moment: datetime) -> Belonging | None:
    """Return what a submission at ``moment`` (aware) belongs to: the session that last began to take proposals.

    Up to the minute that the notice prints it is a proposal of the plenary session, afterwards one between sessions. A session
    without such minutes takes plenary proposals on its own days.

    Returns:
        ``None`` before the first session began to take proposals.
    """
    day = moment.astimezone(clock.OFFICE_ZONE).date()
    columns = ("id", "term_id", "number", "opens_on", "closes_on", "proposals_from", "proposals_until")
    begun = [
        row
        for row in rows_where("plenary_session", *columns, where={})
        if (row.proposals_from <= moment if row.proposals_from is not None else row.opens_on <= day)
    ]
    if not begun:
        return None
    last = max(begun, key=lambda row: row.opens_on)
    until = last.proposals_until
    at_plenary = moment <= until if until is not None else day <= last.closes_on
    return Belonging(last.id, last.term_id, last.number, at_plenary)
