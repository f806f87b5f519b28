"""Opinion reports, the issues made of them, and what leaders, units and higher levels did with both."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from models.base import db
from models.lookups import rows_where
from models.office.code_item import CodeItem
from models.office.working_area import WorkingArea
from models.opinions.adoption import Adoption
from models.opinions.bulletin import Bulletin
from models.opinions.bulletin_item import BulletinItem
from models.opinions.opinion_report import OpinionReport, OpinionReportContributor
from panel.demo.acts import Acts, take_step
from panel.demo.office import NOTE, Office, link, put, put_all, settle
from panel.demo.opinion_texts import CATEGORIES, ISSUED, OTHERS, WAITING
from panel.demo.people import People

FIRST_DAY, STEP = date(2019, 9, 24), timedelta(12)
"""The first issue is drafted on this day, and one every twelve days from then."""
OLD_NUMBER = 22
"""The first issue kept here goes on from the paper register: its number was given before."""
OWN = 45
"""The place, in the list of people, of the member who has an account."""
TO, BESIDE = "县委、县人大常委会、县政府", "县级有关部门，各乡镇"
OTHER_STATES = (
    "submitted", "submitted", "submitted", "submitted", "submitted", "used", "used", "used", "edited", "edited", "kept", "kept", "kept",
    "kept", "kept", "edited", "edited", "edited",
)  # fmt: skip
"""States of the further items; the last three are then sent up."""
TURNED = ("中小学生课后无人看管", "education", "双职工家庭接送难，校外托管良莠不齐", "开展课后延时服务")
PROPOSAL = "关于推进中小学校课后延时服务的建议"
"""An item of the winter before, and the proposal that it became."""
HIGHER = (
    ("city", "single", "广安市政协《社情民意》", 2), ("city", "single", "广安市政协《社情民意》", 7), ("city", "composite", "广安市政协《社情民意》", 10),
    ("city", "instruction", "广安市政协《社情民意》", 12), ("city", "single", "广安市政协《社情民意》", 24), ("city", "composite", "广安市政协《社情民意》", 33),
    ("province", "single", "四川省政协《社情民意信息》", 9), ("province", "composite", "四川省政协《社情民意信息》", 36),
    ("national", "composite", "全国政协信息专报", 17),
)  # fmt: skip
"""What higher levels used: level, kind, their publication, and which of the items."""


@dataclass(slots=True)
class Opinions:
    """The items and issues entered, by number."""

    categories: dict[str, int] = field(default_factory=dict)
    reports: list[list[int]] = field(default_factory=list)
    """The items of each issue."""
    issues: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)

    @property
    def all_reports(self) -> list[int]:
        """Return every item that stands in an issue."""
        return [number for those in self.reports for number in those]


def add_opinions(office: Office, people: People, acts: Acts) -> Opinions:
    """Enter items and issues; issues are drafted, checked, signed and sent by those whose part each is."""
    found = Opinions()
    with acts.as_seed():
        values: dict[str, Any] = {"record_kind": "opinion-report", "committee_id": office.committees[0]}
        put(WorkingArea, office, name="社情民意归口", **values)
        rows = ({"table_name": "opinion_category", "code": code, "label": label, "rank": rank}
                for rank, (code, label) in enumerate(CATEGORIES, 1))  # fmt: skip
        codes = put_all(office, CodeItem, rows)
        found.categories = {row.code: row.id for row in codes}
        sources = _Sources(office, people)
        for number, items in enumerate((*ISSUED, *WAITING)):
            drafted = _drafted_on(number)
            found.reports.append(
                [_report(office, found, sources, item, drafted - timedelta(8)) for item in items]
            )
        others = [
            _report(office, found, sources, item, date(2020, 8, 3) + timedelta(2 * number), state=state)
            for number, (item, state) in enumerate(zip(OTHERS, OTHER_STATES, strict=False))
        ]
        _turned(office, found, sources)
    _drafts(found, acts, people)
    _issues(office, people, found, acts)
    _send_up(others[-3:], acts)
    _higher_uses(found, others, acts)
    return found


class _Sources:
    """Whose an item is, in turn: one member, several, a body, somebody who is no member."""

    def __init__(self, office: Office, people: People) -> None:
        self.office, self.people, self.turn = office, people, 0

    def next(self) -> tuple[dict[str, Any], list[int]]:
        """Return the values of the next item's source, and the members who report it together with the first."""
        self.turn += 1
        turn, people = self.turn, self.people
        if turn % 9 == 6:
            return {"source_kind": "collective", "committee_id": self.office.committees[turn % 5]}, []
        if turn % 9 == 8:
            return {"source_kind": "non_member", "source_name": "来信群众"}, []
        place = OWN if turn in (4, 21, 43) else (20 + 7 * turn) % len(people.members)
        values: dict[str, Any] = {"member_id": people.members[place], "name_released": turn % 4 == 0}
        if turn % 9 != 4 or place == OWN:
            return values, []
        others = [(place + further) % len(people.members) for further in (11, 23)]
        values["joint_names"] = "、".join(people.names[other] for other in others)
        return values, [people.members[other] for other in others]


