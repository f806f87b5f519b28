"""Corrections of what was approved: proposed by a desk, confirmed by another, both texts kept."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from models.access import CHAIR, CLERK, COMMITTEE
from models.base import db
from models.history.tables import Event
from models.learning.training import Training
from models.learning.training_attendance import TrainingAttendance
from models.office.correction import Correction
from models.people.seat import Seat
from models.seal import is_intact, seal
from models.session import maintenance
from models.transitions import Request, perform
from models.writing import pen
from tests.factories import (
    make_correction,
    make_meeting,
    make_member,
    make_seat,
    make_training,
    make_training_attendance,
    put_into,
)
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering


@pytest.fixture
def seat_id(entering: Entering) -> int:
    """Return a seat that is served and sealed, with the number 7."""
    with entering():
        seat = make_seat(seat_number="7")
        with pen(db.session, seat, "derive"):
            seal(seat)
        return seat.id


def _proposed(acting_with: As, seat_id: int, field: str = "seat_number", new_text: str = "17") -> int:
    with acting_with(CLERK, 1):
        correction = make_correction(reload(Seat, seat_id), field, new_text)
        perform(Correction, correction.id, "submit")
        db.session.commit()
        return correction.id


def test_a_confirmed_correction_changes_the_record_and_keeps_both_texts(seat_id: int, acting_with: As):
    correction_id = _proposed(acting_with, seat_id)
    with acting_with(CHAIR, 2):
        perform(Correction, correction_id, "confirm")
        db.session.commit()

        correction, seat = reload(Correction, correction_id), reload(Seat, seat_id)
        assert (correction.old_text, correction.new_text, correction.state) == ("7", "17", "confirmed")
        assert (seat.seat_number, seat.state, is_intact(seat)) == ("17", "serving", True)
        with maintenance("history"):
            kinds = db.session.scalars(select(Event.kind).where(Event.table_name == "seat")).all()
        assert "corrected" in kinds


def test_dates_are_corrected_as_dates(seat_id: int, acting_with: As):
    correction_id = _proposed(acting_with, seat_id, "valid_from", "2016-12-05")
    with acting_with(CHAIR, 2):
        perform(Correction, correction_id, "confirm")
        assert reload(Seat, seat_id).valid_from == date(2016, 12, 5)


def test_the_corrected_record_still_obeys_its_own_rules(seat_id: int, acting_with: As):
    correction_id = _proposed(acting_with, seat_id, "valid_from", "2006-12-05")
    with acting_with(CHAIR, 2), assert_invalid("valid_from"):
        perform(Correction, correction_id, "confirm")


def test_the_proposer_never_confirms_and_a_declined_one_changes_nothing(seat_id: int, acting_with: As):
    correction_id = _proposed(acting_with, seat_id)
    with acting_with(CHAIR, 1), assert_refused("by another person"):
        perform(Correction, correction_id, "confirm")
    with acting_with(CHAIR, 2):
        with assert_invalid("reason"):
            perform(Correction, correction_id, "decline")
        perform(Correction, correction_id, "decline", Request(reason="原表即为7号。"))
        db.session.commit()
        assert reload(Correction, correction_id).state == "declined"
        assert reload(Seat, seat_id).seat_number == "7"


def test_a_correction_is_recalled_by_its_proposer_alone(seat_id: int, acting_with: As):
    correction_id = _proposed(acting_with, seat_id)
    with acting_with(CLERK, 3), assert_refused():
        perform(Correction, correction_id, "recall")
    with acting_with(CLERK, 1):
        perform(Correction, correction_id, "recall")
        db.session.commit()
    with acting_with(CHAIR, 2):
        assert readable(Correction) == set()


def test_of_two_corrections_of_one_field_the_second_is_out_of_date(seat_id: int, acting_with: As):
    first, second = _proposed(acting_with, seat_id), _proposed(acting_with, seat_id, new_text="27")
    with acting_with(CHAIR, 2):
        perform(Correction, first, "confirm")
        db.session.commit()
        with assert_refused("has changed since"):
            perform(Correction, second, "confirm")


def test_what_is_not_approved_is_changed_directly(entering: Entering, acting_with: As):
    with entering():
        proposed, meeting, person = make_seat(state="proposed"), make_meeting(), make_member()
    for record, field in ((proposed, "seat_number"), (meeting, "host"), (person, "work_unit")):
        with entering(), assert_invalid("record_id"):
            make_correction(record, field, "改")


@pytest.mark.parametrize("field", ["state", "name", "organization_id", "decision_id", "nothing"])
def test_only_what_a_person_fills_in_is_corrected(seat_id: int, entering: Entering, field: str):
    with entering(), assert_invalid("field"):
        make_correction(reload(Seat, seat_id), field, "1")


@pytest.mark.parametrize(
    ("field", "text"), [("valid_from", "明天"), ("consecutive_terms", "两"), ("left_reason", "tired")]
)
def test_the_new_text_fits_the_field(seat_id: int, entering: Entering, field: str, text: str):
    with entering(), assert_invalid("new_text"):
        make_correction(reload(Seat, seat_id), field, text)


def test_a_row_of_an_archived_sheet_is_corrected_and_the_archive_sealed_anew(
    entering: Entering, acting_with: As
):
    with entering():
        training = make_training()
        row_id = make_training_attendance(training_id=training.id).id
        put_into(training, "archived")
        with pen(db.session, training, "derive"):
            seal(training)
        training_id = training.id
    with acting_with(CLERK, 1):
        correction = make_correction(reload(TrainingAttendance, row_id), "hours", "8.0")
        perform(Correction, correction.id, "submit")
        db.session.commit()
        correction_id = correction.id
    with acting_with(CHAIR, 2):
        before = reload(Training, training_id).seal_hash
        perform(Correction, correction_id, "confirm")
        db.session.commit()

        assert reload(TrainingAttendance, row_id).hours == Decimal(8)
        sealed = reload(Training, training_id)
        assert is_intact(sealed)
        assert sealed.seal_hash != before


def test_the_same_text_is_no_correction(seat_id: int, entering: Entering):
    with entering(), assert_invalid("new_text"):
        make_correction(reload(Seat, seat_id), "seat_number", "7")


def test_a_desk_proposes_corrections_of_what_it_looks_after(seat_id: int, acting_with: As):
    with acting_with(COMMITTEE, areas=frozenset({"seat"})):
        assert make_correction(reload(Seat, seat_id), "seat_number", "17").id
    with acting_with(COMMITTEE, 2), assert_refused():
        make_correction(reload(Seat, seat_id), "seat_number", "17")
