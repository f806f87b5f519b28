"""Rectification: only the unit says that it has put things right, or its signed paper."""

from datetime import date

import pytest

from models.access import DEPARTMENT, Refused
from models.base import db
from models.livelihood.evaluation import Evaluation
from models.livelihood.rectification import Rectification
from models.problems import Invalid
from models.transitions import Request
from tests import factories
from tests.models.balloting.hall import DAY, Hall
from tests.records.asserting import assert_refused, readable

REPORT = {"report": "用地已明确。", "reported_on": DAY}


@pytest.fixture
def fed_back(counted: Hall) -> Hall:
    """Return a hall whose results were fed back, both with something to rectify."""
    for row in counted.evaluations():
        with counted.act(counted.desk):
            mine = db.session.get_one(Evaluation, row.id)
            mine.opinion, mine.rectification, mine.rectification_due = (
                "须整改。",
                "明确用地",
                date(2020, 12, 20),
            )
        counted.step(counted.desk, "submit", of=(Evaluation, row.id))
        counted.step(counted.chair, "approve", of=(Evaluation, row.id))
    counted.step(
        counted.desk, "report", Request(answers={"reported_document": "邻协〔2020〕19号", "reported_on": DAY})
    )
    counted.step(counted.desk, "feed_back", Request(answers={"fed_back_on": DAY}))
    return counted


def tasks(hall: Hall) -> list[tuple[type[Rectification], int]]:
    rows = sorted(hall.rows(Rectification), key=lambda row: hall.departments.index(row.department_id))
    return [(Rectification, row.id) for row in rows]


def test_each_unit_reads_and_reports_its_own(fed_back: Hall) -> None:
    first, second = tasks(fed_back)
    units = [fed_back.person(DEPARTMENT, 50 + n, department=fed_back.departments[n]) for n in (0, 1)]

    with fed_back.act(units[0]):
        assert readable(Rectification) == {first[1]}
    with pytest.raises(AssertionError):
        fed_back.step(units[0], "report", Request(answers=REPORT), of=second)
    assert fed_back.step(units[0], "report", Request(answers=REPORT), of=first) == "reported"
    assert fed_back.round().state == "rectifying"
    fed_back.step(units[1], "report", Request(answers=REPORT), of=second)
    assert fed_back.round().state == "rectification_reported"


def test_our_office_does_not_say_it_for_the_unit(fed_back: Hall) -> None:
    first, _second = tasks(fed_back)

    for actor in (fed_back.desk, fed_back.chair):
        with pytest.raises(Refused):
            fed_back.step(actor, "report", Request(answers=REPORT), of=first)
    with pytest.raises(Invalid) as wrong:
        fed_back.step(fed_back.clerk, "report", Request(answers=REPORT), of=first)
    assert {problem.field for problem in wrong.value.problems} == {"signed_paper"}
    with fed_back.act(fed_back.clerk):
        factories.make_attachment(db.session.get_one(Rectification, first[1]), kind="signed_paper")
    assert fed_back.step(fed_back.clerk, "report", Request(answers=REPORT), of=first) == "reported"


def test_a_report_that_does_not_hold_is_sent_back(fed_back: Hall) -> None:
    first, _second = tasks(fed_back)
    unit = fed_back.person(DEPARTMENT, 50, department=fed_back.departments[0])
    fed_back.step(unit, "report", Request(answers=REPORT), of=first)

    with pytest.raises(Invalid):
        fed_back.step(fed_back.desk, "return", of=first)
    assert fed_back.step(fed_back.desk, "return", Request(reason="现场未见开工"), of=first) == "returned"
    assert fed_back.step(unit, "report", Request(answers=REPORT), of=first) == "reported"
    recheck = Request(answers={"finding": "属实。", "rechecked_on": DAY})
    assert fed_back.step(fed_back.desk, "recheck", recheck, of=first) == "rechecked"


def test_nobody_makes_one_by_hand(fed_back: Hall) -> None:
    evaluation = fed_back.evaluations()[0]

    with fed_back.act(fed_back.clerk), assert_refused():
        factories.make(
            Rectification, name="另加", evaluation_id=evaluation.id, round_id=fed_back.round_id,
            department_id=evaluation.department_id, committee_id=evaluation.committee_id, demanded="另行整改",
        )  # fmt: skip
