"""Meetings on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class MeetingView(RecordView):
    """Meetings and other occasions, with what they decided."""

    menu_place = 10
    column_list = ("name", "kind", "number", "starts_at", "place", "state")
    form_sections = (
        (N_("Basic facts"), ("name", "kind", "number", "committee_id", "member_group_id", "required_set")),
        (N_("Time and place"), ("starts_at", "ends_at", "place", "host", "agenda")),
    )
    lookup_detail = ("kind", "starts_at")
