"""The draft of the minutes: who was there, what was decided, what it moved, and nothing that does not belong on the paper."""

from __future__ import annotations

from datetime import UTC, date, datetime

from models.office.attendance import Attendance
from models.office.leave_request import LeaveRequest
from tests.contracts.pages import form_of
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


def test_the_draft_is_kept_as_text_worked_on_and_stays_as_it_was_signed(
    entering: Entering, client_for: ClientFor
) -> None:
    with entering():
        meeting = make_meeting(name="第 8 次主席会议", kind="chairpersons", starts_at=STARTS).id
        make_meeting_decision(meeting_id=meeting, item_number=1, subject="审议调研报告", content="原则同意。")
        make_meeting_decision(meeting_id=meeting, item_number=2, subject="人事事项", outcome="postponed")
        member = make_seat().member_id
    clerk, address = client_for("clerk"), f"/panel/meeting/minutes/?id={meeting}"
    form = form_of(clerk.get(address).text)
    auditor = client_for("auditor")
    assert "form_token" not in form_of(auditor.get(address).text)
    kept = clerk.post(address, data=form)
    assert kept.headers["Location"].endswith(f"/panel/meeting/edit/?id={meeting}")
    sheet = form_of(clerk.get(kept.headers["Location"]).text)
    assert all(words in sheet["minutes"][0] for words in ("审议调研报告", "原则同意。", "人事事项"))
    unsigned = sheet | {"minutes": "会议原则同意调研报告。", "minutes_signed_on": "2020-06-10"}
    assert clerk.post(kept.headers["Location"], data=unsigned).status_code == 422
    signed = unsigned | {"minutes_signed_by": "顾惟均"}
    assert (
        clerk.post(kept.headers["Location"], data=signed | {"minutes_signed_on": "2020-06-07"}).status_code
        == 422
    )
    assert clerk.post(kept.headers["Location"], data=signed).status_code == 303

    paper = auditor.get(address).text
    assert "会议原则同意调研报告。" in paper
    assert "顾惟均" in paper
    again = form_of(clerk.get(kept.headers["Location"]).text)
    assert clerk.post(kept.headers["Location"], data=again | {"minutes": "另一种说法。"}).status_code == 422
    assert clerk.post(kept.headers["Location"], data=again | {"minutes_signed_on": ""}).status_code == 422
    assert (
        "会议原则同意调研报告。"
        not in client_for("member", member_id=member).get(f"/panel/meeting/details/?id={meeting}").text
    )
