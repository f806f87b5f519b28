"""Suggestion drives on screen."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from models.base import db
from models.marks import N_
from models.outreach.suggestion import Suggestion
from models.outreach.suggestion_drive import rounded
from panel.language import format_number, translate
from panel.record_view import RecordView

_MORE_THAN = N_("more than %(number)s")
_SUGGESTIONS = N_("suggestions")


class SuggestionDriveView(RecordView):
    """Drives for suggestions, with what came in."""

    menu_place = 30
    column_list = ("name", "committee_id", "starts_on", "ends_on", "state")
    column_sortable_list = ("starts_on", "changed_at")
    column_default_sort = ("starts_on", True)
    form_sections = (
        (N_("Basic facts"), ("name", "theme", "committee_id", "target_groups", "starts_on", "ends_on")),
        (N_("Result"), ("rounding", "reported_to", "reported_on", "outcome")),
    )
    lookup_detail = ("starts_on",)
    import_key = ("name", "starts_on")
    children = ("suggestion",)

    def figures_of(self, record: Any) -> list[dict[str, Any]]:
        """Return what was counted, a link for who reads all of those rows, and the number as the report words it."""
        tally = record.tally()
        listed = f"/panel/suggestion/?drive_id={record.id}"
        everything = _readable(record.id) == tally.received
        unit = translate(_SUGGESTIONS)
        figures: list[dict[str, Any]] = [
            {
                "label": translate(N_("Received")),
                "number": format_number(tally.received),
                "unit": unit,
                "url": listed if everything else None,
            },
            {
                "label": translate(N_("Without repetitions")),
                "number": format_number(tally.distinct),
                "unit": unit,
            },
            {
                "label": translate(N_("Taken up, in part too")),
                "number": format_number(tally.taken_up),
                "unit": unit,
                "url": f"{listed}&state__in=taken_up,partly" if everything else None,
            },
        ]
        number, more = rounded(tally.received, record.rounding)
        if more:
            words = translate(_MORE_THAN, number=format_number(number))
            figures.append({"label": translate(N_("In the report")), "number": words, "unit": unit})
        return figures


def _readable(drive_id: int) -> int:
    """Return how many of the suggestions that were handed in the actor reads: a number leads only to all of its rows."""
    assert Suggestion.workflow is not None
    handed_in = Suggestion.state.not_in(Suggestion.workflow.private_states)
    statement = select(func.count(Suggestion.id)).where(Suggestion.drive_id == drive_id, handed_in)
    return db.session.scalar(statement) or 0
