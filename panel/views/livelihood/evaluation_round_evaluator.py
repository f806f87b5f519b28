"""Evaluators of a round on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class EvaluationRoundEvaluatorView(RecordView):
    """Who has a vote in the round, and who steps aside."""

    column_list = ("name", "round_id", "department_id", "stepped_aside")
