"""Conveyed documents, the meetings that heard them, speeches at the plenary session, and the consultation plans of other years."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from models.base import db
from models.learning.conveyed_document import ConveyedDocument
from models.learning.study_attendance import StudyAttendance
from models.learning.study_meeting import StudyMeeting, StudyMeetingDocument
from models.lookups import rows_where
from models.office.annual_plan import AnnualPlan
from models.office.annual_plan_item import AnnualPlanItem
from models.office.speech import Speech
from panel.demo.acts import Acts, take_step
from panel.demo.names import invented_names
from panel.demo.office import NOTE, Office, add_meeting, put, put_all, settle
from panel.demo.people import People

OWN = 45
"""The place, in the list of people, of the member who has an account."""
DOCUMENTS: tuple[tuple[str, str, str | None, str, date, str | None], ...] = (
    ("中央政协工作会议暨庆祝人民政协成立 70 周年大会精神", "中央政协工作会议", None, "national", date(2019, 9, 20), None),
    ("关于加强新时代市县政协党的建设的意见（学习提纲）", "中共四川省委", "川委发〔2018〕26号", "province", date(2018, 11, 9), ",party_group,standing_committee,special_committee,"),
    ("机构改革工作部署", "中共邻水县委", "邻委发〔2019〕4号", "county", date(2019, 2, 25), ",chairpersons,office,"),
    ("乡村振兴战略规划学习材料", "广安市政协", None, "city", date(2018, 10, 8), ",standing_committee,member_group,"),
    ("基层协商工作指引（试行）", "四川省政协", "川协办〔2019〕17号", "province", date(2019, 8, 30), ",member_group,special_committee,office,"),
)  # fmt: skip
"""Title, issuing body, document number, level, date, and who is to hear it (nobody named: all bodies).

One document was conveyed since September 2019, in four kinds of meeting; the others are of the years before.
"""
MEETINGS: tuple[tuple[str, str, date, str, int | None], ...] = (
    ("party_group", "党组理论学习中心组学习会", date(2019, 9, 26), "archived", 0),
    ("standing_committee", "常务委员会会议传达学习", date(2019, 10, 17), "archived", 0),
    ("symposium", "庆祝人民政协成立 70 周年座谈会", date(2019, 9, 28), "archived", 0),
    ("party_group", "党组理论学习中心组专题学习民法典", date(2020, 6, 12), "recorded", None),
    ("standing_committee", "常务委员会会议专题学习“十四五”规划编制要求", date(2020, 7, 23), "recorded", None),
    ("party_group", "党组学习市县政协党的建设意见", date(2018, 12, 13), "archived", 1),
    ("special_committee", "专委会学习市县政协党的建设意见", date(2018, 12, 20), "archived", 1),
    ("standing_committee", "常务委员会会议学习乡村振兴规划", date(2018, 10, 30), "archived", 3),
    ("chairpersons", "主席会议学习机构改革部署", date(2019, 2, 26), "archived", 2), ("office", "机关学习机构改革部署", date(2019, 2, 28), "recorded", 2),
    ("office", "机关学习基层协商指引", date(2019, 9, 12), "recorded", 4), ("special_committee", "专委会学习基层协商指引", date(2020, 9, 29), "planned", 4),
)  # fmt: skip
"""Kind, theme, day, how far, and which document was conveyed; the groups of members meet besides."""
GROUPS_HEARD = 9
"""So many of the groups have heard the first document, the last of them just now; who has not is a list of the panel."""
SPEECHES = (
    ("做强柑橘产业 助力乡村振兴", "delivered", "oral", 3), ("加快川渝毗邻地区融合发展", "delivered", "oral", 8), ("完善基层公共卫生体系", "delivered", "written", 19),
    ("让职业教育对接园区需求", "delivered", "written", 26), ("擦亮小微协商品牌", "chosen", "written", 33), ("关注农村留守老人", "not_chosen", "written", 51),
    ("保护传统村落", "returned", "written", 57), ("推进垃圾分类进村", "submitted", "written", 66),
)  # fmt: skip
"""Title, how far, form, and the speaker's place in the list."""
SESSION = "第十届委员会第五次全体会议"
SESSION_OPENS = datetime(2020, 5, 11, 1, 0, tzinfo=UTC)
PLAN_ITEMS: tuple[tuple[str, str, str | None], ...] = (
    ("“十四五”规划实施", "topic", "broad"), ("城市更新与停车设施", "topic", "key"), ("农村饮水管护", "topic", "topical"), ("职业教育产教融合", "topic", "counterpart"),
    ("乡村振兴示范片建设", "study", None), ("民生实事民主评议", "evaluation", None),
)  # fmt: skip


