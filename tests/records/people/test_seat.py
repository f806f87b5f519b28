"""A seat: proposed, checked by a second person, decided by the standing committee, and never deleted."""

from datetime import date

import pytest

from models.access import CHAIR, CLERK, COMMITTEE, MEMBER
from models.base import db
from models.people.seat import Seat
from models.seal import is_intact
from models.transitions import Request, perform
from tests.factories import (
    TERM_STARTS,
    make_meeting_decision,
    make_member,
    make_seat,
    make_seat_assignment,
    put_into,
)
from tests.records.asserting import assert_invalid, assert_refused, readable, reload, trash
from tests.records.conftest import As, Entering

PAPER = {"valid_from": date(2017, 3, 1), "document_number": "邻协发〔2017〕2号"}


@pytest.fixture
def decision_id(entering: Entering) -> int:
    """Return what a meeting of the standing committee decided."""
    with entering():
        return make_meeting_decision().id


def test_a_seat_goes_through_two_people_and_a_meeting(entering: Entering, acting_with: As, decision_id: int):
    with acting_with(CLERK, 1):
        seat_id = _proposed(entering, acting_with)
        with assert_refused("by another person"):
            perform(Seat, seat_id, "check")
    with acting_with(CLERK, 2):
        perform(Seat, seat_id, "check")
        db.session.commit()
        with assert_invalid("decision_id"):
            perform(Seat, seat_id, "seat", Request(answers=PAPER))
        perform(Seat, seat_id, "seat", Request(decision_id=decision_id, answers=PAPER))
        db.session.commit()
        seat = reload(Seat, seat_id)

        assert (seat.state, seat.decision_id, seat.seating_decision_id) == (
            "serving",
            decision_id,
            decision_id,
        )
        assert is_intact(seat)
        with assert_refused("use Correct"):
            seat.seat_number = "99"
            db.session.flush()


def test_another_kind_of_meeting_cannot_seat(entering: Entering, acting_with: As):
    with entering():
        wrong = make_meeting_decision(kind="chairpersons").id
        postponed = make_meeting_decision(outcome="postponed").id
        seat_id = make_seat(state="checked").id
    with acting_with(CHAIR, 3):
        for decision in (wrong, postponed):
            with assert_invalid("decision_id"):
                perform(Seat, seat_id, "seat", Request(decision_id=decision, answers=PAPER))


def test_there_is_no_serving_seat_without_meeting_and_document(entering: Entering):
    with entering():
        seat = make_seat(state="checked")
        for missing in ({"document_number": None}, {"valid_from": None}, {}):
            with assert_invalid("document_number"):
                put_into(reload(Seat, seat.id), "serving", **missing)
            seat = make_seat(state="checked")


def test_one_person_has_one_seat_in_a_term_that_begins_in_the_term(entering: Entering):
    with entering(), assert_invalid("valid_from"):
        make_seat(state="proposed", valid_from=date(2016, 11, 30))
    constraint = {tuple(c.columns.keys()) for c in Seat.__table__.constraints if hasattr(c, "columns")}
    assert ("organization_id", "member_id", "term_id") in constraint


def test_a_merged_person_is_not_seated_again(entering: Entering):
    with entering():
        first = make_member()
        second = make_member(merged_into_id=first.id)
        db.session.commit()
        with assert_invalid("member_id"):
            make_seat(state="proposed", member_id=second.id)


def test_a_seat_keeps_the_name_of_the_day_it_was_decided(entering: Entering):
    with entering():
        member = make_member(name="王小明")
        proposed, serving = make_seat(state="proposed", member_id=member.id), None
        assert (proposed.name, proposed.initials) == ("王小明", "wxm")
        serving = put_into(proposed, "serving", decision_id=make_meeting_decision().id)
        member.name = "王大明"
        db.session.flush()
        with_number = put_into(serving, "serving", seat_number="8")

        assert with_number.name == "王小明"


def test_a_suspended_member_does_not_serve_until_resumed(entering: Entering, acting_with: As):
    with entering():
        seat_id = make_seat().id
    with acting_with(CLERK):
        with assert_invalid("suspension_basis"):
            perform(Seat, seat_id, "suspend", Request(answers={"suspended_on": date(2019, 5, 1)}))
        answers = {"suspended_on": date(2019, 5, 1), "suspension_basis": "县纪委函"}
        perform(Seat, seat_id, "suspend", Request(answers=answers))
        answers = {"resumed_on": date(2019, 8, 1), "resumption_basis": "县纪委函"}
        perform(Seat, seat_id, "resume", Request(answers=answers))
        seat = reload(Seat, seat_id)

        days = (date(2016, 11, 30), TERM_STARTS, date(2019, 5, 1), date(2019, 7, 31), date(2019, 8, 1))
        assert [seat.serves_on(day) for day in days] == [False, True, False, False, True]


def test_leaving_is_decided_by_a_meeting_unless_death_or_the_term_ends_it(
    entering: Entering, acting_with: As, decision_id: int
):
    with entering():
        resigned, died = make_seat().id, make_seat().id
    with acting_with(CLERK):
        answers = {"left_on": date(2020, 4, 1), "left_reason": "resigned"}
        with assert_invalid("left_reason"):
            perform(Seat, resigned, "end", Request(answers=answers))
        paper = answers | {"left_document": "邻协发〔2020〕4号"}
        perform(Seat, resigned, "leave", Request(decision_id=decision_id, answers=paper))
        answers["left_reason"] = "died"
        perform(Seat, died, "end", Request(answers=answers))
        db.session.commit()
        left = reload(Seat, resigned)

        assert (left.state, left.leaving_decision_id) == ("left", decision_id)
        assert (left.serves_on(date(2020, 4, 1)), left.serves_on(date(2020, 4, 2))) == (True, False)
        assert reload(Seat, died).state == "left"


def test_a_member_reads_the_own_seat_and_a_chair_changes_no_content(entering: Entering, acting_with: As):
    with entering():
        mine, other = make_seat(state="proposed"), make_seat()
        scopes = {"member": frozenset({mine.member_id})}
    with acting_with(MEMBER, scopes=scopes):
        assert readable(Seat) == {mine.id}
    with acting_with(CHAIR, 2):
        assert readable(Seat) == {mine.id, other.id}
        with assert_refused():
            reload(Seat, mine.id).seat_number = "1"
            db.session.flush()


def test_the_liaison_desk_proposes_and_a_seat_with_rows_stays(entering: Entering, acting_with: As):
    with entering():
        member_id, term_id = make_member().id, make_seat().term_id
        used = make_seat_assignment(seat_id=make_seat(state="proposed").id).seat_id
    with acting_with(COMMITTEE, areas=frozenset({"seat"})):
        assert make_seat(state="proposed", member_id=member_id, term_id=term_id).id
        db.session.commit()
        with assert_refused("records refer to this"):
            trash(Seat, used)


def _proposed(entering: Entering, acting_with: As) -> int:
    """Return a seat that clerk 1 proposes."""
    with entering():
        member_id, term_id = make_member().id, make_seat().term_id
    with acting_with(CLERK, 1):
        seat = make_seat(
            state="proposed", member_id=member_id, term_id=term_id, valid_from=None, document_number=None
        )
        db.session.commit()
        return seat.id
