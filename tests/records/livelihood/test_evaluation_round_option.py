"""EvaluationRoundOption: copied from the scale, and nobody's to type."""

from decimal import Decimal

from sqlalchemy import select

from models.base import db
from models.livelihood.evaluation_round_option import EvaluationRoundOption
from tests import factories
from tests.models.balloting.hall import Hall
from tests.records.asserting import assert_refused, readable


def test_the_options_are_those_of_the_scale_when_the_plan_was_submitted(planned: Hall) -> None:
    with planned.act(planned.desk):
        assert readable(EvaluationRoundOption) == set()
    planned.step(planned.desk, "submit")

    with planned.act(planned.desk):
        rows = db.session.scalars(select(EvaluationRoundOption).order_by(EvaluationRoundOption.rank)).all()
        assert [(row.label, row.weight, row.scored) for row in rows] == [
            ("满意", Decimal(100), True),
            ("基本满意", Decimal(70), True),
            ("不满意", Decimal(30), True),
            ("不了解", None, False),
        ]


def test_nobody_types_an_option(planned: Hall) -> None:
    planned.step(planned.desk, "submit")

    for actor in (planned.desk, planned.clerk):
        with planned.act(actor), assert_refused():
            factories.make(EvaluationRoundOption, round_id=planned.round_id, code="more", label="非常满意")
        with planned.act(actor), assert_refused():
            db.session.scalars(select(EvaluationRoundOption)).all()[0].weight = Decimal(99)
            db.session.flush()
