"""The books of two earlier sessions, all closed, and what the county's members submitted to the city a year before.

They stand here as an office enters old books from paper: only what the papers still say, every case with its unit and its answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from models.lookups import rows_where
from models.office.meeting import Meeting
from models.office.meeting_decision import MeetingDecision
from models.office.plenary_session import PlenarySession
from models.proposals.city_proposal import CityProposal
from models.proposals.contact_record import ContactRecord
from models.proposals.feedback import Feedback
from models.proposals.handling import Handling
from models.proposals.handover import Handover, HandoverOffice
from models.proposals.proposal import Proposal
from panel.demo.office import NOTE, Office, put, put_all, settle, settle_all
from panel.demo.people import People

_THIRD = (
    "完善城区公交线网|加强农村危房改造质量监管|推进柑橘标准化种植|建设县级应急物资库|规范乡镇集贸市场管理|加强中小学体育教师配备"
    "|整治城区广告牌匾|推进医疗联合体建设|支持农民工返乡置业|保护邻水方言和民歌|加强水源保护区管理|完善城区无障碍通道"
    "|推进殡葬服务规范|建设园区职工公寓|扶持农民专业合作社|加强校车安全管理|增设城区公共厕所|推进村级财务公开"
)
_FOURTH = (
    "加快城区雨污分流改造|推进家庭医生签约服务|培育农村电商带头人|治理城区噪声扰民|完善残疾人康复服务|加强乡村文物看护"
    "|推进村级道路硬化|规范电动三轮车通行|加强禁毒宣传教育|扶持家庭农场发展|建设城区健身步道|完善县域融资担保"
    "|加强河长制督查|推进学前教育普惠发展|改善乡镇卫生院条件|规范建筑垃圾处置|推进政务大厅一窗办理|加强高标准农田管护"
    "|优化中心城区停车|支持民营企业技改|加强农村饮用水检测|推进全民阅读|完善基层调解员待遇|推广新能源公交"
)
_CITY = (
    "推进广安至邻水城际公路|支持邻水工业园区扩区|加强御临河流域协作|支持县级医院能力提升|加快农村电网改造|推进区域旅游联盟"
    "|支持柑橘气象服务|加强跨界治安协作|完善市级救灾物资调度|推进职业教育联盟|支持乡村振兴试点|加强产业园区环评服务"
    "|推进市县图书互借|完善农民工返乡政策|加强高速出口景观治理|推进医保市级统筹|支持县域物流中心|加强林业有害生物防治"
    "|支持农村客运补贴|推进市域教育信息化|加强食品检测协作|支持中药材种植|推进生态补偿机制|加强青年人才引进"
    "|支持县级档案馆建设|推进农业面源治理|加强危化品运输管理|支持体育赛事下县|推进社区养老试点|加强地名文化保护"
    "|支持县域会展|推进农田水利配套|加强市级救助协同|支持民宿集群|推进城乡客运一体化|加强春运组织协作"
)


@dataclass(frozen=True, slots=True)
class _Book:
    """One closed book: session, its first and last day, the day of the hand-over, and its matters."""

    number: int
    opens: date
    closes: date
    handed_over: date
    document: str
    matters: str


_BOOKS = (
    _Book(3, date(2018, 1, 8), date(2018, 1, 10), date(2018, 3, 13), "邻委办〔2018〕15号", _THIRD),
    _Book(4, date(2019, 1, 7), date(2019, 1, 9), date(2019, 3, 13), "邻委办〔2019〕19号", _FOURTH),
)


def add_earlier_proposals(office: Office, people: People) -> None:
    """Enter both books and the older register; the next session is being prepared."""
    for book in _BOOKS:
        _enter(office, people, book)
    coming = {"opens_on": date(2021, 1, 11), "closes_on": date(2021, 1, 13)}
    put(PlenarySession, office, number=6, term_id=office.term_id, **coming, note=NOTE)
    city = [member for place, member in enumerate(people.members) if place % 37 == 0]
    said = {
        "plenary": "市政协五届三次会议",
        "decision": "accepted",
        "source": "市政协提案委通报（2019 年）",
        "units": "市级有关部门",
    }
    put_all(office, CityProposal, (
        {"name": f"关于{matter}的建议", "member_id": city[place % len(city)], "number": f"{81 + place:04d}", "submitted_on": date(2019, 1, 21),
         "reported_on": date(2019, 11, 29), "answered_on": date(2019, 7, 18), "answer": "已答复。", "feedback": "satisfied", **said}
        for place, matter in enumerate(_CITY.split("|"))
    ))  # fmt: skip


def _enter(office: Office, people: People, book: _Book) -> None:
    session, decision = _session(office, book), _decision(office, book)
    last = len(rows_where("proposal", "id", where={"session_id": session, "timing": "plenary"}))
    categories = [row.id for row in rows_where("code_item", "id", where={"table_name": "proposal_category"})]
    classes = [row.id for row in rows_where("code_item", "id", where={"table_name": "answer_class"})]
    units = list(office.departments.values())
    matters = book.matters.split("|")
    cases = put_all(office, Proposal, (
        _case(people, book, matter, place)
        | {"session_id": session, "running_number": last + place + 1, "case_number": last + place + 1, "decision_id": decision,
           "category_id": categories[place % len(categories)], "lead_department_id": units[place % len(units)]}
        for place, matter in enumerate(matters)
    ))  # fmt: skip
    offices = rows_where("department", "id", where={"handing_over_office": True})
    batch = put(
        Handover, office, name=f"十届{'三四'[book.number - 3]}次会议提案补录", term_id=office.term_id, handed_over_on=book.handed_over,
        document_number=book.document, place="县政府会议室", state="handed_over", note=NOTE,
    )  # fmt: skip
    put_all(office, HandoverOffice, ({"handover_id": batch.id, "department_id": row.id} for row in offices))
    handlings = put_all(office, Handling, (
        _handling(book, case, place) | {"handover_id": batch.id, "answer_class_id": classes[place % 2], "handing_over_office_id": offices[-1].id}
        for place, case in enumerate(cases)
    ))  # fmt: skip
    settle(batch, "handed_over")
    settle_all(handlings, "closed")
    put_all(office, ContactRecord, (
        {"handling_id": row.id, "contacted_on": book.handed_over + timedelta(30), "way": "visit", "for_unit": "分管副局长",
         "with_whom": "第一提案人", "content": "当面听取意见。"} for row in handlings
    ))  # fmt: skip
    put_all(office, Feedback, _feedbacks(cases, handlings))


def _session(office: Office, book: _Book) -> int:
    where = {"number": book.number, "term_id": office.term_id}
    there = rows_where("plenary_session", "id", where=where)
    if there:
        return int(there[0].id)
    until = datetime.combine(book.opens, datetime.min.time(), UTC) + timedelta(hours=10)
    row = put(
        PlenarySession, office, **where, opens_on=book.opens, closes_on=book.closes, proposals_from=until - timedelta(91), proposals_until=until,
        scoring_from=date(book.opens.year - 1, 12, 1), scoring_until=date(book.opens.year, 11, 30), note=NOTE,
    )  # fmt: skip
    settle(row, "archived")
    return int(row.id)


def _decision(office: Office, book: _Book) -> int:
    meeting = put(
        Meeting, office, kind="special_committee", name=f"{book.opens.year} 年 1 月提案委员会会议（旧卷）", committee_id=office.committees[1],
        starts_at=datetime.combine(book.closes, datetime.min.time(), UTC) + timedelta(hours=1), place="县政协会议室", note=NOTE,
    )  # fmt: skip
    settle(meeting, "held")
    said: dict[str, Any] = {
        "item_number": 1,
        "subject": "审定提案立案意见",
        "content": "会议同意。",
        "outcome": "decided",
    }
    return int(put(MeetingDecision, office, meeting_id=meeting.id, **said, note=NOTE).id)


def _case(people: People, book: _Book, matter: str, place: int) -> dict[str, Any]:
    handed_in = datetime.combine(book.opens, datetime.min.time(), UTC) + timedelta(hours=1 + place % 8)
    return {
        "name": f"关于{matter}的建议", "handed_in_at": handed_in, "timing": "plenary", "seat_id": people.seats[(41 + 7 * place) % 200],
        "situation": f"{matter}方面已有一定基础，但覆盖面不够，群众仍有不便。", "analysis": "统筹协调不够，经费来源单一。",
        "advice": "建议有关部门列出清单，落实经费和责任人。", "first_opinion": "一事一案。", "second_opinion": "同意初审意见。",
        "proposed": "accept", "state": "closed",
    }  # fmt: skip


def _handling(book: _Book, case: Any, place: int) -> dict[str, Any]:
    signed = book.handed_over + timedelta(60 + place % 20)
    due = book.handed_over + timedelta(92)
    return {
        "proposal_id": case.id, "department_id": case.lead_department_id, "role": "lead", "round": "first", "timing": "plenary",
        "handed_over_on": book.handed_over, "received_on": book.handed_over + timedelta(2), "due_on": due, "first_due_on": due,
        "answer": "您提出的建议收悉，经研究，现答复如下：所提意见已列入工作安排。", "answer_number": f"邻提办函〔{signed.year}〕{200 + place}号",
        "drafter": "办公室", "signed_by": "局长", "signed_on": signed, "answered_on": signed + timedelta(5),
        "feedback": "satisfied" if place % 5 else "basically", "state": "closed", "case_number": case.case_number, "name": case.name,
    }  # fmt: skip


def _feedbacks(cases: list[Any], handlings: list[Any]) -> Iterator[dict[str, Any]]:
    for case, row in zip(cases, handlings, strict=True):
        yield {
            "handling_id": row.id, "proposal_id": case.id, "department_id": row.department_id, "member_id": case.member_id,
            "proposer": case.proposer, "occasion": "answer", "asked_on": row.answered_on, "due_on": row.answered_on + timedelta(15),
            "heard_by": "visit", "attitude": "satisfied", "result": row.feedback, "given_on": row.answered_on + timedelta(8), "state": "given",
        }  # fmt: skip
