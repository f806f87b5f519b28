"""Teams of field studies: a member in office, a staff member or a guest, once, under the name of the day."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from models.access import CLERK, MEMBER
from models.base import db
from models.research.field_study_member import FieldStudyMember
from tests.factories import make, make_seat, make_staff
from tests.opinions_factories import make_field_study, make_field_study_member
from tests.records.asserting import assert_invalid, assert_refused, reload
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor member: read of field_study_id",
    "create update trash": "clerk committee: update of field_study_id",
    "export": "clerk chair auditor: read of field_study_id",
}
NOUNS = {
    "a seat": "seat_id",
    "a staff member": "staff_id",
    "a guest": ("guest_name", "guest_body"),
    "leader, drafter, member": "role",
}


def test_a_row_is_exactly_one_person(entering: Entering):
    with entering():
        study, seat, staff = make_field_study().id, make_seat().id, make_staff().id
        guest = {"guest_name": "赵某", "guest_body": "某大学"}
        for person in ({"seat_id": seat}, {"staff_id": staff}, guest):
            assert make_field_study_member(field_study_id=study, **person).name
    for persons in ({"seat_id": seat, "staff_id": staff}, {"staff_id": staff} | guest, {"seat_id": None}):
        with entering(), assert_invalid("seat_id"):
            make_field_study_member(field_study_id=study, **persons)
    with entering(), assert_invalid("guest_body"):
        make_field_study_member(field_study_id=study, guest_name="钱某")
    with entering(), assert_invalid("guest_name"):
        make_field_study_member(field_study_id=study, **guest)


def test_nobody_stands_in_a_team_twice(entering: Entering):
    with entering():
        row = make_field_study_member()
        db.session.commit()
        with pytest.raises(IntegrityError):
            make_field_study_member(field_study_id=row.field_study_id, seat_id=row.seat_id)
        db.session.rollback()


def test_who_goes_as_a_member_is_one_on_that_day(entering: Entering):
    with entering():
        gone = make_seat(state="left", left_on=date(2020, 5, 10)).id
    with entering(), assert_invalid("seat_id"):
        make_field_study_member(seat_id=gone)


def test_the_name_is_that_of_the_day(entering: Entering, acting_with: As):
    with entering():
        staff = make_staff(name="李小红")
        number = make_field_study_member(staff_id=staff.id).id
        staff.name = "李大红"
    with acting_with(CLERK):
        row = reload(FieldStudyMember, number)
        row.role = "drafter"
        db.session.flush()
        assert (row.name, row.initials, row.fact_date) == ("李小红", "lxh", date(2020, 5, 11))


def test_a_member_adds_nobody(entering: Entering, acting_with: As):
    with entering():
        study, seat = make_field_study().id, make_seat().id
    with acting_with(MEMBER), assert_refused():
        make(FieldStudyMember, field_study_id=study, seat_id=seat)
