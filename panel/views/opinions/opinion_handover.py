"""Hand-overs of opinion reports on screen: what a unit gets to handle, and its answer."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class OpinionHandoverView(RecordView):
    """The unit's side of an item."""

    menu_place = 45
    column_list = ("subject", "department_id", "handed_on", "due_on", "answered_on", "state")
    form_sections = (
        (
            N_("What the unit is given"),
            ("opinion_report_id", "department_id", "subject", "content", "contributor"),
        ),
        (N_("Handling and answer"), ("handed_on", "due_on", "answered_on", "answer")),
    )
    list_tabs = (
        (N_("With the units"), "state__in=handed_over,returned"),
        (N_("To be looked at"), "state=answered"),
    )
    in_menu = True
    can_import = False
