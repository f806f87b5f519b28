"""Consultation platforms on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView
from panel.whole import WholeRoutes


class PlatformView(WholeRoutes, RecordView):
    """Stations, rooms, courtyard points and business rooms, with their councils, topics and checks."""

    menu_place = 40
    column_list = ("name", "kind", "parent_id", "place_id", "hosted_by", "opened_on", "state")
    column_sortable_list = ("opened_on", "changed_at")
    column_default_sort = ("opened_on", False)
    fact_columns = ("kind", "place_id")
    form_sections = (
        (N_("Platform"), ("name", "brand", "kind", "parent_id", "opened_on", "closed_on", "duties")),
        (N_("Place and host"), ("place_id", "address", "equipment", "hosted_by", "committee_id")),
        (N_("Demonstration"), ("demonstration", "demonstration_year", "demonstration_by")),
    )
    list_tabs = (
        (N_("Stations"), "kind=station"),
        (N_("Rooms"), "kind=room"),
        (N_("Courtyard points"), "kind=courtyard"),
        (N_("Business rooms"), "kind=business"),
        (N_("Demonstration platforms"), "demonstration=1"),
    )
    lookup_detail = ("kind", "place_id")
    children = ("platform_member",)
    import_key = ("name",)
