"""Speeches: handed in by the member or from paper, chosen by another, delivered at the meeting."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.access import CLERK, COMMITTEE, MEMBER
from models.base import db
from models.office.speech import Speech
from models.transitions import Request, perform
from tests.factories import make, make_attachment, make_meeting, make_seat, put_into
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk: all; committee: submitted or typed; chair auditor: submitted; "
    "member: own of seat_id or in chosen/delivered",
    "create": "clerk committee: all; member: own of seat_id",
    "update trash": "clerk: all and typed and in draft/returned; committee: typed and in draft/returned; "
    "member: own of seat_id and in draft/returned",
    "export": "clerk: all; committee: submitted or typed; chair auditor: submitted",
    "submit recall": "clerk: all and typed; committee: typed; member: own of seat_id",
    "return choose decline deliver": "clerk: all; committee: area",
    "turn": "clerk: all; committee: submitted or typed",
}
STATES = "draft draft; submitted; returned; chosen; delivered final; not_chosen final"
STEPS = {
    "submit": "draft returned > submitted; submits; needs content",
    "recall": "submitted > draft; recalls",
    "return": "submitted > returned; with a reason",
    "choose": "submitted > chosen; by another; asks form; queued",
    "decline": "submitted > not_chosen; with a reason",
    "deliver": "chosen > delivered; asks delivered_on",
}
NOUNS = {
    "oral or written": "form",
    "by whom": ("seat_id", "on_behalf_of"),
    "text": "content",
    "which meeting": "meeting_id",
    "delivered": "delivered_on",
}


def make_speech(*, state: str = "draft", **over: Any) -> Speech:
    """Make a speech for a body, by default at a new plenary session."""
    values = {
        "meeting_id": over.pop("meeting_id", None) or make_meeting(kind="plenary").id,
        "name": "关于推进小微协商的发言",
        "on_behalf_of": "提案委员会",
        "content": "各位委员……",
    }
    speech = make(Speech, **values | over)
    return speech if state == "draft" else put_into(speech, state)


def furnish(frame: Any, people: Any) -> None:
    """Enter a speech of every state, and drafts of a clerk, a desk and a member."""
    meeting = make_meeting(kind="plenary").id
    for state in Speech.workflow.states:
        for seat in (frame.seat.id, frame.other_seat.id, None):
            make_speech(state=state, seat_id=seat, meeting_id=meeting)
    for name, seat in (("clerk", None), ("committee", None), ("member", frame.seat.id)):
        row = make_speech(seat_id=seat, meeting_id=meeting)
        row.created_by_id = people[name].account_id
    db.session.flush()


def test_a_member_hands_in_and_another_chooses(entering: Entering, acting_with: As) -> None:
    with entering():
        meeting, seat = make_meeting(kind="plenary").id, make_seat()
        mine, seat_id = {"member": frozenset({seat.member_id})}, seat.id
    with acting_with(MEMBER, 5, scopes=mine):
        speech_id = make_speech(meeting_id=meeting, seat_id=seat_id, on_behalf_of=None).id
        db.session.commit()
    with acting_with(CLERK, 1):
        assert readable(Speech) == set()
    with acting_with(MEMBER, 5, scopes=mine):
        perform(Speech, speech_id, "submit")
        db.session.commit()
    with acting_with(MEMBER, 6, scopes={"member": frozenset({990_000})}):
        assert readable(Speech) == set()
    with acting_with(CLERK, 1):
        with assert_refused():
            reload(Speech, speech_id).content = "改写"
            db.session.flush()
        perform(Speech, speech_id, "choose", Request(answers={"form": "written"}))
        db.session.commit()
        with assert_invalid("delivered_on"):
            perform(Speech, speech_id, "deliver", Request(answers={"delivered_on": date(2020, 3, 19)}))
        perform(Speech, speech_id, "deliver", Request(answers={"delivered_on": date(2020, 3, 20)}))
        db.session.commit()
    with acting_with(MEMBER, 6, scopes={"member": frozenset({990_000})}):
        assert readable(Speech) == {speech_id}


def test_what_a_desk_types_for_a_member_needs_the_signed_paper(entering: Entering, acting_with: As) -> None:
    with entering():
        meeting, seat = make_meeting(kind="plenary").id, make_seat()
        seat_id, member_id = seat.id, seat.member_id
    with acting_with(CLERK, 1):
        speech = make_speech(meeting_id=meeting, seat_id=seat_id)
        speech_id = speech.id
        db.session.commit()
        assert speech.entered_for_member_id == member_id
        with assert_invalid("signed_paper"):
            perform(Speech, speech_id, "submit")
        make_attachment(reload(Speech, speech_id), kind="signed_paper")
        perform(Speech, speech_id, "submit")
        db.session.commit()
        with assert_refused("another person"):
            perform(Speech, speech_id, "choose", Request(answers={"form": "oral"}))


def test_what_is_not_chosen_is_told_with_a_reason(entering: Entering, acting_with: As) -> None:
    with entering():
        speech_id = make_speech(state="submitted").id
    with acting_with(CLERK, 2):
        with assert_invalid("reason"):
            perform(Speech, speech_id, "decline")
        done = perform(Speech, speech_id, "decline", Request(reason="与另一件发言重复。"))
        assert done is not None
        assert done.state == "not_chosen"


def test_somebody_speaks_and_was_in_office(entering: Entering) -> None:
    with entering():
        left = make_seat(state="left", left_on=date(2020, 3, 19)).id
        with assert_invalid("seat_id"):
            make_speech(on_behalf_of=None)
    with entering(), assert_invalid("seat_id"):
        make_speech(seat_id=left)


def test_a_desk_without_the_area_chooses_nothing(entering: Entering, acting_with: As) -> None:
    with entering():
        speech_id = make_speech(state="submitted").id
    with acting_with(COMMITTEE, 3), assert_refused():
        perform(Speech, speech_id, "choose", Request(answers={"form": "oral"}))
    with acting_with(COMMITTEE, 3, areas=frozenset({"speech"})):
        assert perform(Speech, speech_id, "choose", Request(answers={"form": "oral"})) is not None


def test_a_speech_is_dated_as_its_meeting(entering: Entering) -> None:
    with entering():
        speech = make_speech(meeting_id=make_meeting(kind="plenary").id)

        assert speech.fact_date == date(2020, 3, 20)