PLANS = (
    (2015, "returned"),
    (2016, "chairpersons"),
    (2017, "party_group"),
    (2018, "agreed"),
    (2019, "issued"),
)
"""Plans of the years before, entered from paper afterwards as far as the signed sheets were found."""


def add_studying(office: Office, people: People, acts: Acts) -> None:
    """Enter documents, study meetings, speeches and plans."""
    with acts.as_seed():
        documents = [
            put(ConveyedDocument, office, name=name, issuing_body=body, document_number=number, level=level, issued_on=day,
                audiences=audiences, note=NOTE).id
            for name, body, number, level, day, audiences in DOCUMENTS
        ]  # fmt: skip
        _meetings(office, people, documents)
        session = _speeches(office, people)
        for year, state in PLANS:
            _plan(office, year, state)
    _by_hand(office, people, acts, session)


def _meetings(office: Office, people: People, documents: list[int]) -> None:
    names = invented_names(70)
    plans: list[tuple[str, str, date, str, int | None, dict[str, int]]] = [
        (*planned, {"committee_id": office.committees[0]} if planned[0] == "special_committee" else {})
        for planned in MEETINGS
    ]
    groups = rows_where("member_group", "id", "name", where={"kind": "town_liaison"})
    for place, group in enumerate(groups[:GROUPS_HEARD]):
        name, last = f"{group.name}传达学习会"[:80], place == GROUPS_HEARD - 1
        day = date(2020, 9, 18) if last else date(2019, 10, 21 + place)
        state = "held" if last else "archived" if place < 6 else "recorded"
        plans.append(("member_group", name, day, state, 0, {"member_group_id": group.id}))
    for place, (kind, name, day, state, document, body) in enumerate(plans):
        more: dict[str, Any] = {}
        if kind == "party_group" and document == 0:
            more = {"outcome": "关于学习贯彻中央政协工作会议精神的实施意见", "outcome_document": "邻协党组〔2019〕12号",
                    "follow_up": "各专委会、委员小组传达学习。", "follow_up_due_on": date(2019, 10, 31),
                    "follow_up_done_on": date(2019, 10, 30)}  # fmt: skip
        row = put(
            StudyMeeting, office, name=name, kind=kind, held_on=day, place="县政协会议室", host="主席" if kind != "member_group" else "小组召集人",
            content="传达学习，交流讨论。", **body, **more, note=NOTE,
        )  # fmt: skip
        if document is not None:
            put(
                StudyMeetingDocument,
                office,
                study_meeting_id=row.id,
                document_id=documents[document],
                note=NOTE,
            )
        if state == "planned":
            continue
        settle(row, "held")
        people_there = _attendances(people, kind, place, names)
        put_all(office, StudyAttendance, ({"study_meeting_id": row.id, **who} for who in people_there))
        if state != "held":
            settle(row, state)


