"""Feedback: by the proposer alone, on two axes; silence is missing; nothing is closed over "not satisfied"."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from models.access import Refused
from models.answering.judging import judgement
from models.base import db
from models.office.term_setting import TermSetting
from models.problems import Invalid
from models.proposals.feedback import Feedback
from models.proposals.handling import Handling
from models.proposals.proposal import Proposal
from tests.answering_factories import Desk, make_contact_record, make_feedback, make_handling, open_desk
from tests.factories import a_term, make, make_attachment, put_into
from tests.proposal_factories import make_proposal
from tests.records.asserting import readable

_DESK = "clerk: all; committee: area"
RIGHTS = {
    "read": "clerk: all; committee: area; chair auditor: all; member: own; "
    "department: own unit of handling_id and in given",
    "export": "clerk: all; committee: area; chair auditor: all",
    "give recall": "member: own",
    "give recall from paper": _DESK,
    "mark_missing": _DESK,
}
STATES = "asked; given; missing"
STEPS = {
    "give": "asked missing > given; submits; asks heard_by, attitude, result; offers remark, given_on; queued",
    "recall": "given > asked; recalls",
    "mark_missing": "asked > missing; in batches",
}
BY_STEPS = frozenset({"attitude", "given_on", "heard_by", "result"})
NOUNS = {
    "per unit": "department_id",
    "attitude": "attitude",
    "result": "result",
    "by the proposer": ("member_id", "proposer"),
    "every proposer of a merged case": "proposal_id",
    "how the unit heard the proposer": "heard_by",
}
GIVEN = {"heard_by": "visit", "attitude": "satisfied", "result": "satisfied"}


def furnish(frame: Any, people: Any) -> None:
    """Enter feedback of every state, of the member and of others, on the unit and on another one."""
    case = make_proposal(state="answered", seat_id=frame.seat.id).id
    for unit in (frame.unit, frame.other_unit):
        row = make_handling(state="answered", department_id=unit, proposal_id=case, role="separate")
        for member in (frame.seat.member_id, frame.other_seat.member_id):
            for state in Feedback.workflow.states:
                make_feedback(row, state=state, member_id=member)


@pytest.fixture
def desk(app: Flask, office: int) -> Desk:
    """Return an office whose case is with one unit, which has received it."""
    desk = open_desk(app, office, joint=False)
    desk.hand_over()
    desk.receive()
    return desk


def close(desk: Desk) -> str:
    """Let the proposal committee close the case."""
    return desk.step(desk.committee, "close", desk.case_id, Proposal)


@pytest.mark.parametrize(
    ("attitude", "result", "said"),
    [
        ("satisfied", "satisfied", "satisfied"),
        ("satisfied", "basically", "basically"),
        ("satisfied", "not", "not"),
        ("not", "satisfied", "not"),
        ("understands", "agrees", "basically"),
        ("satisfied", "agrees", "satisfied"),
        ("satisfied", "disagrees", "not"),
    ],
)
def test_both_axes_count(attitude: str, result: str, said: str) -> None:
    assert judgement(attitude, result) == said


def test_the_proposer_judges_and_nobody_for_them_without_their_paper(desk: Desk) -> None:
    answered = desk.answer()
    asked = desk.rows(Feedback, handling_id=answered)[0]

    for actor in (desk.unit(), desk.person("chair", 40), desk.unit(desk.government)):
        with pytest.raises((Refused, AssertionError)):
            desk.step(actor, "give", asked.id, Feedback, **GIVEN)
    with pytest.raises(Invalid, match="signed_paper"):
        desk.step(desk.clerk, "give", asked.id, Feedback, **GIVEN)
    with desk.act(desk.unit()):
        assert readable(Feedback) == set()
    with desk.act(desk.clerk):
        make_attachment(db.session.get_one(Feedback, asked.id), kind="signed_paper")
    assert desk.step(desk.clerk, "give", asked.id, Feedback, given_on=date(2020, 9, 1), **GIVEN) == "given"
    assert desk.row(Handling, answered).feedback == "satisfied"


def test_silence_is_missing_and_never_satisfied(desk: Desk) -> None:
    answered = desk.answer()
    asked = desk.rows(Feedback, handling_id=answered)[0]

    with pytest.raises(Invalid):
        close(desk)
    assert desk.step(desk.clerk, "mark_missing", asked.id, Feedback) == "missing"
    assert desk.row(Handling, answered).feedback == "missing"
    assert close(desk) == "closed"
    assert desk.row(Handling, answered).feedback == "missing"


def test_it_is_not_missing_before_its_day(desk: Desk) -> None:
    answered = desk.answer()
    with desk.enter():
        asked = put_into(desk_feedback(answered), "asked", due_on=date(2020, 9, 30)).id
    with pytest.raises(Invalid, match="until"):
        desk.step(desk.clerk, "mark_missing", asked, Feedback)


def desk_feedback(handling_id: int) -> Any:
    """Return the question about an answer."""
    return db.session.query(Feedback).filter(Feedback.handling_id == handling_id).one()


def test_a_case_is_never_closed_over_not_satisfied_nor_with_a_unit_missing(desk: Desk) -> None:
    with pytest.raises(Exception, match=r"closed|already"):
        close(desk)
    first = desk.answer()
    desk.judge(first, result="not")
    with pytest.raises(Invalid, match="not satisfied"):
        close(desk)
    asked = {"rehandling_asked_on": date(2020, 9, 5), "rehandling_reason": "未回应第二条建议。"}
    with pytest.raises(Refused):
        desk.step(desk.unit(), "ask_rehandling", first, **asked)
    assert desk.step(desk.committee, "ask_rehandling", first, **asked) == "rehandled"
    second = desk.handling(round="second")
    assert (second.state, second.previous_id, second.due_on) == ("handed_over", first, date(2020, 12, 5))
    assert desk.row(Proposal, desk.case_id).state == "handed_over"
    assert desk.row(Handling, first).answer is not None


def answered_again(desk: Desk) -> int:
    """Return the second answer, judged "not satisfied" once more."""
    desk.judge(desk.answer(), result="not")
    asked = {"rehandling_asked_on": date(2020, 9, 5), "rehandling_reason": "未回应。"}
    desk.step(desk.committee, "ask_rehandling", desk.handling().id, **asked)
    second = desk.handling(round="second")
    desk.receive(on=date(2020, 9, 7))
    unit = desk.unit()
    with desk.act(unit):
        make_contact_record(second, contacted_on=date(2020, 9, 8))
    letter = {
        "answer": "再次答复。", "answer_class_id": desk.classes["A"], "answer_number": "18号", "drafter": "甲",
        "signed_by": "乙", "signed_on": date(2020, 9, 10),
    }  # fmt: skip
    desk.step(unit, "submit_answer", second.id, **letter)
    desk.step(desk.unit(desk.government), "check_answer", second.id)
    desk.step(unit, "send_answer", second.id, answered_on=date(2020, 9, 11))
    desk.judge(second.id, attitude="not")
    return int(second.id)


def test_still_not_satisfied_leads_to_a_face_to_face_meeting(desk: Desk) -> None:
    second = answered_again(desk)

    with pytest.raises(Invalid, match="not satisfied"):
        close(desk)
    with pytest.raises(Refused):
        desk.step(
            desk.committee,
            "ask_rehandling",
            second,
            rehandling_asked_on=date(2020, 9, 12),
            rehandling_reason="再办。",
        )
    met = {"face_to_face_on": date(2020, 9, 15), "face_to_face_result": "年底前现场办理。"}
    assert desk.step(desk.committee, "hold_face_to_face", second, **met) == "face_to_face"
    assert desk.row(Handling, second).feedback == "open"
    desk.judge(second, attitude="basically", result="basically")
    assert desk.row(Handling, second).feedback == "basically"
    assert close(desk) == "closed"
    assert {row.state for row in desk.rows(Handling)} == {"rehandled", "closed"}


def test_silence_after_the_meeting_takes_no_dissatisfaction_back(desk: Desk) -> None:
    second = answered_again(desk)
    met = {"face_to_face_on": date(2020, 9, 15), "face_to_face_result": "年底前现场办理。"}
    desk.step(desk.committee, "hold_face_to_face", second, **met)
    with desk.enter():
        asked = put_into(desk_newest(), "asked", due_on=date(2020, 9, 16)).id
    desk.step(desk.clerk, "mark_missing", asked, Feedback)

    assert desk.row(Handling, second).feedback == "not"
    with pytest.raises(Invalid, match="not satisfied"):
        close(desk)


def desk_newest() -> Any:
    """Return the newest question."""
    return db.session.query(Feedback).order_by(Feedback.id.desc()).first()


def test_every_proposer_of_a_merged_case_judges(desk: Desk) -> None:
    with desk.enter():
        merged = make_proposal(state="merged", merged_into_id=desk.case_id)
        other = merged.member_id or 0
    answered = desk.answer()
    rows = desk.rows(Feedback, handling_id=answered)

    assert {row.member_id for row in rows} == {desk.member_id, other}
    mine = next(row for row in rows if row.member_id == desk.member_id)
    desk.step(desk.member, "give", mine.id, Feedback, **GIVEN)
    assert desk.row(Handling, answered).feedback == "open"
    theirs = next(row for row in rows if row.member_id == other)
    desk.step(
        desk.person("member", 4, member=other), "give", theirs.id, Feedback, **GIVEN | {"result": "not"}
    )
    assert desk.row(Handling, answered).feedback == "not"


def test_a_recall_before_the_committee_acts(desk: Desk) -> None:
    answered = desk.answer()
    desk.judge(answered, result="not")
    given = desk.rows(Feedback, handling_id=answered)[0].id

    assert desk.step(desk.member, "recall", given, Feedback) == "asked"
    assert desk.row(Handling, answered).feedback == "open"
    desk.judge(answered, result="not")
    asked = {"rehandling_asked_on": date(2020, 9, 5), "rehandling_reason": "未回应。"}
    desk.step(desk.committee, "ask_rehandling", answered, **asked)
    with pytest.raises(Invalid, match="acted upon"):
        desk.step(desk.member, "recall", given, Feedback)


def test_the_words_are_those_of_the_form_of_the_term(desk: Desk) -> None:
    answered = desk.answer()
    asked = desk.rows(Feedback, handling_id=answered)[0].id

    with pytest.raises(Invalid, match="result"):
        desk.step(desk.member, "give", asked, Feedback, **GIVEN | {"result": "agrees"})
    with desk.enter():
        make(TermSetting, term_id=a_term().id, setting="feedback_form", value="agreement")
    assert desk.step(desk.member, "give", asked, Feedback, **GIVEN | {"result": "agrees"}) == "given"


def test_marked_classes_are_followed_up_the_next_year(desk: Desk) -> None:
    answered = desk.answer(code="B")
    desk.judge(answered)
    close(desk)

    assert desk.row(Handling, answered).follow_up is True
    assert desk.step(desk.committee, "follow_up", answered) == "followed_up"
    row = desk.handling(round="follow_up")
    assert (row.state, row.previous_id, row.handed_over_on) == ("handed_over", answered, date(2020, 9, 23))
    assert desk.row(Proposal, desk.case_id).state == "closed"
