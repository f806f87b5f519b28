"""Staff of the office."""

from datetime import date

from models.access import CLERK, COMMITTEE, MEMBER
from models.people.staff import Staff
from tests.factories import make_special_committee, make_staff, make_training_attendance
from tests.records.asserting import assert_invalid, assert_refused, readable, trash
from tests.records.conftest import As, Entering


def test_staff_sit_at_a_desk_and_are_sorted_like_members(entering: Entering):
    with entering():
        desk = make_special_committee().id
        first, second = make_staff(name="丁一", committee_id=desk), make_staff(name="王一")

        assert first.name_strokes < second.name_strokes
        assert first.committee_id == desk


def test_nobody_leaves_before_they_came(entering: Entering):
    with entering(), assert_invalid("valid_until"):
        make_staff(valid_from=date(2020, 1, 2), valid_until=date(2020, 1, 1))


def test_who_stands_on_a_sheet_stays_and_members_see_no_staff(entering: Entering, acting_with: As):
    with entering():
        staff_id = make_staff().id
        make_training_attendance(staff_id=staff_id)
    with acting_with(CLERK), assert_refused("records refer to this"):
        trash(Staff, staff_id)
    with acting_with(COMMITTEE):
        assert readable(Staff) == {staff_id}
    with acting_with(MEMBER):
        assert readable(Staff) == set()
