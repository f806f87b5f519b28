"""Assigned matters on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class AssignedMatterView(RecordView):
    """What units, towns and villages were asked to do, by when, and what came of it."""

    menu_place = 30
    in_menu = True
    column_list = ("name", "topic_id", "department_id", "place_id", "due_on", "answered_on", "state")
    fact_columns = ("department_id", "due_on")
    form_sections = (
        (N_("Matter"), ("name", "topic_id", "content", "department_id", "place_id", "due_on")),
        (N_("How it is handled"), ("handed_on", "received_on", "answered_on", "result")),
    )
    list_tabs = (
        (N_("Not received"), "state=handed_over"),
        (N_("Being handled"), "state=handling"),
        (N_("Answered"), "state__in=answered,closed"),
    )
    children = ("matter_progress",)
    import_key = ("topic_id", "name")
