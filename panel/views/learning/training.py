"""Trainings on screen."""

from __future__ import annotations

from typing import Any

from models.marks import N_
from models.registry import record_type
from panel.attending import people_figures
from panel.record_view import RecordView


class TrainingView(RecordView):
    """Courses for members and staff, with who took part."""

    menu_place = 10
    column_list = ("name", "kind", "level", "organiser", "starts_on", "hours", "state")
    column_sortable_list = ("starts_on", "changed_at")
    column_default_sort = ("starts_on", True)
    form_sections = (
        (N_("Basic facts"), ("name", "kind", "level", "organiser", "committee_id", "content")),
        (N_("Time and place"), ("starts_on", "ends_on", "place", "hours", "quota")),
        (N_("Cost"), ("cost",)),
    )
    children = ("training_attendance",)

    def figures_of(self, record: Any) -> list[dict[str, Any]]:
        """Return who took part: heads by kind, and attendances, counted from the rows below."""
        return people_figures(
            record_type("training_attendance"), "/panel/training-attendance", record.id, ("full", "part")
        )
