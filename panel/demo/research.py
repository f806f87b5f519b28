"""Field studies with their teams, the reports written after them, the suggestions in those, and formal recommendations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from models.base import db
from models.research.field_study import FieldStudy, FieldStudyDepartment
from models.research.field_study_member import FieldStudyMember
from models.research.formal_recommendation import FormalRecommendation
from models.research.report import Report, ReportAuthor
from models.research.report_suggestion import ReportSuggestion
from panel.demo.acts import Acts, take_step
from panel.demo.office import NOTE, Office, add_meeting, decide, meeting_of, put, put_all, settle, worded
from panel.demo.people import People

STUDIES: tuple[tuple[str, str, str, date, int, str, tuple[str, ...]], ...] = (
    ("乡镇区划调整“后半篇”文章", "inspection", "concluded", date(2020, 4, 21), 3, "柑子镇、观音桥镇、九龙镇", ("县民政局", "县自然资源和规划局")),
    ("疾病预防控制能力建设", "inspection", "concluded", date(2020, 5, 12), 2, "县疾控中心、鼎屏镇、高滩镇", ("县卫生健康局",)),
    ("职业教育中心建设", "inspection", "concluded", date(2020, 6, 3), 2, "县职业中学、高滩园区", ("县教科体局", "县人力资源社会保障局")),
    ("房地产市场监管", "inspection", "done", date(2020, 9, 8), 2, "鼎屏镇、城北镇", ("县住房和城乡建设局",)),
    ("成渝地区双城经济圈建设", "research", "concluded", date(2020, 3, 24), 6, "高滩园区、重庆渝北区毗邻乡镇", ()),
    ("“十四五”规划编制建言", "research", "concluded", date(2020, 5, 25), 5, "各片区乡镇", ()),
    ("外地“有事来协商”平台建设", "study_trip", "concluded", date(2019, 10, 22), 3, "周边市县政协", ()),
    ("优化营商环境专项民主监督", "oversight", "under_way", date(2020, 9, 14), 10, "县政务服务中心、高滩园区", ()),
    ("重点提案“农村饮水安全”督办调研", "follow_through", "planned", date(2020, 10, 13), 2, "丰禾镇、坛同镇", ()),
    ("夜间经济发展", "study_trip", "cancelled", date(2020, 2, 11), 3, "外县", ()),
)  # fmt: skip
"""Topic, kind, state, first day, days, places, and the units that came of their own accord to consult."""
CIRCLE, FUTURE = 4, 5
"""The places, in the list above, of the studies of the economic circle and of the five-year plan."""
CIRCLE_REPORTS = ("交通互联互通", "产业协同发展", "公共服务共建共享", "生态环境联防联治")
FIELDS = (
    "毗邻道路", "高竹新区", "城际班线", "物流园区", "柑橘产业", "装备配套", "文旅线路", "异地就医", "社保转移", "教育合作", "大洪河流域", "大气联防", "政务通办",
)  # fmt: skip
MEASURES = ("列入市县合作重点事项", "建立部门联席会议制度", "明确牵头单位和完成时限", "争取上级专项资金支持")
PLAN_REPORTS = (
    ("产业转型升级", "sent"), ("乡村振兴与脱贫攻坚衔接", "taken_up"), ("综合交通体系", "sent"), ("公共卫生体系", "fed_back"), ("教育均衡发展", "fed_back"),
    ("生态保护修复", "sent"), ("新型城镇化", "taken_up"), ("养老服务体系", "sent"),
)  # fmt: skip
"""The eight reports to which the suggestions for the five-year plan led."""
UNDER_WAY = (
    ("房地产市场监管视察报告", "inspection", "draft", 3), ("职业教育中心建设视察报告", "inspection", "submitted", 2),
    ("疾病预防控制能力建设视察报告", "inspection", "returned", 1), ("乡镇区划调整“后半篇”文章视察报告", "inspection", "accepted", 0),
    ("“有事来协商”平台建设考察报告", "research", "discussed", 6),
)  # fmt: skip
"""Reports on their way: title, kind, how far, and the study."""
MEETINGS = (
    ("standing 2018", "standing_committee", "第十届委员会常务委员会第八次会议", 8, date(2018, 8, 28)),
    ("chairs 2019", "chairpersons", "2019 年第 9 次主席会议", 9, date(2019, 9, 29)),
    ("standing 2020", "standing_committee", "第十届委员会常务委员会第十五次会议", 15, date(2020, 6, 22)),
)
"""Meetings that passed a recommendation: name here, kind, name, number, day. Two more were held in August and September 2020."""
RECOMMENDED = (
    ("关于加快补齐农村饮水管护短板的建议案", "closed", date(2018, 8, 20), "县水务局", "standing 2018"),
    ("关于加强县城停车设施建设的建议案", "closed", date(2019, 9, 24), "县住房和城乡建设局", "chairs 2019"),
    ("关于推进职业教育产教融合的建议案", "answered", date(2020, 6, 12), "县教科体局", "standing 2020"),
    ("关于提升基层疾控能力的建议案", "answer_returned", date(2020, 6, 15), "县卫生健康局", "standing 2020"),
    ("关于用好撤并村办公场所的建议案", "sent", date(2020, 8, 12), "县民政局", "chairs August"),
    ("关于规范房地产预售资金监管的建议案", "passed", date(2020, 9, 10), "县住房和城乡建设局", "chairs September"),
    ("关于设立高竹新区招工服务点的建议案", "submitted", date(2020, 9, 15), "县人力资源社会保障局", "chairs"),
    ("关于推广柑橘气象保险的建议案", "returned", date(2020, 9, 11), "县农业农村局", "standing"),
    ("关于建设毗邻地区旅游环线的建议案", "draft", date(2020, 9, 21), "县文化广播电视和旅游局", "standing"),
)  # fmt: skip


def _discussed_at(office: Office, place: int, subject: str) -> int:
    """Enter that a chairpersons' meeting discussed reports, by the place of one of its decisions."""
    return decide(office, meeting_of(office.chairpersons_decisions[place]), subject)


