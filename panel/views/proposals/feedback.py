"""Feedback of proposers on screen: the form for the proposer, for the desk the list with silence counted apart."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class FeedbackView(RecordView):
    """Who thinks what of which answer."""

    column_list = (
        "proposer", "handling_id", "department_id", "occasion", "asked_on", "due_on", "attitude", "result", "state",
    )  # fmt: skip
    fact_columns = ("handling_id", "department_id")
    form_sections = (
        (
            N_("Answer that is judged"),
            ("handling_id", "proposal_id", "department_id", "occasion", "asked_on", "due_on"),
        ),
        (N_("Feedback"), ("proposer", "member_id", "heard_by", "attitude", "result", "remark", "given_on")),
    )
    list_tabs = (
        (N_("Feedback asked for"), "state=asked"),
        (N_("Feedback missing"), "state=missing"),
        (N_("Not satisfied"), "attitude=not"),
    )
    can_import = False
    in_menu = True
