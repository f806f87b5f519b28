"""The county's topics: the culvert, the firms' cases of the epidemic, the four formal pairings, and small ones in every state."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from models.base import db
from models.consultation.assigned_matter import AssignedMatter
from models.consultation.consultation import PAIRINGS, Consultation
from models.consultation.topic import TopicTag
from models.lookups import rows_where
from models.office.annual_plan import AnnualPlan
from models.office.annual_plan_item import AnnualPlanItem
from models.office.code_item import CodeItem
from models.office.meeting import Meeting
from models.opinions.opinion_report import OpinionReport
from models.outreach.resident_request import ResidentRequest
from models.outreach.visit import Visit
from models.outreach.visit_member import VisitMember
from panel.demo.names import invented_names
from panel.demo.office import NOTE, Office, code_of, link, put, put_all, settle, worded
from panel.demo.people import People
from panel.demo.platforms import Places
from panel.demo.topic_steps import (
    Case,
    close,
    enter_matter,
    enter_topic,
    hand_over,
    hold,
    rate,
    report_progress,
)

TAGS = (("goods", "防护物资"), ("finance", "融资"), ("logistics", "物流运输"), ("labour", "用工"))
"""What firms were helped with in the epidemic."""
PLAN_YEAR = 2020
PROJECT = "柑子镇桅子村断石桥地质灾害治理"
"""The livelihood project of the year that the culvert became."""

SMALL = (
    ("村道会车点增设", "香山村", "residents", "collected", 640, "县交通运输局"),
    ("广场舞音量管理", "东街社区", "online", "collected", None, "县文化广播电视和旅游局"),
    ("老旧小区加装晾衣架", "古邻社区", "residents", "screened", 210, "县住房和城乡建设局"),
    ("村小学接送车停靠", "谭家坝村", "member", "approved", 180, "县教科体局"),
    ("果园灌溉用水调度", "团结村", "town", "surveyed", 420, "县水务局"),
    ("农贸市场早市占道", "东街社区", "sector", "consulted", 900, "县商务局"),
    ("院坝污水沟清淤", "龙安村", "residents", "opinion_formed", 260, "县生态环境局"),
    ("场镇公厕改造", "玉峡村", "town", "handed_over", 1100, "县住房和城乡建设局"),
    ("村卫生室药品配送", "毛坪村", "member", "handling", 530, "县卫生健康局"),
    ("留守老人助餐点选址", "新桥村", "residents", "answered", 95, "县民政局"),
    ("公交末班车延时", "永安村", "online", "rated", 700, "县交通运输局"),
    ("垃圾收集点迁移", "幺滩村", "residents", "closed", 330, "县生态环境局"),
    ("村道路灯维修", "太平村", "residents", "closed", 480, "县住房和城乡建设局"),
    ("路灯报修", "太平村", "online", "merged", None, "县住房和城乡建设局"),
    ("乡镇自来水价格", "文昌村", "residents", "ended", 800, "县水务局"),
    ("院坝晒场划分", "桅子村", "residents", "collected", 120, "县农业农村局"),
    ("灌溉渠分水轮次", "桅子村", "residents", "handed_over", None, "县水务局"),
)  # fmt: skip
UNCOUNTED = ("collected", "screened", "merged", "ended")
"""States before the approval and beside the way: only there does a number of people stand, so that the year's sum is the culvert's."""
FIRMS = (
    ("防护口罩额温枪采购", "goods", "closed", date(2020, 2, 12), "县商务局"),
    ("小微企业贷款展期", "finance", "closed", date(2020, 2, 19), "县税务局"),
    ("原料运输车辆通行", "logistics", "rated", date(2020, 2, 24), "县交通运输局"),
    ("返岗员工包车接送", "labour", "answered", date(2020, 3, 5), "县人力资源社会保障局"),
)
FORMAL: tuple[tuple[str, str, str, date, str, bool], ...] = (
    ("“十四五”规划重点民生工程", "broad", "closed", date(2020, 1, 6), "县自然资源和规划局", False),
    ("职业教育中心建设", "key", "handling", date(2020, 4, 16), "县教科体局", True),
    ("乡村振兴示范片建设", "key", "reported", date(2020, 7, 23), "县农业农村局", False),
    ("乡镇区划调整“后半篇”文章", "topical", "closed", date(2020, 5, 18), "县民政局", True),
    ("疾病预防控制能力建设", "topical", "handling", date(2020, 7, 18), "县卫生健康局", True),
    ("县城停车设施建设", "topical", "handed_over", date(2020, 8, 18), "县住房和城乡建设局", False),
    ("农村饮水管护", "topical", "consulted", date(2020, 9, 18), "县水务局", False),
    ("房地产市场监管", "counterpart", "reported", date(2020, 8, 13), "县住房和城乡建设局", True),
    ("职业教育产教融合", "counterpart", "answered", date(2020, 5, 21), "县教科体局", False),
    ("柑橘产业品牌建设", "counterpart", "approved", date(2020, 10, 22), "县农业农村局", False),
)  # fmt: skip
"""Subject, form, how far, day of its meeting, unit, and whether that unit came of its own accord: 1 + 2 + 4 + X."""


def add_topics(office: Office, people: People, places: Places) -> None:
    """Enter the topics of the year with their consultations, matters and ratings."""
    names = invented_names(1907)
    main = 0
    for number, (subject, village, source, state, affected, unit) in enumerate(SMALL):
        day = date(2019, 12, 3) + timedelta(14 * number)
        values: dict[str, Any] = {
            "platform_id": places.room(village),
            "place_id": places.villages[village],
            "source": source,
        }
        if source == "member":
            values["seat_id"] = people.seats[30 + number]
        if source == "sector":
            values["sector_id"] = office.sectors[number]
        if affected is not None and state in UNCOUNTED:
            values |= {"people_affected": affected, "people_wording": f"{affected // 10 * 10} 余人"}
        elif affected is not None:
            values |= {"people_wording": "周边群众，人数未统计"}
        topic = enter_topic(office, subject, day, **values)
        case = Case(office, people, topic, state, day)
        _small(case, unit, next(names))
        if subject == "村道路灯维修":
            main = topic.id
        if state == "merged":
            settle(topic, state, merged_into_id=main)
        elif state == "ended":
            withdrawn = enter_matter(office, topic, unit, day + timedelta(60))
            settle(withdrawn, "withdrawn", handed_on=day + timedelta(30))
            enter_matter(office, topic, "县生态环境局", day + timedelta(60), dropped=True)
            settle(topic, state)
        elif state == "opinion_formed":
            enter_matter(office, topic, unit, date(2020, 12, 20))
        _to_come(office, topic, state)
    _firms(office, people, places)
    _formal(office, people)
    _culvert(office, people, places, next(names))
    _turned(office, places)


def _small(case: Case, unit: str, villager: str) -> None:
    """Take a small topic as far as its state."""
    topic, day = case.topic, case.started
    if case.reached("screened"):
        settle(topic, "screened")
    if case.reached("approved"):
        settle(topic, "approved", consent_by="镇党委", consent_on=day + timedelta(7))
    if case.reached("surveyed"):
        settle(topic, "surveyed", surveyed_on=day + timedelta(12), survey="实地查看，走访群众。")
    held = None
    if case.reached("consulted"):
        held = hold(case, day + timedelta(20), villager)
        settle(topic, "consulted")
    if case.reached("opinion_formed"):
        settle(
            topic, "opinion_formed", opinion="各方同意由承办单位牵头实施。", opinion_on=day + timedelta(23)
        )
    if held is not None and case.reached("handed_over"):
        hand_over(case, unit, day + timedelta(28))
        rate(case, held)


SITTINGS = {
    "approved": ("planned", datetime(2020, 10, 15, 1, 30, tzinfo=UTC)),
    "surveyed": ("announced", datetime(2020, 9, 29, 1, 30, tzinfo=UTC)),
    "consulted": ("held", datetime(2020, 9, 21, 1, 30, tzinfo=UTC)),
}
"""State of a topic -> a further sitting about it that is not minuted yet, and when."""


def _to_come(office: Office, topic: Any, state: str) -> None:
    """Enter the sitting that lies ahead of a topic or was held just now, and for one of them the sitting that was cancelled."""
    if state not in SITTINGS:
        return
    stands, begins = SITTINGS[state]
    values = {"topic_id": topic.id, "place": "协商议事室", "host": "召集人", "agenda": "情况通报、协商"}
    sitting = put(
        Consultation, office, name=f"{topic.subject}再次协商会", starts_at=begins, **values, note=NOTE
    )
    if stands != "planned":
        settle(sitting, stands, notice_on=date(2020, 9, 7))
    if state == "approved":
        off = put(Consultation, office, name=f"{topic.subject}协商会", starts_at=datetime(2020, 8, 12, 1, 30, tzinfo=UTC),
                  **values, note=NOTE)  # fmt: skip
        settle(off, "cancelled")


def _firms(office: Office, people: People, places: Places) -> None:
    """Enter what firms were helped with in the epidemic, each under its tag."""
    room = places.platforms["县商事协商议事室"]
    tags = {
        code: put(CodeItem, office, table_name="topic_tag", code=code, label=label, rank=rank).id
        for rank, (code, label) in enumerate(TAGS, 1)
    }
    for subject, tag, state, day, unit in FIRMS:
        topic = enter_topic(
            office,
            subject,
            day,
            platform_id=room,
            source="sector",
            sector_id=office.sectors[8],
            raised_by="县工商联会员企业",
        )
        put(TopicTag, office, topic_id=topic.id, tag_id=tags[tag], note=NOTE)
        _small(Case(office, people, topic, state, day), unit, "企业代表")


def _formal(office: Office, people: People) -> None:
    """Enter the formal topics of the year in the four pairings, on the annual plan."""
    plan = _plan(office)
    items = put_all(office, AnnualPlanItem, (
        {"annual_plan_id": plan, "number": 100 + number, "name": subject, "kind": "topic", "form": form,
         "leader_id": people.seats[number % 6], "committee_id": office.committees[number % 5]}
        for number, (subject, form, *_rest) in enumerate(FORMAL, 1)
    ))  # fmt: skip
    _issue(plan)
    for item, (subject, form, state, meets, unit, came) in zip(items, FORMAL, strict=True):
        collected = min(meets - timedelta(24), date(2020, 9, 1))
        topic = enter_topic(
            office, subject, collected, level="formal", form=form, source="department" if came else "county_committee",
            raised_by=unit if came else None, plan_item_id=item.id, leader_id=item.leader_id,
            committee_id=item.committee_id,
        )  # fmt: skip
        asked: dict[str, Any] = {"asked_by": "department", "asking_department_id": office.departments[unit]}
        asked = asked if came else {"asked_by": "county_committee"}
        _through_the_plan(Case(office, people, topic, state, collected), form, meets, unit, asked)


def _through_the_plan(case: Case, form: str, meets: date, unit: str, asked: dict[str, Any]) -> None:
    """Take a formal topic as far as its state: to its meeting, upward, and by instruction to a unit."""
    office, topic = case.office, case.topic
    settle(topic, "screened")
    settle(topic, "approved", decision_id=office.chairpersons_decisions[0])
    if not case.reached("surveyed"):
        return
    settle(topic, "surveyed", surveyed_on=meets - timedelta(14), survey="调研组赴有关单位、乡镇调研。")
    hold(case, meets, "特邀专家", meeting_id=_meeting(case, form, meets), **asked)
    settle(topic, "consulted")
    if not case.reached("opinion_formed"):
        return
    settle(topic, "opinion_formed", opinion="形成协商报告。", opinion_on=meets + timedelta(4))
    if not case.reached("reported"):
        return
    settle(
        topic,
        "reported",
        reported_document=f"邻协〔2020〕{20 + topic.id}号",
        reported_on=meets + timedelta(8),
    )
    if not case.reached("handed_over"):
        return
    words = {
        "instructed_by": "县委书记",
        "instructed_on": meets + timedelta(14),
        "instruction": "请有关单位认真研究办理。",
    }
    for name, value in words.items():
        setattr(topic, name, value)
    hand_over(case, unit, meets + timedelta(16))
    if case.reached("closed"):
        close(topic)


def _meeting(case: Case, form: str, day: date) -> int:
    """Return the meeting of the form's kind on the day, entered here unless it stands there already."""
    kind = PAIRINGS[form]
    for row in rows_where("meeting", "id", "fact_date", where={"kind": kind}):
        if row.fact_date == day or (kind == "plenary" and day - row.fact_date == timedelta(1)):
            return int(row.id)
    meeting = put(
        Meeting, case.office, kind=kind, name=f"{case.topic.subject}协商会议"[:80], place="县政协会议室",
        starts_at=datetime(day.year, day.month, day.day, 1, 0, tzinfo=UTC), note=NOTE,
        committee_id=case.topic.committee_id if form == "counterpart" else None,
    )  # fmt: skip
    settle(meeting, "held")
    return int(meeting.id)


