"""Evaluation: only the opinion is submitted, returned, approved; the counts stand; the unit reads it once it is fed back."""

import pytest

from models.access import AUDITOR, DEPARTMENT, MEMBER, Refused
from models.base import db
from models.livelihood.evaluation import Evaluation
from models.livelihood.evaluation_count import EvaluationCount
from models.problems import Invalid
from models.seal import is_intact
from models.transitions import Request, perform
from models.writing import pen
from tests import factories
from tests.models.balloting.hall import DAY, Hall
from tests.records.asserting import assert_invalid, assert_refused, readable


def word(hall: Hall, number: int, opinion: str = "总体满意。") -> tuple[type[Evaluation], int]:
    """Let the desk word the opinion of an evaluation; return how a step names it."""
    with hall.act(hall.desk):
        db.session.get_one(Evaluation, number).opinion = opinion
    return (Evaluation, number)


def test_nobody_makes_an_evaluation_by_hand(hall: Hall) -> None:
    for actor in (hall.clerk, hall.desk, hall.teller(1)):
        with hall.act(actor), assert_refused():
            factories.make(
                Evaluation, name="手工结果", round_id=hall.round_id, subject_id=hall.subjects[0], year=2020,
                department_id=hall.departments[0], committee_id=hall.committee_id, expected=6, issued=6, returned=6,
                outcome="counted",
            )  # fmt: skip


def test_an_opinion_is_worded_submitted_and_approved_by_another(counted: Hall) -> None:
    first = counted.evaluations()[0]
    with pytest.raises(Invalid):
        counted.step(counted.desk, "submit", of=(Evaluation, first.id))
    of = word(counted, first.id)

    assert counted.step(counted.desk, "submit", of=of) == "submitted"
    for actor in (counted.clerk, counted.desk, counted.person("chair", "desk")):
        with pytest.raises(Refused):
            counted.step(actor, "approve", of=of)
    assert counted.step(counted.chair, "approve", of=of) == "approved"

    with counted.system():
        sealed = db.session.get_one(Evaluation, first.id)
        assert is_intact(sealed)
        assert '"evaluation_count"' in str(sealed.seal_text)
    with counted.act(counted.desk), assert_refused():
        db.session.get_one(Evaluation, first.id).opinion = "改写"
        db.session.flush()


def test_a_return_gives_its_reason_and_leaves_the_counts(counted: Hall) -> None:
    first = counted.evaluations()[0]
    of = word(counted, first.id)
    counted.step(counted.desk, "submit", of=of)

    with pytest.raises(Invalid) as wrong:
        counted.step(counted.chair, "return", of=of)
    assert {problem.field for problem in wrong.value.problems} == {"reason"}
    assert counted.step(counted.chair, "return", Request(reason="请写明整改要求"), of=of) == "returned"

    again = counted.evaluations()[0]
    assert (again.valid, again.score, again.rank) == (first.valid, first.score, first.rank)
    word(counted, first.id, "须于年内整改。")
    assert counted.step(counted.desk, "submit", of=of) == "submitted"


def test_the_submitter_recalls_before_anybody_acted(counted: Hall) -> None:
    of = word(counted, counted.evaluations()[0].id)
    counted.step(counted.desk, "submit", of=of)

    with pytest.raises(Refused):
        counted.step(counted.clerk, "recall", of=of)
    assert counted.step(counted.desk, "recall", of=of) == "opinion_due"


def test_a_clerk_cannot_type_over_a_count(counted: Hall) -> None:
    number = counted.evaluations()[0].id

    for column in ("valid", "score", "rank", "returned"):
        with counted.act(counted.clerk), assert_refused("count"):
            setattr(db.session.get_one(Evaluation, number), column, 99)
            db.session.flush()
    with counted.act(counted.clerk), assert_refused("never changed"):
        row = db.session.get_one(Evaluation, number)
        with pen(db.session, row, "correct"):
            row.valid = 1


def test_who_reads_an_evaluation_and_from_when(counted: Hall) -> None:
    first, second = (row.id for row in counted.evaluations())
    desk, chair, auditor = counted.desk, counted.chair, counted.person(AUDITOR, 77)
    unit = counted.person(DEPARTMENT, 50, department=counted.departments[0])
    member = counted.person(MEMBER, 78, member=990_000)
    everybody = (counted.clerk, desk, chair, auditor, unit, member, counted.teller(1))

    def seen() -> list[set[int]]:
        found = []
        for actor in everybody:
            with counted.act(actor):
                found.append(readable(Evaluation))
                assert len(readable(EvaluationCount)) == 4 * len(found[-1])
        return found

    both, none = {first, second}, set[int]()
    assert seen() == [both, both, none, none, none, none, none]
    counted.step(desk, "submit", of=word(counted, first))
    assert seen() == [both, both, {first}, {first}, none, none, none]
    counted.step(desk, "submit", of=word(counted, second))
    for number in (first, second):
        counted.step(chair, "approve", of=(Evaluation, number))
    counted.step(
        desk, "report", Request(answers={"reported_document": "邻协〔2020〕19号", "reported_on": DAY})
    )
    assert seen() == [both, both, both, both, none, none, none]
    counted.step(desk, "feed_back", Request(answers={"fed_back_on": DAY}))
    assert seen() == [both, both, both, both, {first}, both, both]


def test_a_rectification_has_a_day_until_when(counted: Hall) -> None:
    number = counted.evaluations()[0].id

    with counted.act(counted.desk), assert_invalid("rectification_due"):
        db.session.get_one(Evaluation, number).rectification = "两所未建成"
        db.session.flush()


def test_of_two_chairs_the_second_is_told_who_was_first(counted: Hall) -> None:
    of = word(counted, counted.evaluations()[0].id)
    counted.step(counted.desk, "submit", of=of)
    counted.step(counted.chair, "approve", of=of)

    with counted.act(counted.person("chair", 79)), pytest.raises(Exception, match="already done"):
        perform(*of, "approve")


def test_no_evaluation_is_approved_in_a_batch() -> None:
    assert not any(transition.batch for transition in Evaluation.workflow.transitions.values())
