"""Suggestions of reports on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class ReportSuggestionView(RecordView):
    """Each suggestion with what became of it."""

    column_list = ("number", "content", "report_id", "outcome", "department_id")
    column_default_sort = ("id", False)
    form_sections = (
        (N_("Suggestion"), ("report_id", "number", "content")),
        (N_("What became of it"), ("outcome", "department_id", "outcome_on", "outcome_note")),
    )
    list_tabs = (
        (N_("Not known yet"), "outcome=open"),
        (N_("Taken up, also in part"), "outcome__in=taken_up,partly"),
    )
    children_grid = ("outcome", "department_id", "outcome_on")
    in_menu = True
    import_key = ("report_id", "number")