def _plan(office: Office) -> int:
    """Return the plan of the year, entered here unless it stands there already."""
    there = rows_where("annual_plan", "id", where={"year": PLAN_YEAR})
    if there:
        return int(there[0].id)
    values = {"year": PLAN_YEAR, "name": f"县政协 {PLAN_YEAR} 年度协商计划", "pattern": "1+2+4+X"}
    return int(
        put(AnnualPlan, office, **values, term_id=office.term_id, drafted_on=date(2019, 12, 20), note=NOTE).id
    )


def _issue(plan: int) -> None:
    row = db.session.get_one(AnnualPlan, plan)
    if row.state != "issued":
        agreed = {"agreed_document": "邻委办函〔2020〕3号", "agreed_on": date(2020, 1, 8)}
        issued = {"document_number": "邻委办〔2020〕5号", "issued_on": date(2020, 1, 13)}
        settle(row, "issued", **agreed, **issued)


def _culvert(office: Office, people: People, places: Places, villager: str) -> None:
    """Enter the culvert of the former Duanshiqiao village: asked for at a visit, consulted, under way, about to be solved."""
    village, day = places.villages["桅子村"], date(2020, 3, 12)
    visit = put(
        Visit, office, name="柑子镇桅子村走访", kind_id=code_of(office, "visit_kind", "village", "进村入户"), visited_on=day, place_id=village, households=12,
        committee_id=office.committees[0], contents=",opinions,disputes,", activities="走访农户，收集民意", note=NOTE,
    )  # fmt: skip
    put(VisitMember, office, visit_id=visit.id, seat_id=people.seats[45], note=NOTE)
    settle(visit, "held")
    subject = "断石桥涵洞地质灾害隐患治理"
    situation = "柑子镇桅子村断石桥村（已并入）附近涵洞垮塌一年有余，雨季积水，村民出行和农田灌溉受阻。"
    asked = {
        "name": subject,
        "situation": situation,
        "place_id": village,
        "people_affected": 2974,
        "wording": "近3000人",
    }
    request = put(
        ResidentRequest, office, visit_id=visit.id, **asked, wish="尽快治理，恢复通行", note=worded("近3000")
    )
    topic = enter_topic(
        office, subject, day + timedelta(1), platform_id=places.room("桅子村"), place_id=village, situation=situation,
        people_affected=2974, people_wording="近3000人", place="断石桥", note=worded("近3000"),
    )  # fmt: skip
    settle(request, "passed_on")
    link(office, request, "topic", topic.id)
    for project in rows_where("livelihood_project", "id", where={"name": PROJECT}):
        link(office, topic, "livelihood_project", project.id)
    case = Case(office, people, topic, "handling", day + timedelta(1))
    _small(case, "县自然资源和规划局", villager)
    matter = rows_where("assigned_matter", "id", where={"topic_id": topic.id})[0].id
    # The geological survey gave the works their own day; they are under way and not late.
    settle(db.session.get_one(AssignedMatter, matter), "handling", due_on=date(2020, 10, 31))
    for reported, summary in (
        (date(2020, 5, 20), "完成地质勘察和施工设计。"),
        (date(2020, 7, 15), "排危完成，涵洞基础开工。"),
        (date(2020, 9, 18), "涵洞主体完工，正在恢复路面，即将通行。"),
    ):
        report_progress(office, matter, reported, summary, "县自然资源和规划局")


def _turned(office: Office, places: Places) -> None:
    """Enter a topic that went on as an opinion report."""
    day = date(2020, 6, 2)
    topic = enter_topic(office, "沿江步道护栏缺失", day, platform_id=places.room("幺滩村"), source="online")
    values = {
        "subject": topic.subject,
        "situation": topic.situation,
        "source_kind": "non_member",
        "source_name": "幺滩村协商议事室",
    }
    report = put(OpinionReport, office, **values, advice="补齐护栏，设置警示标识", reported_on=day + timedelta(8), state="submitted",
                 note=NOTE)  # fmt: skip
    link(office, topic, "opinion_report", report.id)
    settle(topic, "screened")
    settle(topic, "turned")
