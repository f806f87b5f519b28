"""The bodies of a demonstration organization: term, sectors, committees, units, places, meetings and their decisions."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from models.base import db
from models.lookups import columns_of, rows_where
from models.office.code_item import CodeItem
from models.office.department import Department
from models.office.meeting import Meeting
from models.office.meeting_decision import MeetingDecision
from models.office.member_group import MemberGroup
from models.office.organization import Organization
from models.office.place import Place
from models.office.scale import Scale
from models.office.scale_option import ScaleOption
from models.office.sector import Sector
from models.office.special_committee import SpecialCommittee
from models.office.term import Term
from models.office.thread_link import ThreadLink
from models.office.working_area import WorkingArea
from models.seal import seal_all
from models.writing import pen

NOTE = "演示数据，系虚构"


def worded(source: str) -> str:
    """Return the note of an invented row that is counted for a figure which the public source only words."""
    return f"{NOTE}；原文表述“{source}”"


SECTORS = (
    ("中共", "party", 1), ("民革", "party", 2), ("民盟", "party", 3), ("民进", "party", 5), ("无党派人士", "non_party", 10),
    ("共青团", "peoples_organization", 11), ("工会", "peoples_organization", 12), ("妇联", "peoples_organization", 13),
    ("工商联", "peoples_organization", 15), ("科协", "peoples_organization", 16), ("台联", "peoples_organization", 17),
    ("侨联", "peoples_organization", 18), ("文艺界", "circle", 19), ("科技界", "circle", 20), ("社科界", "circle", 21),
    ("经济界", "circle", 22), ("农业界", "circle", 23), ("教育界", "circle", 24), ("体育界", "circle", 25), ("医卫界", "circle", 27),
    ("少数民族界", "circle", 30), ("宗教界", "circle", 32), ("特别邀请人士", "special_invitation", 34),
)  # fmt: skip
"""The sectors of a county city in Sichuan, as published, with their number in the national list."""

COMMITTEES = (
    ("社会法制委员会", "社会法制委"), ("提案委员会", "提案委"), ("经济科技委员会", "经科委"), ("学习文史委员会", "学习文史委"), ("教科文卫体委员会", "教科文卫委"),
)  # fmt: skip

DEPARTMENTS = (
    "县人力资源社会保障局", "县民政局", "县教科体局", "县卫生健康局", "县住房和城乡建设局", "县交通运输局", "县农业农村局", "县水务局",
    "县自然资源和规划局", "县生态环境局", "县文化广播电视和旅游局", "县残联", "县妇联", "团县委", "县总工会", "县商务局", "县医疗保障局",
    "县应急管理局", "县消防救援大队", "县税务局",
)  # fmt: skip
"""Twenty lead departments; the names are those that counties use, the county's own list is not published."""

HANDING_OVER = (("中共邻水县委办公室", "县委办", "party"), ("邻水县人民政府办公室", "县政府办", "government"))

TOWNS = (
    ("511623100", "鼎屏镇"), ("511623101", "城北镇"), ("511623102", "柑子镇"), ("511623103", "观音桥镇"), ("511623104", "九龙镇"), ("511623105", "高滩镇"),
    ("511623106", "丰禾镇"), ("511623107", "坛同镇"), ("511623108", "王家镇"), ("511623109", "石永镇"), ("511623110", "御临镇"),
)  # fmt: skip

RESULTS = (("notes", "学习笔记"), ("essay", "心得文章"), ("certificate", "结业证书"))

SCALES: tuple[tuple[str, str, str, tuple[tuple[str, str, int | None, bool], ...]], ...] = (
    ("满意、基本满意、不满意、不了解", "weighted", "某县机关测评（106 个单位分四类）",
     (("satisfied", "满意", 100, True), ("basically", "基本满意", 70, True), ("not", "不满意", 30, True), ("unknown", "不了解", None, False))),
    ("满意、基本满意、不满意（满意率）", "share", "汉阴县人大 2021、湖州市人大 2026",
     (("satisfied", "满意", 100, True), ("basically", "基本满意", 100, True), ("not", "不满意", 0, True))),
    ("满意、基本满意、不满意（只报票数）", "counts", "宁国市人大 2025",
     (("satisfied", "满意", 100, True), ("basically", "基本满意", 100, True), ("not", "不满意", 0, True))),
    ("满意、基本满意、不满意、弃权（只报票数）", "counts", "龙游县人大 2018",
     (("satisfied", "满意", 100, True), ("basically", "基本满意", 100, True), ("not", "不满意", 0, True), ("abstain", "弃权", None, False))),
    ("五等次（非常满意至弃权）", "share", "随县政协 2014",
     (("very", "非常满意", 100, True), ("satisfied", "满意", 100, True), ("basically", "基本满意", 100, True), ("not", "不满意", 0, True),
      ("abstain", "弃权", None, False))),
    ("满意、不满意、不了解（排名）", "share", "某县政协办法（九届）",
     (("satisfied", "满意", 100, True), ("not", "不满意", 0, True), ("unknown", "不了解", None, False))),
)  # fmt: skip
"""The scales that were read in published rules; which one an office uses is its own decision."""


