"""Suggestion drives on screen."""

from __future__ import annotations

from typing import Any

from models.marks import N_
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
        """Return what was counted, each as a link to its rows, and the number as the report words it."""
        tally = record.tally()
        listed = f"/panel/suggestion/?drive_id={record.id}"
        unit = translate(_SUGGESTIONS)
        figures = [
            {
                "label": translate(N_("Received")),
                "number": format_number(tally.received),
                "unit": unit,
                "url": listed,
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
                "url": f"{listed}&state__in=taken_up,partly",
            },
        ]
        number, more = rounded(tally.received, record.rounding)
        if more:
            words = translate(_MORE_THAN, number=format_number(number))
            figures.append({"label": translate(N_("In the report")), "number": words, "unit": unit})
        return figures
