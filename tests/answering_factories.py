"""A case on its way through the hands of its units, for the tests: everybody's acts by their own rights.

``Desk`` hands over; units receive, contact, answer; the handing-over office checks; proposers judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from flask import Flask
from sqlalchemy import select

from models.access import CLERK, COMMITTEE, DEPARTMENT, MEMBER, Actor, acting, system_actor
from models.answering.batches import take_in
from models.base import db
from models.proposals.commitment import Commitment
from models.proposals.contact_record import ContactRecord
from models.proposals.feedback import Feedback
from models.proposals.handling import Handling
from models.proposals.handover import Handover, HandoverOffice
from models.proposals.proposal import Proposal, ProposalJointUnit, ProposalSeparateUnit
from models.registry import record_type
from models.transitions import Request, perform
from tests.factories import a_term, make, make_code_item, make_department, put_into
from tests.proposal_factories import make_proposal

HANDED_OVER = date(2020, 6, 1)
RECEIVED = date(2020, 6, 3)
SPOKEN = date(2020, 7, 1)
SIGNED = date(2020, 8, 20)
SENT = date(2020, 8, 25)
_numbers = count(1)


def make_handover(*, state: str = "prepared", **over: Any) -> Handover:
    """Make a batch, by default one that is being prepared."""
    number = next(_numbers)
    values = {"name": f"第{number}批提案交办", "handed_over_on": HANDED_OVER, "term_id": a_term().id}
    if state != "prepared":
        values["document_number"] = f"邻协办〔2020〕{number}号"
    handover = make(Handover, **values | over, state=state)
    make(HandoverOffice, handover_id=handover.id, department_id=an_office().id)
    return handover


def an_office(kind: str = "government") -> Any:
    """Return the handing-over office of a side."""
    department: Any = record_type("department")
    found = db.session.scalars(
        select(department).where(department.handing_over_office.is_(True), department.kind == kind)
    ).first()
    return found or make_department(kind=kind, handing_over_office=True)


def make_handling(*, state: str = "planned", **over: Any) -> Handling:
    """Make the row of a unit as it would stand in a state, without the acts that lead there; with an answer in it."""
    if "proposal_id" not in over:
        over["proposal_id"] = make_proposal(state="handed_over").id
    if "handover_id" not in over:
        over["handover_id"] = make_handover(state="handed_over").id
    values: dict[str, Any] = {"role": "lead", "handing_over_office_id": an_office().id}
    if "department_id" not in over:
        values["department_id"] = make_department().id
    if state != "planned":
        values |= {
            "handed_over_on": HANDED_OVER,
            "due_on": date(2020, 12, 1),
            "first_due_on": date(2020, 12, 1),
        }
    if state not in ("planned", "handed_over"):
        values |= {"received_on": RECEIVED}
    if state in _ANSWERED:
        values |= an_answer()
    if state in ("answered", "face_to_face", "rehandled", "closed", "followed_up"):
        values |= {"answered_on": SENT}
    values |= _ASKED.get(state, {})
    return make(Handling, **values | over, state=state)


_ANSWERED = (
    "opinion_given", "answer_in_check", "answer_returned", "checked", "answered", "face_to_face", "rehandled", "closed",
    "followed_up",
)  # fmt: skip
_ASKED: dict[str, dict[str, Any]] = {
    "unit_change_asked": {"unit_change_asked_on": RECEIVED, "unit_change_reason": "不属本单位职责。"},
    "extension_asked": {
        "extension_asked_on": SPOKEN, "extension_to": date(2020, 12, 3), "extension_reason": "需协调资金。",
    },
    "face_to_face": {"face_to_face_on": date(2020, 9, 10), "face_to_face_result": "年底前现场办理。"},
}  # fmt: skip


def an_answer() -> dict[str, Any]:
    """Return what a letter of answer says."""
    return {
        "answer": "经研究，现答复如下。",
        "answer_class_id": make_class().id,
        "answer_number": "邻住建函〔2020〕8号",
        "drafter": "承办科室",
        "signed_by": "局长",
        "signed_on": SIGNED,
    }


def make_class(code: str = "A") -> Any:
    """Return the answer class of a code, made where it is not there yet."""
    item: Any = record_type("code_item")
    found = db.session.scalars(
        select(item).where(item.table_name == "answer_class", item.code == code)
    ).first()
    return found or make_code_item(table_name="answer_class", code=code, label=f"{code} 类")


def make_contact_record(handling: Any, **over: Any) -> ContactRecord:
    """Make a contact of the unit with the proposer."""
    values = {
        "contacted_on": SPOKEN, "for_unit": "分管副局长", "with_whom": "第一提案人", "content": "听取意见。",
    }  # fmt: skip
    return make(ContactRecord, handling_id=handling.id, **values | over)


def make_commitment(handling: Any, *, state: str = "promised", **over: Any) -> Commitment:
    """Make a promise of an answer."""
    values = {"name": f"完成第{next(_numbers)}处改造", "due_on": date(2020, 12, 20)}
    row = make(Commitment, handling_id=handling.id, **values | over)
    later = {"due_on": date(2021, 3, 20)} if state == "moved" else {}
    return row if state == "promised" else put_into(row, state, **later)


def make_feedback(handling: Any, *, state: str = "asked", **over: Any) -> Feedback:
    """Make the question to a proposer, in some state."""
    values: dict[str, Any] = {
        "proposal_id": handling.proposal_id, "department_id": handling.department_id, "proposer": "提案人",
        "asked_on": SENT, "due_on": date(2020, 9, 9),
    }  # fmt: skip
    if state == "given":
        values |= {
            "heard_by": "visit",
            "attitude": "satisfied",
            "result": "satisfied",
            "given_on": date(2020, 9, 1),
        }
    return make(Feedback, handling_id=handling.id, **values | over, state=state)


@dataclass
class Desk:
    """An office with a numbered case and everybody who has to do with it; each act is the person's own."""

    app: Flask
    organization_id: int
    case_id: int = 0
    member_id: int = 0
    lead: int = 0
    joint: int = 0
    other: int = 0
    government: int = 0
    party: int = 0
    handover_id: int = 0
    classes: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def act(self, actor: Actor) -> Iterator[Actor]:
        """Act as somebody and commit at the end, as a request does."""
        with self.app.app_context(), acting(actor) as bound:
            yield bound
            db.session.commit()

    def enter(self) -> Any:
        """Act as the system actor that enters what stands already."""
        return self.act(system_actor("seed", self.organization_id))

    def person(self, role: str, number: int, areas: tuple[str, ...] = (), **scopes: int) -> Actor:
        """Return somebody with a role; two numbers are two people."""
        return Actor(
            key=f"account:{number}",
            label=f"{role} {number}",
            organization_id=self.organization_id,
            account_id=number,
            roles=frozenset({role}),
            scopes={kind: frozenset({value}) for kind, value in scopes.items()},
            areas=frozenset(areas),
        )

    @property
    def clerk(self) -> Actor:
        return self.person(CLERK, 1)

    @property
    def committee(self) -> Actor:
        """The desk of the proposal committee."""
        return self.person(COMMITTEE, 2, ("proposal",))

    @property
    def member(self) -> Actor:
        return self.person(MEMBER, 3, member=self.member_id)

    def unit(self, department_id: int | None = None) -> Actor:
        """Return somebody of a unit, by default of the lead unit."""
        number = department_id or self.lead
        return self.person(DEPARTMENT, 1000 + number, department=number)

    def step(self, actor: Actor, name: str, number: int, cls: Any = Handling, **answers: Any) -> str:
        """Take a step as somebody, with answers; ``reason`` is one of them."""
        reason, decision = answers.pop("reason", None), answers.pop("decision_id", None)
        with self.act(actor):
            done = perform(cls, number, name, Request(reason=reason, answers=answers, decision_id=decision))
            assert done is not None
            return str(done.state)

    def row(self, cls: Any, number: int) -> Any:
        """Return a row as it stands now."""
        with self.enter():
            return db.session.get_one(cls, number)

    def rows(self, cls: Any, **where: Any) -> list[Any]:
        """Return rows as they stand now, oldest first."""
        with self.enter():
            conditions = (getattr(cls, name) == value for name, value in where.items())
            return list(db.session.scalars(select(cls).where(*conditions).order_by(cls.id)))

    def handling(self, department_id: int | None = None, **where: Any) -> Any:
        """Return the newest row of a unit."""
        return self.rows(Handling, department_id=department_id or self.lead, **where)[-1]

    # The way of a case

    def hand_over(self, **over: Any) -> None:
        """Take the case in and hand it over."""
        with self.act(self.clerk):
            handover = make_handover(**over)
            take_in(handover)
            self.handover_id = handover.id
        self.step(
            self.clerk, "hand_over", self.handover_id, Handover, handed_over_on=HANDED_OVER,
            document_number=f"邻协办〔2020〕{next(_numbers) + 500}号",
        )  # fmt: skip

    def receive(self, *departments: int, on: date = RECEIVED) -> None:
        """Enter that units received their rows on a day, from their signed receipts."""
        seed = system_actor("seed", self.organization_id)
        for department in departments or (self.lead,):
            self.step(seed, "register_receipt", self.handling(department).id, received_on=on)

    def answer(self, department: int | None = None, code: str = "A", **over: Any) -> int:
        """Let a unit contact the proposer and answer, the office check it, and the unit send it; return the row."""
        unit, row = self.unit(department), self.handling(department)
        with self.act(unit):
            make_contact_record(row)
        given = {
            "answer": "经研究，现答复如下。", "answer_class_id": self.classes[code], "answer_number": "邻住建函〔2020〕8号",
            "drafter": "承办科室", "signed_by": "局长", "signed_on": SIGNED,
        }  # fmt: skip
        self.step(unit, "submit_answer", row.id, **given | over)
        self.step(self.unit(row.handing_over_office_id), "check_answer", row.id)
        self.step(unit, "send_answer", row.id, answered_on=SENT)
        return int(row.id)

    def judge(self, handling_id: int, attitude: str = "satisfied", result: str = "satisfied") -> str:
        """Let the member say what they think of an answer."""
        asked = self.rows(Feedback, handling_id=handling_id, state="asked")[-1]
        return self.step(
            self.member, "give", asked.id, Feedback, heard_by="visit", attitude=attitude, result=result
        )


def open_desk(app: Flask, organization_id: int, *, joint: bool = True, separate: bool = False) -> Desk:
    """Return an office with a numbered case of one member, its units decided and not handed over."""
    desk = Desk(app, organization_id)
    with desk.enter():
        desk.government, desk.party = an_office().id, an_office("party").id
        desk.lead, desk.joint, desk.other = (make_department().id for _ in range(3))
        desk.classes = {code: make_class(code).id for code in "ABC"}
        case = make_proposal(state="numbered", lead_department_id=None if separate else desk.lead)
        desk.case_id, member = case.id, case.member_id
        assert member is not None
        desk.member_id = member
        if separate:
            for unit in (desk.lead, desk.joint):
                make(ProposalSeparateUnit, proposal_id=case.id, department_id=unit)
        elif joint:
            make(ProposalJointUnit, proposal_id=case.id, department_id=desk.joint)
    return desk


__all__ = ["Desk", "Proposal", "make_handling", "open_desk"]