def _drafted_on(number: int) -> date:
    return (
        FIRST_DAY + STEP * number
        if number < len(ISSUED)
        else date(2020, 9, 14) + timedelta(number - len(ISSUED))
    )


def _report(
    office: Office,
    found: Opinions,
    sources: _Sources,
    item: tuple[str, str, str, str],
    day: date,
    state: str = "edited",
) -> int:
    """Enter an item as it was reported, with the desk's own wording where the desk has come so far."""
    subject, category, what, wish = item
    source, together = sources.next()
    values: dict[str, Any] = {
        "subject": subject, "situation": f"据走访了解，我县部分地方{what}，群众反映较多。", "advice": f"建议有关部门{wish}。",
        "reported_on": day, "publishable": True,
    }  # fmt: skip
    if state != "submitted":
        values["category_id"] = found.categories[category]
    if state == "edited":
        values |= {"edited_subject": f"{subject}亟待关注", "edited_text": f"{what}。建议{wish}。"}
    elif state == "kept":
        values["kept_reason"] = "情况已由有关单位掌握并列入计划，留存备查。"
    row = put(OpinionReport, office, **values, **source, state=state, note=NOTE)
    put_all(
        office,
        OpinionReportContributor,
        ({"opinion_report_id": row.id, "member_id": member} for member in together),
    )
    return int(row.id)


def _turned(office: Office, found: Opinions, sources: _Sources) -> None:
    """Enter the item that went on as a proposal."""
    number = _report(office, found, sources, TURNED, date(2019, 12, 9), state="turned")
    for proposal in rows_where("proposal", "id", where={"name": PROPOSAL}):
        link(office, db.session.get_one(OpinionReport, number), "proposal", proposal.id)


def _drafts(found: Opinions, acts: Acts, people: People) -> None:
    """Let the member with an account write two items, one handed in, and the desk type one from a call."""
    texts = (
        ("乡镇卫生院夜间急诊力量薄弱", "夜间仅一名医师值班，急症多转县城", "实行县镇医师轮值"),
        ("村道波形护栏破损", "临水路段护栏缺失十余米", "尽快修复"),
    )
    with acts.as_("member"):
        for place, (subject, what, wish) in enumerate(texts):
            row = OpinionReport(subject=subject, situation=f"{what}。", advice=f"建议{wish}。", note=NOTE,
                                member_id=people.members[OWN], reported_on=date(2020, 9, 19 + place))  # fmt: skip
            db.session.add(row)
            db.session.flush()
            if place == 0:
                take_step(OpinionReport, row.id, "submit")
    with acts.as_("clerk"):
        values: dict[str, Any] = {"source_kind": "non_member", "source_name": "热线来电"}
        db.session.add(OpinionReport(subject="自来水停水通知不及时", situation="停水后才贴出通知。", reported_on=date(2020, 9, 22),
                                     category_id=found.categories["livelihood"], **values, note=NOTE))  # fmt: skip


