"""Trainings of the four kinds, from the plan to the archive."""

from datetime import date
from decimal import Decimal

from models.access import CHAIR, CLERK, COMMITTEE, MEMBER
from models.base import db
from models.learning.training import KINDS, Training
from models.learning.training_attendance import TrainingAttendance
from models.seal import is_intact
from models.transitions import perform
from tests.factories import make_special_committee, make_training, make_training_attendance
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering


def test_there_are_four_kinds_and_the_date_of_the_fact_is_the_first_day(entering: Entering):
    assert [kind.value for kind in KINDS] == ["performance", "university", "higher_course", "county_course"]
    with entering():
        training = make_training(
            organiser="厦门大学", kind="university", level="province", cost=Decimal("38000.50")
        )
        db.session.commit()

        assert training.fact_date == training.starts_on
        assert reload(Training, training.id).cost == Decimal("38000.50")


def test_a_course_of_a_higher_committee_is_of_a_higher_level(entering: Entering):
    with entering(), assert_invalid("level"):
        make_training(kind="higher_course")
    with entering():
        assert make_training(kind="higher_course", level="city").id


def test_a_training_goes_from_the_plan_to_the_archive_and_takes_its_sheet_with_it(
    entering: Entering, acting_with: As
):
    with entering():
        training_id = make_training().id
    with acting_with(CLERK):
        perform(Training, training_id, "announce")
        perform(Training, training_id, "hold")
        db.session.commit()
        with assert_invalid(""):
            perform(Training, training_id, "record")
    with entering():
        attendance_id = make_training_attendance(training_id=training_id).id
    with acting_with(CLERK):
        for step in ("record", "reopen", "record", "archive"):
            perform(Training, training_id, step)
        db.session.commit()
        assert is_intact(reload(Training, training_id))
        with assert_refused():
            reload(TrainingAttendance, attendance_id).attendance = "part"
            db.session.flush()
        with assert_refused():
            make_training_attendance(training_id=training_id, guest_name="赵某", guest_body="县工商联")


def test_a_training_is_not_held_before_its_day_nor_without_hours(entering: Entering, acting_with: As):
    with entering():
        early = make_training(starts_on=date(2020, 9, 24), ends_on=None).id
        unknown = make_training(hours=None).id
    with acting_with(CLERK):
        with assert_invalid("starts_on"):
            perform(Training, early, "hold")
        with assert_invalid("hours"):
            perform(Training, unknown, "hold")


def test_the_body_that_organises_enters_and_the_desk_of_all_trainings_does_too(
    entering: Entering, acting_with: As
):
    with entering():
        own, other = make_special_committee().id, make_special_committee().id
    with acting_with(COMMITTEE, scopes={"special_committee": frozenset({own})}):
        assert make_training(committee_id=own).id
        with assert_refused():
            make_training(committee_id=other)
    with acting_with(COMMITTEE, 2, areas=frozenset({"training"})):
        assert make_training(committee_id=other).id


def test_members_and_chairs_read_trainings_and_change_none(entering: Entering, acting_with: As):
    with entering():
        training_id = make_training().id
    for role in (MEMBER, CHAIR):
        with acting_with(role):
            assert readable(Training) == {training_id}
            with assert_refused():
                reload(Training, training_id).place = "别处"
                db.session.flush()
