"""Suggestions of reports on screen."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import select

from models.fields import Choice
from models.marks import N_
from models.research.report import Report
from panel.listing.columns import ListColumn
from panel.listing.search import holds
from panel.record_view import RecordView


class ReportSuggestionView(RecordView):
    """Each suggestion with what became of it."""

    column_list = ("number", "content", "report_id", "outcome", "department_id")
    list_columns: ClassVar[dict[str, ListColumn]] = {
        "report_name": ListColumn(
            N_("Title of the report"),
            expression=lambda row: (
                select(Report.name).where(Report.id == row.report_id).correlate(row).scalar_subquery()
            ),
            kind="text",
            fits=lambda row, _asked, words: row.report_id.in_(
                select(Report.id).where(holds(Report.name, words[0]))
            ),
            asks=("has",),
            filter=True,
        ),
        "report_state": ListColumn(
            N_("State of the report"),
            expression=lambda row: (
                select(Report.state).where(Report.id == row.report_id).correlate(row).scalar_subquery()
            ),
            kind="choice",
            choices=[Choice(state.value, state.label) for state in Report.workflow.states.values()],
            fits=lambda row, _asked, states: row.report_id.in_(
                select(Report.id).where(Report.state.in_(states))
            ),
            filter=True,
        ),
    }
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
