"""Suggestions: one author, handed in while the drive is open, reviewed by its desk, repetitions kept and named."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.access import CLERK, COMMITTEE, MEMBER
from models.base import db
from models.outreach.suggestion import Suggestion
from models.registry import record_type
from models.transitions import Request, perform
from tests.factories import make, make_member, make_special_committee, put_into
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

_AUTHORS = "clerk: all; committee: typed; member: own and typed"
_REVIEW = "clerk: all; committee: own body or area"
RIGHTS = {
    "read": "clerk: all; committee: (own body and submitted) or area or typed; chair auditor: submitted; "
    "member: (own and submitted) or typed",
    "create": "clerk: all; committee: own body or area; member: own",
    "update trash": "clerk: all and in draft; committee: typed and in draft; member: own and typed and in draft",
    "export": "clerk: all; committee: (own body and submitted) or area; chair auditor: submitted",
    "submit recall": _AUTHORS,
    "turn": "clerk: all; committee: (own body and submitted) or area or typed",
    "take_up take_partly keep leave mark_duplicate review_again": _REVIEW,
}
STATES = "draft draft; submitted; duplicate; taken_up; partly; for_reference; not_taken_up"
STEPS = {
    "submit": "draft > submitted; submits",
    "recall": "submitted > draft; recalls",
    "take_up": "submitted > taken_up; asks review; queued",
    "take_partly": "submitted > partly; asks review",
    "keep": "submitted > for_reference; in batches",
    "leave": "submitted > not_taken_up; with a reason",
    "mark_duplicate": "submitted > duplicate; asks duplicate_of_id",
    "review_again": "duplicate taken_up partly for_reference not_taken_up > submitted; with a reason",
}
BY_STEPS = frozenset({"duplicate_of_id"})
NOUNS = {
    "author": ("member_id", "author_name", "author_body"),
    "text": ("name", "content"),
    "category": "category_id",
    "duplicate of": "duplicate_of_id",
    "review": ("state", "review"),
    "turned into": "thread_link.source_id",
}
DAY = date(2020, 7, 9)


def make_drive(*, state: str = "open", **over: Any) -> Any:
    """Make a drive of July 2020."""
    values = {"name": "献一策", "theme": "新区", "starts_on": date(2020, 7, 1), "ends_on": date(2020, 7, 31)}
    return put_into(make(record_type("suggestion_drive"), **values | over), state)


def make_suggestion(drive_id: int, **over: Any) -> Suggestion:
    """Make the draft of a suggestion, by default of a new member."""
    if "member_id" not in over and "author_name" not in over:
        over["member_id"] = make_member().id
    values = {"drive_id": drive_id, "name": "建农产品市场", "content": "靠近高速出口。", "made_on": DAY}
    return make(Suggestion, **values | over)


def furnish(frame: Any, people: Any) -> None:
    """Enter suggestions of every state, and drafts of those who may write one."""
    for body in (frame.own, frame.other):
        drive = make_drive(name=f"献一策 {body}", committee_id=body).id
        for state in Suggestion.workflow.states:
            for member in (frame.seat.member_id, frame.other_seat.member_id):
                put_into(make_suggestion(drive, name=f"{state} {member}", member_id=member), state)
        for name in ("clerk", "committee", "member"):
            row = make_suggestion(drive, name=f"草稿 {name}", member_id=frame.seat.member_id)
            row.created_by_id = people[name].account_id
    db.session.flush()


def test_a_member_hands_in_and_the_desk_reviews(entering: Entering, acting_with: As) -> None:
    with entering():
        body, author, other = make_special_committee().id, make_member().id, make_member().id
        drive = make_drive(committee_id=body).id
    with acting_with(MEMBER, 1, scopes={"member": frozenset({author})}):
        number = make_suggestion(drive, member_id=author).id
        with assert_refused():
            make_suggestion(drive, member_id=other)
    with acting_with(MEMBER, 1, scopes={"member": frozenset({author})}):
        number = make_suggestion(drive, member_id=author).id
        db.session.commit()
    desk = {"scopes": {"special_committee": frozenset({body})}}
    with acting_with(COMMITTEE, 2, **desk):
        assert readable(Suggestion) == set()
    with acting_with(MEMBER, 1, scopes={"member": frozenset({author})}):
        perform(Suggestion, number, "submit")
        db.session.commit()
        with assert_refused():
            reload(Suggestion, number).content = "改过。"
            db.session.flush()
    with acting_with(COMMITTEE, 2, **desk):
        with assert_refused():
            reload(Suggestion, number).content = "改过。"
            db.session.flush()
        with assert_invalid("review"):
            perform(Suggestion, number, "take_up")
        perform(Suggestion, number, "take_up", Request(answers={"review": "列入新区规划。"}))
        db.session.commit()
    with acting_with(MEMBER, 1, scopes={"member": frozenset({author})}):
        assert reload(Suggestion, number).state == "taken_up"
    with acting_with(MEMBER, 3, scopes={"member": frozenset({other})}):
        assert readable(Suggestion) == set()


def test_a_suggestion_has_one_author(entering: Entering) -> None:
    with entering():
        drive = make_drive().id
        assert make_suggestion(drive, author_name="周先生", author_body="柑子镇").id
        db.session.commit()
        for author in ({"member_id": None}, {"member_id": make_member().id, "author_name": "周先生"}):
            with assert_invalid("member_id"):
                make_suggestion(drive, **author)


def test_it_is_handed_in_while_the_drive_is_open(entering: Entering, acting_with: As) -> None:
    with entering():
        drive = make_drive()
        number, number_of_drive = make_suggestion(drive.id).id, drive.id
        db.session.commit()
        with assert_invalid("made_on"):
            make_suggestion(number_of_drive, made_on=date(2020, 8, 1))
    with entering():
        closed = put_into(reload(record_type("suggestion_drive"), number_of_drive), "closed").id
        db.session.commit()
        with assert_invalid("drive_id"):
            make_suggestion(closed)
    with entering():
        reload(Suggestion, number).created_by_id = 1
    with acting_with(CLERK), assert_invalid("drive_id"):
        perform(Suggestion, number, "submit")


def test_a_repetition_names_the_first_of_the_same_drive(entering: Entering, acting_with: As) -> None:
    with entering():
        drive, other_drive = make_drive().id, make_drive(name="十四五").id
        first, second, third = (put_into(make_suggestion(drive), "submitted").id for _ in range(3))
        elsewhere = put_into(make_suggestion(other_drive), "submitted").id
    with acting_with(CLERK):
        for wrong in (second, elsewhere):
            with assert_invalid("duplicate_of_id"):
                perform(Suggestion, second, "mark_duplicate", Request(answers={"duplicate_of_id": wrong}))
        perform(Suggestion, second, "mark_duplicate", Request(answers={"duplicate_of_id": first}))
        db.session.commit()
        with assert_invalid("duplicate_of_id"):
            perform(Suggestion, third, "mark_duplicate", Request(answers={"duplicate_of_id": second}))
        perform(Suggestion, second, "review_again", Request(reason="内容不同。"))
        row = reload(Suggestion, second)
        assert (row.state, row.duplicate_of_id) == ("submitted", None)


def test_reviewing_goes_on_after_the_drive_is_closed(entering: Entering, acting_with: As) -> None:
    with entering():
        drive = make_drive()
        number = put_into(make_suggestion(drive.id), "submitted").id
        put_into(drive, "closed")
    with acting_with(CLERK):
        perform(Suggestion, number, "keep")
        perform(Suggestion, number, "review_again", Request(reason="另有用处。"))
        assert reload(Suggestion, number).state == "submitted"