def add_research(office: Office, people: People, acts: Acts) -> list[int]:
    """Enter studies, reports and recommendations; return the eight reports that a drive brought forth."""
    with acts.as_seed():
        studies = [_study(office, people, number) for number in range(len(STUDIES))]
        circle = _discussed_at(office, 2, "讨论成渝地区双城经济圈系列调研报告")
        for number, title in enumerate(CIRCLE_REPORTS):
            _circle_report(office, people, studies[CIRCLE], title, number, circle)
        decision = _discussed_at(office, 4, "讨论“十四五”规划系列调研报告")
        plan = [
            _plan_report(office, people, studies[FUTURE], number, decision)
            for number in range(len(PLAN_REPORTS))
        ]
        meetings = _meetings(office)
        for values in RECOMMENDED:
            _recommendation(office, meetings, *values)
    _under_way(office, people, studies, acts)
    return plan


def _study(office: Office, people: People, number: int) -> int:
    name, kind, state, day, days, places, units = STUDIES[number]
    ends = day + timedelta(days - 1) if state in ("done", "concluded") else None
    values: dict[str, Any] = {
        "name": name, "kind": kind, "committee_id": office.committees[number % 5], "leader_id": people.seats[1 + number % 4],
        "starts_on": day, "ends_on": ends, "places": places, "asked_by_units": bool(units), "plan_basis": "2020 年度协商计划",
        "outline": "摸清现状，找准问题，提出对策。", "findings": "情况、问题和建议详见报告。" if ends else None,
        "cancelled_because": "疫情防控期间暂停外出。" if state == "cancelled" else None,
    }  # fmt: skip
    row = put(FieldStudy, office, **values, note=NOTE)
    put_all(
        office,
        FieldStudyDepartment,
        ({"field_study_id": row.id, "department_id": office.departments[unit]} for unit in units),
    )
    put_all(office, FieldStudyMember, _team(people, number, row.id))
    if state != "planned":
        settle(row, state)
    return int(row.id)


def _team(people: People, number: int, study: int) -> Iterator[dict[str, Any]]:
    """Yield the leader, five members of whom one drafts, a staff member, and for every other study a guest."""
    yield {"field_study_id": study, "seat_id": people.seats[1 + number % 4], "role": "leader"}
    for place in range(5):
        role = "drafter" if place == 0 else "member"
        yield {"field_study_id": study, "seat_id": people.seats[40 + 5 * number + place], "role": role}
    yield {"field_study_id": study, "staff_id": people.staff[number % len(people.staff)]}
    if number % 2 == 0:
        yield {"field_study_id": study, "guest_name": f"专家{number // 2 + 1}", "guest_body": "县委党校"}


def _report(office: Office, people: People, study: int, name: str, kind: str, day: date, place: int) -> Any:
    values: dict[str, Any] = {
        "name": name,
        "kind": kind,
        "field_study_id": study,
        "committee_id": office.committees[2],
    }
    writer = (40 + 5 * place) % len(people.members)
    row = put(
        Report, office, **values, authors=f"县政协调研组（执笔：{people.names[writer]}）", finished_on=day,
        content="一、基本情况。二、存在问题。三、对策建议。", note=NOTE,
    )  # fmt: skip
    put(ReportAuthor, office, report_id=row.id, member_id=people.members[writer], note=NOTE)
    return row


