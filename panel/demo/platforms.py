"""The county's platforms of small consultation with their councils, and the checks of the five aspects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.accounts.account import Account
from models.accounts.role_grant import RoleGrant
from models.base import db
from models.consultation.aspect_check import AspectCheck
from models.consultation.aspect_item import AspectItem
from models.consultation.aspect_mark import AspectMark
from models.consultation.platform import Platform
from models.consultation.platform_member import PlatformMember
from models.lookups import columns_of, rows_where
from models.office.place import Place
from panel.demo.names import invented_names
from panel.demo.office import NOTE, TOWNS, Office, put, put_all, settle
from panel.demo.people import People

PATTERN = (
    ("people", "召集人、联络员到位", "有任职文件，有联系方式公示"), ("people", "委员进站", "每站委员不少于 5 名"), ("people", "党组织牵头", "议题经党组织同意"),
    ("matters", "议题征集有登记", "有议题台账"), ("matters", "一事一议", "每次协商议题单一明确"),
    ("place", "场所固定", "有标识、有桌椅"), ("place", "制度上墙", "有议事规则、流程图"),
    ("process", "协商前有调研", "有调研记录"), ("process", "协商有纪要", "主持人签发"), ("process", "交办有时限", "有交办单"),
    ("effect", "办理有结果", "有答复"), ("effect", "参加人员有评价", "有评价登记"),
)  # fmt: skip
COUNTY = (
    ("people", "县委发文部署", "有实施意见"), ("matters", "年度协商计划", "三办联合印发"), ("place", "片区驿站全覆盖", "中心镇均已设站"),
    ("process", "四种正式协商形式落实", "有会议记录"), ("effect", "协商成果转化", "有批示、有答复"),
)  # fmt: skip
VILLAGES = {
    "柑子镇": ("桅子村",), "观音桥镇": ("香山村",), "鼎屏镇": ("东街社区", "古邻社区"), "城北镇": ("谭家坝村",), "九龙镇": ("龙安村", "文昌村"),
    "高滩镇": ("团结村",), "丰禾镇": ("玉峡村",), "坛同镇": ("毛坪村",), "王家镇": ("新桥村",), "石永镇": ("永安村",), "御临镇": ("幺滩村", "太平村"),
}  # fmt: skip
"""One or two villages or communities for each station; but for the first they are invented."""


@dataclass(slots=True)
class Places:
    """The platforms of the county by name, and the villages."""

    platforms: dict[str, int] = field(default_factory=dict)
    villages: dict[str, int] = field(default_factory=dict)

    def room(self, village: str) -> int:
        """Return the room of a village."""
        return self.platforms[f"{village}协商议事室"]


def add_platforms(office: Office, people: People) -> Places:
    """Enter eleven stations, their rooms, and platforms of the other kinds; return them by name."""
    found, names = Places(), invented_names(731)
    seats = iter(people.seats[60:])
    towns = {row.name: row.id for row in rows_where("place", "id", "name", where={"level": "town"})}
    for number, (code, town) in enumerate(TOWNS):
        opened = date(2019, 10, 15 + number)
        name = f"{town}片区协商驿站"
        station = _platform(office, found, name, "station", opened, place=towns[town], host=f"{town}人民政府")
        _council(office, station, opened, names, seats, cadre=f"{town}党委")
        for place, village in enumerate(VILLAGES[town], 1):
            former = "断石桥村" if village == "桅子村" else None
            values = {"name": village, "former_names": former, "level": "village", "parent_id": towns[town]}
            found.villages[village] = put(Place, office, **values, code=f"{code}{200 + place}", note=NOTE).id
            room = _platform(
                office, found, f"{village}协商议事室", "room", date(2019, 12, 2 + number),
                place=found.villages[village], host=f"{village}村民委员会" if village.endswith("村") else f"{village}居民委员会",
                parent=station,
            )  # fmt: skip
            _council(office, room, date(2019, 12, 2 + number), names, seats, cadre=village)
    _others(office, found, names, seats, towns)
    _demonstrate(found)
    return found


def _platform(
    office: Office, found: Places, name: str, kind: str, opened: date, *, place: int, host: str, parent: int | None = None
) -> int:  # fmt: skip
    row = put(
        Platform, office, name=name, kind=kind, opened_on=opened, place_id=place, hosted_by=host, parent_id=parent,
        committee_id=office.committees[0], equipment=",premises,sign,rules,procedure,ledger,", note=NOTE,
    )  # fmt: skip
    found.platforms[name] = row.id
    return int(row.id)


def _council(
    office: Office,
    platform: int,
    since: date,
    names: Iterator[str],
    seats: Iterator[int],
    *,
    cadre: str,
    role: str = "cadre",
) -> None:
    """Enter a convener, a liaison, a member and a resident, and let the platform begin its work."""
    people = (
        {"person_name": next(names), "role": role, "body": cadre, "post": "convener"},
        {"person_name": next(names), "role": role, "body": cadre, "post": "liaison"},
        {"seat_id": next(seats), "role": "member"},
        {"person_name": next(names), "role": "resident", "body": cadre},
    )
    put_all(
        office,
        PlatformMember,
        ({"platform_id": platform, "valid_from": since, **values} for values in people),
    )
    settle(db.session.get_one(Platform, platform), "active")


def _others(
    office: Office, found: Places, names: Iterator[str], seats: Iterator[int], towns: dict[str, int]
) -> None:
    """Enter courtyard points and business rooms, the four kinds of the county; one each is a pilot, paused and closed."""
    for village in ("桅子村", "龙安村", "玉峡村"):
        values: dict[str, Any] = {"place": found.villages[village], "host": f"{village}村民委员会"}
        values["parent"] = next(
            number
            for name, number in found.platforms.items()
            if any(v == village and name.startswith(town) for town, those in VILLAGES.items() for v in those)
        )
        point = _platform(office, found, f"{village}庭院协商点", "courtyard", date(2020, 1, 6), **values)
        _council(office, point, date(2020, 1, 6), names, seats, cadre=village)
    host = "县工商业联合会调解委员会"
    room = _platform(
        office, found, "县商事协商议事室", "business", date(2020, 2, 10), place=towns["鼎屏镇"], host=host
    )
    _council(office, room, date(2020, 2, 10), names, seats, cadre="县工商联", role="department")
    _platform(
        office,
        found,
        "高滩镇园区商事协商室",
        "business",
        date(2020, 9, 1),
        place=towns["高滩镇"],
        host="园区管委会",
    )
    for name, state in (("鼎屏镇楼宇庭院协商点", "paused"), ("九龙镇校园庭院协商点", "closed")):
        number = _platform(
            office, found, name, "courtyard", date(2019, 11, 20), place=towns[name[:3]], host="社区服务中心"
        )
        _council(office, number, date(2019, 11, 20), names, seats, cadre="社区")
        row = db.session.get_one(Platform, number)
        settle(row, state, closed_on=date(2020, 7, 31) if state == "closed" else None)


def _demonstrate(found: Places) -> None:
    """Name two platforms as examples of their year."""
    for name in ("柑子镇片区协商驿站", "桅子村协商议事室"):
        row = db.session.get_one(Platform, found.platforms[name])
        row.demonstration, row.demonstration_year, row.demonstration_by = True, 2020, "县政协"
    db.session.flush()


def add_conveners(office: Office, found: Places) -> None:
    """Give the convener of the culvert's room and the water bureau an account; they sign in as all others of the demonstration."""
    hashed = columns_of(
        "account", rows_where("account", "id", where={"login": "clerk"})[0].id, "password_hash"
    )
    assert hashed is not None
    people = (
        ("convener", "汪承远", "桅子村协商议事室召集人", {"role": "committee", "platform_id": found.room("桅子村")}),
        ("water", "阎以舟", "县水务局承办人", {"role": "department", "department_id": office.departments["县水务局"]}),
    )  # fmt: skip
    for login, name, post, grant in people:
        values = {"login": login, "name": name, "post": post, "password_hash": hashed.password_hash}
        account = put(Account, office, **values, must_change_password=False, note=NOTE)
        put(RoleGrant, office, account_id=account.id, valid_from=date(2019, 12, 1), **grant, note=NOTE)