@dataclass(slots=True)
class Office:
    """What the other parts of the demonstration hang on."""

    organization_id: int
    term_id: int = 0
    sectors: list[int] = field(default_factory=list)
    committees: list[int] = field(default_factory=list)
    departments: dict[str, int] = field(default_factory=dict)
    groups: list[int] = field(default_factory=list)
    scales: list[int] = field(default_factory=list)
    results: list[int] = field(default_factory=list)
    plenary_decision: int = 0
    standing_decision: int = 0
    chairpersons_decisions: list[int] = field(default_factory=list)


def put(cls: Any, office: Office | None = None, **values: Any) -> Any:
    """Add a row, marked as invented unless it is a public fact, and flush it."""
    if office is not None:
        values.setdefault("organization_id", office.organization_id)
    row = cls(**values)
    db.session.add(row)
    db.session.flush()
    return row


def put_all(office: Office, cls: Any, rows: Iterable[dict[str, Any]]) -> list[Any]:
    """Add many rows of a kind in one flush, marked as invented."""
    made = [cls(**{"organization_id": office.organization_id, "note": NOTE} | values) for values in rows]
    db.session.add_all(made)
    db.session.flush()
    return made


def settle(row: Any, state: str, **values: Any) -> None:
    """Bring a row to a state that it reached before the panel was there; a frozen one is sealed as its decision did."""
    settle_all([row], state, **values)


def settle_all(rows: Iterable[Any], state: str, **values: Any) -> None:
    """Bring rows to one state, all of them in as few flushes as one."""
    rows = list(rows)
    with ExitStack() as pens:
        for row in rows:
            pens.enter_context(pen(db.session, row, "derive"))
            for name, value in {"state": state, **values}.items():
                setattr(row, name, value)
        if rows and rows[0].workflow.state(state).frozen:
            seal_all(rows)


def link(office: Office, source: Any, target_table: str, target: int) -> None:
    """Enter that one record came from another."""
    ends = {
        "source_table": source.__tablename__,
        "source_id": source.id,
        "target_table": target_table,
        "target_id": target,
    }
    put(ThreadLink, office, **ends, note=NOTE)


def code_of(office: Office, table: str, code: str, label: str, *, rank: int = 0) -> int:
    """Return a code of a table, entered here unless it stands there already."""
    there = rows_where("code_item", "id", where={"table_name": table, "code": code})
    return (
        int(there[0].id)
        if there
        else int(put(CodeItem, office, table_name=table, code=code, label=label, rank=rank).id)
    )


def add_organization(name: str, short_name: str, code: str) -> Office:
    """Enter an organization."""
    row = put(
        Organization,
        name=name,
        short_name=short_name,
        level="county",
        administrative_code=code,
        demonstration=True,
        note=NOTE,
    )
    return Office(row.id)


def add_bodies(office: Office, *, sectors: int = len(SECTORS), departments: int = len(DEPARTMENTS)) -> None:
    """Enter the bodies of an organization; the smaller neighbour takes fewer of each."""
    office.term_id = put(
        Term, office, number=10, name="第十届", valid_from=date(2016, 11, 1), valid_until=date(2021, 10, 31)
    ).id
    for rank, (label, kind, number) in enumerate(SECTORS[:sectors], 1):
        values = {
            "name": label,
            "kind": kind,
            "term_id": office.term_id,
            "national_number": number,
            "rank": rank,
        }
        office.sectors.append(put(Sector, office, **values).id)
    for rank, (label, short) in enumerate(COMMITTEES, 1):
        office.committees.append(put(SpecialCommittee, office, name=label, short_name=short, rank=rank).id)
    for rank, label in enumerate(DEPARTMENTS[:departments], 1):
        office.departments[label] = put(Department, office, name=label, kind=_kind(label), rank=rank).id
    for code_, label in RESULTS:
        office.results.append(put(CodeItem, office, table_name="training_result", code=code_, label=label).id)
    _add_scales(office)


