"""The proposals of the demonstration: from the draft over countersigning, two looks and the committee's decision to the number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from models.access import current_actor
from models.base import db
from models.lookups import rows_where
from models.office.code_item import CodeItem
from models.office.department import Department
from models.office.meeting import Meeting
from models.office.meeting_decision import MeetingDecision
from models.office.plenary_session import PlenarySession
from models.office.working_area import WorkingArea
from models.opinions.opinion_report import OpinionReport
from models.people.seat_assignment import SeatAssignment
from models.proposals.proposal import Proposal, ProposalJointUnit, ProposalSeparateUnit, ProposalSuggestedUnit
from models.proposals.proposal_signer import ProposalSigner
from models.proposing.numbers import number_all, waiting_for_number
from models.threads import turn
from panel.demo.acts import Acts, take_step
from panel.demo.office import HANDING_OVER, NOTE, Office, put, settle
from panel.demo.people import People
from panel.demo.proposal_table import Line

CATEGORIES = (
    ("economy", "经济建设"), ("politics", "政治建设"), ("culture", "文化建设"), ("society", "社会建设"), ("ecology", "生态文明建设"), ("other", "其他"),
)  # fmt: skip
REFUSALS = (
    ("secret", "涉及党和国家秘密"), ("forbidden", "国家法律法规明令禁止"), ("party", "中共党员对党内有关组织、人事安排等方面有意见"),
    ("own_party", "民主党派成员反映本组织内部问题"), ("litigation", "进入民事、刑事、行政诉讼或仲裁程序"), ("academic", "属于学术研讨"),
    ("private", "为本人或亲属解决个人问题"), ("advertising", "宣传、推介具体作品、产品"), ("naming", "指名举报"), ("empty", "内容空泛、没有具体建议"),
)  # fmt: skip
CLASSES = (
    ("A", "A 解决或采纳"),
    ("B", "B 列入计划"),
    ("C", "C 留作参考"),
)
OPENS = date(2020, 1, 5)
LAST_MINUTE = datetime(2020, 1, 5, 10, 0, tzinfo=UTC)
"""18 o'clock of the first day: until then it is a plenary proposal."""
KEY_NAMED, PLAN_ADOPTED = date(2020, 2, 27), "邻协办〔2020〕11号"


@dataclass(slots=True)
class Desk:
    """What the proposals of one organization hang on, and who acts for it."""

    office: Office
    people: People
    acts: Acts
    codes: dict[str, dict[str, int]] = field(default_factory=dict)
    offices: list[int] = field(default_factory=list)
    decisions: dict[str, int] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)
    """Title of a line -> its proposal."""
    committee: int = 0
    sessions: dict[int, int] = field(default_factory=dict)

    @contextmanager
    def as_(self, login: str) -> Iterator[None]:
        """Act as an account, or write down what happened there where the organization has no such account."""
        entering = self.acts.as_(login) if login in self.acts.accounts else self.acts.as_seed()
        with entering:
            yield

    def seat(self, who: str) -> int:
        """Return the seat of the member at a place of the list."""
        return self.people.seats[int(who)]


def open_desk(office: Office, people: People, acts: Acts) -> Desk:
    """Enter code tables, the desk of the proposals, the sessions, the handing-over offices and the deciding meetings."""
    desk = Desk(office, people, acts, committee=office.committees[1])
    with acts.as_seed():
        for table, items in (
            ("proposal_category", CATEGORIES), ("proposal_refusal", REFUSALS), ("answer_class", CLASSES),
        ):  # fmt: skip
            desk.codes[table] = {
                code: put(CodeItem, office, table_name=table, code=code, label=label, rank=rank).id
                for rank, (code, label) in enumerate(items, 1)
            }
        put(WorkingArea, office, name="提案归口", record_kind="proposal", committee_id=desk.committee)
        desk.offices = [
            row.id for row in rows_where("department", "id", where={"handing_over_office": True})
        ] or [
            put(Department, office, name=name.replace("邻水", "清溪"), short_name=short, kind=kind,
                handing_over_office=True, rank=rank).id
            for rank, (name, short, kind) in enumerate(HANDING_OVER, 101)
        ]  # fmt: skip
        _sessions(desk)
        for key, day, subject in (
            ("last_year", date(2019, 1, 9), "审定四次会议提案立案意见"),
            ("plenary", date(2020, 1, 6), "审定五次会议提案立案意见"),
            ("between", date(2020, 6, 10), "审定平时提案立案意见（第一批）"),
            ("august", date(2020, 9, 2), "审定平时提案立案意见（第二批）"),
        ):
            desk.decisions[key] = _decided(
                desk, "special_committee", "提案委员会会议", day, subject, committee_id=desk.committee
            )
        desk.decisions["key"] = _decided(
            desk, "chairpersons", "主席会议（提案专题）", KEY_NAMED, "确定 2020 年重点提案和督办方案"
        )
        desk.decisions["excellent"] = _decided(
            desk, "standing_committee", "常委会会议（提案专题）", date(2020, 7, 22), "表扬优秀提案"
        )
        session = db.session.get_one(PlenarySession, desk.sessions[5])
        session.supervision_plan = "政协第十届委员会第五次会议重点提案督办方案"
        session.supervision_document, session.supervision_decision_id = PLAN_ADOPTED, desk.decisions["key"]
    return desk


