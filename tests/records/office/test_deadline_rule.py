"""How long steps may take: rules of the term, examples beside them, and the lists of what is due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models import deadlines
from models.access import CHAIR, CLERK, Refused
from models.base import db
from models.deadlines import Span, Step, due_on, latest_on, rule_on
from models.office.deadline_rule import DeadlineRule
from models.office.holiday import Holiday
from models.office.meeting_decision import MeetingDecision
from models.transitions import perform
from tests.factories import make, make_meeting_decision, make_term, put_into
from tests.fixtures.app import People
from tests.fixtures.client import PanelClient
from tests.panel.importer.conftest import desk
from tests.records.asserting import assert_invalid, reload, trash
from tests.records.conftest import As, Entering

_RULES = "clerk: read of term_id; committee: area"
RIGHTS = {
    "read": "clerk committee chair auditor member department: read of term_id",
    "create update trash": _RULES,
    "export": "clerk chair auditor: read of term_id",
    "put_in_force set_aside": _RULES,
}
STATES = "example; in_force; set_aside"
STEPS = {
    "put_in_force": "example set_aside > in_force; in batches",
    "set_aside": "in_force > set_aside; in batches",
    "replace": "in_force > set_aside; by itself",
}
NOUNS = {
    "step": "step",
    "level of case": "case_level",
    "how long": ("number", "unit"),
    "start at receipt": "starts_with",
    "extension limit": ("latest_number", "latest_unit"),
    "source body": "source",
    "per term": "term_id",
    "own clock of a second round": "a step of its own, re_handling",
}
START = date(2020, 6, 30)
"""A Tuesday of the tenth term."""


def furnish(frame: Any, people: Any) -> None:
    """Enter a rule of every state, and one in the recycle bin."""
    for state, number in (("example", 3), ("in_force", 5), ("set_aside", 4)):
        put_into(make_rule(frame.term, number=number, source=f"某省办法 {state}"), state)
    trash(DeadlineRule, make_rule(frame.term, source="某县办法").id)


def make_rule(term_id: int, **over: Any) -> DeadlineRule:
    """Make a rule, by default for the answer to every proposal."""
    values = {"step": "proposal_answer", "number": 3, "unit": "months", "source": "某省办法"}
    return make(DeadlineRule, **{"term_id": term_id} | values | over)


def test_without_a_rule_the_usual_time_holds(entering: Entering) -> None:
    with entering():
        make_term()
        assert due_on("proposal_answer", START) == date(2020, 9, 30)
        assert latest_on("proposal_answer", START) == date(2020, 12, 30)
        assert due_on("instruction_reply", START) is None
        assert rule_on("proposal_answer").source is None
        with pytest.raises(KeyError):
            due_on("weather", START)


def test_a_rule_in_force_holds_for_its_case_and_the_general_one_for_the_rest(entering: Entering) -> None:
    with entering():
        term_id = make_term().id
        plenary = make_rule(term_id, case_level="plenary", number=5, latest_number=6, latest_unit="months")
        put_into(plenary, "in_force")
        put_into(make_rule(term_id, number=90, unit="days"), "in_force")
        make_rule(term_id, case_level="between_sessions", number=1)

        assert due_on("proposal_answer", START, "plenary") == date(2020, 11, 30)
        assert latest_on("proposal_answer", START, "plenary") == date(2020, 12, 30)
        # An example is in force for nobody.
        assert due_on("proposal_answer", START, "between_sessions") == date(2020, 9, 28)
        assert latest_on("proposal_answer", START) is None
        assert rule_on("proposal_answer", "plenary", on=START).source == "某省办法"


def test_a_rule_holds_in_its_term_alone(entering: Entering) -> None:
    with entering():
        ninth = make_term(
            number=9, name="第九届", valid_from=date(2011, 12, 1), valid_until=date(2016, 11, 30)
        )
        make_term()
        put_into(make_rule(ninth.id, number=1), "in_force")

        assert due_on("proposal_answer", date(2016, 11, 30)) == date(2016, 12, 30)
        assert due_on("proposal_answer", date(2016, 12, 1)) == date(2017, 3, 1)


def test_working_days_are_counted_over_the_holidays_and_notices_backwards(entering: Entering) -> None:
    with entering():
        term_id = make_term().id
        make(Holiday, name="国庆节", starts_on=date(2020, 10, 1), ends_on=date(2020, 10, 8))
        put_into(make_rule(term_id, step="objection", number=5, unit="working_days"), "in_force")

        assert due_on("objection", date(2020, 9, 29)) == date(2020, 10, 14)
        assert due_on("consultation_notice", date(2020, 10, 16)) == date(2020, 9, 17)


def test_who_is_put_in_force_takes_the_place_of_the_other(entering: Entering, acting_with: As) -> None:
    with entering():
        term_id = make_term().id
        first, second = (make_rule(term_id, number=n, source=f"办法 {n}").id for n in (3, 5))
        beside = make_rule(term_id, case_level="plenary").id
    with acting_with(CLERK):
        for rule in (first, beside, second):
            perform(DeadlineRule, rule, "put_in_force")
            db.session.commit()
        states = [reload(DeadlineRule, rule).state for rule in (first, second, beside)]
        assert states == ["set_aside", "in_force", "in_force"]
        assert due_on("proposal_answer", START) == date(2020, 11, 30)
        perform(DeadlineRule, second, "set_aside")
        assert due_on("proposal_answer", START) == date(2020, 9, 30)
    with acting_with(CHAIR), pytest.raises(Refused):
        perform(DeadlineRule, first, "put_in_force")


def test_an_extension_leads_beyond_the_usual_day(entering: Entering) -> None:
    with entering():
        term_id = make_term().id
        assert make_rule(term_id, number=60, unit="working_days", latest_number=6, latest_unit="months").id
    for field, over in (
        ("latest_number", {"latest_number": 80, "latest_unit": "days"}),
        ("latest_unit", {"latest_number": 6}),
    ):
        with entering(), assert_invalid(field):
            make_rule(term_id, source="错", **over)


def test_a_step_can_be_declared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlines, "_declared", dict(deadlines._declared))
    deadlines.declare_step(Step("x_step", "Step", Span(3, "days")))
    with pytest.raises(ValueError, match="x_step"):
        deadlines.declare_step(Step("x_step", "Step"))


@pytest.fixture
def clerk(app: Any, office: int) -> PanelClient:
    """Return the browser of a clerk."""
    people = People(app, office)
    return people.client(people.add("clerk"))


def test_published_rules_are_taken_in_as_examples(app: Any, office: int, entering: Entering) -> None:
    with entering():
        make_term()
    sheet = (
        "rule,step,value,unit,note\n"
        "四川省政府办法(2023/24),plenary proposal,5,months,\n"
        '四川省政府办法(2023/24),"complex, with approval",6,months,hard limit\n'
        "涡阳县制度,objection to assignment,5,workdays,\n"
    )
    people = People(app, office)
    with people.acting(people.add("clerk")) as actor:
        at_desk = desk(actor, "deadline-rule", sheet, answers={"term_id": "第十届"})
        at_desk.apply(at_desk.plan().digest, skip_wrong=False)
        db.session.commit()
    with entering():
        rows = {
            (r.source, r.step, r.case_level): (r.number, r.unit, r.state)
            for r in db.session.scalars(select(DeadlineRule))
        }
    assert rows == {
        ("四川省政府办法(2023/24)", "proposal_answer", "plenary"): (5, "months", "example"),
        ("四川省政府办法(2023/24)", "proposal_answer", "complex"): (6, "months", "example"),
        ("涡阳县制度", "objection", "any"): (5, "working_days", "example"),
    }


def test_a_list_is_narrowed_to_what_is_overdue_or_due_soon(clerk: PanelClient, entering: Entering) -> None:
    with entering():
        for subject, due, state in (
            ("逾期议题", date(2020, 9, 22), "carrying_out"),
            ("当日议题", date(2020, 9, 23), "registered"),
            ("将到期议题", date(2020, 9, 30), "carrying_out"),
            ("尚早议题", date(2020, 10, 1), "carrying_out"),
            ("已办议题", date(2020, 9, 1), "carried_out"),
        ):
            decision = make_meeting_decision(subject=subject, due_on=due)
            if state != "registered":
                put_into(decision, state)
    lists = {key: clerk.get(f"/panel/meeting-decision/?{key}=1").text for key in ("overdue", "due_soon")}
    found = {
        key: [word for word in ("逾期", "当日", "将到期", "尚早", "已办") if f"{word}议题" in page]
        for key, page in lists.items()
    }
    assert found == {"overdue": ["逾期"], "due_soon": ["当日", "将到期"]}
    with entering():
        number = db.session.scalar(select(MeetingDecision.id).where(MeetingDecision.subject == "逾期议题"))
    assert "已逾期" in clerk.get(f"/panel/meeting-decision/details/?id={number}").text
