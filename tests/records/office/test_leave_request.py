"""Leave from meetings: who asks, who grants it by kind of meeting, and that one time is asked for once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from models.access import CHAIR, CLERK, COMMITTEE, MEMBER
from models.base import db
from models.office.attendance import Attendance
from models.office.leave_request import LEAVE_APPROVERS, LeaveRequest
from models.office.meeting import KINDS
from models.office.term_setting import TermSetting
from models.transitions import Request, offered, perform
from tests.factories import (
    a_term,
    make,
    make_attachment,
    make_meeting,
    make_seat,
    make_special_committee,
    put_into,
)
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

_ASKS = "clerk: all and typed; committee: typed; member: own of seat_id"
_GRANTS = (
    "chair: submitted and approver is chair; committee: submitted and approver is committee and update of meeting_id; "
    "clerk: all and approver is office"
)
RIGHTS = {
    "read": "clerk: all; committee: (submitted and update of meeting_id) or typed; chair auditor: submitted; "
    "member: own of seat_id",
    "create": "clerk: all; committee: update of meeting_id; member: own of seat_id",
    "update trash": "clerk: all and typed and in draft; committee: typed and in draft; member: own of seat_id and in draft",
    "export": "clerk: all; chair auditor: submitted",
    "submit recall": _ASKS,
    "grant refuse": _GRANTS,
    "grant refuse from paper": "clerk: all and approver is chair/committee",
}
STATES = "draft draft; asked; granted final; refused final"
STEPS = {
    "submit": "draft > asked; submits",
    "recall": "asked > draft; recalls",
    "grant": "asked > granted; by another; queued",
    "refuse": "asked > refused; by another; with a reason; queued",
}
NOUNS = {"asked, granted, refused": "state", "the approver depends on the kind": "approver"}
TWO_DAYS: dict[str, Any] = {
    "starts_at": datetime(2020, 1, 5, 1, 0, tzinfo=UTC),
    "ends_at": datetime(2020, 1, 6, 9, 0, tzinfo=UTC),
}
SECOND = date(2020, 1, 6)


def make_leave(meeting_id: int, seat_id: int, **over: Any) -> LeaveRequest:
    """Make the draft of a request for a whole meeting."""
    values = {"meeting_id": meeting_id, "seat_id": seat_id, "ground": "illness", "reason": "住院治疗"}
    return make(LeaveRequest, **values | over)


def furnish(frame: Any, people: Any) -> None:
    """Enter requests of every state for meetings whose leave a chair, a body and the office grant."""
    for kind in ("plenary", "special_committee", "other"):
        for body in (frame.own, frame.other):
            for state in LeaveRequest.workflow.states:
                for seat in (frame.seat.id, frame.other_seat.id):
                    committee = None if kind == "other" else body
                    meeting = make_meeting(kind=kind, committee_id=committee).id
                    put_into(make_leave(meeting, seat), state)
            for name in ("clerk", "committee", "member"):
                row = make_leave(make_meeting(kind=kind, committee_id=frame.own).id, frame.seat.id)
                row.created_by_id = people[name].account_id
    db.session.flush()


@pytest.mark.parametrize(
    ("kind", "own_body", "approver"),
    [
        ("plenary", True, "chair"),
        ("standing_committee", False, "chair"),
        ("special_committee", True, "committee"),
        ("proposal_review", False, "office"),
        ("other", False, "office"),
    ],
)
def test_who_grants_depends_on_the_kind_of_meeting(
    entering: Entering, kind: str, own_body: bool, approver: str
) -> None:
    with entering():
        body = make_special_committee().id if own_body else None
        request = make_leave(make_meeting(kind=kind, committee_id=body).id, make_seat().id)
        assert request.approver == approver


def test_every_kind_of_meeting_has_its_setting() -> None:
    assert set(LEAVE_APPROVERS) == {kind.value for kind in KINDS}


def test_the_term_says_who_grants(entering: Entering) -> None:
    with entering():
        make(TermSetting, term_id=a_term().id, setting="leave_approver_plenary", value="office")
        assert make_leave(make_meeting(kind="plenary").id, make_seat().id).approver == "office"


def test_a_member_asks_for_himself_and_another_chair_grants(entering: Entering, acting_with: As) -> None:
    with entering():
        meeting, seat, other = make_meeting(kind="plenary", **TWO_DAYS).id, make_seat(), make_seat()
        mine = {"member": frozenset({seat.member_id})}
        seat_id, other_id = seat.id, other.id
    with acting_with(MEMBER, 5, scopes=mine):
        with assert_refused():
            make_leave(meeting, other_id)
        number = make_leave(meeting, seat_id, from_on=SECOND, ground="official", reason="参加市上会议").id
        perform(LeaveRequest, number, "submit")
        db.session.commit()
    with acting_with(COMMITTEE, 6):
        assert readable(LeaveRequest) == set()
    with acting_with(CHAIR, 5):
        assert offered(reload(LeaveRequest, number)) == []
    with acting_with(CHAIR, 7):
        with assert_invalid("reason"):
            perform(LeaveRequest, number, "refuse")
        perform(LeaveRequest, number, "grant", Request())
        db.session.commit()
        found = db.session.query(Attendance).order_by(Attendance.half.desc()).all()
        assert [(row.held_on, row.half, row.attendance) for row in found] == [
            (SECOND, "morning", "exempt"), (SECOND, "afternoon", "exempt"),
        ]  # fmt: skip


def test_a_clerk_enters_a_member_s_request_from_the_signed_paper(entering: Entering, acting_with: As) -> None:
    with entering():
        meeting, seat = make_meeting(kind="plenary").id, make_seat()
        seat_id, member = seat.id, seat.member_id
    with acting_with(CLERK, 3):
        request = make_leave(meeting, seat_id)
        assert request.entered_for_member_id == member
        db.session.commit()
        with assert_invalid("signed_paper"):
            perform(LeaveRequest, request.id, "submit")
        make_attachment(reload(LeaveRequest, request.id), kind="signed_paper")
        done = perform(LeaveRequest, request.id, "submit")
        assert done is not None
        assert (done.state, done.submitted_by_id) == ("asked", 3)


def test_one_time_is_asked_for_once(entering: Entering) -> None:
    with entering():
        meeting, seat = make_meeting(kind="plenary", **TWO_DAYS).id, make_seat().id
        put_into(make_leave(meeting, seat, from_on=SECOND), "asked")
        put_into(make_leave(meeting, seat, until_on=date(2020, 1, 5)), "asked")
        db.session.commit()
        with assert_invalid("seat_id"):
            put_into(make_leave(meeting, seat, from_on=SECOND, from_half="afternoon"), "asked")
            db.session.flush()


def test_the_time_lies_within_the_meeting(entering: Entering) -> None:
    with entering():
        meeting, seat = make_meeting(kind="plenary", **TWO_DAYS).id, make_seat().id
        with assert_invalid("from_on"):
            make_leave(meeting, seat, from_on=date(2020, 1, 7))
        with assert_invalid("until_on"):
            make_leave(meeting, seat, from_on=SECOND, until_on=date(2020, 1, 5))


def test_from_an_archived_meeting_nobody_asks_for_leave(entering: Entering) -> None:
    with entering():
        meeting = make_meeting(kind="plenary", state="archived").id
        with assert_invalid("meeting_id"):
            make_leave(meeting, make_seat().id)
