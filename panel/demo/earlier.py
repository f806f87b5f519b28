"""The years before the demonstration year, each somewhat smaller: what a figure is compared with, and the older part of the term."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from models.base import db
from models.consultation.consultation import PAIRINGS, Consultation
from models.consultation.consultation_participant import ConsultationParticipant
from models.consultation.topic import Topic
from models.lookups import rows_where
from models.office.meeting import Meeting
from models.opinions.bulletin import Bulletin
from models.opinions.bulletin_item import BulletinItem
from models.opinions.opinion_report import OpinionReport
from models.outreach.contribution import Contribution
from models.outreach.peer_exchange import PeerExchange
from models.outreach.visit import Visit
from models.outreach.visit_member import VisitMember
from models.research.field_study import FieldStudy
from models.research.field_study_member import FieldStudyMember
from models.research.report import Report
from models.research.report_suggestion import ReportSuggestion
from panel.demo.earlier_proposals import add_earlier_proposals
from panel.demo.livelihood import add_livelihood
from panel.demo.office import Office, code_of, put_all, settle_all
from panel.demo.people import People
from panel.demo.platforms import Places

PROJECTS = 48
"""The list of livelihood projects of the year before takes so many lines of the table."""
_MATTERS = (
    "乡镇集中供水水压不稳|村级活动室使用率低|城区内涝积水|农村留守儿童假期看护|公交卡异地不通用|柑橘病虫害统防不到位|校园周边网吧管理"
    "|老年证办理往返多|乡村公路桥梁限载标识缺失|农家书屋更新慢|城郊菜地农药残留|村医值守无补贴|集镇垃圾中转站异味|土地流转纠纷增多"
    "|小区电梯维保不及时|山区学校取暖设施不足|农机补贴兑付慢|客运站候车环境差|城区绿化养护不均|临时用工欠薪"
)
_VISITS = (
    ("龙安村", "龙安村脱贫攻坚走访", date(2018, 10, 16)), ("团结村", "团结村产业扶贫走访", date(2018, 12, 12)), ("玉峡村", "玉峡村春节慰问", date(2019, 1, 24)),
    ("东街社区", "东街社区文明创建走访", date(2019, 3, 28)), ("毛坪村", "毛坪村防汛走访", date(2019, 6, 20)), ("新桥村", "新桥村助学走访", date(2019, 8, 27)),
)  # fmt: skip
_EXCHANGES = (
    ("岳池县政协", "委员联络", date(2018, 11, 8)), ("渠县政协", "提案工作", date(2019, 4, 18)), ("忠县政协", "文史资料征集", date(2019, 7, 11)),
)  # fmt: skip
_TOPICS = (
    ("农村人居环境整治", "topical", date(2019, 5, 16), 1240), ("民营经济发展", "key", date(2019, 6, 27), 310),
    ("乡村教师队伍建设", "counterpart", date(2018, 11, 22), 860),
)  # fmt: skip
_STUDIES = (
    ("脱贫攻坚成效巩固", "inspection", date(2018, 10, 23)), ("农村人居环境整治", "inspection", date(2019, 4, 16)), ("乡镇污水处理", "inspection", date(2019, 6, 18)),
    ("民营经济发展", "research", date(2019, 5, 14)), ("乡村教师队伍建设", "research", date(2018, 11, 6)),
)  # fmt: skip
_DEEDS = (
    ("结对帮扶贫困户", "relief"), ("捐资助学", "donation"), ("调解土地纠纷", "mediation"), ("扶贫产品采购", "relief"), ("撰写文史稿件", "historical_material"),
    ("参加脱贫攻坚督导", "relief"), ("捐赠图书", "donation"), ("调解劳资纠纷", "mediation"), ("脱贫攻坚先进个人", "honour"), ("担任行风监督员", "posted_supervisor"),
)  # fmt: skip


def add_earlier(office: Office, people: People, places: Places) -> None:
    """Enter the years before; nothing of them is under way any more."""
    add_earlier_proposals(office, people)
    add_livelihood(office, PROJECTS, 2019)
    _visits(office, people, places)
    _exchanges(office)
    _consultations(office, people)
    _studies(office, people)
    _contributions(office, people)
    _bulletins(office, people)


def _visits(office: Office, people: People, places: Places) -> None:
    kinds = {"village": "进村入户", "community": "进社区"}
    codes = {code: code_of(office, "visit_kind", code, label) for code, label in kinds.items()}
    rows = put_all(office, Visit, (
        {"name": name, "kind_id": codes["community" if village.endswith("社区") else "village"], "visited_on": day,
         "place_id": places.villages[village], "households": 9 + 3 * place, "committee_id": office.committees[place % 5],
         "contents": ",hardship,opinions,policy,", "activities": "走访住户，听取意见。"}
        for place, (village, name, day) in enumerate(_VISITS)
    ))  # fmt: skip
    put_all(office, VisitMember, (
        {"visit_id": row.id, "seat_id": people.seats[seat], "part": "leader" if seat % 3 == 0 else "participant"}
        for place, row in enumerate(rows) for seat in range(60 + 3 * place, 63 + 3 * place)
    ))  # fmt: skip
    settle_all(rows, "archived")


def _exchanges(office: Office) -> None:
    said: dict[str, Any] = {
        "direction": "received",
        "level": "county",
        "head_office": "副主席",
        "size": 7,
        "half": "whole",
    }
    rows = put_all(office, PeerExchange, (
        {"counterpart": counterpart, "topic": topic, "starts_on": day, "hosts": "县政协副主席", "committee_id": office.committees[0], **said}
        for counterpart, topic, day in _EXCHANGES
    ))  # fmt: skip
    settle_all(rows, "archived")


def _consultations(office: Office, people: People) -> None:
    """Enter the formal topics of the year before, each consulted at its meeting and closed."""
    plan = rows_where("annual_plan", "id", where={"year": 2019})[0].id
    items = {
        row.form: row.id
        for row in rows_where(
            "annual_plan_item", "id", "form", where={"annual_plan_id": plan, "kind": "topic"}
        )
    }
    decided = office.standing_decision
    topics = put_all(office, Topic, (
        {"subject": subject, "situation": f"{subject}，列入年度协商计划。", "source": "county_committee", "level": "formal", "form": form,
         "collected_on": day - timedelta(40), "plan_item_id": items[form], "committee_id": office.committees[0], "people_affected": affected,
         "people_wording": f"{affected} 人", "opinion": "形成协商报告。", "opinion_on": day + timedelta(4), "decision_id": decided}
        for subject, form, day, affected in _TOPICS
    ))  # fmt: skip
    meetings = put_all(office, Meeting, (
        {"kind": PAIRINGS[form], "name": f"{subject}协商会议", "place": "县政协会议室", "starts_at": _morning(day),
         "committee_id": office.committees[0] if form == "counterpart" else None} for subject, form, day, _affected in _TOPICS
    ))  # fmt: skip
    settle_all(meetings, "held")
    settle_all(topics, "approved")
    sittings = put_all(office, Consultation, (
        {"name": f"{subject}协商会", "topic_id": topic.id, "meeting_id": meeting.id, "starts_at": _morning(day), "place": "县政协会议室",
         "host": "副主席", "agenda": "情况通报、协商", "minutes": "会议形成一致意见。", "minutes_on": day + timedelta(3)}
        for (subject, _form, day, _affected), topic, meeting in zip(_TOPICS, topics, meetings, strict=True)
    ))  # fmt: skip
    put_all(office, ConsultationParticipant, (
        {"consultation_id": row.id, "seat_id": people.seats[10 + 3 * place + seat], "role": "member"}
        for place, row in enumerate(sittings) for seat in range(3)
    ))  # fmt: skip
    settle_all(sittings, "archived")
    settle_all(topics, "closed")


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 1, 30, tzinfo=UTC)


def _studies(office: Office, people: People) -> None:
    """Enter field studies, and for the research among them a report that was sent, with its suggestions."""
    studies = put_all(office, FieldStudy, (
        {"name": name, "kind": kind, "committee_id": office.committees[place % 5], "leader_id": people.seats[1 + place % 4], "starts_on": day,
         "ends_on": day + timedelta(2), "places": "各片区乡镇", "plan_basis": f"{day.year} 年度协商计划", "findings": "详见报告。"}
        for place, (name, kind, day) in enumerate(_STUDIES)
    ))  # fmt: skip
    put_all(office, FieldStudyMember, (
        {"field_study_id": row.id, "seat_id": people.seats[100 + 4 * place + seat], "role": "member"}
        for place, row in enumerate(studies) for seat in range(4)
    ))  # fmt: skip
    settle_all(studies, "concluded")
    reports = put_all(office, Report, (
        {"name": f"关于{row.name}的调研报告", "kind": "research", "field_study_id": row.id, "committee_id": row.committee_id,
         "authors": "县政协调研组", "finished_on": row.ends_on + timedelta(20), "content": "一、基本情况。二、存在问题。三、对策建议。"}
        for row in studies if row.kind == "research"
    ))  # fmt: skip
    put_all(office, ReportSuggestion, (
        {"report_id": row.id, "number": number, "content": text}
        for row in reports for number, text in enumerate(("完善政策", "加大投入", "强化考核", "典型示范"), 1)
    ))  # fmt: skip
    for row in reports:
        settle_all([row], "sent", sent_to="县委、县政府", sent_on=row.finished_on + timedelta(15))


def _contributions(office: Office, people: People) -> None:
    rows = put_all(office, Contribution, (
        {"name": name, "kind": kind, "member_id": people.members[(17 * place + 9) % len(people.members)],
         "done_on": date(2018, 10, 10) + timedelta(33 * place), "committee_id": office.committees[place % 5], "proof": "证明材料",
         "amount": Decimal(3000) if kind == "donation" else None, "level": "county" if kind == "honour" else None}
        for place, (name, kind) in enumerate(_DEEDS)
    ))  # fmt: skip
    settle_all(rows, "confirmed")


def _bulletins(office: Office, people: People) -> None:
    """Enter the issues of the year before, one item each; the last one was signed and then held back."""
    categories = [row.id for row in rows_where("code_item", "id", where={"table_name": "opinion_category"})]
    matters = _MATTERS.split("|")
    reports = put_all(office, OpinionReport, (
        {"subject": matter, "situation": f"据走访了解，{matter}，群众反映较多。", "advice": "建议有关部门研究解决。", "publishable": True,
         "member_id": people.members[(29 + 11 * place) % len(people.members)], "reported_on": _drafted(place) - timedelta(9),
         "category_id": categories[place % len(categories)], "edited_subject": f"{matter}亟待关注", "edited_text": f"{matter}。", "state": "edited"}
        for place, matter in enumerate(matters)
    ))  # fmt: skip
    issues = put_all(office, Bulletin, (
        {"subject": f"关于{matter}的情况反映", "content": f"{matter}，群众反映较多。建议有关部门研究解决。", "reported_to": "县委、县政府",
         "copied_to": "县级有关部门", "signer_id": people.seats[0], "editor": "周予宁", "copies": 40, "drafted_on": _drafted(place)}
        for place, matter in enumerate(matters)
    ))  # fmt: skip
    put_all(office, BulletinItem, (
        {"bulletin_id": issue.id, "opinion_report_id": report.id, "rank": 1} for issue, report in zip(issues, reports, strict=True)
    ))  # fmt: skip
    numbers = _numbers()
    for place, (issue, report) in enumerate(zip(issues, reports, strict=True)):
        issue.number, issue.signed_on = next(numbers[_drafted(place).year]), _drafted(place) + timedelta(3)
        if place == len(issues) - 1:
            continue
        issue.issued_on, issue.sent_on = _drafted(place) + timedelta(4), _drafted(place) + timedelta(5)
        report.handled_on, report.handling_result = _drafted(place) + timedelta(60), "有关单位已采纳建议。"
        report.told_on = report.handled_on + timedelta(3)
    settle_all(issues[-1:], "signed")
    settle_all(issues[:-1], "sent")
    settle_all(reports[-1:], "in_issue")
    settle_all(reports[:-1], "closed")
    db.session.flush()


def _drafted(place: int) -> date:
    return date(2018, 10, 8) + timedelta(18 * place)


def _numbers() -> dict[int, Iterator[int]]:
    """Return the numbers of the issues by year; those of 2019 end with the one before the demonstration year's first."""
    return {2018: iter(range(17, 40)), 2019: iter(range(7, 22))}


__all__ = ["add_earlier"]
