"""Promises of answers on screen: what is promised, by when, and what became of it."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class CommitmentView(RecordView):
    """The promises of all answers, open ones by their day."""

    menu_place = 40
    column_list = ("name", "department_id", "handling_id", "due_on", "done_on", "state")
    list_tabs = ((N_("Open promises"), "state__in=promised,moved"), (N_("Kept"), "state=kept"))
    can_import = False
    in_menu = True
