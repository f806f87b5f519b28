"""Visits on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class VisitView(RecordView):
    """Members' visits to villages, communities and firms, with who took part and what was asked for."""

    menu_place = 10
    column_list = (
        "name",
        "kind_id",
        "member_group_id",
        "place_id",
        "visited_on",
        "households",
        "firms",
        "state",
    )
    column_sortable_list = ("visited_on", "changed_at")
    column_default_sort = ("visited_on", True)
    form_sections = (
        (N_("Basic facts"), ("name", "kind_id", "committee_id", "member_group_id", "platform_id")),
        (N_("Time and place"), ("visited_on", "place_id", "place")),
        (N_("What was done"), ("contents", "activities", "households", "firms")),
    )
    lookup_detail = ("visited_on",)
    import_key = ("name", "visited_on")
    children = ("visit_member", "resident_request")
