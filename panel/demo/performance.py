"""Rules for points of two scoring years, the lines they led to, and the yearly assessments of members."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from models.base import db
from models.duty.computing import compute_points
from models.duty.ledger import reverse
from models.performance.assessment import Assessment
from models.performance.point_entry import PointEntry
from models.performance.point_rule import PointRule
from panel.demo.acts import Acts, take_step
from panel.demo.office import NOTE, Office, code_of, decide, meeting_of, put, settle
from panel.demo.papers import attach_signed_paper
from panel.demo.people import People
from panel.language import translate

OWN = 45
"""The place, in the list of people, of the member who has an account."""
YEARS = (2019, 2020)
GROUPS: tuple[tuple[str, str, int | None], ...] = (
    ("duty", "基础履职", None), ("meetings", "会议出席", 45), ("proposals", "提案", 25), ("opinions", "反映社情民意", 15),
    ("learning", "学习调研走访", 20), ("service", "参与中心工作", 10),
)  # fmt: skip
"""Code, name and cap of each group."""
RULES: tuple[tuple[str, str, str, float, int | None, dict[str, Any]], ...] = (
    ("遵守章程、服从安排", "duty", "everybody", 25, 25, {}),
    ("出席全体会议", "meetings", "plenary_present", 30, 30, {}),
    ("全体会议经批准请假", "meetings", "plenary_leave", 15, 15, {}),
    ("出席常委会会议", "meetings", "standing_present", 4, 12, {}),
    ("常委会会议无故缺席", "meetings", "standing_absent", -5, None, {}),
    ("参加其他会议活动", "meetings", "other_present", 4, 12, {}),
    ("其他会议活动无故缺席", "meetings", "other_absent", -3, None, {}),
    ("提交提案", "proposals", "proposal_submitted", 8, 16, {"split": "first_half"}),
    ("提案立案（再加）", "proposals", "proposal_accepted", 7, 14, {"split": "first_half", "joint_most": 3}),
    ("列为重点提案", "proposals", "proposal_key", 5, 5, {"split": "fixed", "joint_points": Decimal(2)}),
    ("报送社情民意", "opinions", "opinion_reported", 5, 10, {"split": "fixed", "joint_points": Decimal(2)}),
    ("社情民意被采用（再加）", "opinions", "opinion_used", 5, 15, {}),
    ("市级以上采用社情民意", "opinions", "opinion_city", 5, None, {}),
    ("参加学习会议", "learning", "study", 2, 6, {}),
    ("参加培训（全程）", "learning", "training_full", 5, 10, {"least": 1}),
    ("参加培训（部分）", "learning", "training_part", 2.5, 5, {}),
    ("参加协商活动", "learning", "consultation", 3, 9, {}),
    ("参加调研视察", "learning", "field_study", 4, 8, {}),
    ("走访联系群众", "learning", "visit", 3, 9, {}),
    ("参与中心工作", "service", "contribution", 4, 10, {}),
)
"""Item, group, what is counted, points each time, cap in a year, and how joint work is shared."""
BEFORE_THE_SHEETS: tuple[str, str, str, float, int | None, dict[str, Any]] = (
    "出席全体会议（启用签到表前，按在任计）",
    "meetings",
    "everybody",
    30,
    30,
    {},
)
"""What stands in for the attendance of the plenary of the first year, which was kept on paper."""
UNDER_WAY = (("提交大会发言", "draft", 3), ("走访联系群众", "submitted", 6), ("小组活动", "returned", 3))
"""Items that are not approved yet; the second is a later version of one in force."""
GRADES = (("excellent", "优秀"), ("good", "良好"), ("competent", "称职"), ("not", "不称职"))
STATEMENT = "一年来按时参加会议和培训，深入走访群众，反映社情民意，完成了各项履职任务。"
ASSESSED: tuple[tuple[int, str], ...] = (
    *((2019, "published") for _ in range(8)), (2019, "appealed"), (2020, "submitted"), (2020, "submitted"), (2020, "returned"), (2020, "graded"),
    (2020, "graded"), (2020, "approved"),
)  # fmt: skip
"""Year and how far; one member each, from the forty-first of the list on."""
FIRST_ASSESSED = 40


def add_performance(office: Office, people: People, acts: Acts) -> None:
    """Enter the rules, have the points computed, and enter the assessments: proposed by the desk, decided, signed by the chair."""
    with acts.as_seed():
        rules = {year: _rules(office, year) for year in YEARS}
        for rank, (code, label) in enumerate(GRADES, 1):
            code_of(office, "assessment_grade", code, label, rank=rank)
    with acts.as_("clerk"):
        for year in YEARS:
            compute_points(year, translate)
    with acts.as_seed():
        _replace_one(office, rules[YEARS[-1]]["参与中心工作"].id)
        _cancel_two()
    with acts.as_("clerk"):
        compute_points(YEARS[-1], translate)
    _rules_by_hand(acts, rules[YEARS[-1]])
    _assessments(office, people, acts)


def _rules(office: Office, year: int) -> dict[str, PointRule]:
    """Enter the approved rules of a year by their items."""
    groups = {code: (code_of(office, "point_group", code, label), cap) for code, label, cap in GROUPS}
    decision = decide(
        office, meeting_of(office.chairpersons_decisions[0]), f"审定 {year} 年度委员履职积分规则"
    )
    found = {}
    for name, group, counts, points, cap, shared in (
        *RULES,
        *([BEFORE_THE_SHEETS] if year == YEARS[0] else []),
    ):
        number, group_cap = groups[group]
        row = put(
            PointRule, office, scoring_year=year, name=name, group_id=number, counts=counts, points=Decimal(str(points)),
            item_cap=None if cap is None else Decimal(cap), group_cap=None if group_cap is None else Decimal(group_cap),
            note=NOTE, **shared,
        )  # fmt: skip
        settle(row, "approved", decision_id=decision)
        found[name] = row
    return found


def _replace_one(office: Office, number: int) -> None:
    """Let a later version count contributions higher; the lines by the one before are cancelled and written anew."""
    before = db.session.get_one(PointRule, number)
    later = put(
        PointRule, office, scoring_year=before.scoring_year, name=before.name, group_id=before.group_id, counts=before.counts,
        points=Decimal(5), item_cap=before.item_cap, group_cap=before.group_cap, replaces_id=before.id,
        condition="疫情防控期间从优计分", note=NOTE,
    )  # fmt: skip
    settle(later, "approved", decision_id=before.decision_id)
    settle(before, "replaced")


def _cancel_two() -> None:
    """Let two lines be cancelled by hand: what they count is counted elsewhere already."""
    statement = select(PointEntry).where(
        PointEntry.record_table == "contribution", PointEntry.reverses_id.is_(None)
    )
    for wrong in db.session.scalars(statement.order_by(PointEntry.id).limit(2)).all():
        reverse(wrong, "与“捐赠”重复计分，予以冲销。")


def _rules_by_hand(acts: Acts, rules: dict[str, PointRule]) -> None:
    """Let the desk draft further rules of the year; the chair returns one."""
    numbers = {}
    with acts.as_("clerk"):
        for name, state, points in UNDER_WAY:
            before = rules.get(name)
            row = PointRule(
                scoring_year=YEARS[-1], name=name, points=Decimal(points), item_cap=Decimal(points * 3), note=NOTE,
                counts=before.counts if before is not None else None, group_id=before.group_id if before is not None else None,
                group_cap=before.group_cap if before is not None else None, replaces_id=before.id if before is not None else None,
            )  # fmt: skip
            db.session.add(row)
            db.session.flush()
            numbers[state] = row.id
        for state, number in numbers.items():
            if state != "draft":
                take_step(PointRule, number, "submit")
    with acts.as_("chair"):
        take_step(PointRule, numbers["returned"], "return", reason="与“参加其他会议活动”重复计分，请合并。")


def _assessments(office: Office, people: People, acts: Acts) -> None:
    """Let the desk enter the members' signed statements and propose grades, the chair sign them, and the desk circulate them."""
    with acts.as_("clerk"):
        rows = [
            _assessment(people, place, year) for place, (year, _state) in enumerate(ASSESSED, FIRST_ASSESSED)
        ]
        numbers = [(row.id, year, state) for row, (year, state) in zip(rows, ASSESSED, strict=True)]
        for number, _year, state in numbers:
            take_step(Assessment, number, "submit")
            if state == "returned":
                take_step(Assessment, number, "return", reason="述职请补充参加调研视察情况。")
            elif state != "submitted":
                take_step(Assessment, number, "propose")
    decisions = _decisions(office, acts)
    with acts.as_("chair"):
        for number, year, state in numbers:
            if state in ("approved", "published", "appealed"):
                take_step(Assessment, number, "approve", decision_id=decisions[year])
    with acts.as_("clerk"):
        for number, _year, state in numbers:
            if state in ("published", "appealed"):
                take_step(Assessment, number, "publish", published_on=date(2020, 3, 24))
            if state == "appealed":
                attach_signed_paper(db.session.get_one(Assessment, number), "复核申请（签名扫描件）.pdf")
                take_step(
                    Assessment,
                    number,
                    "appeal",
                    appeal="参加省政协培训未计入，请复核。",
                    appealed_on=date(2020, 9, 17),
                )
    with acts.as_("member"):
        db.session.add(
            Assessment(
                seat_id=people.seats[OWN], scoring_year=2020, statement="（草稿）今年以来……", note=NOTE
            )
        )


def _assessment(people: People, place: int, year: int) -> Assessment:
    member = people.members[place]
    row = Assessment(
        seat_id=people.seats[place],
        scoring_year=year,
        statement=STATEMENT,
        entered_for_member_id=member,
        note=NOTE,
    )
    db.session.add(row)
    db.session.flush()
    attach_signed_paper(row, "述职报告（签名扫描件）.pdf")
    return row


def _decisions(office: Office, acts: Acts) -> dict[int, int]:
    with acts.as_seed():
        meeting = {
            2019: meeting_of(office.chairpersons_decisions[0]),
            2020: meeting_of(office.chairpersons_decisions[-1]),
        }
        return {
            year: decide(office, number, f"审定 {year} 年度委员履职考核等次")
            for year, number in meeting.items()
        }
