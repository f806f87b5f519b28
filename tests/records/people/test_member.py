"""Members as persons: keys, personal data, and those who were entered twice."""

from datetime import date

from models.access import ADMIN, CHAIR, CLERK, COMMITTEE, MEMBER
from models.base import db
from models.people.member import AFFILIATIONS, Member
from tests.factories import make_member, make_seat
from tests.records.asserting import assert_invalid, assert_refused, readable, reload, trash
from tests.records.conftest import As, Entering


def test_the_keys_by_which_members_are_sorted_and_found_are_derived(entering: Entering):
    with entering():
        member = make_member(name="张维翰", name_traditional="張維翰")
        before = member.name_strokes
        member.name = "丁维翰"
        db.session.flush()

        assert member.initials == "dwh"
        assert member.name_strokes < before
        assert member.name_traditional == "張維翰"


def test_there_are_twelve_political_affiliations():
    assert len({choice.value for choice in AFFILIATIONS}) == 12


def test_nobody_is_born_tomorrow_and_an_identity_number_has_its_shape(entering: Entering):
    with entering(), assert_invalid("born"):
        make_member(born=date(2020, 9, 24))
    with entering(), assert_invalid("identity_number"):
        make_member(identity_number="12345")
    with entering():
        assert make_member(identity_number="99999919000101001x").identity_print


def test_a_member_changes_the_own_contact_and_nothing_else(entering: Entering, acting_with: As):
    with entering():
        mine, other = make_member().id, make_member().id
    with acting_with(MEMBER, scopes={"member": frozenset({mine})}):
        assert readable(Member) == {mine}
        member = reload(Member, mine)
        member.phone, member.work_unit = "000", "县一中"
        db.session.commit()
        with assert_refused():
            member.name = "别人"
            db.session.flush()
    with acting_with(CHAIR, 2):
        assert readable(Member) == {mine, other}


def test_a_person_entered_twice_is_merged_and_does_not_vanish(entering: Entering, acting_with: As):
    with entering():
        first, second = make_member(), make_member()
        seat_id = make_seat(member_id=second.id).id
        second.merged_into_id = first.id
        db.session.commit()
        ids = first.id, second.id, seat_id
    with acting_with(CLERK):
        assert reload(Member, ids[1]).merged_into_id == ids[0]
        with assert_refused("records refer to this"):
            trash(Member, ids[1])
        with assert_invalid("merged_into_id"):
            reload(Member, ids[0]).merged_into_id = ids[0]
            db.session.flush()


def test_the_liaison_desk_keeps_members_and_the_administrator_sees_none(entering: Entering, acting_with: As):
    with entering():
        make_member()
    with acting_with(COMMITTEE, areas=frozenset({"member"})):
        assert make_member().id
    with acting_with(COMMITTEE, 2), assert_refused():
        make_member()
    with acting_with(ADMIN, 3):
        assert readable(Member) == set()