def _kind(label: str) -> str:
    return "other" if label in ("县残联", "县妇联", "团县委", "县总工会") else "government"


def _add_scales(office: Office) -> None:
    for rank, (name, computation, source, options) in enumerate(SCALES, 1):
        scale = put(
            Scale,
            office,
            name=name,
            computation=computation,
            source=source,
            rank=rank,
            term_id=office.term_id,
        )
        office.scales.append(scale.id)
        for place, (code, label, weight, scored) in enumerate(options, 1):
            put(
                ScaleOption, office, scale_id=scale.id, code=code, label=label, rank=place, scored=scored,
                weight=None if weight is None else Decimal(weight), favourable=code in ("very", "satisfied", "basically"),
            )  # fmt: skip


def add_county(office: Office) -> None:
    """Enter what only the full office has: places, groups, handing-over offices, working areas."""
    county = put(Place, office, name="邻水县", code="511623", level="county")
    for code, name in TOWNS:
        put(Place, office, name=name, code=code, level="town", parent_id=county.id)
    for rank, (name, short, kind) in enumerate(HANDING_OVER, 101):
        put(Department, office, name=name, short_name=short, kind=kind, handing_over_office=True, rank=rank)
    for rank, (_, name) in enumerate(TOWNS, 1):
        put(MemberGroup, office, name=f"{name}片区委员小组", kind="town_liaison", rank=rank, note=NOTE)
    put(MemberGroup, office, name="市政协邻水委员小组", kind="higher_session", level="city", rank=12)
    put(WorkingArea, office, name="委员任职归口", record_kind="seat", committee_id=office.committees[3])
    put(
        WorkingArea,
        office,
        name="民生实事归口",
        record_kind="livelihood-project",
        committee_id=office.committees[0],
    )


def add_decisions(office: Office, year: int = 2020) -> None:
    """Enter the meetings whose decisions stand behind seats and rounds."""
    plenary = _meeting(
        office, "plenary", "第十届委员会第一次全体会议", 1, datetime(2016, 11, 25, 1, 0, tzinfo=UTC)
    )
    office.plenary_decision = _decision(office, plenary, 1, "选举主席、副主席、秘书长、常务委员")
    standing = _meeting(
        office,
        "standing_committee",
        "第九届委员会常务委员会会议",
        30,
        datetime(2016, 11, 10, 1, 0, tzinfo=UTC),
    )
    office.standing_decision = _decision(office, standing, 1, "协商决定第十届委员会委员名单")
    for number, month in enumerate((3, 5, 7, 8, 9), 1):
        meeting = _meeting(
            office,
            "chairpersons",
            f"{year} 年第 {number} 次主席会议",
            number,
            datetime(year, month, 18, 1, 0, tzinfo=UTC),
        )
        for item, subject in enumerate(("审议民主评议方案", "听取民生实事进展情况汇报"), 1):
            office.chairpersons_decisions.append(_decision(office, meeting, item, subject))


def add_meeting(office: Office, kind: str, name: str, number: int, starts: datetime) -> int:
    """Enter a meeting that was held."""
    return _meeting(office, kind, name, number, starts)


def decide(office: Office, meeting: int, subject: str) -> int:
    """Enter what a meeting decided, as its next item."""
    there = rows_where("meeting_decision", "item_number", where={"meeting_id": meeting})
    return _decision(office, meeting, 1 + max((row.item_number for row in there), default=0), subject)


def _meeting(office: Office, kind: str, name: str, number: int, starts: datetime) -> int:
    meeting = put(
        Meeting,
        office,
        kind=kind,
        name=name,
        number=number,
        starts_at=starts,
        place="县政协会议室",
        note=NOTE,
    )
    settle(meeting, "held")
    return int(meeting.id)


def meeting_of(decision: int) -> int:
    """Return the meeting that a decision was made at."""
    row = columns_of("meeting_decision", decision, "meeting_id")
    assert row is not None
    return int(row.meeting_id)


def _decision(office: Office, meeting: int, item: int, subject: str) -> int:
    values = {
        "meeting_id": meeting,
        "item_number": item,
        "subject": subject,
        "content": "会议同意。",
        "outcome": "decided",
        "note": NOTE,
    }
    return int(put(MeetingDecision, office, **values).id)