def add_checks(office: Office, found: Places) -> None:
    """Enter the items of the term and a check of the county and of some platforms, one in every state."""
    items: dict[str, list[int]] = {"platform": [], "county": []}
    for about, pattern in (("platform", PATTERN), ("county", COUNTY)):
        ranks: dict[str, int] = {}
        for aspect, name, standard in pattern:
            ranks[aspect] = ranks.get(aspect, 0) + 1
            values = {"term_id": office.term_id, "about": about, "aspect": aspect, "rank": ranks[aspect]}
            items[about].append(put(AspectItem, office, **values, name=name, standard=standard, note=NOTE).id)
    subjects: tuple[tuple[str | None, str, date], ...] = (
        (None, "finished", date(2020, 9, 10)), ("柑子镇片区协商驿站", "finished", date(2020, 8, 18)),
        ("桅子村协商议事室", "finished", date(2020, 8, 18)), ("县商事协商议事室", "finished", date(2020, 8, 25)),
        ("观音桥镇片区协商驿站", "marking", date(2020, 9, 16)), ("鼎屏镇片区协商驿站", "prepared", date(2020, 9, 28)),
    )  # fmt: skip
    for number, (subject, state, day) in enumerate(subjects):
        platform = found.platforms[subject] if subject is not None else None
        check = put(
            AspectCheck, office, term_id=office.term_id, platform_id=platform, checked_on=day, checked_by="社会法制委",
            committee_id=office.committees[0], note=NOTE,
        )  # fmt: skip
        if state == "prepared":
            continue
        settle(check, "marking")
        marks = []
        for place, item in enumerate(items["county" if platform is None else "platform"]):
            mark = "partly" if (place + number) % 6 == 5 else "met"
            if state == "marking" and place > 6:
                mark = "unmarked"
            evidence = None if mark == "unmarked" else "查看台账、现场核对"
            marks.append({"check_id": check.id, "item_id": item, "mark": mark, "evidence": evidence})
        put_all(office, AspectMark, marks)
        if state == "finished":
            settle(check, state, conclusion="总体达到要求，个别要点需继续完善。")
