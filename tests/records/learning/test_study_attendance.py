"""Who was at a study meeting: a seat, a staff member or a guest, once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from models.access import COMMITTEE, MEMBER
from models.base import db
from models.learning.study_attendance import StudyAttendance
from models.learning.study_meeting import StudyMeeting
from tests.factories import make, make_seat, make_special_committee, make_staff
from tests.fixtures.app import ClientFor
from tests.records.asserting import assert_invalid, assert_refused, readable
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor: read of study_meeting_id; member: own of seat_id",
    "create update trash": "clerk committee: update of study_meeting_id",
    "export": "clerk committee chair auditor: read of study_meeting_id",
    "correct": "clerk committee: correct of study_meeting_id",
}
NOUNS = {
    "member, staff, guest": ("seat_id", "staff_id", "guest_name", "guest_body"),
    "attendance": "attendance",
}


def make_meeting(**over: Any) -> StudyMeeting:
    """Make a study meeting of October 2019."""
    values = {"name": "学习", "kind": "standing_committee", "held_on": date(2019, 10, 9)}
    return make(StudyMeeting, **values | over)


def furnish(frame: Any, people: Any) -> None:
    """Enter attendances of two members at meetings of two bodies."""
    for body in (frame.own, frame.other):
        meeting = make_meeting(kind="special_committee", committee_id=body).id
        for seat in (frame.seat.id, frame.other_seat.id):
            make(StudyAttendance, study_meeting_id=meeting, seat_id=seat)


def test_a_row_is_one_person_once(entering: Entering) -> None:
    with entering():
        meeting, seat, staff = make_meeting().id, make_seat().id, make_staff().id
        guest = {"guest_name": "何某", "guest_body": "民盟县支部"}
        for person in ({"seat_id": seat}, {"staff_id": staff}, guest):
            assert make(StudyAttendance, study_meeting_id=meeting, **person).name
        db.session.commit()
        with assert_invalid("guest_name"):
            make(StudyAttendance, study_meeting_id=meeting, **guest)
        with assert_invalid("seat_id"):
            make(StudyAttendance, study_meeting_id=meeting, seat_id=seat, staff_id=staff)
        with pytest.raises(IntegrityError):
            make(StudyAttendance, study_meeting_id=meeting, staff_id=staff)
        db.session.rollback()


def test_who_was_not_there_did_not_speak(entering: Entering) -> None:
    with entering(), assert_invalid("spoke"):
        make(
            StudyAttendance,
            study_meeting_id=make_meeting().id,
            seat_id=make_seat().id,
            attendance="leave",
            spoke=True,
        )


def test_only_who_served_on_the_day_is_there_as_a_member(entering: Entering) -> None:
    with entering():
        gone = make_seat(state="left", left_on=date(2019, 10, 8)).id
        with assert_invalid("seat_id"):
            make(StudyAttendance, study_meeting_id=make_meeting().id, seat_id=gone)


def test_a_member_reads_the_own_row_and_a_body_enters_its_own(entering: Entering, acting_with: As) -> None:
    with entering():
        own, seat = make_special_committee().id, make_seat()
        mine = make(StudyAttendance, study_meeting_id=make_meeting().id, seat_id=seat.id)
        make(StudyAttendance, study_meeting_id=make_meeting().id, seat_id=make_seat().id)
        ids = mine.id, mine.study_meeting_id, seat.member_id
    with acting_with(MEMBER, 5, scopes={"member": frozenset({ids[2]})}):
        assert readable(StudyAttendance) == {ids[0]}
    with (
        acting_with(COMMITTEE, 6, scopes={"special_committee": frozenset({own})}),
        assert_refused(),
    ):
        make(StudyAttendance, study_meeting_id=ids[1], guest_name="何某", guest_body="某局")


def test_people_are_added_by_list_without_doubles(entering: Entering, client_for: ClientFor) -> None:
    with entering():
        meeting = make_meeting().id
        names = [make_seat().name, make_staff().name]
        make_seat(state="left", left_on=date(2019, 10, 8))
    client = client_for("clerk")
    url = f"/panel/study-meeting/roster/study-attendance/?id={meeting}"

    assert client.post(url, data={"roster": "members", "names": names[1]}).status_code == 303
    assert client.post(url, data={"roster": "members"}).status_code == 303

    with entering():
        rows = db.session.query(StudyAttendance).filter_by(study_meeting_id=meeting).all()
        assert sorted(row.name for row in rows) == sorted(names)
    assert client.post(url, data={"names": "无此人"}).status_code == 422
