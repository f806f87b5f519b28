"""Formal recommendations: passed by the body that stands on them, answered before they are closed."""

from datetime import date
from typing import Any

import pytest

from models.access import CHAIR, CLERK, DEPARTMENT, MEMBER
from models.base import db
from models.research.formal_recommendation import FormalRecommendation
from models.seal import is_intact
from models.transitions import AlreadyDone, Request, perform
from tests.factories import make_department, make_meeting_decision
from tests.opinions_factories import make_formal_recommendation
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk: all; committee: (own body and submitted) or area or typed; chair auditor: submitted; member: "
    "in passed/sent/answered/answer_returned/closed; department: own unit and in "
    "sent/answered/answer_returned/closed",
    "create": "clerk: all; committee: own body or typed",
    "update trash": "clerk: all and in draft/returned; committee: ((own body and submitted) or area or typed) and in "
    "draft/returned",
    "export": "clerk: all; committee: (own body and submitted) or area or typed; chair auditor: submitted",
    "correct submit recall send return_answer close": "clerk: all; committee: (own body and submitted) or area or typed",
    "return pass": "chair: submitted",
    "answer recall_answer": "department: own unit",
    "answer recall_answer from paper": "clerk: all",
    "turn": "clerk: all; committee: (own body and submitted) or area or typed",
}
STATES = (
    "draft draft; submitted; returned; passed frozen; sent frozen; answered frozen; answer_returned frozen; "
    "closed frozen final"
)
STEPS = {
    "submit": "draft returned > submitted; submits; needs content, addressed_to, department_id",
    "recall": "submitted > draft; recalls",
    "return": "submitted > returned; with a reason",
    "pass": "submitted > passed; seals; by another; decided by plenary or standing_committee or chairpersons; queued",
    "send": "passed > sent; asks document_number, sent_on, due_on",
    "answer": "sent answer_returned > answered; submits; asks answer, answered_on; queued",
    "recall_answer": "answered > sent; recalls",
    "return_answer": "answered > answer_returned; with a reason",
    "close": "answered > closed; queued",
}
NOUNS = {
    "by plenary, standing committee or chairpersons": "body",
    "text": ("situation", "content"),
    "rests on a report": "report_id",
    "to whom": ("addressed_to", "department_id"),
    "document": ("document_number", "sent_on"),
    "deadline": "due_on",
    "obligatory answer": ("answer", "answered_on"),
}
SENT = Request(
    answers={"document_number": "邻协〔2020〕9号", "sent_on": date(2020, 9, 1), "due_on": date(2020, 12, 1)}
)
ANSWER = Request(answers={"answer": "已逐条办理。", "answered_on": date(2020, 9, 20)})


def furnish(frame: Any, people: Any) -> None:
    """Enter one of every state for two bodies and units, and drafts of who may write one."""
    for state in FormalRecommendation.workflow.states:
        for body, unit in ((frame.own, frame.unit), (frame.other, frame.other_unit)):
            make_formal_recommendation(state=state, committee_id=body, department_id=unit)
    for name in ("clerk", "committee"):
        row = make_formal_recommendation(committee_id=frame.other, department_id=frame.other_unit)
        row.created_by_id = people[name].account_id
    db.session.flush()


def test_it_is_passed_by_the_body_that_stands_on_it(entering: Entering, acting_with: As):
    with entering():
        number = make_formal_recommendation(state="submitted", body="plenary").id
        plenary = make_meeting_decision(kind="plenary").id
        standing = make_meeting_decision(kind="standing_committee").id
    with acting_with(CHAIR, 2):
        with assert_invalid("decision_id"):
            perform(FormalRecommendation, number, "pass", Request(decision_id=standing))
        perform(FormalRecommendation, number, "pass", Request(decision_id=plenary))
        db.session.commit()
        assert is_intact(reload(FormalRecommendation, number))


def test_it_is_closed_with_its_answer_alone(entering: Entering, acting_with: As):
    with entering():
        unit = make_department().id
        number = make_formal_recommendation(state="passed", department_id=unit).id
    scopes = {"department": frozenset({unit})}
    with acting_with(DEPARTMENT, 2, scopes=scopes):
        assert readable(FormalRecommendation) == set()
    with acting_with(CLERK):
        with assert_invalid("due_on"):
            perform(
                FormalRecommendation, number, "send",
                Request(answers={"document_number": "邻协〔2020〕9号", "sent_on": date(2020, 9, 1)}),
            )  # fmt: skip
        perform(FormalRecommendation, number, "send", SENT)
        db.session.commit()
        with pytest.raises(AlreadyDone):
            perform(FormalRecommendation, number, "close")
        db.session.rollback()
    with acting_with(DEPARTMENT, 2, scopes=scopes):
        perform(FormalRecommendation, number, "answer", ANSWER)
        perform(FormalRecommendation, number, "recall_answer")
        perform(FormalRecommendation, number, "answer", ANSWER)
        db.session.commit()
    with acting_with(CLERK):
        perform(FormalRecommendation, number, "return_answer", Request(reason="第二条未答复。"))
        db.session.commit()
    with acting_with(DEPARTMENT, 2, scopes=scopes):
        perform(FormalRecommendation, number, "answer", ANSWER)
        db.session.commit()
        with assert_refused():
            perform(FormalRecommendation, number, "close")
    with acting_with(CLERK):
        perform(FormalRecommendation, number, "close")
        assert reload(FormalRecommendation, number).state == "closed"


def test_members_read_what_was_passed(entering: Entering, acting_with: As):
    with entering():
        ids = {
            state: make_formal_recommendation(state=state).id
            for state in FormalRecommendation.workflow.states
        }
    with acting_with(MEMBER):
        assert readable(FormalRecommendation) == set(ids.values()) - {
            ids["draft"],
            ids["submitted"],
            ids["returned"],
        }


def test_its_dates_follow_each_other(entering: Entering, acting_with: As):
    with entering():
        number = make_formal_recommendation(state="passed").id
    given = {"document_number": "邻协〔2020〕9号", "sent_on": date(2020, 9, 1), "due_on": date(2020, 8, 1)}
    with acting_with(CLERK), assert_invalid("due_on"):
        perform(FormalRecommendation, number, "send", Request(answers=given))
