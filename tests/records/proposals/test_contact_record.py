"""Contacts: entered by the unit or from its paper while it handles the case, and read by the proposer."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from models.access import Refused
from models.base import db
from models.proposals.contact_record import ContactRecord
from models.writing import pen
from tests.answering_factories import Desk, make_contact_record, make_handling, open_desk
from tests.factories import make_attachment
from tests.proposal_factories import make_proposal
from tests.records.asserting import assert_invalid, readable

_OPEN = "in handling/unit_change_asked/extension_asked/answer_returned"
_DESK = "(all and {0}) of handling_id", "(area and {0}) of handling_id", "(own unit and {0}) of handling_id"
_CLERK, _COMMITTEE, _UNIT = (words.format(_OPEN) for words in _DESK)
RIGHTS = {
    "read": "clerk committee chair auditor department: read of handling_id; member: read of proposal_id",
    "create": f"clerk: {_CLERK}; committee: {_COMMITTEE}; department: {_UNIT}",
    "update trash": f"clerk: {_CLERK} and typed; committee: {_COMMITTEE} and typed; department: {_UNIT} and typed",
    "export": "clerk committee chair auditor: read of handling_id",
}
NOUNS = {
    "when": "contacted_on",
    "how": "way",
    "who": ("for_unit", "with_whom"),
    "of a handling": "handling_id",
}


def furnish(frame: Any, people: Any) -> None:
    """Enter contacts of the unit and of another one, typed by the unit, by the desk, from paper."""
    case = make_proposal(state="handed_over", seat_id=frame.seat.id).id
    for unit in (frame.unit, frame.other_unit):
        for state in ("handling", "answered"):
            row = make_handling(state=state, department_id=unit, proposal_id=case, role="separate")
            typed_by(make_contact_record(row), people["department"])
            from_paper = make_contact_record(row, entered_for_department_id=unit)
            typed_by(from_paper, people["clerk"])
            make_attachment(from_paper, kind="signed_paper")
            with pen(db.session, gone := make_contact_record(row), "trash"):
                gone.trashed_at = datetime(2020, 8, 1, tzinfo=UTC)


def typed_by(row: Any, person: Any) -> None:
    """Write down who entered the row."""
    row.created_by_id = person.account_id
    db.session.flush()


@pytest.fixture
def desk(app: Flask, office: int) -> Desk:
    """Return an office whose case is with one unit, which has received it."""
    desk = open_desk(app, office, joint=False)
    desk.hand_over()
    desk.receive()
    return desk


def test_the_unit_registers_its_contacts_and_the_proposer_reads_them(desk: Desk) -> None:
    row = desk.handling()
    with desk.act(desk.unit()):
        number = make_contact_record(row).id

    with desk.act(desk.member):
        assert readable(ContactRecord) == {number}
    with desk.act(desk.unit(desk.other)):
        assert readable(ContactRecord) == set()
    for actor in (desk.unit(desk.other), desk.unit(desk.government), desk.member):
        with pytest.raises(Refused), desk.act(actor):
            make_contact_record(row)


def test_a_contact_has_taken_place_after_the_hand_over(desk: Desk) -> None:
    row = desk.handling()
    with desk.act(desk.unit()):
        with assert_invalid("contacted_on"):
            make_contact_record(row, contacted_on=date(2020, 9, 24))
        with assert_invalid("contacted_on"):
            make_contact_record(row, contacted_on=date(2020, 5, 20))


def test_the_unit_is_the_one_of_the_day(desk: Desk) -> None:
    row = desk.handling()
    with desk.act(desk.unit()):
        contact = make_contact_record(row)

        assert (contact.department_id, contact.proposal_id) == (desk.lead, desk.case_id)
        assert contact.fact_date == contact.contacted_on


def test_nothing_is_added_once_the_answer_is_in(desk: Desk) -> None:
    desk.answer()
    with pytest.raises(Refused), desk.act(desk.unit()):
        make_contact_record(desk.handling())
