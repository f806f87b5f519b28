"""Trainings on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class TrainingView(RecordView):
    """Courses for members and staff, with who took part."""

    column_list = ("name", "kind", "level", "organiser", "starts_on", "hours", "state")
    column_sortable_list = ("starts_on", "changed_at")
    column_default_sort = ("starts_on", True)
    form_sections = (
        (N_("Basic facts"), ("name", "kind", "level", "organiser", "committee_id", "content")),
        (N_("Time and place"), ("starts_on", "ends_on", "place", "hours", "quota")),
        (N_("Cost"), ("cost",)),
    )
    children = ("training_attendance",)
