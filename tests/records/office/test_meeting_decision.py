"""What meetings decided, and what became of it."""

from datetime import date

from models.access import CHAIR, CLERK, COMMITTEE, MEMBER
from models.base import db
from models.office.meeting_decision import MeetingDecision
from models.transitions import Request, perform
from tests.factories import (
    make_department,
    make_meeting,
    make_meeting_decision,
    make_seat,
    make_special_committee,
)
from tests.records.asserting import assert_invalid, assert_refused, readable, reload, trash
from tests.records.conftest import As, Entering


def test_an_item_is_called_by_its_meeting_and_dated_like_it(entering: Entering):
    with entering():
        meeting = make_meeting(name="第38次主席会议", kind="chairpersons")
        decision = make_meeting_decision(meeting_id=meeting.id, item_number=3, subject="审定提案")

        assert (decision.name, decision.fact_date) == ("第38次主席会议 3 审定提案", meeting.fact_date)


def test_only_a_meeting_that_was_held_decides(entering: Entering):
    with entering():
        meeting_id = make_meeting(state="planned").id
    with entering(), assert_invalid("meeting_id"):
        make_meeting_decision(meeting_id=meeting_id)


def test_a_decision_is_carried_out_with_its_result(entering: Entering, acting_with: As):
    with entering():
        unit = make_department().id
        decision_id = make_meeting_decision(carried_out_by_id=unit, due_on=date(2020, 6, 30)).id
    with acting_with(CLERK):
        perform(MeetingDecision, decision_id, "start")
        with assert_invalid("result"):
            perform(MeetingDecision, decision_id, "finish", Request(answers={"done_on": date(2020, 6, 1)}))
        answers = {"done_on": date(2020, 6, 1), "result": "已印发。"}
        perform(MeetingDecision, decision_id, "finish", Request(answers=answers))
        assert reload(MeetingDecision, decision_id).state == "carried_out"


def test_what_was_postponed_is_not_carried_out(entering: Entering, acting_with: As):
    with entering():
        decision_id = make_meeting_decision(outcome="postponed", due_on=date(2020, 6, 30)).id
    with acting_with(CLERK), assert_invalid("outcome"):
        perform(MeetingDecision, decision_id, "start")


def test_what_records_rest_on_stays_decided_and_stays(entering: Entering, acting_with: As):
    with entering():
        decision_id = make_seat().decision_id
        assert decision_id is not None
    with acting_with(CLERK):
        with assert_invalid("outcome"):
            reload(MeetingDecision, decision_id).outcome = "sent_back"
            db.session.flush()
        with assert_refused("records refer to this"):
            trash(MeetingDecision, decision_id)


def test_the_desk_of_the_body_that_met_registers_its_decisions(entering: Entering, acting_with: As):
    with entering():
        own, other = make_special_committee().id, make_special_committee().id
        meetings = [make_meeting(kind="special_committee", committee_id=body).id for body in (own, other)]
    with acting_with(COMMITTEE, scopes={"special_committee": frozenset({own})}):
        assert make_meeting_decision(meeting_id=meetings[0]).id
        db.session.commit()
        with assert_refused():
            make_meeting_decision(meeting_id=meetings[1])


def test_chairs_read_decisions_and_members_do_not(entering: Entering, acting_with: As):
    with entering():
        decision_id = make_meeting_decision().id
    with acting_with(CHAIR):
        assert readable(MeetingDecision) == {decision_id}
        with assert_refused():
            reload(MeetingDecision, decision_id).content = "改写"
            db.session.flush()
    with acting_with(MEMBER):
        assert readable(MeetingDecision) == set()
