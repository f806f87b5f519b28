"""Participants: members by seat, staff, outsiders by name alone, each once; a member reads the own row."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from models.access import COMMITTEE, MEMBER
from models.base import db
from models.consultation.consultation_participant import ConsultationParticipant
from models.people.staff import Staff
from tests.consultation_factories import (
    make_consultation,
    make_member_participant,
    make_participant,
    make_platform,
    make_topic,
)
from tests.factories import make_seat, make_staff
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor: read of consultation_id; member: own",
    "create update trash": "clerk committee: update of consultation_id",
    "export": "clerk chair auditor: read of consultation_id",
    "correct": "clerk committee: correct of consultation_id",
}
NOUNS = {
    "consultation": "consultation_id",
    "role": "role",
    "member": ("seat_id", "member_id"),
    "staff": "staff_id",
    "outsiders by name": ("person_name", "body"),
    "present": "attendance",
    "spoke": "spoke",
}


def furnish(frame: Any, people: Any) -> None:
    """Enter participants of the consultations that stand there already for the contracts."""
    from models.lookups import rows_where  # noqa: PLC0415 - needed here alone
    from tests.contracts.world import trash  # noqa: PLC0415 - the world asks this module for its rows

    for platform in (frame.platform, frame.other_platform):
        for held in rows_where("consultation", "id", "state", where={"platform_id": platform}):
            make_participant(consultation_id=held.id, seat_id=frame.seat.id)
            make_participant(consultation_id=held.id, seat_id=frame.other_seat.id)
            if held.state == "held":
                trash(make_participant(consultation_id=held.id))


def test_a_row_is_exactly_one_person_in_a_role_that_fits(entering: Entering):
    with entering():
        held, seat, staff = make_consultation().id, make_seat().id, make_staff().id
        assert make_participant(consultation_id=held, seat_id=seat).role == "member"
        assert make_participant(consultation_id=held, staff_id=staff, role="staff").name
        assert make_participant(consultation_id=held, person_name="罗某", body="桅子村").member_id is None
    for wrong, field in (
        ({"seat_id": seat, "person_name": "罗某"}, "seat_id"),
        ({"person_name": None}, "seat_id"),
        ({"role": "member"}, "seat_id"),
        ({"staff_id": staff, "role": "expert"}, "role"),
        ({"seat_id": seat, "role": "resident"}, "role"),
        ({"person_name": "罗某", "body": "桅子村"}, "person_name"),
    ):
        with entering(), assert_invalid(field):
            make_participant(consultation_id=held, **wrong)


def test_nobody_is_registered_twice(entering: Entering):
    with entering():
        row = make_member_participant(make_consultation().id)
        db.session.commit()
        with pytest.raises(IntegrityError):
            make_participant(consultation_id=row.consultation_id, seat_id=row.seat_id)
        db.session.rollback()


def test_only_who_served_on_the_day_sat_there_as_a_member(entering: Entering):
    with entering():
        held = make_consultation().id
        proposed = make_seat(state="proposed").id
    with entering(), assert_invalid("seat_id"):
        make_participant(consultation_id=held, seat_id=proposed)


def test_a_sheet_keeps_the_name_of_its_day(entering: Entering):
    with entering():
        staff = make_staff(name="李小红")
        row = make_participant(consultation_id=make_consultation().id, staff_id=staff.id, role="staff")
        reload(Staff, staff.id).name = "李大红"
        db.session.flush()
        row.spoke = True
        db.session.flush()
        assert (row.name, row.initials) == ("李小红", "lxh")


def test_the_convener_keeps_the_sheet_and_a_member_reads_the_own_row(entering: Entering, acting_with: As):
    with entering():
        mine = make_platform().id
        held = make_consultation(topic_id=make_topic(platform_id=mine).id).id
        other = make_consultation().id
        row = make_member_participant(held)
        ids, person = (row.id, make_participant(consultation_id=other).id), row.member_id
    with acting_with(COMMITTEE, scopes={"platform": frozenset({mine})}):
        assert make_participant(consultation_id=held).id
        with assert_refused():
            make_participant(consultation_id=other)
    with acting_with(MEMBER, 2, scopes={"member": frozenset({person})}):
        assert readable(ConsultationParticipant) == {ids[0]}
