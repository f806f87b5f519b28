"""Looks and decisions, and the numbers of the cases."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from models.access import CHAIR, CLERK, COMMITTEE, MEMBER, Refused
from models.base import db
from models.office.term_setting import TermSetting
from models.people.seat import Seat
from models.proposals.proposal import Proposal
from models.proposing.proposers import proposers_of
from models.transitions import Request, compute, perform
from tests.factories import (
    a_term,
    make,
    make_code_item,
    make_department,
    make_meeting,
    make_meeting_decision,
    make_special_committee,
    put_into,
)
from tests.proposal_factories import (
    a_plenary_session,
    make_plenary_session,
    make_proposal,
    make_proposal_signer,
)
from tests.proposal_story import (
    AREA,
    MOMENT,
    accepted,
    committee_meeting,
    looked_at,
    state_of,
    submitted,
)
from tests.records.asserting import assert_invalid, assert_refused, readable, reload, trash
from tests.records.conftest import As, Entering

# Looks and decisions


def test_the_committee_decides_and_a_terms_first_plenary_has_a_review_committee(
    entering: Entering, acting_with: As
) -> None:
    first = looked_at(entering, acting_with, handed_in_at=MOMENT)
    with entering():
        special = make_meeting_decision(meeting_id=committee_meeting()).id
        review = make_meeting_decision(meeting_id=committee_meeting("proposal_review")).id
        standing = make_meeting_decision().id
        elsewhere = make_meeting(kind="special_committee", committee_id=make_special_committee().id)
        other_body = make_meeting_decision(meeting_id=elsewhere.id).id
    with acting_with(COMMITTEE, 2, **AREA):
        for wrong in (None, review, standing, other_body):
            with assert_invalid("decision_id"):
                perform(Proposal, first, "accept", Request(decision_id=wrong))
    with entering():
        a_plenary_session().number = 1
    with acting_with(COMMITTEE, 2, **AREA):
        with assert_invalid("decision_id"):
            perform(Proposal, first, "accept", Request(decision_id=special))
        perform(Proposal, first, "accept", Request(decision_id=review))
        db.session.commit()

    assert state_of(entering, first).state == "accepted"


def test_acceptance_waits_for_the_chairpersons_where_the_term_says_so(
    entering: Entering, acting_with: As
) -> None:
    with entering():
        make(TermSetting, term_id=a_term().id, setting="proposal_confirmed_by", value="chairpersons")
    number = accepted(entering, acting_with)
    assert state_of(entering, number).state == "awaiting_confirmation"
    with entering():
        decision = make_meeting_decision(kind="chairpersons").id
    with acting_with(COMMITTEE, 2, **AREA), assert_refused():
        perform(Proposal, number, "confirm", Request(decision_id=decision))
    with acting_with(CHAIR, 5):
        perform(Proposal, number, "confirm", Request(decision_id=decision))
        db.session.commit()

    assert state_of(entering, number).state == "accepted"


def test_not_accepting_needs_a_reason_of_the_table_and_tells_the_proposer(
    entering: Entering, acting_with: As
) -> None:
    number = looked_at(entering, acting_with, "not_accept")
    with entering():
        reason = make_code_item(table_name="proposal_refusal", label="空洞无具体建议").id
        decision = make_meeting_decision(meeting_id=committee_meeting()).id
    with acting_with(COMMITTEE, 2, **AREA):
        for missing in ("refusal_id", "outcome_reason"):
            answers = {
                "refusal_id": reason,
                "outcome_reason": "建议不具体，可作为社情民意反映",
                missing: None,
            }
            with assert_invalid(missing):
                perform(Proposal, number, "not_accept", Request(decision_id=decision, answers=answers))
        perform(
            Proposal,
            number,
            "not_accept",
            Request(decision_id=decision, answers={"refusal_id": reason, "outcome_reason": "建议不具体"}),
        )
        db.session.commit()
    member = state_of(entering, number).member_id
    with acting_with(MEMBER, 70, scopes={"member": frozenset({member})}):
        assert reload(Proposal, number).outcome_reason == "建议不具体"


def test_whoever_proposed_what_was_merged_stays_a_proposer_and_reads_the_main_case(
    entering: Entering, acting_with: As
) -> None:
    main, third = (accepted(entering, acting_with) for _ in range(2))
    other = looked_at(entering, acting_with)
    with entering():
        signer = make_proposal_signer(proposal_id=other, state="signed")
        decision = make_meeting_decision(meeting_id=committee_meeting()).id
        co_signer = signer.member_id
    with acting_with(COMMITTEE, 2, **AREA):
        for wrong in (other, None):
            with assert_invalid("merged_into_id"):
                answers = {"merged_into_id": wrong}
                perform(Proposal, other, "merge", Request(decision_id=decision, answers=answers))
        perform(Proposal, other, "merge", Request(decision_id=decision, answers={"merged_into_id": main}))
        db.session.commit()
        with assert_invalid(""):
            perform(Proposal, main, "merge", Request(decision_id=decision, answers={"merged_into_id": third}))
    members = [state_of(entering, number).member_id for number in (main, other)]
    with entering():
        assert [p.member_id for p in proposers_of(main)] == [*members, co_signer]
    for member in (members[1], co_signer):
        with acting_with(MEMBER, 8, scopes={"member": frozenset({member})}):
            assert main in readable(Proposal)


def test_an_opinion_report_needs_the_proposers_consent_and_a_reference_its_unit(
    entering: Entering, acting_with: As
) -> None:
    turned, referred = (looked_at(entering, acting_with) for _ in range(2))
    with entering():
        decision = make_meeting_decision(meeting_id=committee_meeting()).id
        unit = make_department().id
    with acting_with(COMMITTEE, 2, **AREA):
        for number, step, column, value in (
            (turned, "turn_into_opinion", "consented_on", date(2020, 5, 20)),
            (referred, "refer", "lead_department_id", unit),
        ):
            with assert_invalid(column):
                perform(Proposal, number, step, Request(decision_id=decision))
            perform(Proposal, number, step, Request(decision_id=decision, answers={column: value}))
            db.session.commit()
    assert [state_of(entering, number).state for number in (turned, referred)] == ["to_opinion", "referred"]


def test_honours_rest_on_a_meeting_and_a_document(entering: Entering, acting_with: As) -> None:
    number = accepted(entering, acting_with)
    with entering():
        decision = make_meeting_decision(kind="chairpersons").id
        open_item = make_meeting_decision(kind="chairpersons", outcome="postponed").id
    with acting_with(CLERK, 2):
        for values, field in (
            ({"key": True}, "key_decision_id"),
            ({"key": True, "key_decision_id": open_item}, "key_decision_id"),
            ({"excellent": True}, "excellent_decision_id"),
            ({"excellent": True, "excellent_decision_id": decision}, "excellent_document"),
        ):
            with assert_invalid(field):
                row = reload(Proposal, number)
                for name, value in values.items():
                    setattr(row, name, value)
                db.session.flush()
        row = reload(Proposal, number)
        row.key, row.key_decision_id = True, decision
        db.session.commit()
        assert reload(Proposal, number).key is True


# Numbers


def test_cases_are_numbered_on_and_a_withdrawn_number_is_never_given_again(
    entering: Entering, acting_with: As
) -> None:
    first, second, third = (accepted(entering, acting_with) for _ in range(3))
    with acting_with(CLERK, 2):
        for number in (first, second):
            perform(Proposal, number, "number")
        db.session.commit()
    member = state_of(entering, second).member_id
    with acting_with(MEMBER, 70, scopes={"member": frozenset({member})}):
        with assert_invalid("outcome_reason"):
            perform(Proposal, second, "withdraw")
        perform(Proposal, second, "withdraw", Request(answers={"outcome_reason": "问题已经解决"}))
        db.session.commit()
    with acting_with(CLERK, 2):
        perform(Proposal, third, "number")
        db.session.commit()
    rows = [state_of(entering, number) for number in (first, second, third)]

    assert [row.case_number for row in rows] == [1, 2, 3]
    assert (rows[1].state, rows[1].outcome_reason) == ("withdrawn", "问题已经解决")
    assert rows[0].number_key < rows[1].number_key < rows[2].number_key


def test_every_session_numbers_for_itself(entering: Entering, acting_with: As) -> None:
    accepted(entering, acting_with, handed_in_at=MOMENT)
    with entering():
        make_plenary_session(
            number=6,
            opens_on=date(2020, 8, 1),
            closes_on=date(2020, 8, 4),
            proposals_from=datetime(2020, 7, 1, tzinfo=UTC),
            proposals_until=datetime(2020, 8, 3, tzinfo=UTC),
        )
    later = submitted(entering, acting_with, handed_in_at=datetime(2020, 8, 2, tzinfo=UTC))

    assert state_of(entering, later).running_number == 1


def test_nobody_gives_a_number_or_a_state_by_hand(entering: Entering, acting_with: As) -> None:
    number = accepted(entering, acting_with)
    with acting_with(CLERK, 2):
        with assert_refused("step"):
            reload(Proposal, number).state = "numbered"
            db.session.flush()
        row = reload(Proposal, number)
        with pytest.raises(ValueError, match="computed"):
            compute(row, "number")
    with acting_with(CHAIR, 5), pytest.raises(Refused):
        perform(Proposal, number, "number")


def test_what_was_handed_in_is_not_thrown_away(entering: Entering, acting_with: As) -> None:
    number = submitted(entering, acting_with)
    with acting_with(CLERK, 2), assert_refused():
        trash(Proposal, number)


def test_the_case_moves_on_with_its_units_and_the_committee_closes_it(
    entering: Entering, acting_with: As
) -> None:
    with entering():
        case = put_into(make_proposal(state="numbered"), "numbered")
        for step in ("hand_over", "answer", "handle_again", "answer"):
            assert compute(case, step)
        number = case.id
    with acting_with(CLERK, 2), assert_refused():
        perform(Proposal, number, "close")
    with acting_with(COMMITTEE, 3, **AREA):
        done = perform(Proposal, number, "close")
        assert done is not None
        assert done.state == "closed"


def test_signers_show_on_the_proposal(entering: Entering) -> None:
    with entering():
        proposal = make_proposal(proposer_kind="joint")
        name = make_proposal_signer(proposal_id=proposal.id, state="signed").name
        make_proposal_signer(proposal_id=proposal.id, state="asked")
        proposal.note = "x"
        db.session.flush()
        first = reload(Seat, proposal.seat_id).name

        assert proposal.proposer == f"{first}、{name}"
