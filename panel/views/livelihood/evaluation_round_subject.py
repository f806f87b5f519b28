"""Subjects of a round on screen."""

from __future__ import annotations

from panel.record_view import RecordView


class EvaluationRoundSubjectView(RecordView):
    """The lines of the ballot."""

    column_list = ("name", "round_id", "department_id", "rank")
