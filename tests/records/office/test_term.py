"""Terms follow each other and carry the settings of their time."""

from datetime import date
from decimal import Decimal

from models.access import CLERK
from models.office.term import Term
from tests.factories import make_seat, make_term
from tests.records.asserting import assert_invalid, assert_refused, trash
from tests.records.conftest import As, Entering


def test_a_new_term_starts_with_what_most_offices_use(entering: Entering):
    with entering():
        term = make_term()

        shares = (
            term.present_parts,
            term.present_of,
            term.quorum_parts,
            term.quorum_of,
            term.quorum_exceeded,
        )
        assert shares == (2, 3, 1, 2, True)
        assert (term.ballots_shown_from, term.late_after_days, term.half_day_hours) == (5, 7, Decimal(4))
        assert (term.merged_proposals, term.percentage_base, term.yearly_hours) == (
            "inside",
            "accepted",
            None,
        )
        assert term.fact_date == term.valid_from


def test_two_terms_do_not_run_at_the_same_time(entering: Entering):
    with entering():
        make_term()
    with entering(), assert_invalid("valid_from"):
        make_term(number=11, name="第十一届", valid_from=date(2021, 11, 30), valid_until=None)
    with entering():
        assert make_term(number=11, name="第十一届", valid_from=date(2021, 12, 1), valid_until=None).id


def test_a_share_is_not_more_than_the_whole(entering: Entering):
    with entering(), assert_invalid("present_parts"):
        make_term(present_parts=4)
    with entering(), assert_invalid("quorum_parts"):
        make_term(quorum_parts=2, quorum_of=1)


def test_a_term_that_seats_name_stays(entering: Entering, acting_with: As):
    with entering():
        term_id = make_seat().term_id
    with acting_with(CLERK), assert_refused("records refer to this"):
        trash(Term, term_id)