def _issues(office: Office, people: People, found: Opinions, acts: Acts) -> None:
    """Let each issue go its way; the chairman signs most of them, the vice chairman in charge every sixth."""
    seats = [people.seats[1] if number % 6 == 5 else people.seats[0] for number in range(len(found.reports))]
    with acts.as_("clerk"):
        made = [_draft(office, found, number, seat) for number, seat in enumerate(seats)]
        for row in made[1:]:
            if row is not made[len(ISSUED)]:
                take_step(Bulletin, row.id, "submit")
        numbers = [row.id for row in made]
    found.issues, found.waiting = numbers[: len(ISSUED)], numbers[len(ISSUED) :]
    _drafted, _submitted, returned, checked = found.waiting
    way = [*found.issues[1:], checked]
    by_chair = [number for number in way if seats[numbers.index(number)] == people.seats[0]]
    for checker, those in (
        ("chair2", by_chair),
        ("chair", [number for number in way if number not in by_chair]),
    ):
        with acts.as_(checker):
            for number in those:
                take_step(Bulletin, number, "check")
            if checker == "chair2":
                take_step(Bulletin, returned, "return", reason="第二段数据请与县消防救援大队核对后再报。")
    _sign(found, acts, [number for number in way if number != checked], by_chair)
    with acts.as_("clerk"):
        for place, number in enumerate(found.issues):
            day = _drafted_on(place) + timedelta(4)
            take_step(Bulletin, number, "issue", issued_on=day)
            if number != found.issues[-1]:
                take_step(Bulletin, number, "send", sent_on=day + timedelta(1))


def _draft(office: Office, found: Opinions, number: int, seat: int) -> Bulletin:
    items = (*ISSUED, *WAITING)[number]
    day = _drafted_on(number)
    texts = [f"{what}，群众反映较多。建议有关部门{wish}。" for _subject, _category, what, wish in items]
    row: Bulletin = put(
        Bulletin, office, subject=f"关于{'、'.join(item[0] for item in items)}的情况反映"[:60], content="\n".join(texts),
        reported_to=TO, copied_to=BESIDE, signer_id=seat, editor="周予宁", copies=40, drafted_on=day, note=NOTE,
    )  # fmt: skip
    there = enumerate(found.reports[number], 1)
    put_all(
        office,
        BulletinItem,
        ({"bulletin_id": row.id, "opinion_report_id": report, "rank": rank} for rank, report in there),
    )
    return row


def _sign(found: Opinions, acts: Acts, numbers: list[int], by_chair: list[int]) -> None:
    """Sign in the order of the days: the number of an issue is given by its signature."""
    with acts.as_seed():
        first = db.session.get_one(Bulletin, found.issues[0])
        settle(first, "signed", number=OLD_NUMBER, signed_on=_drafted_on(0) + timedelta(3))
    order = [*found.issues, *found.waiting]
    for number in numbers:
        with acts.as_("chair" if number in by_chair else "chair2"):
            take_step(Bulletin, number, "sign", signed_on=_drafted_on(order.index(number)) + timedelta(3))


def _send_up(reports: list[int], acts: Acts) -> None:
    with acts.as_("chair"):
        for place, number in enumerate(reports):
            take_step(OpinionReport, number, "send_up", sent_up_on=date(2020, 9, 15 + place))


def _higher_uses(found: Opinions, others: list[int], acts: Acts) -> None:
    """Enter what city, province and nation used, as they reported it."""
    with acts.as_("clerk"):
        for level, kind, publication, place in HIGHER:
            reported = _drafted_on(min(place, len(ISSUED) - 1)) + timedelta(20)
            db.session.add(
                Adoption(opinion_report_id=found.all_reports[place], level=level, kind=kind, adopted_by=publication,
                         adopted_on=min(reported, date(2020, 9, 22)), document=f"{reported.year}年第{30 + place}期", note=NOTE)
            )  # fmt: skip
        db.session.add(
            Adoption(opinion_report_id=others[-3], level="city", kind="single", adopted_by="广安市政协《社情民意》",
                     adopted_on=date(2020, 9, 21), document="2020年第77期", note=NOTE)
        )  # fmt: skip
