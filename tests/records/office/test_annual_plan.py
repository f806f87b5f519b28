"""The consultation plan of a year: two meetings decide it, the county party committee agrees, three offices issue it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from models.access import CHAIR, CLERK, DEPARTMENT, MEMBER, Refused
from models.base import db
from models.office.annual_plan import AnnualPlan
from models.office.annual_plan_item import AnnualPlanItem
from models.seal import is_intact
from models.transitions import Request, perform
from tests.factories import make, make_meeting_decision, put_into
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

_OWN = "(own body and submitted) or area or typed"
RIGHTS = {
    "read": "clerk: all; committee: submitted or typed; chair auditor: submitted; member department: in issued",
    "create": "clerk: all; committee: own body or area",
    "update trash": f"clerk: all and in drafted/returned; committee: ({_OWN}) and in drafted/returned",
    "export": "clerk: all; committee: submitted or typed; chair auditor: submitted",
    "correct submit recall": f"clerk: all; committee: {_OWN}",
    "pass_chairpersons pass_party_group return": "chair: submitted",
    "agree issue": "clerk: all; committee: area",
}
STATES = "drafted draft; submitted; returned; chairpersons; party_group; agreed; issued frozen final"
STEPS = {
    "submit": "drafted returned > submitted; submits",
    "recall": "submitted > drafted; recalls",
    "pass_chairpersons": "submitted > chairpersons; by another; decided by chairpersons; queued",
    "pass_party_group": "chairpersons > party_group; by another; decided by party_group; queued",
    "return": "submitted chairpersons party_group > returned; with a reason",
    "agree": "party_group > agreed; asks agreed_document, agreed_on",
    "issue": "agreed > issued; seals; asks document_number, issued_on",
}
NOUNS = {
    "year": "year",
    "drafted by the office": "drafted_on",
    "chairpersons' meeting": "chairpersons_decision_id",
    "party leadership group": "party_group_decision_id",
    "agreed by the county party committee": ("agreed_document", "agreed_on"),
    "issued jointly by three offices": ("document_number", "issued_on"),
    "items": "annual_plan_item.annual_plan_id",
}
YEARS = iter(range(1951, 2100))


def make_plan(*, state: str = "drafted", items: int = 1, **over: Any) -> AnnualPlan:
    """Make a plan of a year of its own with items."""
    year = next(YEARS)
    values = {"year": year, "name": f"{year} 年度协商计划", "drafted_on": date(2020, 1, 2)}
    plan = make(AnnualPlan, **values | over)
    for number in range(1, items + 1):
        make(AnnualPlanItem, annual_plan_id=plan.id, number=number, name=f"事项{number}", kind="study")
    return plan if state == "drafted" else put_into(plan, state)


def furnish(frame: Any, people: Any) -> None:
    """Enter a plan of every state for the contracts, and drafts of a clerk and of a desk."""
    for state in AnnualPlan.workflow.states:
        for body in (frame.own, frame.other):
            make_plan(state=state, committee_id=body)
    for name, body in (("clerk", None), ("committee", frame.own), ("committee", frame.own)):
        row = make_plan(committee_id=body)
        row.created_by_id = people[name].account_id
    db.session.flush()


def test_a_plan_passes_two_meetings_and_is_issued_jointly(entering: Entering, acting_with: As) -> None:
    with entering():
        chairs, group = (make_meeting_decision(kind=kind).id for kind in ("chairpersons", "party_group"))
    with acting_with(CLERK, 1):
        plan_id = make_plan().id
        perform(AnnualPlan, plan_id, "submit")
        db.session.commit()
    with acting_with(CHAIR, 2):
        with assert_invalid("decision_id"):
            perform(AnnualPlan, plan_id, "pass_chairpersons", Request(decision_id=group))
        perform(AnnualPlan, plan_id, "pass_chairpersons", Request(decision_id=chairs))
        perform(AnnualPlan, plan_id, "pass_party_group", Request(decision_id=group))
        db.session.commit()
        with pytest.raises(Refused):
            perform(AnnualPlan, plan_id, "agree")
        db.session.rollback()
    for role in (MEMBER, DEPARTMENT):
        with acting_with(role, 3):
            assert readable(AnnualPlan) == set()
    with acting_with(CLERK, 1):
        perform(
            AnnualPlan,
            plan_id,
            "agree",
            _answers(agreed_document="邻委函〔2020〕3号", agreed_on=date(2020, 2, 1)),
        )
        perform(
            AnnualPlan,
            plan_id,
            "issue",
            _answers(document_number="邻委办〔2020〕8号", issued_on=date(2020, 2, 9)),
        )
        db.session.commit()
        plan = reload(AnnualPlan, plan_id)
        assert (plan.chairpersons_decision_id, plan.party_group_decision_id) == (chairs, group)
        assert is_intact(plan)
        with assert_refused():
            make(AnnualPlanItem, annual_plan_id=plan_id, number=9, name="添上的", kind="study")
    for role in (MEMBER, DEPARTMENT):
        with acting_with(role, 3):
            assert readable(AnnualPlan) == {plan_id}


def _answers(**answers: Any) -> Request:
    return Request(answers=answers)


def test_a_returned_plan_begins_again(entering: Entering, acting_with: As) -> None:
    with acting_with(CLERK, 1):
        plan_id = make_plan().id
        perform(AnnualPlan, plan_id, "submit")
        db.session.commit()
    with acting_with(CHAIR, 2):
        perform(AnnualPlan, plan_id, "return", Request(reason="议题偏多。"))
        db.session.commit()
    with acting_with(CLERK, 1):
        reload(AnnualPlan, plan_id).pattern = "1+2+4+X"
        perform(AnnualPlan, plan_id, "submit")
        assert reload(AnnualPlan, plan_id).state == "submitted"


def test_an_empty_plan_is_not_handed_in(entering: Entering, acting_with: As) -> None:
    with acting_with(CLERK, 1):
        plan_id = make_plan(items=0).id
        db.session.commit()
        with assert_invalid(""):
            perform(AnnualPlan, plan_id, "submit")


def test_one_plan_for_a_year_and_dates_in_order(entering: Entering) -> None:
    with entering():
        year = make_plan().year
        db.session.commit()
        with pytest.raises(IntegrityError):
            make_plan(year=year)
        db.session.rollback()
        with assert_invalid("issued_on"):
            make_plan(agreed_on=date(2020, 2, 9), issued_on=date(2020, 2, 8))
