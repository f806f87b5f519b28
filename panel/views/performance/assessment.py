"""Yearly assessments on screen."""

from __future__ import annotations

from typing import Any

from models.marks import N_
from models.performance.assessment import QUALITY
from panel import values
from panel.points.computing import ComputingRoutes
from panel.points.table import way_to_table
from panel.record_view import RecordView


class AssessmentView(ComputingRoutes, RecordView):
    """One member's year: statement, points with the numbers beside them, grade."""

    copies = False
    menu_place = 10
    column_list = ("name", "scoring_year", "points", "grade_id", "state")
    main_column = "name"
    form_sections = (
        (N_("Statement"), ("seat_id", "scoring_year", "statement")),
        (
            N_("Grade"),
            (
                "points",
                *QUALITY,
                "points_grade_id",
                "proposed_grade_id",
                "grade_reason",
                "grade_id",
                "decision_id",
                "published_on",
            ),
        ),
        (N_("Appeal"), ("appeal", "appealed_on", "appeal_answer")),
    )
    column_details_list = (
        "seat_id", "scoring_year", "statement", "points_grade_id", "proposed_grade_id", "grade_reason", "grade_id",
        "decision_id", "published_on", "appeal", "appealed_on", "appeal_answer", "note",
    )  # fmt: skip
    list_tabs = (
        (N_("Statement handed in"), "state=submitted"),
        (N_("Awaiting the decision"), "state=graded"),
        (N_("Circulated"), "state=published"),
    )
    import_key = ("seat_id", "scoring_year")

    def list_actions(self) -> list[tuple[str, str, str]]:
        """Put the points of the year before the import."""
        return [*way_to_table(), *super().list_actions()]

    def figures_of(self, record: Any) -> list[dict[str, Any]]:
        """Return the points with the numbers of what was done beside them, once they are counted."""
        if record.points is None:
            return []
        names = ("points", *QUALITY)
        columns = self.model.__mapper__.columns
        return [
            {
                "label": self.label_of(name),
                "number": values.format_for(columns[name], getattr(record, name) or 0),
            }
            for name in names
        ]
