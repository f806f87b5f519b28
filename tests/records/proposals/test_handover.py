"""Handover: one press hands over everything on the list; a takeover passes what is open to the successor."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from models.access import Refused
from models.answering.batches import take_in
from models.base import db
from models.office.department import Department
from models.problems import Invalid
from models.proposals.handling import Handling
from models.proposals.handover import Handover, HandoverOffice
from models.proposals.proposal import Proposal
from tests.answering_factories import HANDED_OVER, make_commitment, make_handover, open_desk
from tests.factories import make, make_department
from tests.proposal_factories import make_proposal
from tests.records.asserting import assert_invalid
from tests.records.conftest import Entering

_DESK = "clerk: all; committee: area"
RIGHTS = {
    "read export": "clerk: all; committee: area; chair auditor: all",
    "create correct hand_over": _DESK,
    "update trash": "clerk: all and in prepared; committee: area and in prepared",
}
STATES = "prepared; handed_over frozen final"
STEPS = {"hand_over": "prepared > handed_over; seals; asks handed_over_on, document_number"}
NOUNS = {
    "date": "handed_over_on",
    "letter no.": "document_number",
    "the proposals and units in it": "handling.handover_id",
    "jointly with the handing-over offices": "handover_office.handover_id",
    "open cases pass to the successor in one act": ("kind", "former_department_id"),
}


def furnish(frame: Any, people: Any) -> None:
    """Enter a batch that is prepared and one that was handed over."""
    for state in Handover.workflow.states:
        make_handover(state=state, term_id=frame.term)
    db.session.flush()


def test_one_press_makes_the_rows_of_lead_and_joint_units(app: Flask, office: int) -> None:
    desk = open_desk(app, office)

    desk.hand_over()

    rows = {row.department_id: row for row in desk.rows(Handling)}
    assert {number: row.role for number, row in rows.items()} == {desk.lead: "lead", desk.joint: "joint"}
    assert {(row.state, row.handed_over_on) for row in rows.values()} == {("handed_over", HANDED_OVER)}
    assert rows[desk.lead].handing_over_office_id == desk.government
    assert desk.row(Proposal, desk.case_id).state == "handed_over"
    assert desk.row(Handover, desk.handover_id).sealed_at is not None


def test_separate_units_answer_each_for_itself_and_party_units_have_the_party_office(
    app: Flask, office: int
) -> None:
    desk = open_desk(app, office, separate=True)
    with desk.enter():
        db.session.get_one(Department, desk.joint).kind = "party"
    with desk.act(desk.clerk):
        handover = make_handover()
        make(HandoverOffice, handover_id=handover.id, department_id=desk.party)
        take_in(handover)
        number = handover.id
    desk.step(desk.clerk, "hand_over", number, Handover, handed_over_on=HANDED_OVER, document_number="1号")

    assert {(row.role, row.handing_over_office_id) for row in desk.rows(Handling)} == {
        ("separate", desk.government), ("separate", desk.party),
    }  # fmt: skip


def test_a_case_without_a_unit_is_left_out_and_named(app: Flask, office: int) -> None:
    desk = open_desk(app, office)
    with desk.enter():
        bare = make_proposal(state="numbered").name
    with desk.act(desk.clerk):
        taken = take_in(make_handover())
        again = take_in(make_handover())

    assert (taken.cases, again.cases) == (1, 0)
    assert [bare in left for left in taken.without_unit] == [True]


def test_an_empty_batch_and_one_whose_units_changed_are_not_handed_over(app: Flask, office: int) -> None:
    desk = open_desk(app, office)
    given = {"handed_over_on": HANDED_OVER, "document_number": "2号"}
    with desk.act(desk.clerk):
        empty = make_handover().id
    with pytest.raises(Invalid, match="Nothing stands on the list"):
        desk.step(desk.clerk, "hand_over", empty, Handover, **given)
    with desk.act(desk.clerk):
        take_in(db.session.get_one(Handover, empty))
    with desk.enter():
        db.session.get_one(Proposal, desk.case_id).lead_department_id = desk.other
    with pytest.raises(Invalid, match="decided otherwise"):
        desk.step(desk.clerk, "hand_over", empty, Handover, **given)
    with pytest.raises(Invalid, match="handed_over_on"):
        desk.step(
            desk.clerk, "hand_over", empty, Handover, handed_over_on=date(2020, 12, 1), document_number="2号"
        )


def test_units_do_not_see_a_list_that_is_being_prepared(app: Flask, office: int) -> None:
    desk = open_desk(app, office)
    with desk.act(desk.clerk):
        take_in(make_handover())

    for unit in (desk.lead, desk.government):
        with desk.act(desk.unit(unit)):
            assert list(db.session.query(Handling.id)) == []


def test_open_cases_pass_to_the_successor_and_answered_ones_keep_the_old_name(
    app: Flask, office: int
) -> None:
    desk = open_desk(app, office, joint=False)
    desk.hand_over()
    desk.receive()
    answered = desk.answer()
    with desk.enter():
        make_commitment(db.session.get_one(Handling, answered))
        case = make_proposal(state="numbered", lead_department_id=desk.lead).id
    desk.hand_over()
    with desk.enter():
        successor = make_department(predecessor_id=desk.lead).id
        db.session.get_one(Department, desk.lead).successor_id = successor
        number = make_handover(kind="takeover", former_department_id=desk.lead).id
    given = {"handed_over_on": date(2020, 9, 1), "document_number": "3号"}

    assert desk.step(desk.clerk, "hand_over", number, Handover, **given) == "handed_over"

    assert desk.row(Handling, answered).department_id == desk.lead
    passed = desk.rows(Handling, proposal_id=case)[0]
    assert (passed.department_id, passed.former_department_id, passed.state) == (
        successor,
        desk.lead,
        "handed_over",
    )


def test_a_takeover_needs_a_successor_and_a_number_stands_once(entering: Entering) -> None:
    with entering():
        unit = make_department().id
        with assert_invalid("former_department_id"):
            make_handover(kind="takeover", former_department_id=unit)
        with assert_invalid("former_department_id"):
            make_handover(kind="takeover")
        with assert_invalid("former_department_id"):
            make_handover(former_department_id=unit)
        with assert_invalid("department_id"):
            make(HandoverOffice, handover_id=make_handover().id, department_id=make_department().id)
        make_handover(document_number="9号")
        with pytest.raises(IntegrityError):
            make_handover(document_number="9号")
        db.session.rollback()


def test_a_chair_and_a_unit_hand_nothing_over(app: Flask, office: int) -> None:
    desk = open_desk(app, office)
    with desk.act(desk.clerk):
        number = make_handover().id

    for actor in (desk.person("chair", 40), desk.unit(desk.government)):
        with pytest.raises((Refused, AssertionError)):
            desk.step(actor, "hand_over", number, Handover, handed_over_on=HANDED_OVER, document_number="4号")
