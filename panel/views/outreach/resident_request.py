"""Residents' requests on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class ResidentRequestView(RecordView):
    """What was asked for at visits, and what became of it; who asked is read by the desk on the request's own page alone."""

    menu_place = 20
    in_menu = True
    column_list = ("name", "visit_id", "place_id", "people_affected", "fact_date", "state")
    column_default_sort = ("id", True)
    form_sections = (
        (N_("Request"), ("visit_id", "name", "situation", "wish", "place_id", "people_affected", "wording")),
        (N_("Stays with the desk"), ("resident_name", "resident_contact")),
        (N_("What became of it"), ("outcome", "answered_on")),
    )
    list_tabs = (
        (N_("Not settled yet"), "state__in=raised,handling,passed_on"),
        (N_("Settled"), "state=settled"),
    )
    import_key = ("visit_id", "name")
