"""Which steps of a workflow lead onward."""

import pytest

from models.learning.training import Training
from models.livelihood.evaluation import Evaluation
from models.livelihood.evaluation_round import EvaluationRound


@pytest.mark.parametrize(
    ("cls", "onward", "other"),
    [
        (
            EvaluationRound,
            {"submit", "approve_plan", "count", "recheck"},
            {"recall", "return", "void", "void_at_count"},
        ),
        (Evaluation, {"submit", "approve", "feed_back"}, {"recall", "return", "void"}),
        (Training, {"announce", "record", "archive"}, {"reopen"}),
    ],
)
def test_a_step_leads_on_unless_it_goes_back_returns_or_voids(cls, onward, other) -> None:
    steps = cls.workflow.transitions
    assert {name for name in onward | other if cls.workflow.leads_on(steps[name])} == onward
