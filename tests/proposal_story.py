"""How far a proposal has come: handed in by its member, looked at by the desk, accepted by the committee."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from models.access import COMMITTEE, MEMBER
from models.base import db
from models.proposals.proposal import Proposal
from models.transitions import Request, perform
from tests.factories import (
    make_meeting,
    make_meeting_decision,
    make_special_committee,
    make_working_area,
)
from tests.proposal_factories import (
    a_plenary_session,
    make_category,
    make_proposal,
)
from tests.records.asserting import reload
from tests.records.conftest import As, Entering

MOMENT = datetime(2020, 5, 12, 2, 0, tzinfo=UTC)
"""Before the plenary session stops taking proposals."""
AREA = {"areas": frozenset({"proposal"})}
"""What makes a committee the desk of all proposals."""


def submitted(entering: Entering, acting_with: As, **over: Any) -> int:
    """Return a proposal that its member submitted."""
    with entering():
        proposal = make_proposal(**over)
        a_plenary_session()
        number, member = proposal.id, proposal.member_id
    with acting_with(MEMBER, 70, scopes={"member": frozenset({member})}):
        perform(Proposal, number, "submit")
        db.session.commit()
    return number


def looked_at(entering: Entering, acting_with: As, proposed: str = "accept", **over: Any) -> int:
    """Return a proposal that was looked at twice."""
    number = submitted(entering, acting_with, **over)
    with entering():
        category = make_category().id
    with acting_with(COMMITTEE, 2, **AREA):
        perform(
            Proposal,
            number,
            "first_look",
            Request(answers={"category_id": category, "first_opinion": "符合要求"}),
        )
        perform(
            Proposal, number, "second_look", Request(answers={"proposed": proposed, "second_opinion": "同意"})
        )
        db.session.commit()
    return number


def accepted(entering: Entering, acting_with: As, **over: Any) -> int:
    """Return a proposal that the proposal committee accepted."""
    number = looked_at(entering, acting_with, **over)
    with entering():
        decision = make_meeting_decision(meeting_id=committee_meeting()).id
    with acting_with(COMMITTEE, 2, **AREA):
        perform(Proposal, number, "accept", Request(decision_id=decision))
        db.session.commit()
    return number


def committee_meeting(kind: str = "special_committee") -> int:
    """Return a meeting of a body that decides about proposals."""
    body = None
    if kind == "special_committee":
        body = make_special_committee().id
        make_working_area(record_kind="proposal", committee_id=body)
    return make_meeting(kind=kind, committee_id=body).id


def state_of(entering: Entering, number: int) -> Proposal:
    """Return a proposal as it stands."""
    with entering():
        row: Proposal = reload(Proposal, number)
        return row
