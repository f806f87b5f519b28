"""Visits with what residents asked for, drives for suggestions, exchanges with other committees, and members' contributions."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from models.base import db
from models.lookups import rows_where
from models.office.place import Place
from models.opinions.opinion_report import OpinionReport
from models.outreach.contribution import Contribution
from models.outreach.peer_exchange import PeerExchange
from models.outreach.resident_request import ResidentRequest
from models.outreach.suggestion import Suggestion
from models.outreach.suggestion_drive import SuggestionDrive
from models.outreach.visit import Visit
from models.outreach.visit_member import VisitMember
from panel.demo.acts import Acts, take_step
from panel.demo.office import (
    NOTE,
    Office,
    code_of,
    decide,
    link,
    meeting_of,
    put,
    put_all,
    settle,
    worded,
)
from panel.demo.people import People

OWN = 45
"""The place, in the list of people, of the member who has an account."""
VISITS = (
    ("桅子村", "桅子村三进活动", date(2020, 9, 17), "held", 36, 2), ("香山村", "香山村走访困难群众", date(2019, 12, 24), "archived", 18, 0),
    ("东街社区", "东街社区疫情防控走访", date(2020, 2, 20), "archived", 60, 5), ("龙安村", "龙安村春耕走访", date(2020, 3, 25), "archived", 22, 1),
    ("团结村", "团结村柑橘产业走访", date(2020, 4, 15), "archived", 14, 3), ("玉峡村", "玉峡村饮水安全走访", date(2020, 5, 8), "archived", 25, 0),
    ("古邻社区", "古邻社区养老服务走访", date(2020, 5, 29), "archived", 31, 2), ("毛坪村", "毛坪村脱贫户回访", date(2020, 6, 23), "held", 20, 0),
    ("新桥村", "新桥村汛期安全走访", date(2020, 7, 16), "held", 27, 0), ("永安村", "永安村政策宣讲", date(2020, 8, 13), "held", 40, 1),
    ("文昌村", "文昌村矛盾纠纷调解", date(2020, 9, 3), "held", 6, 0), ("幺滩村", "幺滩村便民服务日", date(2020, 9, 29), "planned", None, None),
    ("太平村", "太平村走访", date(2020, 8, 19), "cancelled", None, None),
)  # fmt: skip
"""Village, name, day, how far, households and firms."""
WHAT = (
    ",hardship,opinions,disputes,services,policy,",
    ",opinions,disputes,",
    ",policy,services,",
    ",opinions,services,",
    ",hardship,policy,",
)
"""What was done at a visit, in turn; at the first one all of it."""
REQUESTS = (
    (0, "老屋旁边坡滑塌", "雨后有泥石滑落，住户担心安全。", "派人查看，设警示", 12, "raised"),
    (0, "村民小组路灯", "三组夜间无照明。", "安装太阳能路灯", 85, "handling"),
    (2, "独居老人买药不便", "封闭管理期间无法出门。", "代购代送", 3, "settled"), (3, "灌溉渠漏水", "渠道多处裂缝。", "修补渠道", 140, "settled"),
    (4, "果园道路泥泞", "采收季车辆进不去。", "铺设碎石路面", 210, "settled"), (5, "水压不足", "高处住户经常无水。", "增设加压泵", 64, "handling"),
    (6, "日间照料中心关停", "中心因无人运营停开。", "恢复运营", 130, "passed_on"), (8, "屋后山体裂缝", "汛期裂缝加宽。", "监测并搬迁", 9, "handling"),
    (9, "邻里林地界线争议", "两户各执一词，已进入诉讼。", "请求裁决", 2, "ended"),
)  # fmt: skip
"""Which visit, what about, what was found, what is asked for, how many people, how far."""
DRIVES = (
    ("“十四五”规划意见建议征集", "为“十四五”规划编制建言", date(2020, 4, 1), date(2020, 5, 31), "reported", "tens"),
    ("我为高竹新区献一策", "川渝高竹新区建设", date(2020, 7, 20), date(2020, 9, 20), "closed", "tens"),
    ("我为营商环境献一策", "优化营商环境", date(2020, 9, 14), date(2020, 10, 31), "open", "exact"),
    ("我为夏粮储备献一策", "粮食生产与储备", date(2020, 10, 12), date(2020, 11, 30), "planned", "exact"),
)  # fmt: skip
"""Name, theme, first and last day, how far, and how its number is worded."""
TARGETS = (
    "标准厂房", "职业培训基地", "城际班车", "物流园区", "人才公寓", "污水处理厂", "金融服务站", "通关服务点", "配套学校", "医疗站点", "用工平台", "河道治理", "招商平台",
    "数据共享", "应急联动",
)  # fmt: skip
ASKS = (("加快", "建设"), ("完善", "配套政策"), ("推进", "川渝共建共享"), ("把", "纳入年度重点任务"))
REVIEWS = (
    "taken_up", "for_reference", "partly", "taken_up", "not_taken_up", "for_reference", "taken_up", "duplicate", "submitted",
)  # fmt: skip
"""How the suggestions of a drive fare, in turn; in a drive that is still open they wait."""
EXCHANGES: tuple[tuple[str, str, str, str, int, date, str, str, str], ...] = (
    ("received", "泸州市合江县政协", "county", "副主席", 9, date(2020, 9, 16), "afternoon", "“有事来协商”平台试点", "held"),
    ("received", "武胜县政协", "county", "主席", 12, date(2019, 11, 7), "whole", "小微协商经验", "archived"),
    ("received", "垫江县政协", "county", "副主席", 10, date(2020, 5, 20), "morning", "毗邻地区合作", "archived"),
    ("received", "岳池县政协", "county", "秘书长", 6, date(2020, 6, 11), "morning", "提案办理协商", "archived"),
    ("received", "广安市政协", "city", "副主席", 7, date(2020, 7, 9), "whole", "委员履职管理", "archived"),
    ("received", "大竹县政协", "county", "副主席", 11, date(2020, 8, 27), "afternoon", "协商驿站建设", "held"),
    ("paid", "渝北区政协", "county", "主席", 8, date(2020, 6, 2), "whole", "高竹新区共建", "archived"),
    ("paid", "长寿区政协", "county", "副主席", 6, date(2020, 8, 5), "whole", "民主监督做法", "held"),
    ("paid", "前锋区政协", "county", "副主席", 5, date(2020, 2, 12), "morning", "文史工作", "cancelled"),
    ("paid", "开江县政协", "county", "副主席", 6, date(2020, 10, 14), "whole", "庭院协商", "planned"),
)  # fmt: skip
"""Direction, the other committee, its level, office of the head, size, day, half of the day, topic, how far."""
DEEDS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("村口卡点值守 15 天", "epidemic", {"proof": "村委会证明"}), ("捐赠防护口罩", "donation", {"in_kind": "口罩 2000 只", "proof": "接收清单"}),
    ("捐款支持疫情防控", "donation", {"amount": Decimal(5000), "proof": "收据"}), ("结对帮扶脱贫户", "relief", {"proof": "帮扶手册"}),
    ("柑橘采购扶贫", "relief", {"amount": Decimal(12000), "proof": "采购合同"}), ("调解征地纠纷", "mediation", {"proof": "调解协议书"}),
    ("调解邻里用水纠纷", "mediation", {"proof": "调解协议书"}), ("参与建制村调整宣传", "village_merger", {"proof": "工作组记录"}),
    ("派驻营商环境监督员", "posted_supervisor", {"proof": "聘书"}), ("县志资料征集", "historical_material", {"proof": "采用通知"}),
    ("发表调研文章", "published_work", {"level": "province", "proof": "刊物复印件"}), ("市级先进工作者", "honour", {"level": "city", "proof": "证书"}),
)  # fmt: skip
"""What members did: in one line, its kind, and what belongs to it."""


def add_outreach(
    office: Office, people: People, acts: Acts, villages: dict[str, int], reports: list[int]
) -> None:
    """Enter visits, drives, exchanges and contributions; ``reports`` are those that the drive for the five-year plan led to."""
    with acts.as_seed():
        _visits(office, people, villages)
        _renamed_village(office, people)
        drives = _drives(office, people, reports)
        _exchanges(office)
        _contributions(office, people)
    _by_the_member(office, people, acts, drives[2])


def _visits(office: Office, people: People, villages: dict[str, int]) -> None:
    kinds = {"village": "进村入户", "community": "进社区"}
    codes = {code: code_of(office, "visit_kind", code, label) for code, label in kinds.items()}
    made = []
    for number, (village, name, day, state, households, firms) in enumerate(VISITS):
        kind = "community" if village.endswith("社区") else "village"
        row = put(
            Visit, office, name=name, kind_id=codes[kind], visited_on=day, place_id=villages[village], households=households, firms=firms,
            committee_id=office.committees[number % 5], contents=WHAT[number % 5], activities="走访住户，听取意见，宣传政策。", note=NOTE,
        )  # fmt: skip
        seats = [people.seats[OWN], *people.seats[50 + 3 * number : 53 + 3 * number]]
        put_all(office, VisitMember, ({"visit_id": row.id, "seat_id": seat, "part": "participant" if place else "leader"}
                                      for place, seat in enumerate(seats)))  # fmt: skip
        if state != "planned":
            settle(row, state)
        made.append(row)
    for number, name, situation, wish, affected, state in REQUESTS:
        visit = made[number]
        row = put(
            ResidentRequest,
            office,
            visit_id=visit.id,
            name=name,
            situation=situation,
            wish=wish,
            people_affected=affected,
            note=NOTE,
        )
        if state == "passed_on":
            _passed_on(office, row, visit.visited_on)
        told = {"outcome": "已由村委会会同有关单位解决。", "answered_on": visit.visited_on + timedelta(20)}
        if state != "raised":
            settle(row, state, **(told if state == "settled" else {}))


def _passed_on(office: Office, request: Any, day: date) -> None:
    """Let a request go on as an opinion report of the desk."""
    values = {"source_kind": "collective", "committee_id": office.committees[0]}
    report = put(
        OpinionReport, office, subject=request.name, situation=request.situation, advice=request.wish, **values,
        reported_on=day + timedelta(5), state="submitted", note=NOTE,
    )  # fmt: skip
    link(office, request, "opinion_report", report.id)


def _renamed_village(office: Office, people: People) -> None:
    """Enter the road of the village that has another name today: asked for at a visit, settled."""
    town = rows_where("place", "id", "code", where={"name": "观音桥镇", "level": "town"})[0]
    values = {"name": "香炉山村", "former_names": "擂鼓坪村", "level": "village", "code": f"{town.code}231"}
    village = put(Place, office, **values, parent_id=town.id, note=NOTE)
    visit = put(
        Visit, office, name="擂鼓坪村道路现场走访", kind_id=code_of(office, "visit_kind", "village", "进村入户"), visited_on=date(2019, 9, 25),
        place_id=village.id, households=9, committee_id=office.committees[0], contents=",opinions,disputes,", note=NOTE,
    )  # fmt: skip
    put(VisitMember, office, visit_id=visit.id, seat_id=people.seats[62], part="leader", note=NOTE)
    settle(visit, "archived")
    asked = {
        "name": "村道路基选址",
        "situation": "拟建村道线路经过农户自留地，选址意见不一。",
        "wish": "现场协商确定线路",
    }
    row = put(
        ResidentRequest,
        office,
        visit_id=visit.id,
        **asked,
        people_affected=320,
        wording="300 余人",
        note=NOTE,
    )
    source: dict[str, Any] = {"source_kind": "collective", "committee_id": office.committees[0]}
    report = put(
        OpinionReport, office, subject="村道选址应现场听取农户意见", situation=row.situation, advice=row.wish, **source,
        reported_on=date(2019, 9, 27), state="closed", handled_on=date(2019, 10, 12), told_on=date(2019, 10, 14), note=NOTE,
        category_id=code_of(office, "opinion_category", "farming", "农业农村"), handling_result="现场协商后调整线路，道路动工。",
    )  # fmt: skip
    link(office, row, "opinion_report", report.id)
    settle(
        row, "settled", outcome="现场协商后调整线路，群众同意，道路已动工。", answered_on=date(2019, 10, 12)
    )


def _drives(office: Office, people: People, reports: list[int]) -> list[int]:
    """Enter the drives with their suggestions; the meeting that started each is named."""
    spring, meeting = (meeting_of(office.chairpersons_decisions[place]) for place in (0, 5))
    categories = [code_of(office, "suggestion_category", code, label) for code, label in
                  (("projects", "项目建设"), ("policy", "政策支持"), ("service", "公共服务"))]  # fmt: skip
    made = []
    for number, (name, theme, first, last, state, rounding) in enumerate(DRIVES):
        row = put(
            SuggestionDrive, office, name=name, theme=theme, committee_id=office.committees[2], starts_on=first, ends_on=last,
            target_groups="全体委员、各界人士", rounding=rounding, note=worded("50余条") if number == 1 else NOTE,
        )  # fmt: skip
        made.append(row.id)
        if state == "planned":
            continue
        settle(
            row,
            "open",
            decision_id=decide(office, meeting if number else spring, f"关于开展{name}活动"),
        )
        _suggestions(office, people, row, number, categories)
        if state in ("closed", "reported"):
            settle(row, "closed")
        if state == "reported":
            told = {
                "reported_to": "县委、县政府",
                "reported_on": date(2020, 7, 8),
                "outcome": "综合形成 8 份调研报告。",
            }
            for report in reports:
                link(office, row, "report", report)
            settle(row, state, **told)
    return made


def _suggestions(office: Office, people: People, drive: Any, number: int, categories: list[int]) -> None:
    """Enter fifty-seven suggestions for the new area (six repeat another), forty for the plan, and the first of the drive that is open."""
    many = (40, 57, 3)[number]
    subjects = ("“十四五”规划", "高竹新区", "营商环境")
    rows: list[dict[str, Any]] = []
    for place in range(many):
        state = "submitted" if number == 2 else REVIEWS[place % (8 + number)]
        before, after = ASKS[place // len(TARGETS)]
        first = f"{subjects[number]}：{before}{TARGETS[place % len(TARGETS)]}{after}"
        name = rows[-1]["name"] if state == "duplicate" else first
        values: dict[str, Any] = {
            "drive_id": drive.id, "name": name, "content": f"建议{name.partition('：')[2]}，明确责任单位和时间表。", "made_on":
            drive.starts_on + timedelta(place % 9), "category_id": categories[place % 3], "committee_id": drive.committee_id, "state": state,
        }  # fmt: skip
        if place % 10 == 9:
            values |= {"author_name": "热心市民", "author_body": "高滩园区"}
        else:
            values["member_id"] = people.members[(7 * place + 31 * number) % len(people.members)]
        if state in ("taken_up", "partly"):
            values["review"] = "符合规划方向，已转有关单位研究采纳。"
        rows.append(values)
    firsts = put_all(office, Suggestion, (values for values in rows if values["state"] != "duplicate"))
    by_name = {row.name: row.id for row in firsts}
    again = [
        values | {"duplicate_of_id": by_name[values["name"]]}
        for values in rows
        if values["state"] == "duplicate"
    ]
    put_all(office, Suggestion, again)


def _exchanges(office: Office) -> None:
    for direction, counterpart, level, head, size, day, half, topic, state in EXCHANGES:
        values = {
            "direction": direction,
            "counterpart": counterpart,
            "level": level,
            "head_office": head,
            "size": size,
            "half": half,
        }
        row = put(
            PeerExchange, office, **values, starts_on=day, topic=topic, places="柑子镇片区协商驿站、桅子村协商议事室" if direction == "received"
            else None, hosts="县政协副主席" if direction == "received" else None, committee_id=office.committees[0], note=NOTE,
        )  # fmt: skip
        if state != "planned":
            settle(row, state)


def _contributions(office: Office, people: People) -> None:
    """Enter three dozen contributions; most are confirmed, the latest wait, a few were declined."""
    for number in range(36):
        name, kind, more = DEEDS[number % len(DEEDS)]
        day = date(2020, 1, 28) + timedelta(6 * number)
        row = put(
            Contribution, office, name=name, kind=kind, member_id=people.members[(13 * number + 5) % len(people.members)], done_on=day,
            committee_id=office.committees[number % 5], description="按组织安排参加。", note=NOTE, **more,
        )  # fmt: skip
        settle(row, "submitted" if number >= 30 else "declined" if number % 11 == 7 else "confirmed")


def _by_the_member(office: Office, people: People, acts: Acts, drive: int) -> None:
    """Let the member with an account write a contribution and a suggestion, hand in another of each, and have one confirmed."""
    with acts.as_("member"):
        rows = [
            Contribution(name=name, kind="epidemic", member_id=people.members[OWN], done_on=day, proof="社区证明",
                         committee_id=office.committees[0], note=NOTE)
            for name, day in (("社区核酸采样志愿服务", date(2020, 8, 29)), ("卡点夜间值守", date(2020, 2, 16)), ("防疫宣传入户", date(2020, 9, 12)))
        ]  # fmt: skip
        suggestions = [
            Suggestion(drive_id=drive, name=name, content=f"建议{name}。", member_id=people.members[OWN], made_on=date(2020, 9, 18), note=NOTE)
            for name in ("企业开办全程帮办", "涉企检查一次进门")
        ]  # fmt: skip
        db.session.add_all([*rows, *suggestions])
        db.session.flush()
        for row in rows[:2]:
            take_step(Contribution, row.id, "submit")
        take_step(Suggestion, suggestions[0].id, "submit")
        confirmed = rows[1].id
    with acts.as_("committee"):
        take_step(Contribution, confirmed, "confirm")
