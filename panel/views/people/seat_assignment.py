"""Assignments of a seat on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class SeatAssignmentView(RecordView):
    """What a seat is assigned to, with dates and decision: sector, committee, group, post."""

    column_list = (
        "name",
        "kind",
        "sector_id",
        "committee_id",
        "member_group_id",
        "post",
        "valid_from",
        "valid_until",
    )
