"""An entry is late after as many days as the term of the fact says."""

from datetime import date

import pytest

from models.lateness import entered_late
from models.office.term import Term
from tests.factories import make, make_training
from tests.records.conftest import Entering, entering

__all__ = ["entering"]


@pytest.mark.parametrize(("days", "late"), [(5, True), (11, False), (10, True)])
def test_the_term_says_after_how_many_days(entering: Entering, days: int, late: bool) -> None:
    with entering():
        make(Term, number=11, name="第十一届", valid_from=date(2016, 11, 1), late_after_days=days)
        # The business date of a test is 2020-09-23.
        training = make_training(starts_on=date(2020, 9, 12), ends_on=date(2020, 9, 12))

        assert entered_late(training) is late


@pytest.mark.parametrize(("day", "late"), [(15, True), (16, False), (23, False), (30, False)])
def test_without_a_term_it_is_a_week(entering: Entering, day: int, late: bool) -> None:
    with entering():
        training = make_training(starts_on=date(2020, 9, day), ends_on=date(2020, 9, day))

        assert entered_late(training) is late
