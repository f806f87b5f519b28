"""Units suggested: the proposer's own word, which stands once submitted."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from models.access import CLERK, MEMBER
from models.base import db
from models.proposals.proposal import ProposalSuggestedUnit
from models.writing import pen
from tests.factories import make, make_department
from tests.proposal_factories import make_proposal
from tests.records.asserting import assert_refused, readable
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor member: read of proposal_id",
    "create update trash": "clerk: (typed and in draft/countersigning/returned) of proposal_id; "
    "committee: ((own body or typed) and in draft/countersigning/returned) of proposal_id; "
    "member: (own and in draft/countersigning/returned) of proposal_id",
}
NOUNS = {"suggested units": "department_id", "proposal": "proposal_id"}


def furnish(frame: Any, people: Any) -> None:
    """Enter units of proposals in several states, of the member and of others."""
    for state in ("draft", "returned", "submitted", "second_looked", "numbered", "closed", "withdrawn"):
        for seat in (frame.seat, frame.other_seat):
            proposal = make_proposal(state=state, seat_id=seat.id)
            make(ProposalSuggestedUnit, proposal_id=proposal.id, department_id=frame.unit)
        typed = make_proposal(state=state, seat_id=frame.other_seat.id)
        typed.created_by_id = people["clerk"].account_id
        make(ProposalSuggestedUnit, proposal_id=typed.id, department_id=frame.other_unit)
    last = make_proposal(seat_id=frame.seat.id)
    with pen(
        db.session,
        gone := make(ProposalSuggestedUnit, proposal_id=last.id, department_id=frame.unit),
        "trash",
    ):
        gone.trashed_at = datetime(2020, 5, 12, tzinfo=UTC)
    db.session.flush()


def test_the_proposer_suggests_units_until_it_is_submitted(entering: Entering, acting_with: As) -> None:
    with entering():
        rows = [make_proposal(state=state) for state in ("draft", "returned", "submitted")]
        found = [(row.id, row.member_id) for row in rows]
        unit = make_department().id
    for (number, member), may in zip(found, (True, True, False), strict=True):
        with acting_with(MEMBER, scopes={"member": frozenset({member})}):
            if may:
                assert make(ProposalSuggestedUnit, proposal_id=number, department_id=unit).id
                db.session.commit()
            else:
                with assert_refused():
                    make(ProposalSuggestedUnit, proposal_id=number, department_id=unit)


def test_the_desk_does_not_change_what_was_suggested(entering: Entering, acting_with: As) -> None:
    with entering():
        number = make_proposal(state="submitted").id
        row = make(ProposalSuggestedUnit, proposal_id=number, department_id=make_department().id).id
        unit = make_department().id
    with acting_with(CLERK):
        assert readable(ProposalSuggestedUnit) == {row}
        with assert_refused():
            make(ProposalSuggestedUnit, proposal_id=number, department_id=unit)
