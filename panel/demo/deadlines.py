"""The calendar of the demonstration: holidays, what the term settled for itself, deadline rules, and who was urged."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from models import clock
from models.base import db
from models.deadlines import Span
from models.office.deadline_rule import DeadlineRule
from models.office.holiday import Holiday
from models.office.meeting_decision import MeetingDecision
from models.office.term_setting import TermSetting
from models.office.urging import Urging
from panel.demo.office import NOTE, Office, put, settle

NOTICES = {
    2019: "国办发明电〔2018〕15号",
    2020: "国办发明电〔2019〕16号、〔2020〕1号",
    2021: "国办发明电〔2020〕27号",
}
HOLIDAYS = (
    ("国庆节", "off", date(2019, 10, 1), 7), ("国庆节调休", "working", date(2019, 9, 29), 1), ("国庆节调休", "working", date(2019, 10, 12), 1),
    ("元旦", "off", date(2020, 1, 1), 1), ("春节", "off", date(2020, 1, 24), 10), ("春节调休", "working", date(2020, 1, 19), 1),
    ("清明节", "off", date(2020, 4, 4), 3), ("劳动节", "off", date(2020, 5, 1), 5), ("劳动节调休", "working", date(2020, 4, 26), 1),
    ("劳动节调休", "working", date(2020, 5, 9), 1), ("端午节", "off", date(2020, 6, 25), 3), ("端午节调休", "working", date(2020, 6, 28), 1),
    ("国庆节、中秋节", "off", date(2020, 10, 1), 8), ("国庆节、中秋节调休", "working", date(2020, 9, 27), 1),
    ("国庆节、中秋节调休", "working", date(2020, 10, 10), 1), ("元旦", "off", date(2021, 1, 1), 3),
)  # fmt: skip
"""Days off as the State Council's yearly notices arranged them; public facts."""

OWN = "县政协办公室规定"
RULES = (
    ("proposal_answer", "any", Span(3, "months"), Span(6, "months"), OWN, "in_force"),
    ("joint_opinion", "any", Span(1, "months"), None, OWN, "in_force"),
    ("re_handling", "any", Span(3, "months"), None, OWN, "in_force"),
    ("objection", "any", Span(10, "working_days"), None, OWN, "in_force"),
    ("objection_answer", "any", Span(7, "days"), None, OWN, "in_force"),
    ("objection", "any", Span(7, "days"), None, "全国政协办公厅规定(1997)", "set_aside"),
    (
        "proposal_answer",
        "plenary",
        Span(5, "months"),
        Span(6, "months"),
        "四川省政府办法(2023/24)",
        "example",
    ),
    ("proposal_answer", "between_sessions", Span(3, "months"), None, "四川省政府办法(2023/24)", "example"),
    ("re_handling", "any", Span(3, "months"), None, "四川省政府办法(2023/24)", "example"),
    ("proposal_answer", "any", Span(3, "months"), Span(6, "months"), "一省级办法(one province)", "example"),
    ("proposal_answer", "any", Span(3, "months"), Span(4, "months"), "某市2008年通知", "example"),
    ("joint_opinion", "any", Span(1, "months"), None, "某市2008年通知", "example"),
    ("objection", "any", Span(10, "days"), None, "某市2008年通知", "example"),
    ("objection", "any", Span(5, "days"), None, "山东省办法", "example"),
    ("objection", "any", Span(5, "working_days"), None, "涡阳县制度", "example"),
    ("objection", "any", Span(10, "working_days"), None, "巴南区须知", "example"),
    ("objection_answer", "any", Span(7, "days"), None, "广州市办法", "example"),
    ("proposal_filing", "any", Span(3, "months"), None, "阜阳市细则", "example"),
    ("consultation_notice", "any", Span(15, "working_days"), None, "某市协商规程", "example"),
    ("consultation_papers", "any", Span(10, "working_days"), None, "某市协商规程", "example"),
    ("consultation_minutes", "any", Span(7, "working_days"), None, "某市协商规程", "example"),
)
"""The office's own rules, and beside them those that were read in published ones."""

TASKS = (
    (-22, "县交通运输局", "落实通村公路安全隐患排查意见"),
    (-9, "县水务局", "落实场镇污水管网建设意见"),
    (-2, "县教科体局", "落实义务教育学位调查意见"),
    (0, "县民政局", "落实养老服务中心运营意见"),
    (5, "县卫生健康局", "落实村卫生室标准化建设意见"),
    (6, "县交通运输局", "落实城区公交线路优化意见"),
    (13, "县农业农村局", "落实脐橙品改意见"),
    (40, "县水务局", "落实农村饮水安全意见"),
)
"""Days until it is due, the unit that carries it out, and what the meeting decided."""


def add_calendar(office: Office) -> None:
    """Enter holidays, settings and rules of the term; before what is counted by them."""
    for name, kind, first, days in HOLIDAYS:
        put(
            Holiday, office, name=name, kind=kind, starts_on=first, ends_on=first + timedelta(days=days - 1),
            source=NOTICES[first.year],
        )  # fmt: skip
    for setting, value in (("urging_second_after", "20"), ("figures_drive_word", "高竹新区")):
        put(
            TermSetting, office, term_id=office.term_id, setting=setting, value=value, basis="主席会议纪要", note=NOTE
        )  # fmt: skip
    for step, case, span, latest, source, state in RULES:
        row = put(
            DeadlineRule, office, term_id=office.term_id, step=step, case_level=case, number=span.number, unit=span.unit,
            latest_number=latest.number if latest else None, latest_unit=latest.unit if latest else None, source=source,
        )  # fmt: skip
        if state != "example":
            settle(row, state)


def add_urgings(office: Office) -> None:
    """Enter what units are to carry out for meetings, and how some of them were reminded."""
    today = clock.business_today()
    meeting = db.session.scalar(
        select(MeetingDecision.meeting_id).where(MeetingDecision.id == office.chairpersons_decisions[-1])
    )
    tasks: list[Any] = []
    for item, (days, unit, subject) in enumerate(TASKS, 11):
        row = put(
            MeetingDecision, office, meeting_id=meeting, item_number=item, subject=subject, content="会议同意。", note=NOTE,
            carried_out_by_id=office.departments.get(unit), due_on=today + timedelta(days=days),
        )  # fmt: skip
        settle(row, "carrying_out")
        tasks.append(row)
    done = put(
        MeetingDecision, office, meeting_id=meeting, item_number=20, subject="落实校园周边交通整治意见", content="会议同意。",
        carried_out_by_id=office.departments.get("县交通运输局"), due_on=today - timedelta(days=12), note=NOTE,
    )  # fmt: skip
    settle(
        done,
        "carried_out",
        done_on=today - timedelta(days=14),
        result="增设标线、护栏，上下学时段有专人值守。",
    )
    for task, step, kind, ago, said in (
        (tasks[0], "first_after", "letter", 14, None),
        (tasks[0], "beside", "telephone", 3, "答复正在会签，本周内报送。"),
        (tasks[1], "due", "telephone", 9, "称经费尚未到位，已转告分管领导。"),
        (tasks[4], "first_before", "letter", 8, None),
    ):
        put(
            Urging, office, record_table="meeting_decision", record_id=task.id, step=step, kind=kind, said=said,
            urged_on=today - timedelta(days=ago), urged_by="提案委办公室", spoken_to="局办公室值班员" if said else None, note=NOTE,
        )  # fmt: skip
