"""Meetings: planned, held, archived."""

from datetime import UTC, date, datetime

from models.access import CLERK, COMMITTEE, DEPARTMENT, MEMBER
from models.base import db
from models.office.meeting import KINDS, Meeting
from models.registry import record_types
from models.transitions import perform
from tests.factories import make_meeting, make_member_group, make_special_committee, put_into
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

LATE_EVENING = datetime(2020, 3, 20, 17, 30, tzinfo=UTC)


def test_the_date_of_the_fact_is_the_offices_own_day(entering: Entering):
    with entering():
        assert make_meeting(starts_at=LATE_EVENING).fact_date == date(2020, 3, 21)


def test_a_meeting_is_held_and_archived_and_then_only_corrected(entering: Entering, acting_with: As):
    with entering():
        meeting_id = make_meeting(state="planned").id
    with acting_with(CLERK):
        perform(Meeting, meeting_id, "hold")
        perform(Meeting, meeting_id, "archive")
        db.session.commit()
        archived = reload(Meeting, meeting_id)
        assert archived.seal_hash
        with assert_refused("use Correct"):
            archived.host = "主席"
            db.session.flush()


def test_a_meeting_is_not_held_before_its_day(entering: Entering, acting_with: As):
    with entering():
        meeting_id = make_meeting(state="planned", starts_at=datetime(2020, 9, 24, 1, tzinfo=UTC)).id
    with acting_with(CLERK), assert_invalid("starts_at"):
        perform(Meeting, meeting_id, "hold")


def test_a_meeting_ends_after_it_began_and_names_the_body_that_meets(entering: Entering):
    with entering(), assert_invalid("ends_at"):
        make_meeting(ends_at=datetime(2020, 3, 20, 0, 59, tzinfo=UTC))
    with entering(), assert_invalid("committee_id"):
        make_meeting(kind="special_committee")
    with entering(), assert_invalid("member_group_id"):
        make_meeting(kind="member_group")
    with entering():
        assert make_meeting(kind="member_group", member_group_id=make_member_group().id).id


def test_a_desk_enters_the_meetings_of_its_own_body(entering: Entering, acting_with: As):
    with entering():
        own, other = make_special_committee().id, make_special_committee().id
    with acting_with(COMMITTEE, scopes={"special_committee": frozenset({own})}):
        meeting = make_meeting(state="planned", kind="special_committee", committee_id=own)
        db.session.commit()
        with assert_refused():
            make_meeting(state="planned", kind="special_committee", committee_id=other)
        with assert_refused():
            reload(Meeting, meeting.id).committee_id = other
            db.session.flush()


def test_members_read_meetings_and_units_do_not(entering: Entering, acting_with: As):
    with entering():
        meeting_id = put_into(make_meeting(), "archived").id
    with acting_with(MEMBER):
        assert readable(Meeting) == {meeting_id}
    with acting_with(DEPARTMENT):
        assert readable(Meeting) == set()


def test_every_step_that_a_body_decides_names_a_kind_of_meeting():
    kinds = {kind.value for kind in KINDS}

    bodies = {
        body
        for cls in record_types()
        if cls.workflow is not None
        for transition in cls.workflow.transitions.values()
        for body in transition.bodies
    }

    assert "standing_committee" in bodies
    assert bodies <= kinds
