"""EvaluationRound: the plan and its seal, who reads it when, and the way from the count to the archive."""

from datetime import date

import pytest
from sqlalchemy import select

from models.access import COMMITTEE, DEPARTMENT, MEMBER, Refused
from models.base import db
from models.livelihood.evaluation import Evaluation
from models.livelihood.evaluation_round import EvaluationRound
from models.livelihood.evaluation_round_evaluator import EvaluationRoundEvaluator
from models.livelihood.evaluation_round_subject import EvaluationRoundSubject
from models.livelihood.livelihood_project import LivelihoodProject
from models.livelihood.rectification import Rectification
from models.office.scale import Scale
from models.office.scale_option import ScaleOption
from models.problems import Invalid
from models.seal import is_intact
from models.transitions import Request
from models.writing import pen
from tests import factories
from tests.models.balloting.hall import DAY, Hall, approved, opened, plan
from tests.records.asserting import assert_invalid, assert_refused, readable


def fields_of(wrong: Invalid) -> set[str]:
    return {problem.field for problem in wrong.problems}


def test_a_plan_says_sensibly_how_it_is_voted(furnished: Hall) -> None:
    plan(furnished, bands="90 优秀\n60 合格")

    for column, value in (
        ("methods", ","),
        ("methods", ",paper,panel,"),
        ("bands", "优秀"),
        ("closes_on", date(2020, 9, 1)),
        ("replaces_id", furnished.round_id),
    ):
        with furnished.act(furnished.desk), assert_invalid(column):
            row = db.session.get_one(EvaluationRound, furnished.round_id)
            row.opens_on = DAY
            setattr(row, column, value)
            db.session.flush()


def test_a_plan_without_subjects_or_evaluators_is_not_submitted(furnished: Hall) -> None:
    with furnished.act(furnished.desk):
        scale = db.session.scalars(select(Scale.id)).one()
        furnished.round_id = factories.make(
            EvaluationRound,
            name="空白方案",
            year=2020,
            committee_id=furnished.committee_id,
            methods=",panel,",
            scale_id=scale,
        ).id

    with pytest.raises(Invalid) as wrong:
        furnished.step(furnished.desk, "submit")
    assert len(wrong.value.problems) == 2


def test_a_draft_belongs_to_its_author(planned: Hall) -> None:
    colleague = planned.person(COMMITTEE, 60, special_committee=planned.committee_id)

    for actor in (planned.clerk, planned.chair, colleague, planned.voter(0)):
        with planned.act(actor):
            assert readable(EvaluationRound) == set()
    planned.step(planned.desk, "submit")
    for actor in (planned.clerk, planned.chair, colleague):
        with planned.act(actor):
            assert readable(EvaluationRound) == {planned.round_id}
    with planned.act(planned.voter(0)):
        assert readable(EvaluationRound) == set()


def test_the_plan_is_approved_by_another_person_with_the_meetings_decision(planned: Hall) -> None:
    planned.step(planned.desk, "submit")
    answers = {"agreed_document": "邻委办〔2020〕8号", "agreed_on": DAY}
    with planned.system():
        other_meeting = factories.make_meeting_decision(kind="standing_committee").id

    for given, field in (
        (Request(answers=answers), "decision_id"),
        (Request(answers=answers, decision_id=other_meeting), "decision_id"),
        (Request(decision_id=planned.decision_id), "agreed_document"),
    ):
        with pytest.raises(Invalid) as wrong:
            planned.step(planned.chair, "approve_plan", given)
        assert field in fields_of(wrong.value)
    with pytest.raises(Refused):
        planned.step(planned.clerk, "approve_plan", Request(answers=answers, decision_id=planned.decision_id))
    assert approved(returned_and_back(planned)).round().state == "plan_approved"


def returned_and_back(hall: Hall) -> Hall:
    assert hall.step(hall.chair, "return", Request(reason="请补充评议标准")) == "returned"
    with hall.act(hall.desk):
        db.session.get_one(EvaluationRound, hall.round_id).plan = "评议标准见附件"
    return hall


def test_a_desk_that_is_also_chair_does_not_approve_its_own_plan(planned: Hall) -> None:
    planned.step(planned.desk, "submit")
    both = planned.person("chair", "desk")

    with pytest.raises(Refused):
        planned.step(both, "approve_plan", Request(decision_id=planned.decision_id))


def test_scale_quorum_evaluators_and_subjects_are_sealed(planned: Hall) -> None:
    with planned.system():
        another = factories.make(
            LivelihoodProject, name="另一件", year=2020, number="9", lead_department_id=planned.departments[0]
        ).id
    approved(planned)
    round_ = planned.round()

    assert (round_.computation, round_.quorum_parts, round_.quorum_of, round_.shown_from) == (
        "weighted",
        1,
        2,
        5,
    )
    assert '"evaluation_round_option"' in round_.seal_text
    with planned.act(planned.desk), assert_refused():
        db.session.get_one(EvaluationRound, planned.round_id).name = "改名"
        db.session.flush()
    with planned.act(planned.desk), assert_refused():
        factories.make(EvaluationRoundSubject, round_id=planned.round_id, project_id=another)
    with planned.act(planned.desk), assert_refused():
        first = db.session.scalars(select(EvaluationRoundEvaluator)).all()[0]
        first.department_id = planned.departments[0]
        db.session.flush()
    with planned.system():
        assert is_intact(db.session.get_one(EvaluationRound, planned.round_id))
        option = db.session.scalars(select(ScaleOption)).all()[0]
        with pen(db.session, option, "trash"):
            option.trashed_at = round_.created_at
        assert is_intact(db.session.get_one(EvaluationRound, planned.round_id))


