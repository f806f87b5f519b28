"""The yearly assessment: statement of the member, proposal of the desk, decision of a meeting, appeal, circulation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from models.access import CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER
from models.base import db
from models.duty.ledger import post
from models.performance.assessment import Assessment
from models.registry import record_type
from models.seal import is_intact
from models.transitions import Request, perform
from tests.factories import (
    make,
    make_code_item,
    make_meeting_decision,
    make_seat,
    make_training,
    make_training_attendance,
    put_into,
)
from tests.fixtures.app import People
from tests.records.asserting import assert_invalid, readable, reload
from tests.records.conftest import As, Entering

_DESK = "clerk: all; committee: area"
RIGHTS = {
    "read": "clerk: all; committee: area; chair auditor: submitted; "
    "member: (own and submitted) or typed or in published",
    "create": "clerk: all; member: own",
    "update trash": "clerk: all and in draft/returned; member: own and typed and in draft/returned",
    "export": "clerk: all; chair auditor: submitted",
    "correct": _DESK,
    "submit recall": "clerk: all; member: own and typed",
    "propose withdraw publish": _DESK,
    "return": f"{_DESK}; chair: submitted",
    "approve uphold regrade": "chair: submitted",
    "appeal": "member: own",
    "appeal from paper": "clerk: all",
}
STATES = "draft draft; submitted; returned; graded; approved frozen; published frozen; appealed frozen"
STEPS = {
    "submit": "draft returned > submitted; submits; needs statement",
    "recall": "submitted > draft; recalls",
    "propose": "submitted > graded; offers proposed_grade_id, grade_reason; queued",
    "withdraw": "graded > submitted; with a reason",
    "return": "submitted graded > returned; with a reason",
    "approve": "graded > approved; seals; by another; decided by chairpersons; queued",
    "publish": "approved > published; asks published_on",
    "appeal": "approved published > appealed; asks appeal, appealed_on",
    "uphold": "appealed > approved; by another; asks appeal_answer; decided by chairpersons; queued",
    "regrade": "appealed > graded; by another; asks appeal_answer; decided by chairpersons",
}
NOUNS = {
    "seat and year": ("seat_id", "scoring_year"),
    "own statement": "statement",
    "points": "points",
    "quality indicators": (
        "trainings_attended",
        "visits_made",
        "contributions_confirmed",
        "suggestions_taken_up",
    ),
    "proposed grade": ("points_grade_id", "proposed_grade_id", "grade_reason", "grade_id"),
    "appeal": ("appeal", "appealed_on", "appeal_answer"),
    "published": "published_on",
}


def make_assessment(seat_id: int, **over: Any) -> Assessment:
    """Make the draft of an assessment of 2020."""
    return make(Assessment, **{"seat_id": seat_id, "scoring_year": 2020, "statement": "本人述职。"} | over)


def furnish(frame: Any, people: Any) -> None:
    """Enter assessments of every state of two members, and drafts of those who write them."""
    make_code_item(table_name="assessment_grade", code="good", label="良好")
    for state in Assessment.workflow.states:
        put_into(make_assessment(make_seat().id), state)
    # One seat has one assessment a year: a member's own ones in other states stand in other years.
    own = {
        frame.seat: ("submitted", "returned", "approved", "published"),
        frame.teller_seat: ("graded", "appealed"),
    }
    for seat, states in own.items():
        for year, state in enumerate(states, 2016):
            put_into(make_assessment(seat.id, scoring_year=year), state)
    for name, seat in (("member", frame.seat), ("clerk", frame.other_seat)):
        make_assessment(seat.id).created_by_id = people[name].account_id
    db.session.flush()


def grade(label: str = "优秀") -> int:
    """Return a grade of the code table."""
    return make_code_item(table_name="assessment_grade", label=label).id


def me(member: int) -> dict[str, Any]:
    """Return the scope of a member in person."""
    return {"scopes": {"member": frozenset({member})}}


def test_from_the_statement_to_the_circulated_grade(entering: Entering, acting_with: As) -> None:
    with entering():
        seat = make_seat()
        rule = put_into(
            make(record_type("point_rule"), scoring_year=2020, name="培训", points=Decimal(1)), "approved"
        )
        course = make_training(state="held")
        make_training_attendance(training_id=course.id, seat_id=seat.id)
        post(seat.id, rule, Decimal(86), course, date(2020, 5, 11))
        decision, best = make_meeting_decision(kind="chairpersons").id, grade()
        seat_id, member, name = seat.id, seat.member_id, seat.name
    with acting_with(MEMBER, 1, **me(member)):
        number = make_assessment(seat_id).id
        perform(Assessment, number, "submit")
        db.session.commit()
    with acting_with(CLERK, 2):
        answers = {"proposed_grade_id": best, "grade_reason": "提案被列为重点。"}
        row = perform(Assessment, number, "propose", Request(answers=answers))
        assert isinstance(row, Assessment)
        assert (row.name, row.points, row.trainings_attended, row.visits_made) == (name, Decimal(86), 1, 0)
        db.session.commit()
    with acting_with(CHAIR, 3):
        perform(Assessment, number, "approve", Request(decision_id=decision))
        db.session.commit()
        row = reload(Assessment, number)
        assert (row.grade_id, is_intact(row)) == (best, True)
    with acting_with(CLERK, 2):
        perform(Assessment, number, "publish", Request(answers={"published_on": date(2020, 9, 21)}))
        db.session.commit()
    with acting_with(MEMBER, 9, **me(member + 1000)):
        assert readable(Assessment) == {number}


def test_nobody_sees_anothers_points_before_they_are_circulated(entering: Entering, acting_with: As) -> None:
    with entering():
        seats = [make_seat() for _ in range(7)]
        numbers = {
            state: put_into(make_assessment(seat.id), state).id
            for seat, state in zip(seats, Assessment.workflow.states, strict=True)
        }
        other = make_seat().member_id
        third = seats[2].member_id
    with acting_with(MEMBER, 1, **me(other)):
        assert readable(Assessment) == {numbers["published"]}
    with acting_with(MEMBER, 2, **me(third)):
        assert readable(Assessment) == {numbers["published"], numbers["returned"]}
    for role in (DEPARTMENT, COMMITTEE):
        with acting_with(role, 3):
            assert readable(Assessment) == set()


def test_what_is_personal_of_a_circulated_assessment_stays_masked(entering: Entering, people: People) -> None:
    with entering():
        seat = make_seat()
        values = {"statement": "本人一年的述职。", "points": Decimal(77), "appeal": "对分数有意见。"}
        number = put_into(make_assessment(seat.id, **values), "published").id
        member, other = seat.member_id, make_seat().member_id
    url = f"/panel/assessment/details/?id={number}"
    mine = people.client(people.add(MEMBER, member_id=member)).get(url).text
    theirs = people.client(people.add(MEMBER, login="other", member_id=other)).get(url).text
    assert "本人一年的述职" in mine
    assert "77" in theirs
    assert "本人一年的述职" not in theirs
    assert "对分数有意见" not in theirs


def test_an_appeal_is_decided_by_the_meeting_again(entering: Entering, acting_with: As) -> None:
    with entering():
        seat = make_seat()
        number = put_into(make_assessment(seat.id), "approved").id
        decision, member = make_meeting_decision(kind="chairpersons").id, seat.member_id
    asked = {"appeal": "漏计一次调研。", "appealed_on": date(2020, 9, 22)}
    for step, end in (("uphold", "approved"), ("regrade", "graded")):
        with acting_with(MEMBER, 1, **me(member)):
            perform(Assessment, number, "appeal", Request(answers=asked))
            db.session.commit()
        with acting_with(CHAIR, 2):
            with assert_invalid("decision_id"):
                perform(Assessment, number, step, Request(answers={"appeal_answer": "已复核。"}))
            given = Request(answers={"appeal_answer": "已复核。"}, decision_id=decision)
            perform(Assessment, number, step, given)
            db.session.commit()
            assert reload(Assessment, number).state == end
    with acting_with(MEMBER, 3, **me(member + 1000)):
        assert perform(Assessment, number, "appeal", Request(answers=asked)) is None


def test_a_year_has_begun_and_was_served(entering: Entering) -> None:
    with entering():
        seat = make_seat().id
        gone = make_seat(state="left", left_on=date(2018, 5, 1)).id
    for field, row in (("scoring_year", (seat, 2021)), ("seat_id", (gone, 2019)), ("seat_id", (seat, 2015))):
        with entering(), assert_invalid(field):
            make_assessment(row[0], scoring_year=row[1])


def test_no_step_of_it_is_taken_in_a_batch() -> None:
    assert [step.name for step in Assessment.workflow.transitions.values() if step.batch] == []
