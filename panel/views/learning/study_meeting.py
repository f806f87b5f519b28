"""Study meetings on screen."""

from __future__ import annotations

from typing import Any

from models.marks import N_
from models.registry import record_type
from panel.attending import people_figures
from panel.record_view import RecordView


class StudyMeetingView(RecordView):
    """Meetings at which documents are conveyed and studied, with who was there."""

    menu_place = 20
    column_list = ("name", "kind", "held_on", "host", "outcome", "state")
    column_sortable_list = ("held_on", "changed_at")
    column_default_sort = ("held_on", True)
    form_sections = (
        (
            N_("Study meeting"),
            ("name", "kind", "committee_id", "member_group_id", "held_on", "place", "host"),
        ),
        (N_("Content"), ("content",)),
        (
            N_("Outcome and follow-up"),
            ("outcome", "outcome_document", "follow_up", "follow_up_due_on", "follow_up_done_on"),
        ),
    )
    list_tabs = ((N_("With an outcome"), "outcome__empty=0"), (N_("This year"), "fact_date__ge={year}-01-01"))
    children = ("study_attendance",)

    def figures_of(self, record: Any) -> list[dict[str, Any]]:
        """Return who was present: heads by kind, and attendances, counted from the rows below."""
        return people_figures(
            record_type("study_attendance"), "/panel/study-attendance", record.id, ("present",)
        )