def test_a_correction_does_not_reach_what_the_plan_froze(planned: Hall) -> None:
    approved(planned)

    with planned.act(planned.desk), assert_invalid(""):
        row = db.session.get_one(EvaluationRound, planned.round_id)
        with pen(db.session, row, "correct"):
            row.methods = ",slips,"


def test_an_exchanged_scale_leaves_the_ballot(planned: Hall) -> None:
    planned.step(planned.desk, "submit")
    planned.step(planned.chair, "return", Request(reason="请改用三档"))
    with planned.system():
        scale = factories.make_scale(name="两档", computation="share").id
        for rank, (code, label) in enumerate((("satisfied", "满意"), ("not", "不满意"))):
            factories.make_scale_option(
                scale_id=scale, code=code, label=label, rank=rank, favourable=rank == 0, weight=None
            )
    with planned.act(planned.desk):
        db.session.get_one(EvaluationRound, planned.round_id).scale_id = scale

    approved(planned)

    assert set(planned.options) == {"satisfied", "not"}


def test_the_two_tellers_are_two(planned: Hall) -> None:
    approved(planned)
    planned.step(planned.desk, "hear", Request(answers={"heard_on": DAY}))

    same = dict.fromkeys(("teller1_id", "teller2_id"), planned.accounts["teller1"])
    with pytest.raises(Invalid) as wrong:
        planned.step(planned.desk, "open", Request(answers=same))
    assert "teller2_id" in fields_of(wrong.value)
    with pytest.raises(Invalid) as wrong:
        planned.step(planned.desk, "open")
    assert fields_of(wrong.value) == {"teller1_id", "teller2_id"}


def test_evaluators_and_tellers_read_the_round_while_it_is_open(making_halls: object, hall: Hall) -> None:
    outsider = hall.person(MEMBER, 77, member=990_000)

    for actor, sees in (
        (hall.voter(0), 1),
        (hall.teller(1), 1),
        (outsider, 0),
        (hall.person(DEPARTMENT, 50, department=hall.departments[0]), 0),
    ):
        with hall.act(actor):
            assert len(readable(EvaluationRound)) == sees


def close_with_opinions(hall: Hall, rectification: str | None = "选址未定的两所应在年内明确用地") -> None:
    """Word, submit and approve the opinion of every evaluation; only the second subject is to be rectified."""
    for place, row in enumerate(hall.evaluations()):
        of = (Evaluation, row.id)
        with hall.act(hall.desk):
            mine = db.session.get_one(Evaluation, row.id)
            mine.opinion = "总体满意。"
            if place and rectification:
                mine.rectification, mine.rectification_due = rectification, date(2020, 12, 20)
        hall.step(hall.desk, "submit", of=of)
        hall.step(hall.chair, "approve", of=of)


def test_from_the_count_to_the_archive(counted: Hall) -> None:
    assert counted.round().state == "counted"
    close_with_opinions(counted)
    assert counted.round().state == "opinions_approved"

    assert (
        counted.step(
            counted.desk,
            "report",
            Request(answers={"reported_document": "邻协〔2020〕19号", "reported_on": DAY}),
        )
        == "reported"
    )
    assert counted.step(counted.desk, "feed_back", Request(answers={"fed_back_on": DAY})) == "fed_back"
    with counted.system():
        assert set(db.session.scalars(select(LivelihoodProject.state))) == {"evaluated"}
        assert set(db.session.scalars(select(Evaluation.state))) == {"fed_back"}
        task = db.session.scalars(select(Rectification)).one()
        assert (task.department_id, task.due_on) == (counted.departments[1], date(2020, 12, 20))
    with pytest.raises(Invalid):
        counted.step(counted.clerk, "archive")

    unit = counted.person(DEPARTMENT, 51, department=counted.departments[1])
    of = (Rectification, task.id)
    counted.step(unit, "report", Request(answers={"report": "用地已明确。", "reported_on": DAY}), of=of)
    assert counted.round().state == "rectification_reported"
    counted.step(counted.desk, "recheck", Request(answers={"finding": "属实。", "rechecked_on": DAY}), of=of)
    assert (
        counted.step(counted.desk, "recheck", Request(answers={"recheck": "已整改。", "rechecked_on": DAY}))
        == "rechecked"
    )
    assert counted.step(counted.clerk, "archive") == "archived"


def test_a_round_with_nothing_to_rectify_is_archived_at_once(counted: Hall) -> None:
    close_with_opinions(counted, rectification=None)
    counted.step(
        counted.desk, "report", Request(answers={"reported_document": "邻协〔2020〕19号", "reported_on": DAY})
    )
    counted.step(counted.desk, "feed_back", Request(answers={"fed_back_on": DAY}))

    assert counted.step(counted.clerk, "archive") == "archived"


def test_a_paper_round_opens_without_a_box(furnished: Hall) -> None:
    opened(approved(plan(furnished, ",paper,")))

    assert furnished.round().state == "open"
