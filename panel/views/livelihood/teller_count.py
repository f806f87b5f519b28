"""Counted numbers on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class TellerCountView(RecordView):
    """The numbers of one teller, under their sheet."""

    column_list = ("subject_id", "option_id", "number")
