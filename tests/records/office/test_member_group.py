"""Groups of members, also the county's group at the session of the city."""

from datetime import date

from models.access import DEPARTMENT, MEMBER
from models.office.member_group import MemberGroup
from tests.factories import make_member_group, make_place, make_seat, make_staff
from tests.records.asserting import assert_invalid, assert_refused, readable
from tests.records.conftest import As, Entering


def test_a_group_has_an_area_a_vice_chair_and_a_contact(entering: Entering):
    with entering():
        values = {
            "place_id": make_place().id,
            "vice_chair_id": make_seat().id,
            "contact_id": make_staff().id,
            "kind": "higher_session",
            "level": "city",
        }
        group = make_member_group(**values)

        assert {name: getattr(group, name) for name in values} == values


def test_a_group_does_not_end_before_it_began(entering: Entering):
    with entering(), assert_invalid("valid_until"):
        make_member_group(valid_from=date(2017, 1, 1), valid_until=date(2016, 12, 31))


def test_members_and_units_read_groups_and_change_none(entering: Entering, acting_with: As):
    with entering():
        group_id = make_member_group().id
    for role in (MEMBER, DEPARTMENT):
        with acting_with(role):
            assert readable(MemberGroup) == {group_id}
            with assert_refused():
                make_member_group()