def _sessions(desk: Desk) -> None:
    """Enter the fourth and the fifth session, unless they stand there already."""
    office = desk.office
    there = {
        row.number: row.id
        for row in rows_where("plenary_session", "id", "number", where={"term_id": office.term_id})
    }
    sat = {row.number: row.id for row in rows_where("meeting", "id", "number", where={"kind": "plenary"})}
    for number, opens, closes, last in (
        (4, date(2019, 1, 7), date(2019, 1, 9), datetime(2019, 1, 7, 10, 0, tzinfo=UTC)),
        (5, OPENS, date(2020, 1, 6), LAST_MINUTE),
    ):
        if number in there:
            desk.sessions[number] = there[number]
            continue
        values = {"number": number, "term_id": office.term_id, "opens_on": opens, "closes_on": closes}
        window = {"proposals_from": last - timedelta(91), "proposals_until": last}
        scoring = {"scoring_from": date(opens.year - 1, 12, 1), "scoring_until": date(opens.year, 11, 30)}
        session = put(
            PlenarySession, office, meeting_id=sat.get(number), **values, **window, **scoring, note=NOTE
        )
        settle(session, "archived" if number == 4 else "handling")
        desk.sessions[number] = session.id


def _decided(desk: Desk, kind: str, name: str, day: date, subject: str, **values: Any) -> int:
    begins = datetime(day.year, day.month, day.day, 1, 0, tzinfo=UTC)
    meeting = put(
        Meeting, desk.office, kind=kind, name=f"{day.year} 年 {day.month} 月{name}", starts_at=begins, place="县政协会议室",
        **values, note=NOTE,
    )  # fmt: skip
    settle(meeting, "held")
    said: dict[str, Any] = {
        "item_number": 1,
        "subject": subject,
        "content": "会议同意。",
        "outcome": "decided",
    }
    return int(put(MeetingDecision, desk.office, meeting_id=meeting.id, **said, note=NOTE).id)


def hand_in(desk: Desk, line: Line) -> None:
    """Enter a proposal of the table with its signers and suggested unit, and submit it."""
    units = desk.office.departments
    with desk.acts.as_seed():
        row = put(Proposal, desk.office, **_text(line), **_proposer(desk, line), note=NOTE)
        desk.cases[line.title] = row.id
        if line.lead:
            put(ProposalSuggestedUnit, desk.office, proposal_id=row.id, department_id=units[line.lead])
        if line.kind == "joint":
            _countersign(desk, row, line)
        take_step(Proposal, row.id, "submit")


def _text(line: Line) -> dict[str, Any]:
    """Return what a proposal says, in the words that such papers use."""
    matter = line.title.removeprefix("关于").removesuffix("的建议")
    return {
        "name": line.title,
        "handed_in_at": line.handed_in_at,
        "proposer_kind": line.kind,
        "situation": f"围绕{matter}，提案者走访了相关乡镇和部门。目前工作已有一定基础，但覆盖面不够，群众仍有不便。",
        "analysis": "主要原因：一是统筹协调不够，部门之间衔接不畅；二是经费来源单一；三是后续管护责任不清。",
        "advice": f"建议由{line.lead or '有关部门'}牵头：一、摸清底数，列出清单；二、落实经费和责任人；三、按季度公布进展。",
    }


