"""Who took part in a training: a seat, a staff member or a guest, once, with hours that fit."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from models.access import CLERK, COMMITTEE, MEMBER
from models.base import db
from models.learning.training_attendance import TrainingAttendance
from models.people.seat import Seat
from tests.factories import (
    make_code_item,
    make_member,
    make_seat,
    make_special_committee,
    make_staff,
    make_training,
    make_training_attendance,
)
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering


def test_a_row_is_exactly_one_person(entering: Entering):
    with entering():
        training, seat, staff = make_training().id, make_seat().id, make_staff().id
        guest = {"guest_name": "赵某", "guest_body": "县工商联"}
        for person in ({"seat_id": seat}, {"staff_id": staff}, guest):
            assert make_training_attendance(training_id=training, **person).name
    for persons in ({"seat_id": seat, "staff_id": staff}, {"staff_id": staff} | guest, {"seat_id": None}):
        with entering(), assert_invalid("seat_id"):
            make_training_attendance(training_id=training, **persons)


def test_a_guest_has_a_body_and_comes_once(entering: Entering):
    with entering():
        training = make_training().id
        make_training_attendance(training_id=training, guest_name="赵某", guest_body="县工商联")
    with entering(), assert_invalid("guest_body"):
        make_training_attendance(training_id=training, guest_name="钱某")
    with entering(), assert_invalid("guest_name"):
        make_training_attendance(training_id=training, guest_name="赵某", guest_body="县工商联")


def test_nobody_is_registered_twice(entering: Entering):
    with entering():
        attendance = make_training_attendance()
        db.session.commit()
        with pytest.raises(IntegrityError):
            make_training_attendance(training_id=attendance.training_id, seat_id=attendance.seat_id)
        db.session.rollback()


def test_only_who_served_on_the_day_takes_part_as_a_member(entering: Entering):
    with entering():
        training = make_training(starts_on=date(2020, 5, 11)).id
        gone = make_seat(state="left", left_on=date(2020, 5, 10)).id
        proposed = make_seat(state="proposed").id
        leaving = make_seat(state="left", left_on=date(2020, 5, 11)).id
        assert make_training_attendance(training_id=training, seat_id=leaving).id
    for seat in (gone, proposed):
        with entering(), assert_invalid("seat_id"):
            make_training_attendance(training_id=training, seat_id=seat)


def test_hours_follow_the_attendance_and_never_pass_the_course(entering: Entering):
    with entering():
        training = make_training(hours=Decimal(12)).id
        rows = {
            attendance: make_training_attendance(training_id=training, attendance=attendance)
            for attendance in ("full", "part", "leave", "absent")
        }
        assert {name: row.hours for name, row in rows.items()} == {
            "full": Decimal(12),
            "part": None,
            "leave": Decimal(0),
            "absent": Decimal(0),
        }
    with entering(), assert_invalid("hours"):
        make_training_attendance(training_id=training, hours=Decimal("12.5"))
    with entering(), assert_invalid("hours"):
        make_training_attendance(training_id=training, attendance="absent", hours=Decimal(4))


def test_a_sheet_keeps_the_name_of_its_day(entering: Entering):
    with entering():
        staff = make_staff(name="李小红")
        row = make_training_attendance(staff_id=staff.id)
        staff.name = "李大红"
        db.session.flush()
        row.attendance, row.result_id = "full", make_code_item(label="学习心得").id
        db.session.flush()

        assert (row.name, row.initials) == ("李小红", "lxh")


def test_the_desk_that_organises_registers_and_a_member_reads_the_own_row(
    entering: Entering, acting_with: As
):
    with entering():
        own = make_special_committee().id
        course, strange = make_training(committee_id=own), make_training()
        mine, other = make_training_attendance(training_id=course.id), make_training_attendance()
        member = reload(Seat, mine.seat_id).member_id
        staff = make_staff().id
        ids = course.id, strange.id, mine.id, other.id
    with acting_with(COMMITTEE, scopes={"special_committee": frozenset({own})}):
        assert make_training_attendance(training_id=ids[0], staff_id=staff).id
        with assert_refused():
            make_training_attendance(training_id=ids[1], staff_id=staff)
    with acting_with(MEMBER, 2, scopes={"member": frozenset({member})}):
        assert readable(TrainingAttendance) == {ids[2]}
    with acting_with(CLERK, 3):
        assert {ids[2], ids[3]} <= readable(TrainingAttendance)


def test_a_merged_person_does_not_vanish_from_the_sheet(entering: Entering, acting_with: As):
    with entering():
        row = make_training_attendance()
        person, first = reload(Seat, row.seat_id), make_member()
        name, row_id = row.name, row.id
        member = db.session.get(type(first), person.member_id)
        assert member is not None
        member.merged_into_id = first.id
        db.session.commit()
    with acting_with(CLERK):
        assert reload(TrainingAttendance, row_id).name == name
