"""Attendance of meetings on screen, and who has missed how many."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import request
from sqlalchemy import select

from models.base import db
from models.clock import OFFICE_ZONE
from models.marks import N_
from models.presence import HALVES, HalfDay, half_days
from panel import values
from panel.absences import AbsenceRoutes
from panel.attending import LEADERS, PersonRoster, assigned_on
from panel.language import format_day, translate
from panel.record_view import RecordView
from panel.rosters import Chosen

ALL_MEMBERS = "all_members"
_ELECTED = (*LEADERS, "standing_member")
_POSTS = {"standing_committee": _ELECTED, "chairpersons": LEADERS}
_BODY = {"special_committee": "committee_id", "member_group": "member_group_id"}
REQUIRED = N_("Who is required: %(who)s")
SPARED = frozenset({"leave", "exempt"})


class AttendanceView(AbsenceRoutes, PersonRoster, RecordView):
    """Who was there: by half-day, members by seat, staff, guests by name; entered sheet by sheet under the meeting."""

    column_list = ("name", "meeting_id", "held_on", "half", "attendance", "guest_body")
    column_sortable_list = ("name_strokes", "changed_at")
    children_grid = ("attendance", "note")
    children_parts = ("held_on", "half")
    import_key = ("meeting_id", "name", "held_on", "half")
    list_tabs = (
        (N_("Not recorded yet"), "attendance=expected"),
        (N_("Missed"), "attendance__in=leave,absent"),
        (N_("Late or left early"), "attendance__in=late,left_early"),
    )

    def marked_with_all(self, row: Any) -> bool:
        """Spare who is on leave or not required when all are marked as present."""
        return row.attendance not in SPARED

    def day_of(self, parent: Any) -> date:
        """Return the first day of the meeting, by the office's clock."""
        day: date = parent.starts_at.astimezone(OFFICE_ZONE).date()
        return day

    def rosters(self, parent: Any) -> list[tuple[str, str]]:
        """Return the list of those whom the meeting requires, then all others."""
        required = []
        if parent.required_set in (ALL_MEMBERS, *_POSTS, *_BODY):
            label = values.format_for(type(parent).__table__.c.required_set, parent.required_set)
            required = [("required", translate(REQUIRED, who=label))]
        return required + super().rosters(parent)

    def listed(self, parent: Any, key: str, seats: dict[int, str]) -> list[int]:
        """Return the seats of a list; those of the meeting's required set from posts and bodies on the day."""
        if key != "required":
            return super().listed(parent, key, seats)
        if parent.required_set == ALL_MEMBERS:
            return list(seats)
        inside: set[int] = set()
        column = _BODY.get(parent.required_set)
        if parent.required_set in _POSTS:
            inside = assigned_on(self.day_of(parent), posts=_POSTS[parent.required_set])
        elif column is not None and getattr(parent, column) is not None:
            inside = assigned_on(self.day_of(parent), body=(column, getattr(parent, column)))
        return [seat for seat in seats if seat in inside]

    def roster_fields(self, parent: Any) -> list[dict[str, Any]]:
        """Ask for which half-days the people are added, where the meeting has several."""
        halves = half_days(parent.starts_at, parent.ends_at)
        if len(halves) < 2:
            return []
        asked = request.form.getlist("half_days") or [_key(half) for half in halves]
        return [
            {"kind": "multi", "name": "half_days", "label": translate(N_("Half-days")), "value": asked,
             "options": [(_key(half), _words(half)) for half in halves], "wide": True}
        ]  # fmt: skip

    def chosen(self, parent: Any, key: str, names: str) -> Chosen:
        """Return rows for everybody who was asked for and each half-day, without those that are there already."""
        found, wanted = self.wanted(parent, key, names)
        halves = half_days(parent.starts_at, parent.ends_at)
        asked = set(request.form.getlist("half_days"))
        halves = [half for half in halves if not asked or _key(half) in asked]
        taken = self.registered(parent)
        found.rows = [
            {column: number, "held_on": held_on, "half": half}
            for held_on, half in halves
            for column, number in wanted
            if (column, number, held_on, half) not in taken
        ]
        return found

    def registered(self, parent: Any) -> set[tuple[str, int, date, str]]:
        """Return (column, number, day, half-day) of every member and staff member who has a row, in the recycle bin too."""
        cls = self.model
        rows = db.session.execute(
            select(cls.seat_id, cls.staff_id, cls.held_on, cls.half).where(cls.meeting_id == parent.id),
            execution_options={"gate": "any"},
        )
        return {
            (column, number, row.held_on, row.half)
            for row in rows
            for column, number in (("seat_id", row.seat_id), ("staff_id", row.staff_id))
            if number is not None
        }


def _key(half: HalfDay) -> str:
    return f"{half[0].isoformat()}.{half[1]}"


def _words(half: HalfDay) -> str:
    label = next(choice.label for choice in HALVES if choice.value == half[1])
    return f"{format_day(half[0])} {translate(label)}"
