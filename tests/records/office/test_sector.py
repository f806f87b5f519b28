"""Sectors differ by place and by term."""

from datetime import date

from models.access import ADMIN, CLERK, COMMITTEE
from models.office.sector import Sector
from tests.factories import make_seat_assignment, make_sector, make_term
from tests.records.asserting import assert_invalid, assert_refused, readable
from tests.records.conftest import As, Entering


def test_a_name_stands_once_among_the_sectors_of_all_terms_and_once_in_a_term(entering: Entering):
    with entering():
        term = make_term()
        make_sector(name="经济界")
        make_sector(name="农业界", term_id=term.id)
        assert make_sector(name="经济界", term_id=term.id).id
    with entering(), assert_invalid("name"):
        make_sector(name="经济界")


def test_a_sector_does_not_end_before_it_began(entering: Entering):
    with entering(), assert_invalid("valid_until"):
        make_sector(valid_from=date(2017, 1, 1), valid_until=date(2016, 12, 31))


def test_a_desk_enters_sectors_only_where_they_are_its_working_area(acting_with: As):
    with acting_with(COMMITTEE, areas=frozenset({"sector"})):
        assert make_sector().id
    with acting_with(COMMITTEE), assert_refused():
        make_sector()


def test_the_administrator_can_name_a_sector_and_a_clerk_of_another_area_cannot_enter_one(
    entering: Entering, acting_with: As
):
    with entering():
        sector = make_seat_assignment().sector_id
    with acting_with(ADMIN):
        assert readable(Sector) == {sector}
    with acting_with(CLERK, clerk_areas=frozenset({"training"})), assert_refused():
        make_sector()
