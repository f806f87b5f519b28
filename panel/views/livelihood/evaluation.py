"""Evaluations on screen."""

from __future__ import annotations

from models.marks import N_
from panel.record_view import RecordView


class EvaluationView(RecordView):
    """The counts that are closed, and the opinion on them."""

    column_list = ("name", "round_id", "department_id", "valid", "score", "rank", "band", "state")
    form_sections = (
        (N_("Opinion of the evaluation"), ("opinion", "rectification", "rectification_due")),
        (
            N_("Count"),
            (
                "expected",
                "issued",
                "returned",
                "valid",
                "invalid",
                "outcome",
                "score",
                "rank",
                "ranked",
                "band",
            ),
        ),
        (
            N_("Basic facts"),
            ("name", "round_id", "year", "subject_id", "project_id", "department_id", "committee_id"),
        ),
    )
    children = ("evaluation_count", "rectification")
