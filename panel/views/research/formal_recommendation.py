"""Formal recommendations on screen."""

from __future__ import annotations

from models.marks import N_
from panel.instructing import InstructedRecord
from panel.record_view import RecordView


class FormalRecommendationView(InstructedRecord, RecordView):
    """What a plenary, the standing committee or the chairpersons' meeting recommends, and the answer that is owed."""

    menu_place = 30
    column_list = ("name", "body", "document_number", "addressed_to", "sent_on", "due_on", "state")
    column_sortable_list = ("drafted_on", "changed_at")
    column_default_sort = ("drafted_on", True)
    instructed_in = ("sent", "answered", "answer_returned", "closed")
    form_sections = (
        (
            N_("Recommendation"),
            ("name", "body", "committee_id", "report_id", "drafted_on", "situation", "content"),
        ),
        (N_("To whom"), ("addressed_to", "department_id", "document_number", "sent_on", "due_on")),
        (N_("Answer"), ("answer", "answered_on")),
    )
    list_tabs = (
        (N_("Awaiting a meeting"), "state=submitted"),
        (N_("Awaiting the answer"), "state__in=sent,answer_returned"),
        (N_("Answered"), "state__in=answered,closed"),
    )
    can_import = False