def _attendances(people: People, kind: str, place: int, names: Any) -> list[dict[str, Any]]:
    """Return who was there: leaders, members or staff as the kind of the meeting is, and at the symposium guests."""
    if kind == "office":
        return [{"staff_id": number} for number in people.staff[:8]]
    there: list[dict[str, Any]] = []
    if kind == "member_group":
        seats = people.seats[60 + 4 * place : 64 + 4 * place]
        there = [{"seat_id": seat, "spoke": number == 0} for number, seat in enumerate(seats)]
    elif kind in ("standing_committee", "symposium"):
        there = [{"seat_id": seat, "spoke": number < 3} for number, seat in enumerate(people.seats[:14])]
    else:
        there = [{"seat_id": seat} for seat in people.seats[:6]]
    there[-1] = {"seat_id": there[-1]["seat_id"], "attendance": "leave"}
    if kind == "symposium":
        bodies = ("广安市政协委员", "四川省政协委员", "民革邻水县支部", "民盟邻水县支部", "县工商联")
        there += [{"guest_name": next(names), "guest_body": body, "spoke": True} for body in bodies]
    return there


def _speeches(office: Office, people: People) -> int:
    """Enter the speeches of the session; return its meeting."""
    there = rows_where("meeting", "id", where={"kind": "plenary", "name": SESSION})
    session = int(there[0].id) if there else add_meeting(office, "plenary", SESSION, 5, SESSION_OPENS)
    for place, (name, state, form, speaker) in enumerate(SPEECHES):
        more: dict[str, Any] = {"place_in_order": place + 1} if form == "oral" else {}
        if state == "delivered":
            more["delivered_on"] = SESSION_OPENS.date()
        put(Speech, office, meeting_id=session, name=name, form=form, seat_id=people.seats[speaker], topic="经济社会发展", content=f"{name}，提三点建议。",
            state=state, **more, note=NOTE)  # fmt: skip
    put(Speech, office, meeting_id=session, name="以党派之力服务脱贫攻坚", form="oral", on_behalf_of="民革邻水县支部", topic="脱贫攻坚", place_in_order=3,
        content="代表支部发言。", delivered_on=SESSION_OPENS.date(), state="delivered", note=NOTE)  # fmt: skip
    return session


def _plan(office: Office, year: int, state: str) -> AnnualPlan:
    """Enter the consultation plan of a year with its items, as far as it has come."""
    drafted = date(year - 1, 12, 18) if year <= 2020 else date(2020, 9, 21)
    row: AnnualPlan = put(
        AnnualPlan, office, year=year, name=f"县政协 {year} 年度协商计划{'（补录）' if year < 2019 else ''}", pattern="1+2+4+X", term_id=office.term_id,
        drafted_on=drafted, note=NOTE,
    )  # fmt: skip
    put_all(
        office, AnnualPlanItem,
        ({"annual_plan_id": row.id, "number": number, "name": name, "kind": kind, "form": form,
          "committee_id": office.committees[number % 5]} for number, (name, kind, form) in enumerate(PLAN_ITEMS, 1)),
    )  # fmt: skip
    agreed = {"agreed_document": f"邻委办函〔{year}〕2号", "agreed_on": date(year, 1, 9)}
    if state == "issued":
        settle(row, state, document_number=f"邻委办〔{year}〕4号", issued_on=date(year, 1, 15), **agreed)
    elif state == "agreed":
        settle(row, state, **agreed)
    elif state != "drafted":
        settle(row, state)
    return row


def _by_hand(office: Office, people: People, acts: Acts, session: int) -> None:
    """Let the desk hand in the plan of next year and draft another, and the member with an account write two speeches."""
    with acts.as_("clerk"):
        take_step(AnnualPlan, _plan(office, 2021, "drafted").id, "submit")
        _plan(office, 2022, "drafted")
    with acts.as_("member"):
        rows = [
            Speech(
                meeting_id=session,
                name=name,
                seat_id=people.seats[OWN],
                form="written",
                content=f"{name}，提三点建议。",
                note=NOTE,
            )
            for name in ("推进社区养老服务", "用好小微协商平台")
        ]
        db.session.add_all(rows)
        db.session.flush()
        take_step(Speech, rows[0].id, "submit")
