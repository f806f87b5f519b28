"""Attendance by half-day: what counts as absent, what a granted leave marks, and who has missed how many."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from models.access import CHAIR, MEMBER
from models.base import db
from models.office.attendance import Attendance
from models.office.leave_request import LeaveRequest
from models.presence import half_days, standing
from models.transitions import Request, perform
from tests.factories import make, make_meeting, make_seat, put_into
from tests.fixtures.app import ClientFor
from tests.records.asserting import assert_invalid, readable
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor: read of meeting_id; member: own of seat_id",
    "create update trash": "clerk committee: update of meeting_id",
    "export": "clerk committee chair auditor: read of meeting_id",
    "correct": "clerk committee: correct of meeting_id",
}
NOUNS = {
    "by half-day": ("held_on", "half"),
    "present, late, left early, leave, absent, exempt": "attendance",
    "guests by name and body": ("guest_name", "guest_body"),
}
TWO_DAYS: dict[str, Any] = {
    "starts_at": datetime(2020, 1, 5, 1, 0, tzinfo=UTC),
    "ends_at": datetime(2020, 1, 6, 9, 0, tzinfo=UTC),
}


def furnish(frame: Any, people: Any) -> None:
    """Enter attendances of two members at meetings of two bodies, one of them archived."""
    for body in (frame.own, frame.other):
        for state in ("held", "archived"):
            meeting = make_meeting(committee_id=body)
            for seat in (frame.seat.id, frame.other_seat.id):
                make(
                    Attendance,
                    meeting_id=meeting.id,
                    seat_id=seat,
                    held_on=date(2020, 3, 20),
                    attendance="present",
                )
            put_into(meeting, state)


def test_a_meeting_of_two_days_has_four_half_days() -> None:
    first, second = date(2020, 1, 5), date(2020, 1, 6)
    assert half_days(TWO_DAYS["starts_at"], TWO_DAYS["ends_at"]) == [
        (first, "morning"), (first, "afternoon"), (second, "morning"), (second, "afternoon")
    ]  # fmt: skip
    assert half_days(TWO_DAYS["starts_at"], None) == [(first, "morning")]


@pytest.mark.parametrize(
    ("marks", "found"),
    [
        ({"present": 4, "absent": 2}, "present"),
        ({"present": 3, "late": 1, "absent": 2}, "present"),
        ({"present": 3, "absent": 3}, "absent"),
        ({"present": 3, "leave": 3}, "leave"),
        ({"present": 2, "absent": 1, "exempt": 3}, "present"),
        ({"exempt": 4}, "exempt"),
        ({"expected": 4}, "open"),
    ],
)
def test_present_under_two_thirds_is_absent(marks: dict[str, int], found: str) -> None:
    assert standing(marks, (2, 3)) == found


def test_a_granted_leave_marks_the_half_days(entering: Entering, acting_with: As) -> None:
    with entering():
        meeting, seat = make_meeting(kind="plenary", **TWO_DAYS).id, make_seat()
        seat_id, mine = seat.id, {"member": frozenset({seat.member_id})}
        make(Attendance, meeting_id=meeting, seat_id=seat_id, held_on=date(2020, 1, 5), attendance="present")
        db.session.commit()
        with assert_invalid("attendance"):
            make(
                Attendance, meeting_id=meeting, seat_id=seat_id, held_on=date(2020, 1, 6), attendance="leave"
            )
    with acting_with(MEMBER, 5, scopes=mine):
        values = {"meeting_id": meeting, "seat_id": seat_id, "ground": "illness", "reason": "住院"}
        request = make(LeaveRequest, from_on=date(2020, 1, 6), **values)
        perform(LeaveRequest, request.id, "submit")
        db.session.commit()
        number = request.id
        assert request.approver == "chair"
    with acting_with(CHAIR, 2):
        perform(LeaveRequest, number, "grant", Request())
        db.session.commit()
    with acting_with(MEMBER, 5, scopes=mine):
        assert len(readable(Attendance)) == 3
        marks = [
            row.attendance for row in db.session.query(Attendance).order_by(Attendance.held_on, Attendance.id)
        ]
        assert marks == ["present", "leave", "leave"]


def test_the_required_are_added_for_each_half_day_without_doubles(
    entering: Entering, client_for: ClientFor
) -> None:
    with entering():
        meeting = make_meeting(kind="plenary", required_set="all_members", **TWO_DAYS).id
        first, second = make_seat().id, make_seat().id
        make(Attendance, meeting_id=meeting, seat_id=first, held_on=date(2020, 1, 5))
    client = client_for("clerk")
    url = f"/panel/meeting/roster/attendance/?id={meeting}"
    asked = {"roster": "required", "half_days": ["2020-01-05.morning", "2020-01-06.afternoon"]}

    assert client.post(url, data=asked).status_code == 303

    with entering():
        rows = db.session.query(Attendance).order_by(Attendance.held_on, Attendance.seat_id).all()
        assert [(row.seat_id, row.held_on.day, row.half) for row in rows] == [
            (first, 5, "morning"), (second, 5, "morning"), (first, 6, "afternoon"), (second, 6, "afternoon"),
        ]  # fmt: skip
    sheet = client.get(f"/panel/meeting/children/attendance/?id={meeting}&part=2020-01-06.afternoon").text
    assert sheet.count('role="radiogroup"') == 2


def test_who_has_missed_how_many_plenaries(entering: Entering, client_for: ClientFor) -> None:
    with entering():
        seats = [make_seat() for _ in range(3)]
        marks = (("absent", "absent"), ("present", "leave"), ("present", "present"))
        for number, day in enumerate((date(2019, 1, 8), date(2020, 1, 5))):
            starts = datetime(day.year, 1, day.day, 1, 0, tzinfo=UTC)
            meeting = make_meeting(kind="plenary", name=f"全会{number}", starts_at=starts).id
            for seat, mark in zip(seats, marks, strict=True):
                if mark[number] == "leave":
                    granted = make(
                        LeaveRequest, meeting_id=meeting, seat_id=seat.id, ground="work", reason="出差"
                    )
                    put_into(granted, "granted")
                make(Attendance, meeting_id=meeting, seat_id=seat.id, held_on=day, attendance=mark[number])
        names = [seat.name for seat in seats]
    client = client_for("clerk")
    page = client.get("/panel/attendance/missed/?kind=plenary").text
    assert [name in page for name in names] == [True, True, False]
    assert page.count("全会1") == 2
    page = client.get("/panel/attendance/missed/?kind=plenary&least=2").text
    assert [name in page for name in names] == [True, False, False]
    assert "日期" in client.get("/panel/attendance/missed/?since=昨天").text


def test_a_member_reads_the_own_absences_alone(entering: Entering, client_for: ClientFor) -> None:
    with entering():
        meeting = make_meeting(kind="plenary").id
        mine, other = make_seat(), make_seat()
        for seat in (mine, other):
            make(
                Attendance,
                meeting_id=meeting,
                seat_id=seat.id,
                held_on=date(2020, 3, 20),
                attendance="absent",
            )
        member, names = mine.member_id, (mine.name, other.name)
    page = client_for("member", member_id=member).get("/panel/attendance/missed/").text
    assert [name in page for name in names] == [True, False]
