"""Indicator: its target, its money, and that it is read and changed with its project."""

from decimal import Decimal

from models.access import DEPARTMENT
from models.base import db
from models.livelihood.indicator import Indicator
from tests import factories
from tests.models.balloting.hall import Hall
from tests.records.asserting import assert_invalid, assert_refused, readable


def make(hall: Hall, **over: object) -> Indicator:
    values = {"project_id": hall.projects[0], "name": "城镇新增就业", "target": Decimal(27800), "unit": "人"}
    return factories.make(Indicator, **values | over)


def test_each_kind_of_target_says_what_it_asks_for(furnished: Hall) -> None:
    with furnished.act(furnished.clerk):
        make(furnished)
        make(furnished, target=None, target_kind="done")
        make(furnished, target=None, target_kind="text", target_text="应补尽补")
        db.session.commit()

        with assert_invalid("target"):
            make(furnished, target=None)
        with assert_invalid("target"):
            make(furnished, target=None, target_kind="at_most")
        with assert_invalid("target_text"):
            make(furnished, target=None, target_kind="text")


def test_funds_of_five_sources_add_up_as_published(furnished: Hall) -> None:
    with furnished.act(furnished.clerk):
        funds = {"central": "16566.11", "province": "4915.43", "city": "160.71", "county": "3811.41"}
        row = make(furnished, **{f"planned_{source}": Decimal(amount) for source, amount in funds.items()})
        number = row.id
    with furnished.act(furnished.clerk):
        again = db.session.get_one(Indicator, number)

        assert again.planned == Decimal("25453.66")
        assert again.paid == 0
        assert again.planned_other is None


def test_a_unit_reads_the_indicators_of_its_own_projects(furnished: Hall) -> None:
    with furnished.act(furnished.clerk):
        own = make(furnished).id
        make(furnished, project_id=furnished.projects[1])

    with furnished.act(furnished.person(DEPARTMENT, 50, department=furnished.departments[0])):
        assert readable(Indicator) == {own}
        with assert_refused():
            db.session.get_one(Indicator, own).target = Decimal(1)
            db.session.flush()
