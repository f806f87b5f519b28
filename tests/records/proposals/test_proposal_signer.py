"""Co-signers: each signs in person or on paper, while the round runs; who has not signed drops out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from models.access import CLERK, MEMBER
from models.base import db
from models.office.term_setting import TermSetting
from models.proposals.proposal import Proposal
from models.proposals.proposal_signer import ProposalSigner
from models.transitions import Request, perform
from models.writing import pen
from tests.factories import a_term, make, make_attachment, make_seat
from tests.proposal_factories import a_plenary_session, make_proposal, make_proposal_signer
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

_TYPED = "typed and in draft/countersigning"
_OPEN = "in countersigning"
RIGHTS = {
    "read": "clerk committee chair auditor: read of proposal_id; "
    "member: read of proposal_id or (own and in asked/signed/declined/expired)",
    "create update trash": f"clerk: ({_TYPED}) of proposal_id; "
    "committee: ((own body or typed) and in draft/countersigning) of proposal_id; "
    "member: (own and in draft/countersigning) of proposal_id",
    "export": "clerk committee auditor: read of proposal_id",
    "ask_now": f"clerk: (typed and {_OPEN}) of proposal_id; committee: ((own body or typed) and {_OPEN}) of proposal_id; "
    f"member: (own and {_OPEN}) of proposal_id",
    "sign decline": f"member: own and {_OPEN} of proposal_id",
    "sign from paper": f"clerk: (typed and {_OPEN}) of proposal_id; "
    f"committee: ((own body or typed) and {_OPEN}) of proposal_id; member: (own and {_OPEN}) of proposal_id",
}
STATES = "listed; asked; signed final; declined final; expired final"
STEPS = {
    "ask": "listed > asked; by itself",
    "ask_now": "listed > asked",
    "sign": "asked > signed; asks signed_on; offers opinion; queued",
    "decline": "asked > declined; asks opinion; queued",
    "expire": "listed asked > expired; by itself",
    "reset": "asked signed declined expired > listed; by itself",
}
NOUNS = {
    "each countersigns": "state",
    "in office on the day": ("seat_id", "signed_on"),
    "time and opinion": ("signed_on", "opinion"),
    "expiry": "proposal.countersign_until",
    "order": "rank",
}
DAY = date(2020, 9, 22)


def furnish(frame: Any, people: Any) -> None:
    """Enter a co-signer of every state, under proposals that are sent round and others, of the member and of others."""
    for typist in ("clerk", None):
        for state in ProposalSigner.workflow.states:
            for round_ in ("draft", "countersigning", "first_looked"):
                proposal = make_proposal(state=round_, proposer_kind="joint", seat_id=frame.other_seat.id)
                if typist is not None:
                    proposal.created_by_id = people[typist].account_id
                make_proposal_signer(proposal_id=proposal.id, seat_id=frame.seat.id, state=state)
                make_proposal_signer(proposal_id=proposal.id, state=state)
    mine = make_proposal(state="countersigning", proposer_kind="joint", seat_id=frame.seat.id)
    make_proposal_signer(proposal_id=mine.id, state="asked")
    with pen(db.session, gone := make_proposal_signer(proposal_id=mine.id), "trash"):
        gone.trashed_at = datetime(2020, 5, 12, tzinfo=UTC)
    db.session.flush()


class Round:
    """A joint proposal of one member with co-signers, sent round or not."""

    def __init__(self, entering: Entering, acting_with: As, signers: int, **over: Any) -> None:
        self.entering, self.acting_with = entering, acting_with
        with entering():
            a_plenary_session()
            proposal = make_proposal(proposer_kind="joint", **over)
            self.id, self.member = proposal.id, proposal.member_id
            rows = [make_proposal_signer(proposal_id=proposal.id, rank=n + 1) for n in range(signers)]
            self.signers = [row.id for row in rows]
            self.members = [row.member_id for row in rows]

    def as_proposer(self) -> Any:
        """Act as the first proposer."""
        return self.acting_with(MEMBER, 70, scopes={"member": frozenset({self.member})})

    def as_signer(self, place: int) -> Any:
        """Act as one of the co-signers."""
        return self.acting_with(MEMBER, 80 + place, scopes={"member": frozenset({self.members[place]})})

    def step(self, name: str) -> str:
        """Let the first proposer take a step of the proposal; return its state."""
        with self.as_proposer():
            done = perform(Proposal, self.id, name)
            assert done is not None
            state: str = done.state
            db.session.commit()
        return state

    def sign(self, place: int, day: date = DAY) -> None:
        """Let a co-signer sign."""
        with self.as_signer(place):
            done = perform(ProposalSigner, self.signers[place], "sign", Request(answers={"signed_on": day}))
            assert done is not None
            db.session.commit()

    def states(self) -> list[str]:
        """Return the states of the co-signers in their order."""
        with self.entering():
            return [reload(ProposalSigner, number).state for number in self.signers]


def test_who_is_asked_reads_the_proposal_signs_it_and_who_does_not_drops_out(
    entering: Entering, acting_with: As
) -> None:
    round_ = Round(entering, acting_with, 3)
    with round_.as_signer(0):
        assert readable(Proposal) == readable(ProposalSigner) == set()

    assert round_.step("ask_countersign") == "countersigning"
    assert round_.states() == ["asked"] * 3
    with round_.as_signer(0):
        assert readable(Proposal) == {round_.id}
    round_.sign(0)
    with round_.as_signer(1):
        perform(ProposalSigner, round_.signers[1], "decline", Request(answers={"opinion": "另有打算"}))
        db.session.commit()
        assert readable(Proposal) == set()
        assert readable(ProposalSigner) == {round_.signers[1]}
    assert round_.step("submit") == "submitted"

    assert round_.states() == ["signed", "declined", "expired"]
    with round_.as_signer(2):
        assert readable(Proposal) == set()
    with entering():
        names = reload(Proposal, round_.id).proposer.split("、")
        assert len(names) == 2
        assert names[1] == reload(ProposalSigner, round_.signers[0]).name


def test_countersigning_ends_after_the_days_of_the_term(entering: Entering, acting_with: As) -> None:
    with entering():
        make(TermSetting, term_id=a_term().id, setting="proposal_countersign_days", value="3")
    usual = Round(entering, acting_with, 1)
    usual.step("ask_countersign")
    over = Round(entering, acting_with, 1, countersign_until=date(2020, 9, 21))
    over.step("ask_countersign")
    with entering():
        assert reload(Proposal, usual.id).countersign_until == date(2020, 9, 26)

    usual.sign(0)
    with over.as_signer(0):
        with assert_invalid("signed_on"):
            perform(ProposalSigner, over.signers[0], "sign", Request(answers={"signed_on": DAY}))
        with assert_invalid("signed_on"):
            perform(
                ProposalSigner, over.signers[0], "sign", Request(answers={"signed_on": date(2020, 9, 30)})
            )


def test_nobody_signs_for_another_but_from_their_signed_paper(entering: Entering, acting_with: As) -> None:
    round_ = Round(entering, acting_with, 2)
    round_.step("ask_countersign")
    given = Request(answers={"signed_on": DAY})
    with round_.as_signer(1):
        assert readable(ProposalSigner) == set(round_.signers)
        with assert_refused():
            perform(ProposalSigner, round_.signers[0], "sign", given)
    with acting_with(CLERK, 3):
        assert perform(ProposalSigner, round_.signers[0], "sign", given) is None
    with round_.as_proposer():
        with assert_invalid("signed_paper"):
            perform(ProposalSigner, round_.signers[0], "sign", given)
        make_attachment(reload(ProposalSigner, round_.signers[0]), kind="signed_paper")
        perform(ProposalSigner, round_.signers[0], "sign", given)
        db.session.commit()

    assert round_.states() == ["signed", "asked"]


def test_a_text_that_changes_is_signed_anew(entering: Entering, acting_with: As) -> None:
    round_ = Round(entering, acting_with, 2)
    round_.step("ask_countersign")
    round_.sign(0)
    with round_.as_proposer(), assert_invalid("advice"):
        reload(Proposal, round_.id).advice = "改动"
        db.session.flush()
    assert round_.step("take_back") == "draft"
    assert round_.states() == ["listed", "listed"]
    round_.step("ask_countersign")
    round_.sign(0)
    round_.step("submit")
    assert round_.step("recall") == "draft"

    assert round_.states() == ["listed", "expired"]


def test_a_joint_proposal_needs_a_signature_and_one_members_none(entering: Entering, acting_with: As) -> None:
    joint = Round(entering, acting_with, 1)
    with joint.as_proposer(), assert_invalid("proposer_kind"):
        perform(Proposal, joint.id, "submit")
    with entering():
        single = make_proposal()
        make_proposal_signer(proposal_id=single.id, state="signed")
        number, member = single.id, single.member_id
    with (
        acting_with(MEMBER, 9, scopes={"member": frozenset({member})}),
        assert_invalid("proposer_kind"),
    ):
        perform(Proposal, number, "submit")


def test_only_another_serving_member_is_asked_and_once(entering: Entering) -> None:
    with entering():
        proposal = make_proposal(proposer_kind="joint")
        proposal_id, seat_id = proposal.id, proposal.seat_id
        left = make_seat(state="left", left_on=date(2020, 1, 1), left_reason="died").id
    with entering():
        with assert_invalid("seat_id"):
            make_proposal_signer(proposal_id=proposal_id, seat_id=seat_id)
        with assert_invalid("seat_id"):
            make_proposal_signer(proposal_id=proposal_id, seat_id=left)


def test_nobody_is_added_once_it_was_submitted(entering: Entering, acting_with: As) -> None:
    round_ = Round(entering, acting_with, 1)
    with entering():
        more = [make_seat().id for _ in range(2)]
    round_.step("ask_countersign")
    round_.sign(0)
    with round_.as_proposer():
        late = make(ProposalSigner, proposal_id=round_.id, seat_id=more[0])
        perform(ProposalSigner, late.id, "ask_now")
        db.session.commit()
        perform(Proposal, round_.id, "submit")
        db.session.commit()
        with assert_refused():
            make(ProposalSigner, proposal_id=round_.id, seat_id=more[1])
    with acting_with(CLERK, 3), assert_refused():
        make(ProposalSigner, proposal_id=round_.id, seat_id=more[1])
