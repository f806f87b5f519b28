"""Meetings on screen."""

from __future__ import annotations

from typing import Any

from models.marks import N_
from models.office.attendance import Attendance
from models.presence import THERE
from panel.absences import ways_to_absences
from panel.attending import people_figures
from panel.decisions.minutes import MinutesRoutes
from panel.decisions.resting import last_time_section
from panel.record_view import RecordView


class MeetingView(MinutesRoutes, RecordView):
    """Meetings and other occasions, with what they decided and who was there."""

    menu_place = 10
    column_list = ("name", "kind", "number", "starts_at", "place", "state")
    form_sections = (
        (N_("Basic facts"), ("name", "kind", "number", "committee_id", "member_group_id", "required_set")),
        (N_("Time and place"), ("starts_at", "ends_at", "place", "host", "agenda")),
        (N_("Minutes"), ("minutes", "minutes_signed_by", "minutes_signed_on")),
    )
    lookup_detail = ("kind", "starts_at")
    children = ("meeting_decision", "attendance", "leave_request")

    def figures_of(self, record: Any) -> list[dict[str, Any]]:
        """Return who was there: heads, and attendances by half-day."""
        return people_figures(Attendance, "/panel/attendance", record.id, THERE)

    def acts_of(self, record: Any) -> tuple[list[dict[str, Any]], list[Any]]:
        """Offer the draft of the minutes beside the steps."""
        acts, more = super().acts_of(record)
        return [*acts, *self.minutes_act(record)], more

    def fact_sections(self, record: Any) -> list[dict[str, Any]]:
        """Open with what became of the last decisions of the same body."""
        opening = last_time_section(record) if record.trashed_at is None else None
        found: list[dict[str, Any]] = super().fact_sections(record)
        return [*found, opening] if opening is not None else found

    def list_actions(self) -> list[tuple[str, str, str]]:
        """Put the page of missed meetings beside the import."""
        found: list[tuple[str, str, str]] = super().list_actions()
        return [*ways_to_absences(), *found]
