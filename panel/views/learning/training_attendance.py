"""Attendance of trainings on screen."""

from __future__ import annotations

from panel.attending import PersonRoster
from panel.record_view import RecordView


class TrainingAttendanceView(PersonRoster, RecordView):
    """Who took part: members by seat, staff, guests by name; entered row by row under the training."""

    column_list = ("name", "training_id", "attendance", "hours", "result_id")
    children_grid = ("attendance", "hours", "note")
    import_key = ("training_id", "name")
    roster_day = "starts_on"
