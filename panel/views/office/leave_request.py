"""Leave requests on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class LeaveRequestView(RecordView):
    """Who asks to be excused from which meeting, and what was said to it."""

    menu_place = 11
    column_list = ("name", "meeting_id", "ground", "from_on", "until_on", "approver", "state")
    form_sections = (
        (N_("Leave"), ("meeting_id", "seat_id", "ground", "reason")),
        (N_("Time of the leave"), ("from_on", "from_half", "until_on", "until_half")),
    )
    list_tabs = ((N_("Leave asked"), "state=asked"), (N_("Leave granted"), "state=granted"))
    in_menu = True
    can_import = False
