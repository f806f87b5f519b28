"""Issued ballots on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class IssuedBallotView(RecordView):
    """To whom a ballot was issued, and whether one was put into the box; never what it says."""

    column_list = ("evaluator_id", "round_id", "way", "in_box")
