"""Counting sheets on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class TellerSheetView(RecordView):
    """What one teller counted, for those who may already read it."""

    column_list = ("account_id", "round_id", "present", "issued", "returned", "invalid", "handed_in_at")
    children = ("teller_count",)
