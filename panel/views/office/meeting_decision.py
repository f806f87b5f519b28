"""Decisions of meetings on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class MeetingDecisionView(RecordView):
    """What a meeting decided, item by item."""

    column_list = ("subject", "meeting_id", "item_number", "outcome", "due_on", "state")
    form_sections = (
        (N_("Item"), ("meeting_id", "item_number", "subject", "content", "outcome")),
        (N_("Carrying out"), ("carried_out_by_id", "carried_out_by", "due_on", "done_on", "result")),
    )
    lookup_detail = ("meeting_id", "outcome")
