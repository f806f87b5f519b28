"""Suggestions on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class SuggestionView(RecordView):
    """What members and others suggested to a drive, and what the desk made of it."""

    menu_place = 32
    in_menu = True
    column_list = ("name", "drive_id", "member_id", "category_id", "made_on", "state")
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
