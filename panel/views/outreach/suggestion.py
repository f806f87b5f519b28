"""Suggestions on screen."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import select

from models.marks import N_
from models.outreach.suggestion_drive import SuggestionDrive
from panel.listing.columns import ListColumn
from panel.listing.search import holds
from panel.record_view import RecordView


class SuggestionView(RecordView):
    """What members and others suggested to a drive, and what the desk made of it."""

    menu_place = 32
    in_menu = True
    column_list = ("name", "drive_id", "member_id", "category_id", "made_on", "state")
    list_columns: ClassVar[dict[str, ListColumn]] = {
        "drive_name": ListColumn(
            N_("Name of the drive"),
            expression=lambda row: (
                select(SuggestionDrive.name)
                .where(SuggestionDrive.id == row.drive_id)
                .correlate(row)
                .scalar_subquery()
            ),
            kind="text",
            fits=lambda row, _asked, words: row.drive_id.in_(
                select(SuggestionDrive.id).where(holds(SuggestionDrive.name, words[0]))
            ),
            asks=("has",),
            filter=True,
        ),
    }
    column_sortable_list = ("made_on", "changed_at")
    column_default_sort = ("made_on", True)
    form_sections = (
        (N_("Suggestion"), ("drive_id", "name", "content", "category_id", "made_on")),
        (N_("Author"), ("member_id", "author_name", "author_body")),
    )
    column_details_list = (
        "drive_id", "name", "content", "category_id", "made_on", "member_id", "author_name", "author_body", "review",
        "duplicate_of_id", "note",
    )  # fmt: skip
    list_tabs = (
        (N_("To be reviewed"), "state=submitted"),
        (N_("Taken up"), "state__in=taken_up,partly"),
        (N_("Kept for reference"), "state=for_reference"),
    )
    lookup_detail = ("drive_id",)
    import_key = ("drive_id", "name")
