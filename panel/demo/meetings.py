"""Who was at the meetings of the demonstration year, by half-day, and who asked for leave."""

from __future__ import annotations

from datetime import UTC, date, datetime
from random import Random
from typing import Any

from models.base import db
from models.lookups import rows_where
from models.office.attendance import Attendance
from models.office.leave_request import LeaveRequest
from models.office.meeting import Meeting
from models.office.meeting_decision import MeetingDecision
from models.presence import half_days
from panel.demo.office import NOTE, Office, put, settle
from panel.demo.people import People

ELECTED = 40
"""The first forty people are the leaders and the standing members."""
LEADERS = 6
ITEMS: dict[str, tuple[tuple[str, str, str, str, date | None, str], ...]] = {
    "十届第 16 次常委会会议": (
        ("听取疫情防控期间委员履职情况汇报", "会议充分肯定广大委员在疫情防控中的作用，要求继续做好稳岗就业、复工复产建言。", "decided", "carried_out",
         date(2020, 6, 30), "县政协办公室"),
        ("审议 2020 年度协商计划", "会议同意 2020 年度协商计划，由办公室按程序报批。", "decided", "carried_out", date(2020, 5, 15), "县政协办公室"),
    ),
    "十届第 17 次常委会会议": (
        ("协商乡村振兴重点工作", "会议形成协商意见，由经济科技委员会整理后报县委、县政府。", "decided", "carrying_out", date(2020, 9, 10), "经济科技委员会"),
        ("审议委员视察活动方案", "会议决定视察方案补充养老服务内容后再次提交审议。", "sent_back", "registered", None, ""),
    ),
    "2020 年第 6 次主席会议": (
        ("研究下半年民主评议工作", "会议同意评议安排，由社会法制委员会牵头实施。", "decided", "carrying_out", date(2020, 10, 30), "社会法制委员会"),
        ("研究秋季委员培训", "会议决定秋季培训待全市培训计划下达后再议。", "postponed", "registered", None, ""),
        ("听取片区驿站建设情况汇报", "会议要求各片区驿站年底前完成五有达标自查。", "decided", "registered", date(2020, 12, 20), "各片区委员小组"),
    ),
}  # fmt: skip
"""Meeting -> its items: matter, wording, outcome, state, due, by whom."""
GUEST = ("高见山", "市政协委员工作委员会")

_PLENARY = (
    "plenary", "第十届委员会第五次全体会议", 5, "all_members", datetime(2020, 1, 5, 1, 0, tzinfo=UTC),
    datetime(2020, 1, 6, 9, 30, tzinfo=UTC), "held",
)  # fmt: skip
_OTHERS = (
    ("standing_committee", "十届第 15 次常委会会议", 15, "standing_committee", datetime(2019, 10, 22, 1, 0, tzinfo=UTC),
     datetime(2019, 10, 22, 9, 0, tzinfo=UTC), "archived"),
    ("standing_committee", "十届第 16 次常委会会议", 16, "standing_committee", datetime(2020, 4, 16, 1, 0, tzinfo=UTC),
     datetime(2020, 4, 16, 9, 0, tzinfo=UTC), "held"),
    ("standing_committee", "十届第 17 次常委会会议", 17, "standing_committee", datetime(2020, 7, 23, 1, 0, tzinfo=UTC),
     datetime(2020, 7, 23, 3, 30, tzinfo=UTC), "held"),
    ("chairpersons", "2020 年第 6 次主席会议", 6, "chairpersons", datetime(2020, 9, 22, 1, 0, tzinfo=UTC),
     datetime(2020, 9, 22, 3, 0, tzinfo=UTC), "held"),
)  # fmt: skip
_NEXT = (
    "standing_committee", "十届第 18 次常委会会议", 18, "standing_committee", datetime(2020, 10, 20, 1, 0, tzinfo=UTC),
    datetime(2020, 10, 20, 9, 0, tzinfo=UTC), "planned",
)  # fmt: skip


