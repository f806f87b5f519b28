"""Progress: periods as offices write them, areas beside the whole, and the unit that reports."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from models.access import DEPARTMENT
from models.base import db
from models.livelihood.indicator import Indicator
from models.livelihood.progress import Progress, normal_period, period_end
from tests import factories
from tests.models.balloting.hall import Hall
from tests.records.asserting import assert_invalid, assert_refused, readable


@pytest.fixture
def indicator(furnished: Hall) -> int:
    """Return the id of an indicator of the first project."""
    with furnished.act(furnished.clerk):
        row = factories.make(
            Indicator, project_id=furnished.projects[0], name="城镇新增就业", target=Decimal(27800), unit="人"
        )
        return row.id


def make(indicator: int, **over: object) -> Progress:
    values = {"indicator_id": indicator, "year": 2021, "period": "2021-09", "value": Decimal(52242)}
    return factories.make(Progress, **values | over)


@pytest.mark.parametrize(
    ("typed", "code", "end"),
    [
        ("2021", "2021", date(2021, 12, 31)),
        ("", "2021", date(2021, 12, 31)),
        ("2021年", "2021", date(2021, 12, 31)),
        ("2021-Q3", "2021-Q3", date(2021, 9, 30)),
        ("第三季度", "2021-Q3", date(2021, 9, 30)),
        ("2021年第1季度", "2021-Q1", date(2021, 3, 31)),
        ("2021-09", "2021-09", date(2021, 9, 30)),
        ("２０２０年２月", "2020-02", date(2020, 2, 29)),
        ("9月", "2021-09", date(2021, 9, 30)),
        ("12", "2021-12", date(2021, 12, 31)),
    ],
)
def test_periods_are_read_as_offices_write_them(typed: str, code: str, end: date) -> None:
    assert normal_period(typed, 2021) == code
    assert period_end(code) == end


@pytest.mark.parametrize("typed", ["2021-13", "去年", "2021-Q5", "21-09", "0000"])
def test_other_periods_are_none(typed: str) -> None:
    assert period_end(normal_period(typed, 2021)) is None


def test_project_date_and_area_follow_from_what_was_typed(furnished: Hall, indicator: int) -> None:
    with furnished.act(furnished.clerk):
        whole, part = make(indicator), make(indicator, territory="东坡区", territory_target=Decimal(8000))

        assert (whole.project_id, whole.fact_date, whole.territory_key) == (
            furnished.projects[0],
            date(2021, 9, 30),
            "*",
        )
        assert part.territory_key == "东坡区"


def test_one_report_for_each_area_and_period(furnished: Hall, indicator: int) -> None:
    with furnished.act(furnished.clerk):
        make(indicator)
        make(indicator, territory="东坡区")
        make(indicator, period="2021-10")

        with pytest.raises(IntegrityError):
            make(indicator)
        db.session.rollback()


def test_a_wrong_period_or_an_empty_report_is_not_saved(furnished: Hall, indicator: int) -> None:
    with furnished.act(furnished.clerk):
        with assert_invalid("period"):
            make(indicator, period="去年")
        with assert_invalid("period"):
            make(indicator, period="2020-09")
        with assert_invalid("value"):
            make(indicator, value=None)


def test_a_unit_reports_on_its_own_projects_and_changes_its_own_reports(
    furnished: Hall, indicator: int
) -> None:
    lead, other = (furnished.person(DEPARTMENT, 50 + n, department=furnished.departments[n]) for n in (0, 1))
    with furnished.act(furnished.clerk):
        make(indicator, period="2021-08")
    with furnished.act(lead):
        own = make(indicator, reported_by="王第一").id
    with furnished.act(lead):
        db.session.get_one(Progress, own).value = Decimal(52243)
    with furnished.act(lead), assert_refused():
        next(row for row in db.session.query(Progress) if row.id != own).value = Decimal(1)
        db.session.flush()
    with furnished.act(other):
        assert readable(Progress) == set()
        with assert_refused():
            make(indicator, period="2021-10")
