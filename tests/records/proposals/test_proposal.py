"""Proposals: the two numbers, the minute that decides, the text that stands, the looks and the decisions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from models.access import CHAIR, CLERK, COMMITTEE, MEMBER
from models.base import db
from models.office.term_setting import TermSetting
from models.proposals.proposal import Proposal
from models.transitions import Request, perform
from models.writing import pen
from tests.factories import (
    a_term,
    make,
    make_attachment,
    make_code_item,
    make_seat,
    make_seat_assignment,
    make_sector,
    make_special_committee,
)
from tests.proposal_factories import (
    TEXT,
    a_plenary_session,
    make_plenary_session,
    make_proposal,
)
from tests.proposal_story import (
    AREA,
    MOMENT,
    state_of,
    submitted,
)
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

_KNOWN = (
    "in submitted/first_looked/second_looked/accepted/awaiting_confirmation/numbered/handed_over/answered/closed/"
    "to_opinion/referred"
)
RIGHTS = {
    "read": "clerk: all; committee: (own body and submitted) or area or typed; chair auditor: submitted; "
    "member: own or typed or (own and in asked/signed) among proposal_signer.proposal_id or "
    "(own or (own and in signed) among proposal_signer.proposal_id) among proposal.merged_into_id; "
    "department: ((own unit and in handed_over/unit_change_asked/handling/extension_asked/opinion_given/opinion_missing/"
    "answer_in_check/answer_returned/checked/answered/face_to_face/rehandled/passed_on/ended/closed/followed_up) "
    "or own unit as handing_over_office_id) among handling.proposal_id",
    "create": "clerk: all; committee: own body or area desk; member: own",
    "update": f"clerk: (typed and in draft/returned) or (all and {_KNOWN}); "
    f"committee: ((own body or typed) and in draft/returned) or (area and {_KNOWN}); member: own and in draft/returned",
    "trash": "clerk committee: typed and in draft; member: own and in draft",
    "export": "clerk: all; committee: area; chair auditor: submitted",
    "turn": "clerk: all and in to_opinion; committee: area and in to_opinion",
    "ask_countersign take_back": "clerk: typed; committee: own body; member: own",
    "submit recall": "committee: own body; member: own",
    "submit recall from paper": "clerk committee: typed",
    "first_look second_look return number": "clerk: all; committee: area",
    "accept merge not_accept turn_into_opinion refer close": "committee: area",
    "confirm": "chair: submitted",
    "reconsider": "committee: area; chair: submitted",
    "withdraw": "committee: own body; member: own",
    "withdraw from paper": "clerk: all; committee: area",
}
FIELDS = {
    "member": "advice analysis body_name committee_id contact countersign_until member_group_id name note proposer_kind "
    "publishable sealed seat_id sector_id situation unpublishable_reason"
}
STATES = (
    "draft draft; countersigning draft; returned; submitted; first_looked; second_looked; awaiting_confirmation; accepted; "
    "numbered; handed_over; answered; closed final; merged final; not_accepted final; to_opinion final; referred final; "
    "withdrawn final"
)
_BY_COMMITTEE = "decided by special_committee or proposal_review"
BY_STEPS = frozenset(
    {
        "case_number",
        "countersign_until",
        "handed_in_at",
        "number_key",
        "running_number",
        "session_id",
        "timing",
    }
)
STEPS = {
    "ask_countersign": "draft > countersigning; needs situation, advice",
    "take_back": "countersigning > draft",
    "submit": "draft countersigning returned > submitted; submits; needs situation, analysis, advice",
    "recall": "submitted > draft; recalls",
    "first_look": "submitted > first_looked; asks category_id, first_opinion; offers lead_department_id; queued",
    "second_look": "first_looked > second_looked; asks proposed, second_opinion; offers lead_department_id; queued",
    "return": "submitted first_looked second_looked > returned; asks outcome_reason",
    "accept": f"second_looked > accepted; needs category_id; {_BY_COMMITTEE}; queued",
    "merge": f"second_looked accepted > merged; asks merged_into_id; {_BY_COMMITTEE}",
    "not_accept": f"second_looked > not_accepted; asks refusal_id, outcome_reason; {_BY_COMMITTEE}",
    "turn_into_opinion": f"second_looked > to_opinion; asks consented_on; {_BY_COMMITTEE}",
    "refer": f"second_looked > referred; asks lead_department_id; {_BY_COMMITTEE}",
    "await_confirmation": "accepted > awaiting_confirmation; by itself",
    "confirm": "awaiting_confirmation > accepted; by another; decided by chairpersons; queued",
    "reconsider": "accepted awaiting_confirmation > second_looked; with a reason",
    "number": "accepted > numbered",
    "withdraw": "submitted first_looked second_looked returned accepted awaiting_confirmation numbered handed_over > withdrawn; "
    "asks outcome_reason",
    "hand_over": "numbered > handed_over; by itself",
    "answer": "handed_over > answered; by itself",
    "handle_again": "answered > handed_over; by itself",
    "close": "answered > closed",
}
NOUNS = {
    "running number": "running_number",
    "case number": "case_number",
    "session": "session_id",
    "during or between sessions": ("timing", "handed_in_at"),
    "category": "category_id",
    "kind of proposer": "proposer_kind",
    "first proposer": ("seat_id", "member_id"),
    "collective proposer: name, contact, seal": (
        "body_name",
        "sector_id",
        "member_group_id",
        "committee_id",
        "contact",
        "sealed",
    ),
    "co-signers": "proposal_signer.proposal_id",
    "title": "name",
    "situation": "situation",
    "analysis": "analysis",
    "advice": "advice",
    "publishable or why not": ("publishable", "unpublishable_reason"),
    "suggested units": "proposal_suggested_unit.proposal_id",
    "decided units (lead, joint, separate)": (
        "lead_department_id",
        "proposal_joint_unit.proposal_id",
        "proposal_separate_unit.proposal_id",
    ),
    "key": ("key", "key_decision_id"),
    "excellent": ("excellent", "excellent_decision_id", "excellent_document"),
    "merged into": "merged_into_id",
    "opinion of each look": ("first_opinion", "second_opinion", "proposed"),
    "one of ten reasons": "refusal_id",
    "proposer told": "outcome_reason",
    "consent": "consented_on",
    "number withdrawn is retired and explained": ("case_number", "outcome_reason"),
    "order before numbering": "case_order",
}


def furnish(frame: Any, people: Any) -> None:
    """Enter a proposal of every state, of the member, of a body and of others, some typed by the desk."""
    make_code_item(table_name="proposal_category", label="经济建设")
    make_code_item(table_name="proposal_refusal", label="空洞无具体建议")
    make_plenary_session(term_id=frame.term)
    for state in Proposal.workflow.states:
        for seat in (frame.seat, frame.other_seat):
            make_proposal(state=state, seat_id=seat.id)
        typed = make_proposal(state=state, seat_id=frame.other_seat.id)
        typed.created_by_id = people["clerk"].account_id
        make_proposal(state=state, proposer_kind="committee", committee_id=frame.own, sealed=True)
    main = make_proposal(state="numbered", seat_id=frame.other_seat.id)
    with pen(db.session, merged := make_proposal(state="merged", seat_id=frame.seat.id), "derive"):
        merged.merged_into_id = main.id
    for name in ("clerk", "committee"):
        draft = make_proposal(seat_id=frame.other_seat.id)
        draft.created_by_id = people[name].account_id
    with pen(db.session, gone := make_proposal(seat_id=frame.seat.id), "trash"):
        gone.trashed_at = datetime(2020, 5, 12, tzinfo=UTC)
    db.session.flush()


# Submission


def test_a_member_submits_and_the_minute_decides_between_plenary_and_between_sessions(
    entering: Entering, acting_with: As
) -> None:
    with entering():
        session = make_plenary_session()
        rows = [make_proposal() for _ in range(3)]
        until = session.proposals_until
        moments = (until, until + timedelta(minutes=1), MOMENT)
        for row, moment in zip(rows, moments, strict=True):
            row.handed_in_at = moment
        found = [(row.id, row.member_id) for row in rows]
        session_id = session.id
    for number, member in found:
        with acting_with(MEMBER, 7, scopes={"member": frozenset({member})}):
            perform(Proposal, number, "submit")
            db.session.commit()
    rows = [state_of(entering, number) for number, _member in found]

    assert [row.timing for row in rows] == ["plenary", "between", "plenary"]
    assert [row.running_number for row in rows] == [1, 2, 3]
    assert {row.session_id for row in rows} == {session_id}
    assert rows[1].fact_date == date(2020, 5, 13)
    assert [row.submitted_by_id for row in rows] == [7, 7, 7]


def test_without_a_session_nothing_is_submitted(entering: Entering, acting_with: As) -> None:
    with entering():
        proposal = make_proposal(handed_in_at=MOMENT)
        number, member = proposal.id, proposal.member_id
    with acting_with(MEMBER, scopes={"member": frozenset({member})}), assert_invalid(""):
        perform(Proposal, number, "submit")


def test_an_incomplete_proposal_is_not_submitted(entering: Entering, acting_with: As) -> None:
    for missing in TEXT:
        with entering():
            a_plenary_session()
            proposal = make_proposal()
            setattr(proposal, missing, None)
            number, member = proposal.id, proposal.member_id
        with acting_with(MEMBER, scopes={"member": frozenset({member})}), assert_invalid(missing):
            perform(Proposal, number, "submit")


def test_who_has_left_submits_no_more(entering: Entering, acting_with: As) -> None:
    with entering():
        a_plenary_session()
        seat = make_seat(state="left", left_on=date(2020, 1, 1), left_reason="died")
        number, member = make_proposal(seat_id=seat.id).id, seat.member_id
    with acting_with(MEMBER, scopes={"member": frozenset({member})}), assert_invalid("seat_id"):
        perform(Proposal, number, "submit")


def test_the_desk_submits_for_a_member_from_the_signed_paper_alone(
    entering: Entering, acting_with: As
) -> None:
    with entering():
        a_plenary_session()
        seat = make_seat()
        seat_id, member = seat.id, seat.member_id
    with acting_with(CLERK):
        number = make_proposal(seat_id=seat_id, entered_for_member_id=member, handed_in_at=MOMENT).id
        db.session.commit()
        with assert_invalid("signed_paper"):
            perform(Proposal, number, "submit")
        make_attachment(reload(Proposal, number), kind="signed_paper")
        perform(Proposal, number, "submit")
        db.session.commit()
    with acting_with(MEMBER, 9, scopes={"member": frozenset({member})}):
        assert readable(Proposal) == {number}
    with acting_with(COMMITTEE, 3, **AREA), assert_refused():
        perform(Proposal, number, "recall")


def test_bodies_propose_with_their_seal_and_sectors_during_the_plenary_session_alone(
    entering: Entering, acting_with: As
) -> None:
    with entering():
        session = a_plenary_session()
        late = session.proposals_until + timedelta(hours=2)
        body = make_special_committee().id
        sector, seat = make_sector().id, make_seat()
        by_sector = make_proposal(
            proposer_kind="sector", sector_id=sector, seat_id=seat.id, handed_in_at=late
        ).id
        seat_id, member = seat.id, seat.member_id
    with entering():
        with assert_invalid("body_name"):
            make_proposal(proposer_kind="party", seat_id=None, body_name=None)
        with assert_invalid("sector_id"):
            make_proposal(sector_id=sector)
    with acting_with(COMMITTEE, scopes={"special_committee": frozenset({body})}):
        proposal = make_proposal(proposer_kind="committee", committee_id=body)
        db.session.commit()
        with assert_invalid("sealed"):
            perform(Proposal, proposal.id, "submit")
        proposal.sealed = True
        assert perform(Proposal, proposal.id, "submit") is not None
        db.session.commit()
    mine = {"scopes": {"member": frozenset({member})}}
    with acting_with(MEMBER, **mine):
        with assert_invalid("proposer_kind"):
            perform(Proposal, by_sector, "submit")
        with assert_invalid("seat_id"):
            perform(Proposal, by_sector, "submit")
    with entering():
        make_seat_assignment(seat_id=seat_id, sector_id=sector, post="convener")
        make(TermSetting, term_id=a_term().id, setting="proposal_collective_at_plenary_only", value="no")
    with acting_with(MEMBER, **mine):
        done = perform(Proposal, by_sector, "submit")
        assert done is not None
        assert done.timing == "between"


def test_parts_are_no_longer_than_the_term_says(entering: Entering) -> None:
    with entering():
        make(TermSetting, term_id=a_term().id, setting="proposal_longest_part", value="100")
        make_proposal(advice="建" * 100)
        with assert_invalid("advice"):
            make_proposal(advice="建" * 101)
        with assert_invalid("unpublishable_reason"):
            make_proposal(publishable=False)


# The text stands


def test_the_text_stands_once_submitted_and_only_the_proposer_changes_it_when_returned(
    entering: Entering, acting_with: As
) -> None:
    number = submitted(entering, acting_with)
    member = state_of(entering, number).member_id
    mine = {"scopes": {"member": frozenset({member})}}
    with acting_with(CLERK, 2):
        for name in ("name", "advice"):
            with assert_invalid(name):
                setattr(reload(Proposal, number), name, "改动")
                db.session.flush()
        perform(Proposal, number, "return", Request(answers={"outcome_reason": "请补充具体建议"}))
        db.session.commit()
        with assert_refused():
            reload(Proposal, number).advice = "改动"
            db.session.flush()
    with acting_with(MEMBER, 70, **mine):
        reload(Proposal, number).advice = "由住建局牵头制定办法。"
        perform(Proposal, number, "submit")
        db.session.commit()
    row = state_of(entering, number)

    assert (row.state, row.running_number, row.outcome_reason) == ("submitted", 1, None)


def test_a_return_says_why(entering: Entering, acting_with: As) -> None:
    number = submitted(entering, acting_with)
    with acting_with(CLERK, 2), assert_invalid("outcome_reason"):
        perform(Proposal, number, "return", Request(answers={"outcome_reason": " ".strip()}))


def test_a_draft_is_its_authors_alone(entering: Entering, acting_with: As) -> None:
    with entering():
        proposal = make_proposal()
        number, member = proposal.id, proposal.member_id
    for role, rights in ((CLERK, {}), (COMMITTEE, AREA), (CHAIR, {})):
        with acting_with(role, 3, **rights):
            assert readable(Proposal) == set()
    with acting_with(MEMBER, scopes={"member": frozenset({member})}):
        assert readable(Proposal) == {number}
    with acting_with(MEMBER, 4, scopes={"member": frozenset({0})}):
        assert readable(Proposal) == set()
