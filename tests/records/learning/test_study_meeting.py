"""Study meetings: their kinds and bodies, the documents conveyed, archive with attendance and documents."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.access import CLERK, COMMITTEE
from models.base import db
from models.learning.conveyed_document import ConveyedDocument
from models.learning.study_attendance import StudyAttendance
from models.learning.study_meeting import StudyMeeting, StudyMeetingDocument
from models.transitions import perform
from tests.factories import make, make_member_group, make_seat, make_special_committee, make_staff, put_into
from tests.fixtures.app import ClientFor
from tests.records.asserting import assert_invalid, assert_refused, reload
from tests.records.conftest import As, Entering

_BODY = "clerk: all; committee: own body or area"
RIGHTS = {
    "read": "clerk committee chair auditor member: all",
    "create update trash correct": _BODY,
    "export": "clerk committee chair auditor: all",
    "hold record reopen archive": _BODY,
}
STATES = "planned; held; recorded; archived frozen final"
STEPS = {
    "hold": "planned > held; needs host",
    "record": "held > recorded",
    "reopen": "recorded > held",
    "archive": "recorded > archived; seals",
}
NOUNS = {
    "kind": "kind",
    "date": "held_on",
    "host": "host",
    "attendance incl. guests": (
        "study_attendance.seat_id",
        "study_attendance.staff_id",
        "study_attendance.guest_name",
    ),
    "outcome": ("outcome", "outcome_document"),
    "follow-up": ("follow_up", "follow_up_due_on", "follow_up_done_on"),
    "documents": "study_meeting_document.study_meeting_id",
}


def make_study(*, state: str = "planned", **over: Any) -> StudyMeeting:
    """Make a study meeting of the party leadership group with one person and one document."""
    values = {
        "name": "理论学习中心组学习",
        "kind": "party_group",
        "held_on": date(2019, 10, 9),
        "host": "党组书记",
    }
    meeting = make(StudyMeeting, **values | over)
    document = make(ConveyedDocument, name="文件", issuing_body="中共中央", issued_on=date(2019, 9, 21))
    make(StudyMeetingDocument, study_meeting_id=meeting.id, document_id=document.id)
    make(StudyAttendance, study_meeting_id=meeting.id, staff_id=make_staff().id)
    return meeting if state == "planned" else put_into(meeting, state)


def furnish(frame: Any, people: Any) -> None:
    """Enter a study meeting of every state, of two bodies."""
    for state in StudyMeeting.workflow.states:
        for body in (frame.own, frame.other):
            make_study(state=state, kind="special_committee", committee_id=body)


def test_a_meeting_is_held_recorded_and_archived_with_all_that_belongs_to_it(
    entering: Entering, acting_with: As
) -> None:
    with entering():
        meeting_id, staff = make_study().id, make_staff().id
    with acting_with(CLERK):
        for step in ("hold", "record", "reopen", "record", "archive"):
            perform(StudyMeeting, meeting_id, step)
        db.session.commit()
        assert reload(StudyMeeting, meeting_id).sealed_at is not None
        with assert_refused():
            make(StudyAttendance, study_meeting_id=meeting_id, staff_id=staff)
        document = make(ConveyedDocument, name="又一份", issuing_body="省委", issued_on=date(2019, 9, 25)).id
        with assert_refused():
            make(StudyMeetingDocument, study_meeting_id=meeting_id, document_id=document)


@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("committee_id", {"kind": "special_committee"}),
        ("member_group_id", {"kind": "member_group"}),
        ("follow_up_due_on", {"follow_up_due_on": date(2019, 10, 8)}),
        ("follow_up_done_on", {"follow_up_done_on": date(2019, 10, 8)}),
    ],
)
def test_what_does_not_fit(entering: Entering, field: str, over: dict[str, Any]) -> None:
    with entering(), assert_invalid(field):
        make_study(**over)


def test_a_group_stands_with_its_own_kind_alone(entering: Entering) -> None:
    with entering(), assert_invalid("member_group_id"):
        make_study(kind="party_group", member_group_id=make_member_group().id)


def test_a_meeting_to_come_is_not_held_and_an_empty_one_not_recorded(
    entering: Entering, acting_with: As
) -> None:
    with entering():
        coming = make_study(held_on=date(2020, 10, 9)).id
        empty = make(StudyMeeting, name="无人", kind="chairpersons", held_on=date(2020, 9, 1), host="主席").id
    with acting_with(CLERK):
        with assert_invalid("held_on"):
            perform(StudyMeeting, coming, "hold")
        perform(StudyMeeting, empty, "hold")
        db.session.commit()
        with assert_invalid(""):
            perform(StudyMeeting, empty, "record")


def test_a_body_enters_its_own_meetings(entering: Entering, acting_with: As) -> None:
    with entering():
        own, other = make_special_committee().id, make_special_committee().id
    with acting_with(COMMITTEE, scopes={"special_committee": frozenset({own})}):
        values = {"name": "学习", "kind": "special_committee", "held_on": date(2020, 9, 1)}
        assert make(StudyMeeting, committee_id=own, **values).id
        with assert_refused():
            make(StudyMeeting, committee_id=other, **values)


def test_heads_and_attendances_are_two_figures(entering: Entering, client_for: ClientFor) -> None:
    with entering():
        meeting = make_study().id
        for seat in (make_seat().id, make_seat().id):
            make(StudyAttendance, study_meeting_id=meeting, seat_id=seat)
        make(StudyAttendance, study_meeting_id=meeting, seat_id=make_seat().id, attendance="leave")
        make(StudyAttendance, study_meeting_id=meeting, guest_name="何某", guest_body="民盟县支部")

    page = client_for("clerk").get(f"/panel/study-meeting/details/?id={meeting}").text

    assert "委员 2 人，机关干部 1 人，来宾 1 人" in page
    assert page.count("<b>4</b>") == 2