def add_attendances(office: Office, people: People) -> None:
    """Enter a plenary session, meetings of the standing committee and the chairpersons with their sheets, and leave in every state."""
    draw = Random(1152)
    plenary = _meeting(office, _PLENARY)
    _leave(office, plenary, people.seats[57], "official", "参加省上专题培训班", "granted")
    _leave(
        office,
        plenary,
        people.seats[88],
        "illness",
        "住院治疗，附诊断证明",
        "granted",
        from_on=date(2020, 1, 6),
    )
    _leave(office, plenary, people.seats[131], "work", "单位年终盘点", "refused")
    _sheets(office, plenary, people.seats, draw)
    settle(plenary, "held")
    for values in _OTHERS:
        meeting = _meeting(office, values)
        required = people.seats[: LEADERS if values[0] == "chairpersons" else ELECTED]
        if values[0] != "chairpersons":
            _leave(office, meeting, required[-1 - draw.randrange(20)], "work", "参加单位防汛值守", "granted")
        _sheets(office, meeting, required, draw, staff=people.staff[:2])
        if values[0] == "standing_committee":
            name, body = GUEST
            held_on, half = half_days(meeting.starts_at, meeting.ends_at)[0]
            put(Attendance, office, meeting_id=meeting.id, guest_name=name, guest_body=body, held_on=held_on, half=half,
                attendance="present", note=NOTE)  # fmt: skip
        settle(meeting, values[-1])
        _items(office, meeting)
    coming = _meeting(office, _NEXT)
    _leave(office, coming, people.seats[12], "work", "参加行业年会", "asked")
    _leave(
        office,
        coming,
        people.seats[20],
        "family",
        "家中老人手术，需陪护",
        "asked",
        until_on=date(2020, 10, 20),
        until_half="morning",
    )
    _leave(office, coming, people.seats[27], "illness", "预约复查", "draft")


def _meeting(office: Office, values: tuple[Any, ...]) -> Any:
    kind, name, number, required, starts, ends, _state = values
    return put(
        Meeting, office, kind=kind, name=name, number=number, required_set=required, starts_at=starts, ends_at=ends,
        place="县政协会议室" if kind != "plenary" else "县会议中心", host="主席", note=NOTE,
    )  # fmt: skip


def _items(office: Office, meeting: Any) -> None:
    for number, (subject, content, outcome, state, due, whom) in enumerate(ITEMS.get(meeting.name, ()), 1):
        row = put(
            MeetingDecision, office, meeting_id=meeting.id, item_number=number, subject=subject, content=content, outcome=outcome,
            due_on=due, carried_out_by=whom or None, note=NOTE,
        )  # fmt: skip
        if state == "carried_out":
            settle(row, state, done_on=due, result="已按会议要求落实。")
        elif state != "registered":
            settle(row, state)


def _leave(
    office: Office, meeting: Any, seat: int, ground: str, reason: str, state: str, **time: Any
) -> None:
    values = {"meeting_id": meeting.id, "seat_id": seat, "ground": ground, "reason": reason, **time}
    row = put(LeaveRequest, office, **values, note=NOTE)
    if state != "draft":
        settle(row, state)
    if state == "granted":
        # What the grant does to the sheets, it does here too.
        row.after_transition("grant")


def _sheets(
    office: Office, meeting: Any, seats: list[int], draw: Random, staff: list[int] | None = None
) -> None:
    """Enter a row for everybody and each half-day that no granted leave has marked already."""
    people = [("seat_id", seat) for seat in seats] + [("staff_id", number) for number in staff or ()]
    halves = half_days(meeting.starts_at, meeting.ends_at)
    marked = rows_where("attendance", "seat_id", "held_on", "half", where={"meeting_id": meeting.id})
    taken = {(row.seat_id, row.held_on, row.half) for row in marked}
    for column, number in people:
        away = draw.random()
        db.session.add_all(
            Attendance(
                organization_id=office.organization_id, meeting_id=meeting.id, held_on=held_on, half=half, note=NOTE,
                attendance=_mark(draw, away), **{column: number},
            )
            for held_on, half in halves
            if (number, held_on, half) not in taken or column != "seat_id"
        )  # fmt: skip
    db.session.flush()


def _mark(draw: Random, away: float) -> str:
    if away < 0.03:
        return "absent"
    chance = draw.random()
    return "late" if chance < 0.02 else "left_early" if chance < 0.03 else "present"
