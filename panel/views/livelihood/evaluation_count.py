"""Results of a count on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class EvaluationCountView(RecordView):
    """How many marks each option got, under its evaluation."""

    column_list = ("option_id", "number")
