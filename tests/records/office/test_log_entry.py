"""The handling log: written on the page of the record, read with it by the office, never changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from models.access import CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, can
from models.base import db
from models.office.log_entry import LogEntry
from tests.factories import make, make_attachment, make_meeting, make_special_committee, make_training
from tests.fixtures.app import BUSINESS_DATE, People
from tests.panel.statements import counted
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor: read of its record",
    "create": "clerk committee: read of its record",
    "export": "clerk chair auditor: read of its record",
}
NOUNS = {
    "telephone calls, reminders, instructions, circulation": "kind",
    "date": "happened_on",
    "with whom": "with_whom",
    "what was said": "said",
    "to follow up": "follow_up_on",
    "which record": ("record_table", "record_id", "about"),
}
NOT_IMPORTED = "is written at the record that it is about"
TODAY = BUSINESS_DATE


def furnish(frame: Any, people: Any) -> None:
    """Enter lines about meetings of two bodies, by several hands."""
    for body, typist in ((frame.own, "clerk"), (frame.other, "committee")):
        row = log(make_meeting(committee_id=body, kind="special_committee"))
        row.created_by_id = people[typist].account_id
    db.session.flush()


def log(record: Any, **over: Any) -> LogEntry:
    """Write a line about a record, by default a call of today."""
    values = {"record_table": record.__tablename__, "record_id": record.id, "said": "已电话告知，周五前报。"}
    return make(LogEntry, **values | over)


def test_a_line_belongs_to_what_goes_through_hands_and_stays_as_it_is(
    entering: Entering, acting_with: As
) -> None:
    with entering():
        course, body = make_training(name="履职培训班"), make_special_committee()
        row_id, course_id = log(course).id, course.id
    for field, over in (
        ("happened_on", {"happened_on": TODAY + timedelta(days=1)}),
        ("follow_up_on", {"follow_up_on": TODAY - timedelta(days=1)}),
        ("said", {"said": ""}),
        ("record_id", {"record_id": 999_999}),
        ("record_table", {"record_table": body.__tablename__, "record_id": body.id}),
    ):
        with entering(), assert_invalid(field):
            log(course, **over)
    with acting_with(CLERK) as actor:
        row = reload(LogEntry, row_id)
        assert (row.about, row.happened_on, row.fact_date) == ("履职培训班", TODAY, TODAY)
        assert [bool(can(actor, action, row)) for action in ("read", "update", "trash")] == [
            True,
            False,
            False,
        ]
        with assert_refused():
            row.said = "改写"
            db.session.flush()
    with acting_with(CHAIR, 2), assert_refused():
        log(reload(type(course), course_id))
    for role in (MEMBER, DEPARTMENT):
        with acting_with(role, 3):
            assert readable(LogEntry) == set()
    with acting_with(COMMITTEE, 4, scopes={"special_committee": frozenset({body.id})}):
        assert readable(LogEntry) == {row_id}


def test_it_is_written_and_read_on_the_page_of_the_record(app: Any, office: int, entering: Entering) -> None:
    people = People(app, office)
    clerk, chair = people.client(people.add(CLERK)), people.client(people.add(CHAIR))
    with entering():
        course = make_training(name="履职培训班")
        course_id = course.id
        make_attachment(course, name="培训通知（盖章）.pdf")
    details = f"/panel/training/details/?id={course_id}"
    assert "/panel/log-entry/new/" not in chair.get(details).text
    form = {"record_table": "training", "record_id": str(course_id), "kind": "telephone", "with_whom": "党校教务处",
            "said": "场地已定。", "happened_on": "昨天", "follow_up_on": "9月30日"}  # fmt: skip
    url = f"/panel/log-entry/new/?record=training-{course_id}"
    refused = clerk.post(url, data=form | {"said": "", "form_token": "a"})
    assert refused.status_code == 422
    assert "党校教务处" in refused.text

    for _time in range(2):
        sent = clerk.post(url, data=form | {"form_token": "b"})
        assert (sent.status_code, sent.location) == (303, f"{details}#timeline")

    with entering():
        assert len(list(db.session.scalars(select(LogEntry)))) == 1
    pages = [client.get(details).text for client in (clerk, chair)]
    for page in pages:
        assert page.count("场地已定。") == 1
        assert page.count("培训通知（盖章）.pdf</a>") == 2
    assert "党校教务处" in pages[0]
    assert "2020-09-22" in pages[1]
    assert "场地已定。" not in clerk.get(f"{details}&timeline=files").text
    alone = clerk.get(f"{details}&timeline=log").text
    assert ("场地已定。" in alone, alone.count(".pdf</a>")) == (True, 1)
    changes = clerk.get(f"{details}&timeline=changes").text
    assert ("场地已定。" in changes, changes.count(".pdf</a>")) == (False, 1)

    def spent() -> int:
        with counted(app) as seen:
            assert clerk.get(details).status_code == 200
        return len(seen)

    before = spent()
    with entering():
        for number in range(9):
            log(reload(type(course), course_id), said=f"第 {number} 次")
    assert spent() == before
