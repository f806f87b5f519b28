"""Point rules: a desk drafts or imports them, a meeting approves them, a later version replaces one, nothing else changes it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from models.access import CHAIR, CLERK, MEMBER
from models.base import db
from models.performance.point_rule import SPLITS, PointRule
from models.seal import is_intact
from models.transitions import Request, perform
from panel.importer.desk import Desk
from panel.registry import view_of
from tests.factories import make, make_code_item, make_meeting_decision, put_into
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

_DESK = "clerk: all; committee: area or typed"
RIGHTS = {
    "read": "clerk: all; committee: submitted or typed; chair auditor: submitted; member: in approved/replaced",
    "create": "clerk: all; committee: area",
    "update trash": "clerk: all and in draft/returned; committee: (area or typed) and in draft/returned",
    "export": "clerk: all; committee: area; chair auditor: submitted",
    "correct submit recall": _DESK,
    "approve return": "chair: submitted",
}
STATES = "draft draft; submitted; returned; approved frozen; replaced frozen final"
STEPS = {
    "submit": "draft returned > submitted; submits; in batches",
    "recall": "submitted > draft; recalls",
    "approve": "submitted > approved; seals; by another; decided by chairpersons or standing_committee; queued",
    "return": "submitted > returned; with a reason",
    "replace": "approved > replaced; by itself",
}
NOUNS = {
    "scoring year": "scoring_year",
    "item": "name",
    "points": "points",
    "cap per item and per group": ("item_cap", "group_cap", "group_id"),
    "split for joint work": ("split", "joint_points", "joint_most"),
    "versioned": ("revision", "replaces_id"),
    "counted from": ("counts", "part", "from_number"),
    "at least so many": "least",
}


EXAMPLES = Path(__file__).parents[2] / "panel" / "importer" / "files" / "scoring_rules.csv"
"""Rules of a dozen places, as they were published."""


def make_rule(*, state: str = "draft", **over: Any) -> PointRule:
    """Make a rule of 2020."""
    rule = make(PointRule, **{"scoring_year": 2020, "name": "参加活动每次", "points": Decimal(2)} | over)
    return rule if state == "draft" else put_into(rule, state)


def furnish(frame: Any, people: Any) -> None:
    """Enter rules of every state, one that waits typed by nobody, and drafts of those who write them."""
    for state in PointRule.workflow.states:
        make_rule(name=f"项目 {state}", state=state)
    for name in ("clerk", "desk"):
        make_rule(name=f"草稿 {name}").created_by_id = people[name].account_id
    db.session.flush()


def test_there_are_the_known_ways_of_sharing() -> None:
    assert [way.value for way in SPLITS] == ["none", "full", "first_half", "fixed"]


def test_a_rule_is_approved_by_a_meeting_and_then_stands(entering: Entering, acting_with: As) -> None:
    with entering():
        decision, other = (make_meeting_decision(kind=kind).id for kind in ("chairpersons", "secretary"))
    with acting_with(CLERK, 1):
        number = make_rule().id
        perform(PointRule, number, "submit")
        db.session.commit()
    with acting_with(CHAIR, 2):
        with assert_invalid("decision_id"):
            perform(PointRule, number, "approve", Request(decision_id=other))
        perform(PointRule, number, "approve", Request(decision_id=decision))
        db.session.commit()
        assert is_intact(reload(PointRule, number))
    with acting_with(CLERK, 1), assert_refused():
        reload(PointRule, number).points = Decimal(3)
        db.session.flush()
    with acting_with(MEMBER, 3):
        assert readable(PointRule) == {number}


def test_a_later_version_replaces_the_rule_when_it_is_approved(entering: Entering, acting_with: As) -> None:
    with entering():
        first = make_rule(state="approved").id
        decision = make_meeting_decision(kind="chairpersons").id
        db.session.commit()
        with assert_invalid("replaces_id"):
            make_rule(points=Decimal(3))
        with assert_invalid("replaces_id"):
            make_rule(scoring_year=2019, replaces_id=first)
        second, third = (
            make_rule(points=Decimal(3), replaces_id=first, source=source, state="submitted")
            for source in ("甲稿", "乙稿")
        )
        assert (second.revision, third.revision) == (2, 2)
        numbers = second.id, third.id
    with acting_with(CHAIR):
        perform(PointRule, numbers[0], "approve", Request(decision_id=decision))
        db.session.commit()
        assert reload(PointRule, first).state == "replaced"
        with assert_invalid("replaces_id"):
            perform(PointRule, numbers[1], "approve", Request(decision_id=decision))


def test_caps_and_sharing_fit_together(entering: Entering) -> None:
    with entering():
        group = make_code_item(table_name="point_group", label="考勤").id
        make_rule(group_id=group, group_cap=Decimal(25))
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("points", {"points": None}),
        ("joint_points", {"split": "fixed"}),
        ("joint_points", {"joint_points": Decimal(3)}),
        ("group_id", {"group_cap": Decimal(10)}),
        ("group_cap", {"group_id": group, "group_cap": Decimal(30)}),
        ("name", {}),
    ]
    for field, over in wrong:
        with entering(), assert_invalid(field):
            make_rule(**over)
    with entering():
        assert make_rule(
            name="联名", split="fixed", joint_points=Decimal("1.5"), points=None, item_cap=Decimal(5)
        ).id


def test_published_rules_are_imported_as_examples(app: Flask, acting_with: As) -> None:
    """The lists of a dozen places: whose rules they were stands beside each item, and nothing is in force by it."""
    with acting_with(CLERK) as actor, app.test_request_context("/"):
        desk = Desk(
            view_of(PointRule), actor, EXAMPLES.read_bytes(), "rules.csv", answers={"scoring_year": "2020"}
        )
        plan = desk.plan()
        assert (plan.counts["new"], plan.counts["wrong"]) == (83, 0)
        desk.apply(plan.digest, skip_wrong=False)
        db.session.commit()
        assert desk.plan().counts["same"] == 83
        columns = (PointRule.name, PointRule.points, PointRule.item_cap, PointRule.source)
        rows = {tuple(row) for row in db.session.execute(select(*columns))}
        understood = {
            (row.name, row.source): (row.counts, row.part, row.from_number)
            for row in db.session.scalars(select(PointRule))
        }
        assert set(db.session.scalars(select(PointRule.state))) == {"draft"}
    assert rows >= {
        ("提交提案一件", Decimal(10), Decimal(25), "安徽省桐城市 2019"),
        ("全会迟到早退", Decimal(-1), Decimal(10), "湖北省广水市 2017"),
        ("立案提案(全年封顶)", None, Decimal(9), "上海市虹口区 2010s"),
    }
    said = {name: understood[name, place] for name, place in (
        ("常委会请假一次", "安徽省桐城市 2019"), ("提案立案 联名", "湖北省广水市 2017"),
        ("第2条起社情民意采用", "安徽某县级市(合肥辖)"), ("学习笔记", "湖北省广水市 2017"),
        ("请假缺席全会", "山东省济南市 2015"), ("联名立案 第一提案人", "安徽某县级市(合肥辖)"),
    )}  # fmt: skip
    assert said == {
        "常委会请假一次": ("standing_leave", "all", None), "提案立案 联名": ("proposal_accepted", "others", None),
        "第2条起社情民意采用": ("opinion_used", "all", 2), "学习笔记": (None, "all", None),
        "请假缺席全会": ("plenary_leave", "all", None), "联名立案 第一提案人": ("proposal_accepted", "joint", None),
    }  # fmt: skip
    assert len([counts for counts, _part, _from in understood.values() if counts]) >= 70
