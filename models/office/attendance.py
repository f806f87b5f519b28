"""Attendance (出席登记)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models import clock
from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    MEMBER,
    Access,
    of_member,
    parent_read,
    parent_rule,
)
from models.attending import OnePerson
from models.base import Record
from models.fields import choice, day, moment, ref
from models.lookups import columns_of, is_new
from models.marks import N_
from models.presence import HALVES, MARKS, granted_mark, half_days, key
from models.problems import Problem

_GUEST_TWICE = N_("This guest is already registered for this half-day.")
_OUTSIDE = N_(
    "Outside the meeting, which lasts from %(start)s to %(end)s; please check the day and the half-day."
)
_NOT_YET = N_("This half-day has not come yet; who was there is recorded on the day or later.")
_NO_LEAVE = N_(
    "Leave is granted first; please enter the request and have it granted, the mark then follows by itself."
)
_BY_ITSELF = frozenset({"expected", "leave", "exempt"})
"""Marks that can stand before the half-day has come."""
_DESK = dict.fromkeys((CLERK, COMMITTEE), parent_rule("meeting_id"))


class Attendance(OnePerson, Record):
    """One person on one half-day of a meeting: a member, somebody of the office, or a guest with name and body.

    Who asked for leave and was granted it is marked by that; who takes part for others than members counts in no quorum.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("organization_id", "meeting_id", "seat_id", "held_on", "half"),
        UniqueConstraint("organization_id", "meeting_id", "staff_id", "held_on", "half"),
    )
    title = N_("Attendance at a meeting")
    plural = N_("Attendances at meetings")
    entered_for = ()
    parent = "meeting_id"
    area_slug = "meeting"
    fact_date_from = "held_on"
    once_per = ("meeting_id", "held_on", "half")

    meeting_id: Mapped[int] = ref("meeting", label=N_("Meeting"), required=True, listed=True, filter=True)
    held_on: Mapped[date] = day(label=N_("Day"), required=True, listed=True, filter=True)
    half: Mapped[str] = choice(HALVES, label=N_("Half-day"), required=True, default="morning", listed=True)
    attendance: Mapped[str] = choice(
        MARKS, label=N_("Attendance at the meeting"), required=True, default="expected", listed=True
    )
    signed_in_at: Mapped[datetime | None] = moment(label=N_("Signed in at"))

    access = Access(
        read={role: parent_read("meeting_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)}
        | {MEMBER: parent_rule("seat_id", of_member())},
        create=_DESK,
        update=_DESK,
        export={role: parent_read("meeting_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)},
        correct={role: parent_rule("meeting_id", action="correct") for role in (CLERK, COMMITTEE)},
    )

    def before_save(self) -> None:
        """Take the name from the person, and from a granted leave the mark of a row that nobody has recorded yet."""
        self.take_name()
        row: Any = self
        named = None not in (row.meeting_id, row.held_on)
        if named and is_new(self) and (self.attendance or "expected") == "expected":
            granted = granted_mark(self.meeting_id, self.seat_id, (self.held_on, self.half or "morning"))
            self.attendance = granted or "expected"

    def problems(self) -> Iterator[Problem]:
        """One person once in a half-day of the meeting; nobody was there tomorrow; a member's leave is granted first."""
        yield from self.person_problems(_GUEST_TWICE)
        meeting = columns_of("meeting", self.meeting_id, "starts_at", "ends_at")
        halves = half_days(meeting.starts_at, meeting.ends_at) if meeting is not None else []
        here = (self.held_on, self.half or "morning")
        # A meeting without an end may go on; nothing begins before it.
        late = meeting is not None and meeting.ends_at is not None and key(here) > key(halves[-1])
        if halves and (key(here) < key(halves[0]) or late):
            yield Problem("held_on", _OUTSIDE, {"start": halves[0][0], "end": halves[-1][0]})
        if (self.attendance or "expected") not in _BY_ITSELF and self.held_on > clock.business_today():
            yield Problem("attendance", _NOT_YET)
        if self._on_leave_anew() and granted_mark(self.meeting_id, self.seat_id, here) != "leave":
            yield Problem("attendance", _NO_LEAVE)

    def _on_leave_anew(self) -> bool:
        if self.attendance != "leave" or self.seat_id is None:
            return False
        return is_new(self) or bool(self.changed_columns() & {"attendance", "seat_id", "held_on", "half"})
