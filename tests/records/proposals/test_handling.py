"""Handling: the way of a case through a unit, what must be done before each step, and who sees what of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask

from models.access import DEPARTMENT, Refused
from models.answering.states import WITH_UNIT
from models.base import db
from models.problems import Invalid
from models.proposals.handling import Handling
from models.proposals.proposal import Proposal
from tests.answering_factories import (
    HANDED_OVER,
    RECEIVED,
    SENT,
    SIGNED,
    Desk,
    make_class,
    make_contact_record,
    make_handling,
    make_handover,
    open_desk,
)
from tests.factories import make_attachment, make_department
from tests.proposal_factories import make_proposal
from tests.records.asserting import readable

_SENT = (
    "in handed_over/unit_change_asked/handling/extension_asked/opinion_given/opinion_missing/answer_in_check/answer_returned/"
    "checked/answered/face_to_face/rehandled/passed_on/ended/closed/followed_up"
)
_OFFICE = "department: own unit as handing_over_office_id"
_DESK = "clerk: all; committee: area"
_ANSWERS = "role is lead/separate"
_OPINES = "role is joint"
_AGAIN = "clerk: all and feedback is not and {0}; committee: area and feedback is not and {0}"
RIGHTS = {
    "read": "clerk: all; committee: area; chair auditor: all; "
    "member: read of proposal_id and in answered/face_to_face/rehandled/closed/followed_up; "
    f"department: (own unit and {_SENT}) or own unit as handing_over_office_id",
    "update": "clerk: all; committee: area; department: own unit and in handling/answer_returned",
    "trash": "clerk: all and in planned; committee: area and in planned",
    "export": f"clerk: all; committee: area; chair auditor: all; department: own unit and {_SENT}",
    "correct": _DESK,
    "receive ask_unit_change recall_unit_change": "department: own unit",
    "register_receipt check_answer return_answer ask_unit_change recall_unit_change agree_unit_change refuse_unit_change "
    "grant_extension refuse_extension from paper": _DESK,
    "submit_answer recall send_answer ask_extension recall_extension": f"department: own unit and {_ANSWERS}",
    "submit_answer recall send_answer ask_extension recall_extension from paper": (
        f"clerk: all and {_ANSWERS}; committee: area and {_ANSWERS}"
    ),
    "give_opinion recall_opinion": f"department: own unit and {_OPINES}",
    "give_opinion recall_opinion from paper": f"clerk: all and {_OPINES}; committee: area and {_OPINES}",
    "check_answer return_answer agree_unit_change refuse_unit_change grant_extension refuse_extension": _OFFICE,
    "mark_missing": f"clerk: all and {_OPINES}; committee: area and {_OPINES}; {_OFFICE} and {_OPINES}",
    "ask_rehandling": _AGAIN.format("round is first/follow_up"),
    "hold_face_to_face": _AGAIN.format("round is second"),
    "close_follow_up": "clerk: all and round is follow_up; committee: area and round is follow_up",
    "follow_up": "clerk: all and follow_up is True; committee: area and follow_up is True",
    "turn": "clerk: all; committee: area",
}
FIELDS = {
    "clerk": "desk_remark note",
    "committee": "desk_remark note",
    "department": "answer answer_class_id answer_number drafter note signed_by signed_on",
}
STATES = (
    "planned; handed_over; unit_change_asked; handling; extension_asked; opinion_missing; opinion_given; answer_in_check; "
    "answer_returned; checked; answered; face_to_face; rehandled final; passed_on final; ended final; closed frozen final; "
    "followed_up frozen final"
)
STEPS = {
    "hand_over": "planned > handed_over; by itself",
    "receive": "handed_over > handling; queued; in batches",
    "register_receipt": "handed_over > handling; asks received_on",
    "submit_answer": "handling answer_returned > answer_in_check; submits; "
    "asks answer, answer_class_id, answer_number, drafter, signed_by, signed_on",
    "recall": "answer_in_check > handling; recalls",
    "check_answer": "answer_in_check > checked; by another; queued",
    "return_answer": "answer_in_check > answer_returned; with a reason",
    "send_answer": "checked > answered; asks answered_on; queued",
    "ask_unit_change": "handling > unit_change_asked; submits; asks unit_change_asked_on, unit_change_reason",
    "recall_unit_change": "unit_change_asked > handling; recalls",
    "agree_unit_change": "unit_change_asked > passed_on; asks new_department_id; queued",
    "refuse_unit_change": "unit_change_asked > handling; with a reason; queued",
    "ask_extension": "handling > extension_asked; submits; asks extension_asked_on, extension_to, extension_reason",
    "recall_extension": "extension_asked > handling; recalls",
    "grant_extension": "extension_asked > handling; queued",
    "refuse_extension": "extension_asked > handling; with a reason; queued",
    "give_opinion": "handling opinion_missing > opinion_given; submits; asks answer, drafter, signed_by, signed_on",
    "recall_opinion": "opinion_given > handling; recalls",
    "mark_missing": "handed_over handling > opinion_missing",
    "ask_rehandling": "answered > rehandled; asks rehandling_asked_on, rehandling_reason; queued",
    "hold_face_to_face": "answered face_to_face > face_to_face; asks face_to_face_on, face_to_face_result; queued",
    "close": "opinion_given opinion_missing answered face_to_face > closed; seals; by itself",
    "close_follow_up": "answered face_to_face > closed; seals",
    "end": f"{' '.join(WITH_UNIT)} opinion_given opinion_missing answered face_to_face planned > ended; by itself",
    "follow_up": "closed > followed_up; in batches",
}
ANSWERS = {
    "ask_unit_change": {"unit_change_asked_on": date(2020, 6, 5)},
    "ask_extension": {"extension_asked_on": date(2020, 8, 20), "extension_to": date(2020, 12, 2)},
    "agree_unit_change": {
        "new_department_id": lambda world: next(
            key
            for key, row in world.living("department").items()
            if all(handling["department_id"] != key for handling in world.living("handling").values())
        )
    },
}
BY_STEPS = frozenset({"due_on", "first_due_on", "received_on", "request_decided_by"})
NOUNS = {
    "per unit: role": "role",
    "received": "received_on",
    "due": ("due_on", "first_due_on"),
    "extended": ("extension_asked_on", "extension_to", "extension_reason"),
    "answer": ("answer", "answer_number", "answered_on"),
    "class": "answer_class_id",
    "drafter": "drafter",
    "signed by": ("signed_by", "signed_on"),
    "may ask for another unit": ("unit_change_asked_on", "unit_change_reason", "new_department_id"),
    "joint units' opinions in or marked missing": "joint_opinions",
    "checked by the handing-over office": "handing_over_office_id",
    "asks for re-handling with its own clock": (
        "rehandling_asked_on",
        "rehandling_reason",
        "previous_id",
        "round",
    ),
    "face-to-face": ("face_to_face_on", "face_to_face_result"),
    "classes marked follow up": "follow_up",
    "open ones pass to the successor": "former_department_id",
    "internal review remark": "desk_remark",
}


def furnish(frame: Any, people: Any) -> None:
    """Enter rows of every state: of the unit, of another one, and those about which the unit decides as handing-over office."""
    make_class()
    batch = make_handover(state="handed_over").id
    mine = make_proposal(state="handed_over", seat_id=frame.seat.id).id
    others = make_proposal(state="handed_over", seat_id=frame.other_seat.id).id
    for state in Handling.workflow.states:
        for unit, office, case, role in (
            (frame.unit, frame.other_unit, mine, "separate"),
            (frame.other_unit, frame.unit, others, "lead"),
            (frame.unit, None, others, "joint"),
            (frame.other_unit, frame.unit, mine, "joint"),
        ):
            row = make_handling(
                state=state, proposal_id=case, handover_id=batch, department_id=unit, role=role,
                handing_over_office_id=office, follow_up=state == "closed",
                feedback="not" if state in ("answered", "face_to_face") and role != "joint" else "none",
                round="second" if state == "face_to_face" else "first",
            )  # fmt: skip
            if state == "handling" and role != "joint":
                make_contact_record(row)
    make_department()
    db.session.flush()


@pytest.fixture
def desk(app: Flask, office: int) -> Desk:
    """Return an office whose case is with its lead and its joint unit, both have received it."""
    desk = open_desk(app, office)
    desk.hand_over()
    desk.receive(desk.lead, desk.joint)
    return desk


@pytest.fixture
def alone(app: Flask, office: int) -> Desk:
    """Return an office whose case is with one unit, which has received it."""
    desk = open_desk(app, office, joint=False)
    desk.hand_over()
    desk.receive()
    return desk


def refused(field: str) -> Any:
    """Expect that a step is not taken, with a problem at the field."""
    return pytest.raises(Invalid, match=f"(^|; ){field}:")


def test_the_clock_runs_from_the_receipt_and_stands_in_before_it(app: Flask, office: int) -> None:
    desk = open_desk(app, office)
    desk.hand_over()
    before = [row.due_on for row in desk.rows(Handling)]
    desk.receive(desk.lead, desk.joint)

    assert before == [date(2020, 7, 1), date(2020, 9, 1)] or before == [date(2020, 9, 1), date(2020, 7, 1)]
    assert desk.handling().due_on == date(2020, 9, 3)
    assert desk.handling(desk.joint).due_on == date(2020, 7, 3)


def test_a_unit_signs_for_receipt_itself_or_the_desk_from_its_receipt(app: Flask, office: int) -> None:
    desk = open_desk(app, office)
    desk.hand_over()
    lead, joint = desk.handling().id, desk.handling(desk.joint).id

    assert desk.step(desk.unit(), "receive", lead) == "handling"
    assert desk.row(Handling, lead).received_on == date(2020, 9, 23)
    with refused("signed_paper"):
        desk.step(desk.clerk, "register_receipt", joint, received_on=RECEIVED)
    with refused("received_on"):
        desk.step(desk.clerk, "register_receipt", joint, received_on=date(2020, 5, 30))
    with desk.act(desk.clerk):
        make_attachment(db.session.get_one(Handling, joint), kind="signed_paper")
    assert desk.step(desk.clerk, "register_receipt", joint, received_on=RECEIVED) == "handling"


def answer_of(desk: Desk, **over: Any) -> dict[str, Any]:
    """Return the letter of a unit."""
    return {
        "answer": "经研究，现答复如下。", "answer_class_id": desk.classes["A"], "answer_number": "8号", "drafter": "甲",
        "signed_by": "乙", "signed_on": SIGNED,
    } | over  # fmt: skip


def test_no_answer_before_a_contact_and_the_joint_opinions(desk: Desk) -> None:
    lead, joint = desk.handling().id, desk.handling(desk.joint).id

    with pytest.raises(Invalid) as wrong:
        desk.step(desk.unit(), "submit_answer", lead, **answer_of(desk))
    assert len(wrong.value.problems) == 2
    with desk.act(desk.unit()):
        make_contact_record(desk.row(Handling, lead), contacted_on=date(2020, 8, 25))
    with refused(""):
        desk.step(desk.unit(), "submit_answer", lead, **answer_of(desk))
    with desk.act(desk.unit()):
        make_contact_record(desk.row(Handling, lead))
    opinion = {"answer": "同意主办意见。", "drafter": "丙", "signed_by": "丁", "signed_on": date(2020, 7, 2)}
    desk.step(desk.unit(desk.joint), "give_opinion", joint, **opinion)

    assert desk.step(desk.unit(), "submit_answer", lead, **answer_of(desk)) == "answer_in_check"
    assert "同意主办意见" in desk.row(Handling, lead).joint_opinions
    with refused(""):
        desk.step(desk.unit(desk.joint), "recall_opinion", joint)


def test_a_missing_opinion_is_registered_after_its_day_and_can_still_come(desk: Desk) -> None:
    joint = desk.handling(desk.joint).id

    assert desk.step(desk.clerk, "mark_missing", joint) == "opinion_missing"
    assert "—" in desk.handling().joint_opinions
    given = {"answer": "补报意见。", "drafter": "丙", "signed_by": "丁", "signed_on": date(2020, 9, 1)}
    assert desk.step(desk.unit(desk.joint), "give_opinion", joint, **given) == "opinion_given"
    assert "补报意见" in desk.handling().joint_opinions
    with pytest.raises(Refused):
        desk.step(desk.clerk, "mark_missing", desk.handling().id)


def test_only_the_unit_says_that_it_has_answered(alone: Desk) -> None:
    row = alone.handling().id
    with alone.act(alone.unit()):
        make_contact_record(alone.row(Handling, row))
    for actor in (alone.unit(alone.government), alone.person("chair", 40)):
        with pytest.raises(Refused):
            alone.step(actor, "submit_answer", row, **answer_of(alone))
    with refused("signed_paper"):
        alone.step(alone.clerk, "submit_answer", row, **answer_of(alone))
    with alone.act(alone.clerk):
        make_attachment(db.session.get_one(Handling, row), kind="signed_paper")
    assert alone.step(alone.clerk, "submit_answer", row, **answer_of(alone)) == "answer_in_check"
    with pytest.raises(Refused):
        alone.step(alone.clerk, "check_answer", row)
    assert (
        alone.step(alone.unit(alone.government), "return_answer", row, reason="未回应第二条建议。")
        == "answer_returned"
    )
    alone.step(alone.unit(), "submit_answer", row, **answer_of(alone, answer="逐条答复如下。"))
    assert alone.step(alone.unit(alone.government), "check_answer", row) == "checked"
    for actor in (alone.unit(alone.government), alone.person("chair", 40)):
        with pytest.raises(Refused):
            alone.step(actor, "send_answer", row, answered_on=SENT)
    with refused("signed_paper"):
        alone.step(alone.clerk, "send_answer", row, answered_on=SENT)
    assert alone.step(alone.unit(), "send_answer", row, answered_on=SENT) == "answered"
    assert alone.row(Proposal, alone.case_id).state == "answered"


def test_another_unit_is_asked_for_in_time_and_decided_by_the_office_of_its_side(alone: Desk) -> None:
    row, asked = alone.handling().id, {"unit_change_reason": "职责已划转。"}

    with refused("unit_change_asked_on"):
        alone.step(alone.unit(), "ask_unit_change", row, unit_change_asked_on=date(2020, 6, 14), **asked)
    alone.step(alone.unit(), "ask_unit_change", row, unit_change_asked_on=date(2020, 6, 10), **asked)
    with pytest.raises(AssertionError):
        alone.step(alone.unit(alone.party), "agree_unit_change", row, new_department_id=alone.other)
    with refused("new_department_id"):
        alone.step(alone.unit(alone.government), "agree_unit_change", row, new_department_id=alone.lead)
    agreed = {"new_department_id": alone.other}
    assert alone.step(alone.unit(alone.government), "agree_unit_change", row, **agreed) == "passed_on"
    new = alone.handling(alone.other)
    assert (new.state, new.role, new.previous_id, new.handed_over_on) == (
        "handed_over",
        "lead",
        row,
        date(2020, 9, 23),
    )
    assert alone.row(Proposal, alone.case_id).state == "handed_over"


def test_an_objection_can_be_refused_and_taken_back(alone: Desk) -> None:
    row = alone.handling().id
    asked = {"unit_change_asked_on": date(2020, 6, 10), "unit_change_reason": "职责已划转。"}

    alone.step(alone.unit(), "ask_unit_change", row, **asked)
    # The handing-over office has its own clock, from the day it was asked to the day it decides.
    assert alone.row(Handling, row).request_decided_by == date(2020, 6, 17)
    assert alone.step(alone.unit(), "recall_unit_change", row) == "handling"
    assert alone.row(Handling, row).request_decided_by is None
    alone.step(alone.unit(), "ask_unit_change", row, **asked)
    with refused("reason"):
        alone.step(alone.unit(alone.government), "refuse_unit_change", row)
    refusal = "职责未划转，仍由你单位主办。"
    assert alone.step(alone.unit(alone.government), "refuse_unit_change", row, reason=refusal) == "handling"


def test_an_extension_is_asked_for_before_the_day_and_has_a_limit(alone: Desk) -> None:
    row, why = alone.handling().id, {"extension_reason": "需协调资金。"}

    def ask(on: date, to: date) -> str:
        return alone.step(alone.unit(), "ask_extension", row, extension_asked_on=on, extension_to=to, **why)

    with refused("extension_asked_on"):
        ask(date(2020, 9, 4), date(2020, 10, 1))
    with refused("extension_to"):
        ask(date(2020, 8, 20), date(2020, 9, 3))
    with refused("extension_to"):
        ask(date(2020, 8, 20), date(2020, 12, 4))
    assert ask(date(2020, 8, 20), date(2020, 11, 3)) == "extension_asked"
    asked = alone.row(Handling, row)
    assert (asked.due_on, asked.request_decided_by) == (date(2020, 9, 3), date(2020, 8, 27))
    assert alone.step(alone.unit(alone.government), "grant_extension", row) == "handling"
    assert alone.row(Handling, row).request_decided_by is None
    assert (alone.row(Handling, row).due_on, alone.row(Handling, row).first_due_on) == (
        date(2020, 11, 3), date(2020, 9, 3),
    )  # fmt: skip


def test_a_unit_sees_its_own_rows_and_no_remark_of_the_desk(desk: Desk) -> None:
    lead, joint = desk.handling().id, desk.handling(desk.joint).id

    with desk.act(desk.unit()):
        assert readable(Handling) == {lead}
    with desk.act(desk.unit(desk.joint)):
        assert readable(Handling) == {joint}
    with desk.act(desk.unit(desk.government)):
        assert readable(Handling) == {lead, joint}
    with desk.act(desk.member):
        assert readable(Handling) == set()
    remark = Handling.__table__.c.desk_remark.info["sensitivity"]
    assert (remark, DEPARTMENT) == ("internal", "department")


def test_nobody_makes_a_row_by_hand(desk: Desk) -> None:
    for actor in (desk.clerk, desk.committee, desk.unit()):
        with pytest.raises(Refused), desk.act(actor):
            make_handling(proposal_id=desk.case_id, handover_id=desk.handover_id, handed_over_on=HANDED_OVER)