def _proposer(desk: Desk, line: Line) -> dict[str, Any]:
    office = desk.office
    if line.kind in ("party", "peoples_organization"):
        return {"body_name": line.who, "contact": "办公室，县城解放街", "sealed": True}
    if line.kind == "committee":
        return {"committee_id": office.committees[int(line.who)], "sealed": True}
    if line.kind == "sector":
        sector = office.sectors[int(line.who)]
        return {"sector_id": sector, "seat_id": _convener(sector)}
    if line.kind == "group":
        group = rows_where("member_group", "id", where={})[int(line.who)].id
        seat = desk.people.seats[110]
        put(SeatAssignment, office, seat_id=seat, kind="group", member_group_id=group, post="leader", valid_from=date(2016, 12, 1),
            decided_at_id=office.standing_decision, document_number="政协发〔2016〕23号", note=NOTE)  # fmt: skip
        return {"member_group_id": group, "seat_id": seat}
    return {"seat_id": desk.seat(line.who)}


def _convener(sector: int) -> int:
    """Return the seat of a sector's convener: the second of its members, named here."""
    statement = select(SeatAssignment).where(SeatAssignment.sector_id == sector).order_by(SeatAssignment.id)
    assigned = list(db.session.scalars(statement))[1]
    assigned.post = "convener"
    db.session.flush()
    return assigned.seat_id


def _countersign(desk: Desk, row: Any, line: Line) -> None:
    """Send a joint proposal round: all sign, but of three the second declines and the third does not answer in time."""
    row.countersign_until = line.day
    made = [
        put(
            ProposalSigner,
            desk.office,
            proposal_id=row.id,
            rank=rank,
            seat_id=desk.people.seats[number],
            note=NOTE,
        ).id
        for rank, number in enumerate(line.signers, 1)
    ]
    take_step(Proposal, row.id, "ask_countersign")
    for place, number in enumerate(made):
        if len(made) < 3 or place == 0:
            take_step(ProposalSigner, number, "sign", signed_on=line.day - timedelta(1))
        elif place == 1:
            take_step(ProposalSigner, number, "decline", opinion="已就同一事项单独提出提案。")


def look(desk: Desk, lines: Iterable[Line]) -> None:
    """Let the desk look at the proposals twice, as far as each has come."""
    with desk.as_("clerk"):
        for line in lines:
            if line.fate in ("submitted", "recalled"):
                continue
            number = desk.cases[line.title]
            seen: dict[str, Any] = {
                "category_id": desk.codes["proposal_category"][line.category],
                "first_opinion": "一事一案，内容齐全，未发现重复。",
            }
            take_step(Proposal, number, "first_look", **seen)
            if line.fate != "first_looked":
                said: dict[str, Any] = {
                    "proposed": _PROPOSED.get(line.fate, "accept"),
                    "second_opinion": "同意初审意见。",
                }
                take_step(Proposal, number, "second_look", **said)


_PROPOSED = {
    "merged": "merge",
    "refused": "not_accept",
    "opinion-report": "turn_into_opinion",
    "referred": "refer",
}
_WHY = {
    "private": "所提事项属个人纠纷，请通过人民调解或司法途径解决。",
    "advertising": "提案不得推介具体产品，产业扶持方面的意见欢迎另行提出。",
    "litigation": "案件正在诉讼中，政协不能受理，请依法定程序提出。",
    "empty": "内容涉及面过宽，没有具体建议，请就其中一事补充后再提。",
}
_UNDECIDED = ("submitted", "first_looked", "second_looked", "recalled")


def decide(desk: Desk, lines: list[Line], session: int, decision: str) -> None:
    """Let the committee decide over a book at its meeting, and number what was accepted in one act."""
    basis = desk.decisions[decision]
    with desk.as_("committee2"):
        for line in lines:
            number = desk.cases[line.title]
            if line.fate not in (*_UNDECIDED, *_PROPOSED):
                _units(desk, number, line)
                take_step(Proposal, number, "accept", decision_id=basis)
        for line in lines:
            _set_aside(desk, line, basis)
        waiting = [row.id for row in waiting_for_number(desk.sessions[session])]
        if waiting:
            number_all(desk.sessions[session], waiting)
    for line in lines:
        if line.fate == "recalled":
            with desk.acts.as_seed():
                why = "活动经费已另有安排，撤回提案。"
                take_step(Proposal, desk.cases[line.title], "withdraw", outcome_reason=why)


