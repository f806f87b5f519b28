"""Field reports on screen: accepted, discussed, sent, taken up, with their suggestions one by one."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import ColumnElement, func, select

from models.base import db
from models.marks import N_
from models.office.thread_link import ThreadLink
from models.research.report_suggestion import ReportSuggestion
from panel.instructing import InstructedRecord
from panel.language import format_number, translate
from panel.listing.columns import ListColumn
from panel.record_view import RecordView


def _from_drive(row: Any) -> ColumnElement[bool]:
    """Return whether the report came from a drive or from one of its suggestions."""
    found: ColumnElement[bool] = row.id.in_(
        select(ThreadLink.target_id).where(
            ThreadLink.target_table == "report",
            ThreadLink.source_table.in_(("suggestion_drive", "suggestion")),
            ThreadLink.trashed_at.is_(None),
        )
    )
    return found


class ReportView(InstructedRecord, RecordView):
    """Reports, counted in 篇; their suggestions are counted in 条."""

    menu_place = 20
    column_list = ("name", "kind", "committee_id", "finished_on", "sent_to", "state")
    column_sortable_list = ("finished_on", "changed_at")
    column_default_sort = ("finished_on", True)
    instructed_in = ("sent", "taken_up", "fed_back")
    list_columns: ClassVar[dict[str, ListColumn]] = {
        "from_drive": ListColumn(
            N_("Brought forth by a suggestion drive"), expression=_from_drive, kind="flag", filter=True
        ),
    }
    form_sections = (
        (N_("Report"), ("name", "kind", "field_study_id", "committee_id", "authors", "finished_on")),
        (N_("Text"), ("content",)),
        (N_("What became of it"), ("sent_to", "sent_on", "outcome", "taken_up_on", "fed_back_on")),
    )
    list_tabs = (
        (N_("Awaiting acceptance"), "state=submitted"),
        (N_("Awaiting a meeting"), "state=accepted"),
        (N_("To be sent"), "state=discussed"),
        (N_("Sent"), "state__in=sent,taken_up,fed_back"),
    )
    children = ("report_suggestion",)
    import_key = ("name", "finished_on")

    def figures_of(self, record: Any) -> list[dict[str, Any]]:
        """Count the suggestions, and those taken up at least in part."""
        taken = ReportSuggestion.outcome.in_(("taken_up", "partly"))
        every, used = db.session.execute(
            select(func.count(ReportSuggestion.id), func.count(ReportSuggestion.id).filter(taken)).where(
                ReportSuggestion.report_id == record.id
            )
        ).one()
        if not every:
            return []
        rows = f"/panel/report-suggestion/?report_id={record.id}"
        return [
            {
                "label": translate(N_("Suggestions in the report")),
                "number": format_number(every),
                "unit": translate(N_("suggestions")),
                "url": rows,
            },
            {
                "label": translate(N_("Taken up, also in part")),
                "number": format_number(used),
                "unit": translate(N_("suggestions")),
                "url": f"{rows}&outcome__in=taken_up,partly",
            },
        ]
