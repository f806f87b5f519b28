"""Special committees and the units of the office."""

from datetime import date

from models.access import CLERK
from models.base import db
from models.office.special_committee import SpecialCommittee
from tests.factories import make_seat, make_special_committee, make_staff
from tests.records.asserting import assert_invalid, assert_refused, reload, trash
from tests.records.conftest import As, Entering


def test_a_body_knows_its_vice_chair_and_its_contact(entering: Entering):
    with entering():
        values = {"vice_chair_id": make_seat().id, "contact_id": make_staff().id}
        body = make_special_committee(**values, kind="office_unit")

        assert {name: getattr(body, name) for name in values} == values


def test_a_body_does_not_end_before_it_began(entering: Entering):
    with entering(), assert_invalid("valid_until"):
        make_special_committee(valid_from=date(2017, 1, 1), valid_until=date(2016, 12, 31))


def test_a_body_with_staff_is_ended_and_not_removed(entering: Entering, acting_with: As):
    with entering():
        body_id = make_special_committee().id
        make_staff(committee_id=body_id)
    with acting_with(CLERK):
        with assert_refused("can be ended"):
            trash(SpecialCommittee, body_id)
        reload(SpecialCommittee, body_id).valid_until = date(2020, 9, 1)
        db.session.commit()
