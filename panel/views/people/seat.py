"""Seats on screen."""

from __future__ import annotations

from typing import Any, ClassVar

from models import clock
from models.marks import N_
from panel.points.file import FileRoutes, way_to_file
from panel.record_view import RecordView


class SeatView(FileRoutes, RecordView):
    """One person in one term: proposed, serving, left, with the decisions behind it."""

    copies = False
    menu_place = 20
    column_list = ("name", "term_id", "seat_number", "valid_from", "state")
    column_sortable_list = ("name_strokes", "changed_at")
    column_default_sort = ("name_strokes", False)
    column_labels: ClassVar[dict[str, str]] = {"name_strokes": N_("Surname strokes")}
    form_sections = (
        (
            N_("Seat"),
            (
                "member_id",
                "term_id",
                "seat_number",
                "consecutive_terms",
                "valid_from",
                "document_number",
                "seating_decision_id",
            ),
        ),
        (N_("Suspension"), ("suspended_on", "suspension_basis", "resumed_on", "resumption_basis")),
        (N_("Leaving"), ("left_on", "left_reason", "left_document", "leaving_decision_id")),
    )
    list_tabs = (
        (N_("Serving"), "state=serving"),
        (N_("Proposed"), "state__in=proposed,checked"),
        (N_("Left"), "state=left"),
    )
    lookup_detail = ("term_id",)
    lookup_naming_detail = ("term_id",)
    children = ("seat_assignment",)

    def acts_of(self, record: Any) -> tuple[list[dict[str, Any]], list[Any]]:
        """Put the member's file beside the steps, for a seat that was served."""
        acts, more = super().acts_of(record)
        served = record.trashed_at is None and record.state not in ("proposed", "checked")
        return [*acts, *(way_to_file(record.id, clock.business_today().year) if served else [])], more
