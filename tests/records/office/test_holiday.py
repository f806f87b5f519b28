"""Days off and make-up working days, and the working days that are counted by them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.access import CLERK
from models.base import db
from models.calendar import add_months, add_working_days, is_working_day, working_days_between
from models.office.holiday import Holiday
from tests.factories import make, make_organization
from tests.fixtures.app import as_system
from tests.records.asserting import assert_invalid, reload, trash
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor member department: all",
    "create update trash": "clerk: all; committee: area",
    "export": "clerk chair auditor: all",
}
NOUNS = {"name": "name", "when": ("starts_on", "ends_on"), "make-up working day": "kind", "notice": "source"}


def furnish(frame: Any, people: Any) -> None:
    """Enter the autumn of 2020, and a row in the recycle bin."""
    autumn()
    trash(Holiday, make(Holiday, name="误录", starts_on=date(2020, 3, 2)).id)


def autumn() -> None:
    """Enter the National Day of 2020: eight days off, two weekend days made up."""
    make(Holiday, name="国庆节、中秋节", starts_on=date(2020, 10, 1), ends_on=date(2020, 10, 8))
    for day in (date(2020, 9, 27), date(2020, 10, 10)):
        make(Holiday, name="国庆节、中秋节调休", kind="working", starts_on=day)


def test_weekends_are_off_unless_made_up(entering: Entering) -> None:
    with entering():
        assert is_working_day(date(2020, 9, 25))
        assert not is_working_day(date(2020, 9, 27))
        autumn()
        assert is_working_day(date(2020, 9, 27))
        assert not is_working_day(date(2020, 10, 8))
        assert is_working_day(date(2020, 10, 9))
        assert not is_working_day(date(2020, 10, 11))


def test_working_days_go_around_the_holidays(entering: Entering) -> None:
    with entering():
        autumn()
        # 27, 28, 29, 30 September, then 9, 10, 12 October.
        assert add_working_days(date(2020, 9, 25), 7) == date(2020, 10, 12)
        assert add_working_days(date(2020, 10, 12), -7) == date(2020, 9, 25)
        assert add_working_days(date(2020, 10, 3), 0) == date(2020, 10, 3)
        assert add_working_days(date(2020, 10, 3), 1) == date(2020, 10, 9)
        assert working_days_between(date(2020, 9, 25), date(2020, 10, 12)) == 7
        assert working_days_between(date(2020, 10, 12), date(2020, 9, 25)) == -7
        with pytest.raises(ValueError, match="ten years"):
            add_working_days(date(2020, 9, 25), 10_000)


def test_there_and_back_is_the_same_working_day(entering: Entering) -> None:
    with entering():
        autumn()
        for start in (date(2020, 9, 24), date(2020, 9, 27), date(2020, 10, 9)):
            for number in range(1, 30):
                assert add_working_days(add_working_days(start, number), -number) == start


def test_a_month_later_is_the_same_day_or_the_last() -> None:
    assert add_months(date(2020, 1, 15), 3) == date(2020, 4, 15)
    assert add_months(date(2020, 1, 31), 1) == date(2020, 2, 29)
    assert add_months(date(2020, 11, 30), 3) == date(2021, 2, 28)
    assert add_months(date(2020, 3, 31), -1) == date(2020, 2, 29)


def test_a_changed_holiday_counts_at_once(entering: Entering, acting_with: As) -> None:
    with entering():
        row_id = make(Holiday, name="元旦", starts_on=date(2021, 1, 1)).id
    with acting_with(CLERK):
        assert not is_working_day(date(2021, 1, 1))
        trash(Holiday, row_id)
        assert is_working_day(date(2021, 1, 1))


def test_another_organization_has_its_own_days_off(app: Any, entering: Entering) -> None:
    with entering():
        make(Holiday, name="元旦", starts_on=date(2021, 1, 1))
        other = make_organization().id
    with as_system(app, organization_id=other):
        assert is_working_day(date(2021, 1, 1))


def test_a_holiday_without_a_last_day_is_a_single_day(entering: Entering) -> None:
    with entering():
        row_id = make(Holiday, name="元旦", starts_on=date(2021, 1, 1)).id
        db.session.expire_all()
        assert reload(Holiday, row_id).ends_on == date(2021, 1, 1)


def test_a_day_is_named_once_and_a_period_is_in_its_order(entering: Entering) -> None:
    with entering():
        autumn()
    wrong = (
        ("starts_on", {"starts_on": date(2020, 10, 8)}),
        ("ends_on", {"starts_on": date(2021, 2, 11), "ends_on": date(2021, 2, 10)}),
        ("ends_on", {"starts_on": date(2021, 2, 11), "ends_on": date(2022, 2, 17)}),
    )
    for field, days in wrong:
        with entering(), assert_invalid(field):
            make(Holiday, name="错", **days)
