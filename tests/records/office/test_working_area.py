"""A working area gives a desk every record of a kind, and only the clerk hands them out."""

from models.access import CLERK, COMMITTEE
from models.base import db
from models.office.working_area import WorkingArea
from tests.factories import make_special_committee, make_working_area
from tests.records.asserting import assert_invalid, assert_refused, readable
from tests.records.conftest import As, Entering


def test_the_kind_of_record_is_one_that_exists(entering: Entering):
    with entering(), assert_invalid("record_kind"):
        make_working_area(record_kind="parade")


def test_a_clerk_assigns_an_area_and_no_desk_assigns_itself_one(entering: Entering, acting_with: As):
    with entering():
        body_id = make_special_committee().id
    with acting_with(CLERK):
        area_id = make_working_area(committee_id=body_id).id
        db.session.commit()
    with acting_with(COMMITTEE, areas=frozenset({"working-area"})):
        assert readable(WorkingArea) == {area_id}
        with assert_refused():
            make_working_area(committee_id=body_id)