def _circle_report(
    office: Office, people: People, study: int, title: str, number: int, decision: int
) -> None:
    """Enter one of the four reports on the economic circle, with fifty-two suggestions."""
    name = f"关于成渝地区双城经济圈{title}的调研报告"
    row = _report(office, people, study, name, "research", date(2020, 4, 14 + 3 * number), number)
    row.note = worded("4份调研报告、200余条建议")
    units = list(office.departments.values())
    outcomes = ("taken_up", "open", "reference", "partly", "open", "taken_up", "not_taken_up")
    rows = []
    for place in range(len(FIELDS) * len(MEASURES)):
        outcome = outcomes[(place + number) % len(outcomes)]
        content = f"推进{FIELDS[place // len(MEASURES)]}{title}工作，{MEASURES[place % len(MEASURES)]}"
        rows.append({"report_id": row.id, "number": place + 1, "content": content, "outcome": outcome})
        if outcome in ("taken_up", "partly"):
            rows[-1] |= {"department_id": units[place % len(units)], "outcome_on": date(2020, 8, 20)}
    given = [
        {name: value for name, value in made.items() if name in ("report_id", "number", "content")}
        for made in rows
    ]
    made = put_all(office, ReportSuggestion, given)
    settle(row, "discussed", decision_id=decision)
    settle(row, "sent", sent_to="中共邻水县委", sent_on=date(2020, 5, 20 + number))
    for suggestion, values in zip(made, rows, strict=True):
        for column in ("outcome", "department_id", "outcome_on"):
            setattr(suggestion, column, values.get(column))
    db.session.flush()
    if number < 2:
        taken_up = {"outcome": "有关建议纳入县委工作部署。", "taken_up_on": date(2020, 7, 10)}
        settle(row, "taken_up", **taken_up)


def _plan_report(office: Office, people: People, study: int, number: int, decision: int) -> int:
    title, state = PLAN_REPORTS[number]
    name = f"“十四五”时期{title}专题调研报告"
    row = _report(office, people, study, name, "research", date(2020, 6, 15 + number), number + 4)
    put_all(
        office, ReportSuggestion,
        ({"report_id": row.id, "number": place, "content": f"将{title}{what}列入规划纲要"} for place, what in
         enumerate(("重点项目", "指标体系", "保障措施"), 1)),
    )  # fmt: skip
    sent = {"sent_to": "县委、县政府", "sent_on": date(2020, 7, 22)}
    settle(row, "sent", decision_id=decision, **sent)
    if state in ("taken_up", "fed_back"):
        settle(row, "taken_up", outcome="相关内容写入规划纲要征求意见稿。", taken_up_on=date(2020, 8, 24))
    if state == "fed_back":
        settle(row, "fed_back", fed_back_on=date(2020, 9, 2))
    return int(row.id)


def _under_way(office: Office, people: People, studies: list[int], acts: Acts) -> None:
    """Enter the reports on their way, each moved by those whose part it is."""
    with acts.as_("clerk"):
        decision = _discussed_at(office, -1, "讨论考察报告")
        rows = []
        for place, (name, kind, state, study) in enumerate(UNDER_WAY):
            day = date(2020, 9, 9 + place)
            row = _report(office, people, studies[study], name, kind, day, 12 + place)
            put_all(office, ReportSuggestion, ({"report_id": row.id, "number": number, "content": text} for number, text in
                                               enumerate(("完善工作机制", "补齐设施短板", "强化要素保障"), 1)))  # fmt: skip
            rows.append((row.id, state))
        for number, state in rows:
            if state != "draft":
                take_step(Report, number, "submit")
    with acts.as_("chair2"):
        for number, state in rows:
            if state == "returned":
                take_step(Report, number, "return", reason="请补充对口部门意见。")
            elif state in ("accepted", "discussed"):
                take_step(Report, number, "accept")
    with acts.as_("chair"):
        for number, state in rows:
            if state == "discussed":
                take_step(Report, number, "discuss", decision_id=decision)


def _meetings(office: Office) -> dict[str, int]:
    """Enter the meetings that passed recommendations; return them by the name they have here."""
    found = {
        "chairs August": office.chairpersons_decisions[6],
        "chairs September": office.chairpersons_decisions[8],
    }
    found = {name: meeting_of(decision) for name, decision in found.items()}
    for key, kind, name, number, day in MEETINGS:
        found[key] = add_meeting(office, kind, name, number, datetime.combine(day, time(1), UTC))
    return found


def _recommendation(
    office: Office, meetings: dict[str, int], name: str, state: str, day: date, unit: str, meeting: str
) -> None:
    body = "standing_committee" if meeting.startswith("standing") else "chairpersons"
    values: dict[str, Any] = {
        "name": name, "body": body, "committee_id": office.committees[2], "department_id": office.departments[unit],
        "addressed_to": "县人民政府", "drafted_on": day, "situation": "经调研，相关工作取得成效，但仍有短板。",
        "content": "一、健全机制。二、落实责任。三、加大投入。",
    }  # fmt: skip
    row = put(FormalRecommendation, office, **values, note=NOTE)
    if state == "draft":
        return
    if state in ("submitted", "returned"):
        settle(row, state)
        return
    settle(row, "passed", decision_id=decide(office, meetings[meeting], f"审议《{name}》"))
    if state == "passed":
        return
    sent = min(day + timedelta(9), date(2020, 9, 20))
    settle(
        row,
        "sent",
        document_number=f"邻协建〔{sent.year}〕{row.id}号",
        sent_on=sent,
        due_on=sent + timedelta(90),
    )
    if state != "sent":
        answer = "收悉建议案，我局研究制定了落实措施，具体情况报告如下。"
        settle(row, state, answer=answer, answered_on=min(sent + timedelta(60), date(2020, 9, 18)))
