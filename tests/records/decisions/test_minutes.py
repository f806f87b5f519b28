"""The draft of the minutes: who was there, what was decided, what it moved, and nothing that does not belong on the paper."""

from __future__ import annotations

from datetime import UTC, date, datetime

from models.office.attendance import Attendance
from models.office.leave_request import LeaveRequest
from tests.factories import make, make_meeting, make_meeting_decision, make_seat, make_staff, put_into
from tests.fixtures.app import ClientFor
from tests.opinions_factories import make_report
from tests.records.conftest import Entering

DAY = date(2020, 6, 8)
STARTS = datetime(2020, 6, 8, 1, 0, tzinfo=UTC)
ENDS = datetime(2020, 6, 8, 3, 0, tzinfo=UTC)


def test_the_minutes_say_who_was_there_what_was_decided_and_what_it_moved(
    entering: Entering, client_for: ClientFor
) -> None:
    with entering():
        earlier = make_meeting(kind="chairpersons", starts_at=datetime(2020, 5, 8, 1, 0, tzinfo=UTC)).id
        make_meeting_decision(meeting_id=earlier, subject="上次议定的走访", due_on=date(2020, 6, 1))
        meeting = make_meeting(
            kind="chairpersons",
            name="第 7 次主席会议",
            starts_at=STARTS,
            ends_at=ENDS,
            agenda="一、听取汇报\n二、审议调研报告",
        ).id
        there, away, excused = (make_seat() for _ in range(3))
        leave = make(
            LeaveRequest, meeting_id=meeting, seat_id=excused.id, ground="illness", reason="住院做手术"
        )
        put_into(leave, "granted")
        for seat, mark in ((there, "present"), (away, "absent"), (excused, "leave")):
            make(Attendance, meeting_id=meeting, seat_id=seat.id, held_on=DAY, attendance=mark)
        staff = make_staff()
        make(Attendance, meeting_id=meeting, staff_id=staff.id, held_on=DAY, attendance="present")
        guest = {"guest_name": "柳青", "guest_body": "县委办"}
        make(Attendance, meeting_id=meeting, held_on=DAY, attendance="present", **guest)
        item = make_meeting_decision(
            meeting_id=meeting, item_number=1, subject="审议调研报告", content="原则同意。"
        )
        make_meeting_decision(meeting_id=meeting, item_number=2, subject="人事事项", outcome="postponed")
        put_into(
            make_report(state="accepted", name="关于饮水安全的调研报告"), "discussed", decision_id=item.id
        )
        names = [there.name, away.name, excused.name, staff.name]
    page = client_for("clerk").get(f"/panel/meeting/minutes/?id={meeting}").text
    paper = page.partition("<article")[2].partition("</article>")[0]

    for words in (
        *names, "柳青（县委办）", "第 7 次主席会议", "一、听取汇报", "审议调研报告", "原则同意。", "关于饮水安全的调研报告",
        "上次议定的走访", "2020-06-08 09:00 – 11:00",
    ):  # fmt: skip
        assert words in paper, words
    assert "住院做手术" not in page
    assert paper.index(names[0]) < paper.index(names[2]) < paper.index(names[1])


def test_a_meeting_that_was_not_held_has_no_minutes_and_a_member_reads_none(
    entering: Entering, client_for: ClientFor
) -> None:
    with entering():
        planned = make_meeting(state="planned", starts_at=datetime(2020, 10, 8, 1, 0, tzinfo=UTC)).id
        held = make_meeting().id
        member = make_seat().member_id
    clerk, me = client_for("clerk"), client_for("member", member_id=member)
    assert clerk.get(f"/panel/meeting/minutes/?id={planned}").status_code == 404
    assert clerk.get(f"/panel/meeting/minutes/?id={held}").status_code == 200
    assert me.get(f"/panel/meeting/minutes/?id={held}").status_code == 404
    assert "/minutes/" not in me.get(f"/panel/meeting/details/?id={held}").text
    assert f"/panel/meeting/minutes/?id={held}" in clerk.get(f"/panel/meeting/details/?id={held}").text


def test_minutes_without_sheets_and_items_are_drawn_too(entering: Entering, client_for: ClientFor) -> None:
    with entering():
        meeting = make_meeting(name="只有名称的会议").id
    page = client_for("auditor").get(f"/panel/meeting/minutes/?id={meeting}").text
    assert "只有名称的会议" in page.partition("<article")[2]
