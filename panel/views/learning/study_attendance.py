"""Attendance of study meetings on screen."""

from __future__ import annotations

from panel.attending import PersonRoster
from panel.record_view import RecordView


class StudyAttendanceView(PersonRoster, RecordView):
    """Who heard it: members by seat, staff, guests by name; entered row by row under the meeting."""

    column_list = ("name", "study_meeting_id", "attendance", "spoke", "guest_body")
    children_grid = ("attendance", "note")
    import_key = ("study_meeting_id", "name")
    roster_day = "held_on"
