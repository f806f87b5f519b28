"""Checks of the five aspects on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class AspectCheckView(RecordView):
    """Platforms and the county looked at by the items of the five aspects."""

    menu_place = 42
    in_menu = True
    column_list = ("name", "checked_on", "checked_by", "state")
    column_sortable_list = ("checked_on", "changed_at")
    column_default_sort = ("checked_on", True)
    form_sections = (
        (N_("Check"), ("name", "term_id", "platform_id", "checked_on", "checked_by", "committee_id")),
        (N_("Result"), ("conclusion",)),
    )
    children = ("aspect_mark",)
    can_import = False
