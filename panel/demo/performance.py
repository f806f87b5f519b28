"""Rules for points of two scoring years, the lines they led to, and the yearly assessments of members."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from models.base import Record, db
from models.duty.ledger import post, reverse
from models.learning.training_attendance import TrainingAttendance
from models.lookups import rows_where
from models.opinions.opinion_report import OpinionReport
from models.outreach.contribution import Contribution
from models.performance.assessment import Assessment
from models.performance.point_rule import PointRule
from panel.demo.acts import Acts, take_step
from panel.demo.office import NOTE, Office, code_of, decide, meeting_of, put, settle
from panel.demo.papers import attach_signed_paper
from panel.demo.people import People

OWN = 45
"""The place, in the list of people, of the member who has an account."""
YEARS = (2019, 2020)
GROUPS = (
    ("meetings", "会议出席"),
    ("opinions", "反映社情民意"),
    ("learning", "学习培训"),
    ("service", "参与中心工作"),
)
RULES: tuple[tuple[str, str, str, int, int, str | None], ...] = (
    ("出席全体会议", "meetings", "10", 20, 0, None), ("出席常委会会议", "meetings", "3", 12, 0, None), ("参加培训", "learning", "4", 12, 0, "training_attendance"),
    ("社情民意被采用", "opinions", "5", 15, 0, "opinion_report"), ("参与中心工作", "service", "4", 12, 0, "contribution"), ("联名反映社情民意", "opinions", "2", 6, 2, None),
)  # fmt: skip
"""Item, group, points each time, cap in a year, points of each of the others in joint work, and what it is counted from."""
UNDER_WAY = (("提交大会发言", "draft"), ("参加专委会调研", "submitted"), ("小组活动", "returned"))
GRADES = (("excellent", "优秀"), ("competent", "称职"), ("basic", "基本称职"), ("not", "不称职"))
STATEMENT = "一年来按时参加会议和培训，深入走访群众，反映社情民意，完成了各项履职任务。"
ASSESSED: tuple[tuple[int, str], ...] = (
    *((2019, "published") for _ in range(8)), (2019, "appealed"), (2020, "submitted"), (2020, "submitted"), (2020, "returned"), (2020, "graded"),
    (2020, "graded"), (2020, "approved"),
)  # fmt: skip
"""Year and how far; one member each, from the forty-first of the list on."""
FIRST_ASSESSED = 40


def add_performance(office: Office, people: People, acts: Acts) -> None:
    """Enter rules, lines and assessments; grades are proposed by the desk, decided by the chairpersons' meeting and signed by the chair."""
    with acts.as_seed():
        rules = {year: _rules(office, year) for year in YEARS}
        _lines(people, rules)
        for rank, (code, label) in enumerate(GRADES, 1):
            code_of(office, "assessment_grade", code, label, rank=rank)
    _rules_by_hand(acts)
    _assessments(office, people, acts)


def _rules(office: Office, year: int) -> dict[str, PointRule]:
    """Enter the approved rules of a year; return the version in force of each item."""
    groups = {code: code_of(office, "point_group", code, label) for code, label in GROUPS}
    decision = decide(
        office, meeting_of(office.chairpersons_decisions[0]), f"审定 {year} 年度委员履职积分规则"
    )
    found = {}
    for name, group, points, cap, joint, counted in RULES:
        values: dict[str, Any] = {
            "scoring_year": year, "name": name, "group_id": groups[group], "item_cap": Decimal(cap), "record_kind": counted,
            "split": "fixed" if joint else "none", "joint_points": Decimal(joint) if joint else None,
        }  # fmt: skip
        row = put(PointRule, office, **values, points=Decimal(points), note=NOTE)
        settle(row, "approved", decision_id=decision)
        if (year, name) == (YEARS[-1], "参与中心工作"):
            later = put(
                PointRule,
                office,
                **values,
                points=Decimal(5),
                replaces_id=row.id,
                condition="疫情防控期间从优计分",
                note=NOTE,
            )
            settle(later, "approved", decision_id=decision)
            settle(row, "replaced")
            row = later
        found[name] = row
    return found


def _rules_by_hand(acts: Acts) -> None:
    """Let the desk draft further rules of the year; the chair returns one."""
    with acts.as_("clerk"):
        made = [
            (
                PointRule(
                    scoring_year=YEARS[-1], name=name, points=Decimal(3), item_cap=Decimal(9), note=NOTE
                ),
                state,
            )
            for name, state in UNDER_WAY
        ]
        db.session.add_all([row for row, _state in made])
        db.session.flush()
        numbers = {state: row.id for row, state in made}
        for state, number in numbers.items():
            if state != "draft":
                take_step(PointRule, number, "submit")
    with acts.as_("chair"):
        take_step(PointRule, numbers["returned"], "return", reason="与“出席会议”重复计分，请合并。")


def _lines(people: People, rules: dict[int, dict[str, PointRule]]) -> None:
    """Count trainings, opinion reports that were used, and contributions; one line that was wrong is cancelled."""
    seats = dict(zip(people.members, people.seats, strict=True))
    there = people.seats[FIRST_ASSESSED : FIRST_ASSESSED + 12]
    trained = select(TrainingAttendance).where(
        TrainingAttendance.seat_id.in_(there), TrainingAttendance.attendance == "full"
    )
    lines: list[Any] = []
    for row in db.session.scalars(trained.order_by(TrainingAttendance.id)).all():
        if row.fact_date.year in rules and row.seat_id is not None:
            lines.append(_line(row.seat_id, rules[row.fact_date.year]["参加培训"], row))
    used = select(OpinionReport).where(
        OpinionReport.state.in_(("in_issue", "handled", "told", "closed")),
        OpinionReport.member_id.is_not(None),
    )
    for report in db.session.scalars(used.order_by(OpinionReport.id)).all():
        assert report.member_id is not None
        lines.append(_line(seats[report.member_id], rules[report.fact_date.year]["社情民意被采用"], report))
    confirmed = select(Contribution).where(Contribution.state == "confirmed").order_by(Contribution.id)
    for deed in db.session.scalars(confirmed).all():
        lines.append(_line(seats[deed.member_id], rules[deed.fact_date.year]["参与中心工作"], deed))
    made = [line for line in lines if line is not None]
    for wrong in made[-2:]:
        reverse(wrong, "与“捐赠”重复计分，予以冲销。")


def _line(seat: int, rule: PointRule, source: Record) -> Any:
    assert rule.points is not None
    return post(seat, rule, rule.points, source, source.fact_date)


def _assessments(office: Office, people: People, acts: Acts) -> None:
    """Let the desk enter the members' signed statements and propose grades, the chair sign them, and the desk circulate them."""
    grades = {}
    with acts.as_("clerk"):
        grades = {
            row.code: row.id
            for row in rows_where("code_item", "id", "code", where={"table_name": "assessment_grade"})
        }
        rows = [
            _assessment(people, place, year) for place, (year, _state) in enumerate(ASSESSED, FIRST_ASSESSED)
        ]
        numbers = [(row.id, year, state) for row, (year, state) in zip(rows, ASSESSED, strict=True)]
        for place, (number, _year, state) in enumerate(numbers):
            take_step(Assessment, number, "submit")
            if state == "returned":
                take_step(Assessment, number, "return", reason="述职请补充参加调研视察情况。")
            elif state != "submitted":
                grade = grades["excellent" if place % 5 == 1 else "competent"]
                take_step(
                    Assessment, number, "propose", proposed_grade_id=grade, grade_reason="履职情况较好。"
                )
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
