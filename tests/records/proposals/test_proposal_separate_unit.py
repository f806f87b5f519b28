"""Units that answer separately: decided by the desk, and never beside a lead unit."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from models.access import COMMITTEE, MEMBER
from models.base import db
from models.proposals.proposal import ProposalSeparateUnit
from models.writing import pen
from tests.factories import make, make_department
from tests.proposal_factories import make_proposal
from tests.records.asserting import assert_invalid, assert_refused, readable
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor member department: read of proposal_id",
    "create update trash": "clerk: (all and in submitted/first_looked/second_looked/accepted/awaiting_confi"
    "rmation/numbered/handed_over/answered/closed/referred) of proposal_id; "
    "committee: (area and in submitted/first_looked/second_looked/accepted/awaiting_confi"
    "rmation/numbered/handed_over/answered/closed/referred) of proposal_id",
}
NOUNS = {"decided units: separate": "department_id", "proposal": "proposal_id"}


def furnish(frame: Any, people: Any) -> None:
    """Enter units of proposals in several states, of the member and of others."""
    for state in ("draft", "returned", "submitted", "second_looked", "numbered", "closed", "withdrawn"):
        for seat in (frame.seat, frame.other_seat):
            proposal = make_proposal(state=state, seat_id=seat.id)
            make(ProposalSeparateUnit, proposal_id=proposal.id, department_id=frame.unit)
        typed = make_proposal(state=state, seat_id=frame.other_seat.id)
        typed.created_by_id = people["clerk"].account_id
        make(ProposalSeparateUnit, proposal_id=typed.id, department_id=frame.other_unit)
    last = make_proposal(seat_id=frame.seat.id)
    with pen(
        db.session,
        gone := make(ProposalSeparateUnit, proposal_id=last.id, department_id=frame.unit),
        "trash",
    ):
        gone.trashed_at = datetime(2020, 5, 12, tzinfo=UTC)
    db.session.flush()


def test_the_desk_decides_separate_units_once_it_was_submitted(entering: Entering, acting_with: As) -> None:
    with entering():
        draft, looked = make_proposal().id, make_proposal(state="second_looked")
        number, member = looked.id, looked.member_id
        unit = make_department().id
    with acting_with(MEMBER, scopes={"member": frozenset({member})}), assert_refused():
        make(ProposalSeparateUnit, proposal_id=number, department_id=unit)
    with acting_with(COMMITTEE, areas=frozenset({"proposal"})):
        row = make(ProposalSeparateUnit, proposal_id=number, department_id=unit).id
        db.session.commit()
        assert readable(ProposalSeparateUnit) == {row}
        with assert_refused():
            make(ProposalSeparateUnit, proposal_id=draft, department_id=unit)


def test_who_answers_separately_has_no_lead_unit(entering: Entering) -> None:
    with entering():
        proposal = make_proposal(state="second_looked")
        make(ProposalSeparateUnit, proposal_id=proposal.id, department_id=make_department().id)
        unit = make_department().id
        db.session.commit()
        with assert_invalid("lead_department_id"):
            proposal.lead_department_id = unit
            db.session.flush()
