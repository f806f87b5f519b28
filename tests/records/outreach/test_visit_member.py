"""Who took part in a visit: members in office on the day, once, under the name of that day; a group in one act."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from models.access import CLERK
from models.base import db
from models.outreach.visit_member import VisitMember
from models.people.member import Member
from panel.registry import view_of
from tests.factories import make, make_code_item, make_member_group, make_seat, make_seat_assignment
from tests.records.asserting import assert_invalid, reload
from tests.records.conftest import As, Entering

_READ = "read of visit_id"
RIGHTS = {
    "read": f"clerk committee chair auditor member: {_READ}",
    "create update trash": "clerk committee: update of visit_id",
    "export": f"clerk chair auditor: {_READ}",
    "correct": "clerk committee: correct of visit_id",
}
NOUNS = {"members": "seat_id", "who leads": "part"}


def make_visit(**over: Any) -> Any:
    """Make a planned visit; its type is found by its name, as record types know each other."""
    from models.registry import record_type  # noqa: PLC0415 - the tests of one type do not import another

    kind = make_code_item(table_name="visit_kind", label="进村（社区）").id
    return make(
        record_type("visit"), **{"name": "走访", "kind_id": kind, "visited_on": date(2020, 9, 17)} | over
    )


def furnish(frame: Any, people: Any) -> None:
    """Enter a member on a visit of each body; the visits' own test enters more."""
    for body in (frame.own, frame.other):
        visit = make_visit(committee_id=body)
        make(VisitMember, visit_id=visit.id, seat_id=frame.seat.id, part="leader")
        make(VisitMember, visit_id=visit.id, seat_id=frame.other_seat.id)


def test_a_member_is_on_a_visit_once_and_only_when_in_office(entering: Entering) -> None:
    with entering():
        visit, seat = make_visit().id, make_seat().id
        row = make(VisitMember, visit_id=visit, seat_id=seat)
        assert (row.fact_date, row.initials != "") == (date(2020, 9, 17), True)
        db.session.commit()
        with pytest.raises(IntegrityError):
            make(VisitMember, visit_id=visit, seat_id=seat)
        db.session.rollback()
        gone = make_seat(state="left", left_on=date(2020, 9, 16)).id
        db.session.commit()
        with assert_invalid("seat_id"):
            make(VisitMember, visit_id=visit, seat_id=gone)


def test_a_sheet_keeps_the_name_of_its_day(entering: Entering, acting_with: As) -> None:
    with entering():
        seat = make_seat()
        row = make(VisitMember, visit_id=make_visit().id, seat_id=seat.id)
        number, name = row.id, row.name
        person = db.session.get_one(Member, seat.member_id)
        person.name = "新名字"
        db.session.commit()
    with acting_with(CLERK):
        row = reload(VisitMember, number)
        row.note = "带队"
        db.session.flush()
        assert row.name == name


def test_a_group_is_added_in_one_act(app: Flask, entering: Entering, acting_with: As) -> None:
    """The members of the group who served, and one more by name; who is there already is not added again."""
    with entering():
        group = make_member_group().id
        visit = make_visit(member_group_id=group).id
        inside, gone, other = make_seat(), make_seat(state="left", left_on=date(2020, 1, 1)), make_seat()
        for seat in (inside, gone):
            make_seat_assignment(seat_id=seat.id, kind="group", member_group_id=group)
        wanted, name = [inside.id, other.id], other.name
    with acting_with(CLERK), app.test_request_context("/"):
        from models.registry import record_type  # noqa: PLC0415 - the tests of one type do not import another

        parent = reload(record_type("visit"), visit)
        view: Any = view_of(VisitMember)
        assert view.rosters(parent)[1][0] == str(group)
        found = view.chosen(parent, str(group), f"{name}、查无此人")
        assert [row["seat_id"] for row in found.rows] == wanted
        assert [problem.values["name"] for problem in found.problems] == ["查无此人"]
        make(VisitMember, visit_id=visit, seat_id=wanted[0])
        assert [row["seat_id"] for row in view.chosen(parent, str(group), name).rows] == wanted[1:]
