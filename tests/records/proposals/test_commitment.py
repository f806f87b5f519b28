"""Promises of answers: kept, moved or dropped by the unit's own word, with evidence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from models.access import Refused
from models.problems import Invalid
from models.proposals.commitment import Commitment
from tests.answering_factories import Desk, make_commitment, make_contact_record, make_handling, open_desk
from tests.proposal_factories import make_proposal
from tests.records.asserting import readable

_ANSWERING = "in handling/extension_asked/answer_returned/answer_in_check/checked/answered"
_CLERK = f"(all and {_ANSWERING}) of handling_id"
_COMMITTEE = f"(area and {_ANSWERING}) of handling_id"
_TOLD = "in answered/face_to_face/rehandled/closed/followed_up"
RIGHTS = {
    "read": "clerk committee chair auditor: read of handling_id; department: own unit; "
    f"member: read of proposal_id and {_TOLD} of handling_id",
    "create": f"clerk: {_CLERK}; committee: {_COMMITTEE}; "
    "department: (own unit and in handling/answer_returned/checked/answered) of handling_id",
    "update trash": f"clerk: {_CLERK} and in promised; committee: {_COMMITTEE} and in promised; "
    "department: (own unit and in handling/answer_returned) of handling_id and in promised",
    "export": "clerk committee chair auditor: read of handling_id",
    "keep move drop": "department: own unit",
    "keep move drop from paper": "clerk: all; committee: area",
    "reopen": "clerk: all; committee: area",
}
STATES = "promised; moved; kept; dropped"
STEPS = {
    "keep": "promised moved > kept; asks done_on, evidence",
    "move": "promised moved > moved; asks moved_to, explanation",
    "drop": "promised moved > dropped; asks explanation",
    "reopen": "kept dropped > promised; with a reason",
}
ANSWERS = {"move": {"moved_to": date(2021, 6, 30)}}
NOUNS = {
    "what": "name",
    "by when": ("due_on", "first_due_on", "moved_to"),
    "kept / moved / dropped": ("done_on", "explanation"),
    "evidence": "evidence",
}


def furnish(frame: Any, people: Any) -> None:
    """Enter promises of every state, of the unit and of another one."""
    case = make_proposal(state="handed_over", seat_id=frame.seat.id).id
    for unit in (frame.unit, frame.other_unit):
        for handling in ("handling", "answered"):
            row = make_handling(state=handling, department_id=unit, proposal_id=case, role="separate")
            make_contact_record(row)
            for state in Commitment.workflow.states:
                make_commitment(row, state=state)


@pytest.fixture
def desk(app: Flask, office: int) -> Desk:
    """Return an office whose case is with one unit, which has received it."""
    desk = open_desk(app, office, joint=False)
    desk.hand_over()
    desk.receive()
    return desk


def promise(desk: Desk) -> int:
    """Return a promise that the unit entered."""
    with desk.act(desk.unit()):
        return int(make_commitment(desk.handling()).id)


def test_the_unit_says_what_became_of_its_promise(desk: Desk) -> None:
    number = promise(desk)

    with pytest.raises(Invalid, match="done_on"):
        desk.step(desk.unit(), "keep", number, Commitment, done_on=date(2020, 10, 1), evidence="照片")
    with pytest.raises(Invalid, match="signed_paper"):
        desk.step(desk.clerk, "keep", number, Commitment, done_on=date(2020, 9, 1), evidence="照片")
    with pytest.raises((Refused, AssertionError)):
        desk.step(
            desk.unit(desk.other), "keep", number, Commitment, done_on=date(2020, 9, 1), evidence="照片"
        )
    done = {"done_on": date(2020, 9, 1), "evidence": "验收单"}
    assert desk.step(desk.unit(), "keep", number, Commitment, **done) == "kept"
    with pytest.raises(Invalid, match="reason"):
        desk.step(desk.committee, "reopen", number, Commitment)
    assert desk.step(desk.committee, "reopen", number, Commitment, reason="现场未见。") == "promised"


def test_a_promise_moves_to_a_later_day_and_the_first_one_stays_on_record(desk: Desk) -> None:
    number = promise(desk)

    with pytest.raises(Invalid, match="moved_to"):
        desk.step(
            desk.unit(), "move", number, Commitment, moved_to=date(2020, 12, 1), explanation="资金未到位"
        )
    moved = {"moved_to": date(2021, 3, 1), "explanation": "资金未到位"}
    assert desk.step(desk.unit(), "move", number, Commitment, **moved) == "moved"
    row = desk.row(Commitment, number)
    assert (row.due_on, row.first_due_on) == (date(2021, 3, 1), date(2020, 12, 20))
    assert desk.step(desk.unit(), "drop", number, Commitment, explanation="项目取消") == "dropped"


def test_the_proposer_reads_promises_once_the_answer_is_sent(desk: Desk) -> None:
    number = promise(desk)

    with desk.act(desk.member):
        assert readable(Commitment) == set()
    desk.answer()
    with desk.act(desk.member):
        assert readable(Commitment) == {number}
