"""Visits: planned, carried out by somebody on a day that has come, archived with who took part."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.access import CHAIR, CLERK, COMMITTEE, MEMBER
from models.base import db
from models.outreach.visit import CONTENTS, Visit
from models.outreach.visit_member import VisitMember
from models.seal import is_intact
from models.transitions import Request, perform
from models.writing import pen
from tests.factories import make, make_code_item, make_place, make_seat, make_special_committee, put_into
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

_DESK = "clerk: all; committee: own body or area or own platform"
RIGHTS = {
    "read": "clerk committee chair auditor member: all",
    "create update trash correct": _DESK,
    "export": "clerk chair auditor: all",
    "hold archive cancel": _DESK,
    "turn": "clerk committee: all",
}
STATES = "planned; held; archived frozen final; cancelled final"
STEPS = {
    "hold": "planned > held",
    "archive": "held > archived; seals",
    "cancel": "planned > cancelled; with a reason",
}
NOUNS = {
    "date": "visited_on",
    "kind": "kind_id",
    "group": "member_group_id",
    "members": "visit_member.visit_id",
    "place": ("place_id", "place"),
    "households or firms": ("households", "firms"),
    "activities": ("contents", "activities"),
    "requests": "resident_request.visit_id",
    "photos": "attachments of the kind photo",
}
DAY = date(2020, 9, 17)


def make_visit(**over: Any) -> Visit:
    """Make a planned visit to a village."""
    if "kind_id" not in over:
        over["kind_id"] = make_code_item(table_name="visit_kind", label="进村（社区）").id
    return make(Visit, **{"name": "桅子村走访", "visited_on": DAY} | over)


def furnish(frame: Any, people: Any) -> None:
    """Enter visits of two bodies in every state, each with somebody on it."""
    for body in (frame.own, frame.other):
        for state in Visit.workflow.states:
            visit = make_visit(name=f"{state} {body}", committee_id=body)
            make(VisitMember, visit_id=visit.id, seat_id=frame.seat.id)
            put_into(visit, state)
    gone = make_visit(committee_id=frame.own)
    with pen(db.session, gone, "trash"):
        gone.trashed_at = gone.created_at


def test_the_contents_are_those_of_the_series() -> None:
    assert [one.value for one in CONTENTS] == [
        "hardship",
        "policy",
        "opinions",
        "disputes",
        "services",
        "other",
    ]


def test_a_visit_goes_from_the_plan_to_the_archive_and_takes_its_people_with_it(
    entering: Entering, acting_with: As
) -> None:
    with entering():
        visit, seat, other = make_visit(place_id=make_place().id).id, make_seat().id, make_seat().id
    with acting_with(CLERK):
        with assert_invalid(""):
            perform(Visit, visit, "hold")
        make(VisitMember, visit_id=visit, seat_id=seat, part="leader")
        perform(Visit, visit, "hold")
        perform(Visit, visit, "archive")
        db.session.commit()
        row = reload(Visit, visit)
        assert (row.state, row.fact_date, is_intact(row)) == ("archived", DAY, True)
        with assert_refused():
            make(VisitMember, visit_id=visit, seat_id=other)


def test_nobody_visits_tomorrow(entering: Entering, acting_with: As) -> None:
    with entering():
        visit = make_visit(visited_on=date(2020, 9, 24))
        make(VisitMember, visit_id=visit.id, seat_id=make_seat().id)
        number = visit.id
    with acting_with(CLERK):
        with assert_invalid("visited_on"):
            perform(Visit, number, "hold")
        perform(Visit, number, "cancel", Request(reason="道路中断，改期另行安排。"))
        assert reload(Visit, number).state == "cancelled"


def test_the_organising_desk_enters_and_everybody_reads(entering: Entering, acting_with: As) -> None:
    with entering():
        own, other = make_special_committee().id, make_special_committee().id
        kind = make_code_item(table_name="visit_kind", label="进企业").id
        strange = make_visit(committee_id=other).id
    with acting_with(COMMITTEE, scopes={"special_committee": frozenset({own})}):
        mine = make_visit(kind_id=kind, committee_id=own).id
        with assert_refused():
            make_visit(kind_id=kind, committee_id=other)
        with assert_refused():
            reload(Visit, strange).note = "改"
            db.session.flush()
        db.session.rollback()
    with acting_with(MEMBER, 2), assert_refused():
        make_visit(kind_id=kind)
    with acting_with(CHAIR, 3):
        assert strange in readable(Visit)
        assert mine not in readable(Visit)
