"""EvaluationCount: read with its evaluation, written by the count alone."""

from sqlalchemy import select

from models.base import db
from models.livelihood.evaluation_count import EvaluationCount
from tests import factories
from tests.models.balloting.hall import Hall
from tests.records.asserting import assert_refused


def test_each_option_has_its_number(counted: Hall) -> None:
    first = counted.evaluations()[0]

    numbers = {
        row.option_id: row.number for row in counted.rows(EvaluationCount) if row.evaluation_id == first.id
    }
    assert numbers == {number: 6 if code == "satisfied" else 0 for code, number in counted.options.items()}


def test_nobody_writes_a_number(counted: Hall) -> None:
    first = counted.evaluations()[0]

    for actor in (counted.clerk, counted.desk, counted.chair, counted.teller(1)):
        with counted.act(actor), assert_refused():
            factories.make(
                EvaluationCount, evaluation_id=first.id, option_id=counted.options["not"], number=1
            )
    with counted.act(counted.clerk), assert_refused():
        db.session.scalars(select(EvaluationCount)).all()[0].number = 5
        db.session.flush()
