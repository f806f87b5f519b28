"""Units: old cases keep the old name, open ones pass to the successor."""

from datetime import date

from models.access import ADMIN, CHAIR, CLERK, DEPARTMENT
from models.base import db
from models.office.department import Department
from tests.factories import make_department, make_meeting_decision
from tests.records.asserting import assert_invalid, assert_refused, readable, reload, trash
from tests.records.conftest import As, Entering


def test_a_unit_names_its_successor_and_never_itself(entering: Entering):
    with entering():
        old, new = make_department(valid_until=date(2019, 3, 1)), make_department(valid_from=date(2019, 3, 1))
        old.successor_id, new.predecessor_id = new.id, old.id
        db.session.commit()
        new_id = new.id
    with entering(), assert_invalid("successor_id"):
        reload(Department, new_id).successor_id = new_id
        db.session.flush()


def test_a_unit_that_carries_something_out_stays(entering: Entering, acting_with: As):
    with entering():
        unit_id = make_department().id
        make_meeting_decision(carried_out_by_id=unit_id)
    with acting_with(CLERK), assert_refused("records refer to this"):
        trash(Department, unit_id)


def test_everybody_names_units_and_the_administrator_does_for_grants(entering: Entering, acting_with: As):
    with entering():
        unit_id = make_department().id
    for role in (ADMIN, CHAIR, DEPARTMENT):
        with acting_with(role):
            assert readable(Department) == {unit_id}
            with assert_refused():
                make_department()
