"""Items of the plan of a year: kind and form fit, numbers stand once, and they follow their plan."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from models.access import COMMITTEE, MEMBER
from models.base import db
from models.office.annual_plan import AnnualPlan
from models.office.annual_plan_item import AnnualPlanItem
from tests.factories import make, make_special_committee, put_into
from tests.records.asserting import assert_invalid, assert_refused, readable
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor member department: read of annual_plan_id",
    "create update trash": "clerk committee: update of annual_plan_id",
    "export": "clerk committee chair auditor: read of annual_plan_id",
    "correct": "clerk committee: correct of annual_plan_id",
}
NOUNS = {
    "topics, field studies, evaluations": ("kind", "form"),
    "leader": "leader_id",
    "responsible body": "committee_id",
    "when": ("starts_on", "ends_on"),
}
YEARS = iter(range(2100, 2050, -1))


def make_item(**over: Any) -> AnnualPlanItem:
    """Make an item, by default of a new plan."""
    plan_id = over.pop("annual_plan_id", None)
    if plan_id is None:
        year = next(YEARS)
        plan_id = make(AnnualPlan, year=year, name=f"{year} 年计划", drafted_on=date(2020, 1, 2)).id
    values = {"annual_plan_id": plan_id, "number": 1, "name": "职业教育中心建设视察", "kind": "inspection"}
    return make(AnnualPlanItem, **values | over)


def furnish(frame: Any, people: Any) -> None:
    """Enter an item of a plan that members read."""
    item = make_item()
    put_into(db.session.get_one(AnnualPlan, item.annual_plan_id), "issued")


def test_a_topic_has_its_form_and_nothing_else_has_one(entering: Entering) -> None:
    with entering():
        assert make_item(kind="topic", form="key").id
        with assert_invalid("form"):
            make_item(kind="topic")
    with entering(), assert_invalid("form"):
        make_item(kind="study", form="key")


def test_the_time_ends_after_it_begins(entering: Entering) -> None:
    with entering(), assert_invalid("ends_on"):
        make_item(starts_on=date(2020, 6, 1), ends_on=date(2020, 5, 31))


def test_a_number_stands_once_in_a_plan(entering: Entering) -> None:
    with entering():
        plan = make_item().annual_plan_id
        make_item(annual_plan_id=plan, number=2)
        db.session.commit()
        with pytest.raises(IntegrityError):
            make_item(annual_plan_id=plan, number=2)
        db.session.rollback()


def test_items_follow_their_plan(entering: Entering, acting_with: As) -> None:
    with entering():
        own = make_special_committee().id
        draft, issued = make_item(), make_item()
        put_into(db.session.get_one(AnnualPlan, issued.annual_plan_id), "issued")
        ids = draft.id, issued.id, draft.annual_plan_id
    with acting_with(MEMBER, 5):
        assert readable(AnnualPlanItem) == {ids[1]}
    with acting_with(COMMITTEE, 6, scopes={"special_committee": frozenset({own})}):
        assert readable(AnnualPlanItem) == {ids[1]}
        with assert_refused():
            make_item(annual_plan_id=ids[2], number=7)
