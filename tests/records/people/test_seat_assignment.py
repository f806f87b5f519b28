"""Dated rows under a seat: sector, bodies, groups, posts, each by decision and document."""

from datetime import date

from models.access import CLERK, COMMITTEE, MEMBER
from models.base import db
from models.people.seat import Seat
from models.people.seat_assignment import ELECTED, POSTS, SeatAssignment
from tests.factories import (
    TERM_ENDS,
    make_meeting_decision,
    make_member_group,
    make_seat,
    make_seat_assignment,
    make_sector,
    make_special_committee,
)
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

CHANGED_ON = date(2019, 1, 15)


def test_a_change_of_sector_in_mid_term_is_two_rows(entering: Entering):
    with entering():
        seat = make_seat()
        first = make_seat_assignment(seat_id=seat.id, valid_until=date(2019, 1, 14))
        second = make_seat_assignment(seat_id=seat.id, valid_from=CHANGED_ON)

        assert first.sector_id != second.sector_id
        assert (second.name, second.fact_date) == (seat.name, CHANGED_ON)


def test_a_member_never_belongs_to_two_sectors(entering: Entering):
    with entering():
        seat_id = make_seat_assignment(valid_until=CHANGED_ON).seat_id
    with entering(), assert_invalid("valid_from"):
        make_seat_assignment(seat_id=seat_id, valid_from=CHANGED_ON)


def test_two_committees_at_a_time_are_fine_and_the_same_one_twice_is_not(entering: Entering):
    with entering():
        seat_id, body = make_seat().id, make_special_committee().id
        make_seat_assignment(seat_id=seat_id, kind="committee", committee_id=body, post="director")
        other = make_special_committee().id
        assert make_seat_assignment(seat_id=seat_id, kind="committee", committee_id=other, post="ordinary").id
    with entering(), assert_invalid("valid_from"):
        make_seat_assignment(seat_id=seat_id, kind="committee", committee_id=body, post="director")


def test_the_kind_says_what_is_filled_in(entering: Entering):
    with entering():
        seat_id, sector, group = make_seat().id, make_sector().id, make_member_group().id
    with entering(), assert_invalid("member_group_id"):
        make_seat_assignment(seat_id=seat_id, kind="group")
    with entering(), assert_invalid("sector_id"):
        make_seat_assignment(seat_id=seat_id, kind="group", member_group_id=group, sector_id=sector)
    with entering(), assert_invalid("post"):
        make_seat_assignment(seat_id=seat_id, kind="post")


def test_elected_posts_come_from_a_plenary_session(entering: Entering):
    assert {post.value for post in POSTS} > ELECTED
    with entering():
        seat_id = make_seat().id
        plenary, standing = make_meeting_decision(kind="plenary").id, make_meeting_decision().id
    with entering(), assert_invalid("decided_at_id"):
        make_seat_assignment(seat_id=seat_id, kind="post", post="chairman", decided_at_id=standing)
    with entering():
        assert make_seat_assignment(seat_id=seat_id, kind="post", post="chairman", decided_at_id=plenary).id
        assert make_seat_assignment(seat_id=seat_id, kind="post", post="convener", decided_at_id=standing).id


def test_without_decision_and_document_there_is_no_assignment(entering: Entering):
    with entering():
        postponed = make_meeting_decision(outcome="postponed").id
    with entering(), assert_invalid("decided_at_id"):
        make_seat_assignment(decided_at_id=postponed)
    with entering(), assert_invalid("document_number"):
        make_seat_assignment(document_number=None)
    with entering(), assert_invalid("decided_at_id"):
        db.session.add(SeatAssignment(seat_id=make_seat().id, kind="sector", valid_from=CHANGED_ON))
        db.session.flush()


def test_an_assignment_begins_in_the_term_of_its_seat(entering: Entering):
    with entering(), assert_invalid("valid_from"):
        make_seat_assignment(valid_from=TERM_ENDS.replace(month=12, day=1))


def test_the_desk_of_seats_enters_assignments_and_a_member_reads_the_own(entering: Entering, acting_with: As):
    with entering():
        mine, other = make_seat_assignment(), make_seat_assignment()
        seat, ids = make_seat(), (mine.id, other.id)
        values = {"seat_id": seat.id, "sector_id": make_sector().id, "decided_at_id": mine.decided_at_id}
        scopes = {"member": frozenset({_member_of(mine)})}
    with acting_with(MEMBER, scopes=scopes):
        assert readable(SeatAssignment) == {ids[0]}
    with acting_with(COMMITTEE, areas=frozenset({"seat"})):
        assert make_seat_assignment(**values).id
    with acting_with(COMMITTEE, 2), assert_refused():
        make_seat_assignment(**values)
    with acting_with(CLERK, 3):
        assert set(ids) <= readable(SeatAssignment)


def _member_of(assignment: SeatAssignment) -> int:
    member_id: int = reload(Seat, assignment.seat_id).member_id
    return member_id
