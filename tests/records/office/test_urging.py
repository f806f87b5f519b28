"""The urging ladder: who is to be reminded today, by one act, and never once the answer is there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.access import CHAIR, CLERK, DEPARTMENT, MEMBER, shown_value
from models.base import db
from models.office.holiday import Holiday
from models.office.meeting_decision import MeetingDecision
from models.office.term_setting import TermSetting
from models.office.urging import Urging
from models.transitions import Request, perform
from models.urging import Ladder, ladder
from tests.factories import (
    make,
    make_department,
    make_meeting,
    make_meeting_decision,
    make_member,
    make_term,
    put_into,
)
from tests.fixtures.app import BUSINESS_DATE, People
from tests.fixtures.client import PanelClient
from tests.livelihood_factories import make_owed_rectification
from tests.panel.statements import counted
from tests.records.asserting import assert_invalid, assert_refused, readable, reload, trash
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor department: read of its record",
    "create": "clerk committee: read of its record",
    "update trash": "clerk committee: typed and read of its record",
    "export": "clerk chair auditor: read of its record",
}
NOUNS = {
    "what is urged": ("record_table", "record_id", "about"),
    "letter, telephone, meeting": "kind",
    "step of the ladder": "step",
    "date": "urged_on",
    "by whom": "urged_by",
    "who was spoken to": "spoken_to",
    "what was said": "said",
    "the unit": "department_id",
    "15 and 7 days before, due, 7 and 15 after": "settings of the term, see models/urging.py",
}
TODAY = BUSINESS_DATE


def furnish(frame: Any, people: Any) -> None:
    """Enter urgings of decisions and of what units are to put right, by several hands."""
    for body, typist in ((frame.own, "clerk"), (frame.own, "committee"), (frame.other, "clerk2")):
        meeting = make_meeting(committee_id=body, kind="special_committee")
        decision = make_meeting_decision(meeting_id=meeting.id, due_on=TODAY, carried_out_by_id=frame.unit)
        row = urge(decision, step="due", spoken_to="办公室李同志", said="已转告。")
        row.created_by_id = people[typist].account_id
    db.session.flush()
    gone = make_meeting_decision(meeting_id=make_meeting(committee_id=frame.own).id, due_on=TODAY)
    trash(Urging, urge(gone).id)


def urge(record: Any, **over: Any) -> Urging:
    """Make an urging, by default a call of today beside the ladder."""
    values = {"record_table": record.__tablename__, "record_id": record.id, "urged_on": TODAY}
    return make(Urging, **values | over)


def due_in(days: int, **over: Any) -> MeetingDecision:
    """Make a decision that is being carried out and due in so many days."""
    return put_into(make_meeting_decision(due_on=TODAY + timedelta(days=days), **over), "carrying_out")


@pytest.mark.parametrize(
    ("left", "step"),
    [
        (16, None), (15, "first_before"), (8, "first_before"), (7, "second_before"), (1, "second_before"), (0, "due"),
        (-6, "due"), (-7, "first_after"), (-14, "first_after"), (-15, "second_after"), (-400, "second_after"),
    ],
)  # fmt: skip
def test_a_due_day_reaches_the_steps_one_after_another(
    entering: Entering, left: int, step: str | None
) -> None:
    with entering():
        assert ladder(TODAY).step_at(TODAY + timedelta(days=left), TODAY) == step


def test_the_term_settles_its_own_ladder(entering: Entering) -> None:
    with entering():
        term_id = make_term().id
        for setting, value in (
            ("urging_first_before", "0"),
            ("urging_on_due", "no"),
            ("urging_second_after", "30"),
        ):
            make(TermSetting, term_id=term_id, setting=setting, value=value)
        steps = ((-7, "second_before"), (7, "first_after"), (30, "second_after"))
        assert ladder(TODAY) == Ladder(steps, working=False)


HOLIDAYS = (
    ("off", date(2020, 10, 1), date(2020, 10, 8)),
    ("working", date(2020, 9, 27), date(2020, 9, 27)),
    ("working", date(2020, 10, 10), date(2020, 10, 10)),
)
"""The eight days off of October 2020, and the weekend days worked for them."""


@pytest.mark.parametrize(
    ("due", "working", "days"),
    [
        # The second reminder, 1 October, comes before the holiday; 23 October is a working day like any other.
        (date(2020, 10, 8), False, ("2020-09-23", "2020-09-30", "2020-09-30", "2020-10-15", "2020-10-23")),
        # 7 days after lies in the holiday and comes on its first working day; 15 days after is the Saturday that is worked.
        (date(2020, 9, 25), False, ("2020-09-10", "2020-09-18", "2020-09-25", "2020-10-09", "2020-10-10")),
        # A Sunday that is worked is a day like any other.
        (date(2020, 9, 27), False, ("2020-09-11", "2020-09-18", "2020-09-27", "2020-10-09", "2020-10-12")),
        # Counted in working days the holiday does not count, and the days worked for it do.
        (date(2020, 10, 9), True, ("2020-09-11", "2020-09-23", "2020-10-09", "2020-10-19", "2020-10-29")),
    ],
)
def test_the_steps_fall_on_days_that_the_office_works(
    entering: Entering, due: date, working: bool, days: tuple[str, ...]
) -> None:
    with entering():
        for kind, first, last in HOLIDAYS:
            make(Holiday, name="国庆节", kind=kind, starts_on=first, ends_on=last, source="通知")
        if working:
            make(TermSetting, term_id=make_term().id, setting="urging_working_days", value="yes")
        used = ladder(TODAY)
        assert used.working is working
        assert tuple(used.day(due, offset).isoformat() for offset, _step in used.steps) == days
        for (offset, step), after in zip(used.steps, (*used.steps[1:], None), strict=True):
            reached = used.day(due, offset)
            same_day = after is not None and used.day(due, after[0]) == reached
            assert used.step_at(due, reached) == (after[1] if same_day and after else step)
            assert used.step_at(due, reached - timedelta(days=1)) != step
        assert used.step_at(due, date(2021, 6, 1)) == "second_after"


@pytest.mark.parametrize("working", [False, True])
def test_nothing_that_has_reached_a_step_is_left_out_of_the_day(entering: Entering, working: bool) -> None:
    """Every due day of two months, on every day of a month with a holiday in it: what is asked of the database is wide enough."""
    with entering():
        for kind, first, last in HOLIDAYS:
            make(Holiday, name="国庆节", kind=kind, starts_on=first, ends_on=last, source="通知")
        used = Ladder(ladder(TODAY).steps, working=working)
        for today in (date(2020, 9, 20) + timedelta(days=n) for n in range(30)):
            reached = [
                due
                for due in (today + timedelta(days=n) for n in range(60))
                if used.step_at(due, today) is not None
            ]
            assert reached
            assert max(reached) <= used.reaches(today)


def test_an_urging_keeps_unit_and_due_day_of_its_record(entering: Entering, acting_with: As) -> None:
    with entering():
        unit = make_department().id
        decision = due_in(-3, subject="修建污水管网", carried_out_by_id=unit)
        decision_id = decision.id
    with acting_with(CLERK):
        row = urge(reload(MeetingDecision, decision_id))
        assert (row.department_id, row.due_on, row.urged_by) == (unit, TODAY - timedelta(days=3), "clerk 1")
        assert row.about == reload(MeetingDecision, decision_id).name
        assert row.fact_date == TODAY


def test_what_is_answered_or_has_no_day_is_not_urged(entering: Entering) -> None:
    with entering():
        done, open_, dayless = due_in(-3), due_in(-3), make_meeting_decision()
        put_into(done, "carried_out", done_on=TODAY, result="已印发。")
        assert urge(done, urged_on=TODAY - timedelta(days=400)).id
    for record, field, over in (
        (done, "record_id", {}),
        (dayless, "record_id", {}),
        (open_, "urged_on", {"urged_on": TODAY + timedelta(days=1)}),
    ):
        with entering(), assert_invalid(field):
            urge(record, **over)


def test_a_step_is_taken_once_in_a_way_and_calls_beside_it_any_number_of_times(entering: Entering) -> None:
    with entering():
        record = due_in(-8)
        urge(record, step="first_after", kind="letter")
        urge(record, step="first_after", kind="telephone")
        urge(record)
        urge(record)
    with entering(), assert_invalid("step"):
        urge(record, step="first_after", kind="letter")


def test_the_unit_sees_that_it_was_urged_and_not_who_was_spoken_to(
    entering: Entering, acting_with: As
) -> None:
    with entering():
        task = make_owed_rectification(due_on=TODAY - timedelta(days=1))
        row_id, unit = urge(task, spoken_to="李同志", said="答应周五报。").id, task.department_id
    with acting_with(DEPARTMENT, scopes={"department": frozenset({unit})}) as actor:
        row = reload(Urging, row_id)
        for name in ("spoken_to", "said"):
            assert shown_value(actor, Urging.__table__.c[name], row) == "••••"
    with acting_with(DEPARTMENT, 2, scopes={"department": frozenset({unit + 1})}):
        assert readable(Urging) == set()
    with acting_with(MEMBER, 3):
        assert readable(Urging) == set()
    with acting_with(CHAIR, 4), assert_refused():
        urge(task)


@pytest.fixture
def clerk(app: Any, office: int) -> PanelClient:
    """Return the browser of a clerk."""
    people = People(app, office)
    return people.client(people.add("clerk"))


def test_one_act_records_the_ticked_cases_at_their_steps(clerk: PanelClient, entering: Entering) -> None:
    with entering():
        unit = make_department(name="县水务局").id
        late, soon, quiet, other = (
            due_in(days, subject=subject, carried_out_by_id=unit_id)
            for days, subject, unit_id in ((-20, "逾期事", unit), (5, "临近事", unit), (40, "尚早事", unit), (-1, "别处事", None))
        )  # fmt: skip
        keys = {
            name: f"meeting-decision-{row.id}"
            for name, row in (("late", late), ("soon", soon), ("quiet", quiet), ("other", other))
        }
    page = clerk.get("/urging").text
    assert [key in page for key in keys.values()] == [True, True, False, True]
    sheets = clerk.get(f"/urging/sheets?unit={unit}").text
    assert sheets.count("<article") == 1
    assert "县水务局：" in sheets
    # A unit that is urged for one thing is told of all that is awaited from it.
    assert [sheets.find(subject) > 0 for subject in ("逾期事", "临近事", "尚早事", "别处事")] == [
        True,
        True,
        True,
        False,
    ]
    assert sheets.count("<article") + 1 == clerk.get("/urging/sheets").text.count("<article")

    ticked = [keys["late"], keys["soon"], keys["quiet"], "meeting-decision-999999", "weather-1"]
    sent = {"case": ticked, "kind": "letter", "urged_on": "2020-09-23", "said": "", "form_token": "once"}
    for _time in range(2):
        assert clerk.post("/urging", data=sent).status_code == 303
    with entering():
        rows = db.session.execute(
            select(Urging.record_id, Urging.step, Urging.kind).order_by(Urging.id)
        ).all()
        assert [tuple(row) for row in rows] == [
            (late.id, "second_after", "letter"),
            (soon.id, "second_before", "letter"),
        ]
    page = clerk.get("/urging").text
    assert [key in page for key in keys.values()] == [False, False, False, True]


def test_an_answer_stops_the_urging_by_itself_and_an_extension_begins_anew(
    clerk: PanelClient, entering: Entering, acting_with: As
) -> None:
    with entering():
        answered, moved = due_in(-20, subject="已答事").id, due_in(-8, subject="延期事").id
        urge(reload(MeetingDecision, moved), step="first_after", kind="letter")
    page = clerk.get("/urging").text
    assert f"meeting-decision-{answered}" in page
    assert f"meeting-decision-{moved}" not in page
    with acting_with(CLERK):
        perform(MeetingDecision, answered, "finish", Request(answers={"done_on": TODAY, "result": "已办。"}))
        reload(MeetingDecision, moved).due_on = TODAY + timedelta(days=10)
        db.session.commit()
    page = clerk.get("/urging").text
    assert f"meeting-decision-{answered}" not in page
    assert f"meeting-decision-{moved}" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({}, "尚未勾选"),
        ({"case": "meeting-decision-1", "urged_on": "明天下午"}, "不是日期"),
        ({"case": "meeting-decision-1", "kind": "pigeon"}, "pigeon"),
        ({"case": "meeting-decision-1"}, "无需催办"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    clerk: PanelClient, wrong: dict[str, str], sentence: str
) -> None:
    assert clerk.post("/urging", data={"form_token": "x", **wrong}).status_code == 303
    assert sentence in clerk.get("/urging").text


def test_a_call_is_recorded_from_the_page_of_the_record(clerk: PanelClient, entering: Entering) -> None:
    with entering():
        record_id = due_in(-3, subject="修桥").id
    details = f"/panel/meeting-decision/details/?id={record_id}"
    assert f"/panel/urging/new/?record=meeting-decision-{record_id}" in clerk.get(details).text
    url = f"/panel/urging/new/?record=meeting-decision-{record_id}"
    form = clerk.get(url).text
    assert f'name="record_id" value="{record_id}"' in form
    data = {
        "record_table": "meeting_decision", "record_id": str(record_id), "step": "beside", "kind": "telephone",
        "urged_on": "2020-09-23", "urged_by": "", "spoken_to": "办公室李同志", "said": "答应周五报。",
    }  # fmt: skip
    assert clerk.post(url, data=data).status_code == 303
    page = clerk.get(details).text
    assert "随时催办" in page
    assert clerk.get("/panel/urging/?department_id__empty=1").status_code == 200


def test_the_page_costs_the_same_for_one_case_and_for_many(
    clerk: PanelClient, app: Any, entering: Entering
) -> None:
    def spent() -> int:
        with counted(app) as seen:
            assert clerk.get("/urging").status_code == 200
        return len(seen)

    with entering():
        due_in(-1, carried_out_by_id=make_department().id)
    clerk.get("/urging")
    before = spent()
    with entering():
        for number in range(12):
            due_in(number - 6, carried_out_by_id=make_department().id)
    assert spent() == before


def test_who_keeps_no_log_is_refused(app: Any, office: int, entering: Entering) -> None:
    people = People(app, office)
    with entering():
        unit, person = make_department().id, make_member().id
    grants: tuple[tuple[str, dict[str, Any]], ...] = (
        ("chair", {}),
        ("auditor", {}),
        ("department", {"department_id": unit}),
        ("member", {"member_id": person}),
    )
    for role, grant in grants:
        client = people.client(people.add(role, **grant))
        assert [client.get(url).status_code for url in ("/urging", "/urging/sheets")] == [403, 403]
        assert client.post("/urging", data={"case": "meeting-decision-1"}).status_code == 403
