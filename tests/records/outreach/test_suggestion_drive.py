"""Suggestion drives: a meeting starts them, the number is counted and never typed, a report words it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.access import CHAIR, CLERK, MEMBER
from models.base import db
from models.outreach.suggestion_drive import SuggestionDrive, Tally, rounded
from models.registry import record_type
from models.seal import is_intact
from models.transitions import Request, perform
from tests.factories import make, make_meeting_decision, make_member, put_into
from tests.fixtures.app import People
from tests.records.asserting import assert_invalid, readable, reload
from tests.records.conftest import As, Entering

_DESK = "clerk: all; committee: own body or area"
RIGHTS = {
    "read": "clerk committee chair auditor: all; member department: in open/closed/reported",
    "create update trash correct": _DESK,
    "export": "clerk chair auditor: all",
    "open": f"{_DESK}; chair: all",
    "close reopen report": _DESK,
    "turn": "clerk committee: all",
}
STATES = "planned; open; closed; reported frozen final"
STEPS = {
    "open": "planned > open; decided by chairpersons or standing_committee or party_group or secretary",
    "close": "open > closed",
    "reopen": "closed > open; with a reason",
    "report": "closed > reported; seals; asks reported_to, reported_on, outcome",
}
NOUNS = {
    "theme": ("name", "theme"),
    "period": ("starts_on", "ends_on"),
    "started by": "decision_id",
    "organiser": "committee_id",
    "target groups": "target_groups",
    "suggestions": "suggestion.drive_id",
    "exact count and its wording": "rounding",
    "result": ("reported_to", "reported_on", "outcome"),
}


def make_drive(*, state: str = "planned", **over: Any) -> SuggestionDrive:
    """Make a drive of the summer of 2020."""
    values = {
        "name": "我为高竹新区献一策",
        "theme": "高竹新区建设",
        "starts_on": date(2020, 7, 1),
        "ends_on": date(2020, 8, 31),
    }
    drive = make(SuggestionDrive, **values | over)
    return drive if state == "planned" else put_into(drive, state)


def furnish(frame: Any, people: Any) -> None:
    """Enter drives of two bodies in every state."""
    for body in (frame.own, frame.other):
        for state in SuggestionDrive.workflow.states:
            make_drive(name=f"{state} {body}", committee_id=body, state=state)


def make_suggestions(drive_id: int, *states: str) -> None:
    """Make a suggestion of each state."""
    for state in states:
        row = make(
            record_type("suggestion"),
            drive_id=drive_id,
            name=state,
            content="建议。",
            member_id=make_member().id,
            made_on=date(2020, 7, 9),
        )
        put_into(row, state)


def test_a_drive_is_started_by_a_meeting_and_reported_at_its_end(entering: Entering, acting_with: As) -> None:
    with entering():
        number = make_drive().id
        called, other = (
            make_meeting_decision(kind="chairpersons").id,
            make_meeting_decision(kind="plenary").id,
        )
    with acting_with(CLERK):
        for decision in (None, other):
            with assert_invalid("decision_id"):
                perform(SuggestionDrive, number, "open", Request(decision_id=decision))
        perform(SuggestionDrive, number, "open", Request(decision_id=called))
        for step, reason in (("close", None), ("reopen", "还有建议未报齐。"), ("close", None)):
            perform(SuggestionDrive, number, step, Request(reason=reason))
        answers = {
            "reported_to": "县委、县政府",
            "reported_on": date(2020, 9, 10),
            "outcome": "形成调研报告。",
        }
        perform(SuggestionDrive, number, "report", Request(answers=answers))
        db.session.commit()
        row = reload(SuggestionDrive, number)
        assert (row.state, row.decision_id, is_intact(row)) == ("reported", called, True)


def test_a_drive_opens_on_its_first_day(entering: Entering, acting_with: As) -> None:
    with entering():
        number = make_drive(starts_on=date(2020, 10, 1), ends_on=date(2020, 10, 31)).id
        called = make_meeting_decision(kind="chairpersons").id
        db.session.commit()
        with assert_invalid("ends_on"):
            make_drive(ends_on=date(2020, 6, 30))
    with acting_with(CHAIR), assert_invalid("starts_on"):
        perform(SuggestionDrive, number, "open", Request(decision_id=called))


def test_what_is_counted_is_what_was_handed_in(entering: Entering, acting_with: As) -> None:
    with entering():
        number = make_drive(state="open").id
        make_suggestions(
            number, "draft", "submitted", "duplicate", "taken_up", "partly", "for_reference", "not_taken_up"
        )
    with acting_with(CHAIR):
        assert reload(SuggestionDrive, number).tally() == Tally(received=6, distinct=5, taken_up=2)


@pytest.mark.parametrize(
    ("number", "rounding", "worded"),
    [
        (56, "exact", (56, False)),
        (56, "tens", (50, True)),
        (50, "tens", (50, False)),
        (7, "tens", (7, False)),
        (213, "hundreds", (200, True)),
        (99, "hundreds", (99, False)),
    ],
)
def test_a_report_words_the_number_by_its_rule(number: int, rounding: str, worded: tuple[int, bool]) -> None:
    assert rounded(number, rounding) == worded


def test_the_page_shows_the_exact_number_beside_its_wording(entering: Entering, people: People) -> None:
    with entering():
        drive = make_drive(state="open", rounding="tens")
        make_suggestions(drive.id, *["submitted"] * 12)
        number = drive.id
    page = people.client(people.add(CLERK)).get(f"/panel/suggestion-drive/details/?id={number}").text
    assert ">12" in page
    assert "10余" in page


def test_a_number_leads_only_who_reads_every_row_behind_it(entering: Entering, people: People) -> None:
    with entering():
        drive = make_drive(state="open")
        make_suggestions(drive.id, "submitted", "taken_up")
        number, member = drive.id, make_member().id
    rows = f"/panel/suggestion/?drive_id={number}"
    cases: tuple[tuple[str, dict[str, Any], bool], ...] = (
        (CLERK, {}, True),
        (MEMBER, {"member_id": member}, False),
    )
    for role, scope, leads in cases:
        page = (
            people.client(people.add(role, **scope)).get(f"/panel/suggestion-drive/details/?id={number}").text
        )
        figures = page.partition('class="block figures"')[2].partition("</div></div>")[0]
        assert (rows in figures) is leads, role


def test_members_see_a_drive_once_it_is_open(entering: Entering, acting_with: As) -> None:
    with entering():
        planned, running = make_drive().id, make_drive(name="十四五", state="open").id
    with acting_with(MEMBER):
        assert readable(SuggestionDrive) == {running}
    with acting_with(CLERK):
        assert readable(SuggestionDrive) == {planned, running}