def _units(desk: Desk, number: int, line: Line) -> None:
    """Decide on the units of a case."""
    units = desk.office.departments
    if line.lead:
        case = db.session.get_one(Proposal, number)
        case.lead_department_id = units[line.lead]
        db.session.flush()
    for cls, named in ((ProposalJointUnit, line.joint), (ProposalSeparateUnit, line.separate)):
        for unit in named:
            put(cls, desk.office, proposal_id=number, department_id=units[unit])


def _set_aside(desk: Desk, line: Line, basis: int) -> None:
    """Decide what does not become a case of its own, and tell the proposer why."""
    number = desk.cases[line.title]
    if line.fate == "merged":
        take_step(Proposal, number, "merge", decision_id=basis, merged_into_id=desk.cases[line.words[0]])
    elif line.fate == "refused":
        reason = desk.codes["proposal_refusal"][line.words[0]]
        take_step(
            Proposal,
            number,
            "not_accept",
            decision_id=basis,
            refusal_id=reason,
            outcome_reason=_WHY[line.words[0]],
        )
    elif line.fate == "referred":
        take_step(
            Proposal,
            number,
            "refer",
            decision_id=basis,
            lead_department_id=desk.office.departments[line.lead],
        )
    elif line.fate == "opinion-report":
        take_step(Proposal, number, "turn_into_opinion", decision_id=basis, consented_on=date(2020, 1, 6))
        _into_report(desk, number)


def _into_report(desk: Desk, number: int) -> None:
    case = db.session.get_one(Proposal, number)
    report = put(
        OpinionReport, desk.office, subject=case.name, situation=case.situation, advice=case.advice, member_id=case.member_id,
        reported_on=date(2020, 1, 7), note=NOTE,
    )  # fmt: skip
    turn(current_actor(), case, report)


def being_written(desk: Desk) -> None:
    """Let the members with an account write: a draft, one being countersigned, one that came back for completion."""
    mine, other, third = (desk.people.seats[number] for number in (45, 46, 47))
    with desk.acts.as_("member"):
        draft = {"name": "关于设置乡村公交候车亭的建议", "situation": "部分村口无候车亭，雨天候车不便。"}
        put(Proposal, desk.office, seat_id=mine, **draft, note=NOTE)
        joint = {
            "name": "关于整治乡镇场镇占道经营的建议",
            "situation": "赶场日占道经营，车辆通行困难。",
            "advice": "划定临时摊位，错时经营。",
        }
        row = put(Proposal, desk.office, seat_id=mine, proposer_kind="joint", **joint, note=NOTE)
        for rank, seat in enumerate((other, third), 1):
            put(ProposalSigner, desk.office, proposal_id=row.id, rank=rank, seat_id=seat, note=NOTE)
        take_step(Proposal, row.id, "ask_countersign")
        listed = put(
            Proposal,
            desk.office,
            seat_id=mine,
            proposer_kind="joint",
            name="关于保护古树名木的建议",
            note=NOTE,
        )
        put(ProposalSigner, desk.office, proposal_id=listed.id, seat_id=other, note=NOTE)
        back = {
            "name": "关于建设城区口袋公园的建议",
            "situation": "城区公园绿地分布不均。",
            "analysis": "规划留白不足。",
            "advice": "增加口袋公园。",
        }
        returned = put(Proposal, desk.office, seat_id=mine, **back, note=NOTE).id
        take_step(Proposal, returned, "submit")
    with desk.acts.as_("teller2"):
        asked = rows_where("proposal_signer", "id", where={"proposal_id": row.id, "seat_id": third})[0].id
        take_step(ProposalSigner, asked, "sign", signed_on=date(2020, 9, 22), opinion="同意联名。")
    with desk.as_("clerk"):
        why = "请补充拟选点位和用地情况，便于确定承办单位。"
        take_step(Proposal, returned, "return", outcome_reason=why)
