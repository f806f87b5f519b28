"""Exchanges with other committees on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class PeerExchangeView(RecordView):
    """Visits received from other committees and paid to them."""

    menu_place = 40
    column_list = ("counterpart", "direction", "topic", "head_office", "size", "starts_on", "state")
    column_sortable_list = ("starts_on", "changed_at")
    column_default_sort = ("starts_on", True)
    main_column = "counterpart"
    form_sections = (
        (N_("The other side"), ("direction", "counterpart", "level", "head_office", "size")),
        (N_("Time and place"), ("starts_on", "ends_on", "half", "places")),
        (N_("Exchange"), ("topic", "hosts", "committee_id", "materials", "follow_up")),
    )
    list_tabs = ((N_("Visits received"), "direction=received"), (N_("Visits paid"), "direction=paid"))
    import_key = ("counterpart", "starts_on")
