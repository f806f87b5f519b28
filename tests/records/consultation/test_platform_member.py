"""Councils of platforms: members by seat, everybody else by name, one convener at a time."""

from datetime import date
from typing import Any

from models.access import COMMITTEE
from tests.consultation_factories import OPENED, make_platform, make_platform_member
from tests.factories import make_seat
from tests.records.asserting import assert_invalid, assert_refused
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor member: read of platform_id",
    "create update trash": "clerk committee: update of platform_id",
    "export": "clerk chair auditor: read of platform_id",
}
NOUNS = {
    "platform": "platform_id",
    "role": "role",
    "convener, liaison": "post",
    "member": "seat_id",
    "resident, expert, firm": ("person_name", "body"),
    "from-to": ("valid_from", "valid_until"),
}


def furnish(frame: Any, people: Any) -> None:
    """Enter councils for the contracts."""
    from tests.contracts.world import trash  # noqa: PLC0415 - the world asks this module for its rows

    for platform in (frame.platform, frame.other_platform):
        make_platform_member(platform_id=platform, seat_id=frame.seat.id)
        make_platform_member(platform_id=platform)
        trash(make_platform_member(platform_id=platform))


def test_a_member_comes_by_the_seat_and_everybody_else_by_name(entering: Entering):
    with entering():
        platform, seat = make_platform().id, make_seat()
        row = make_platform_member(platform_id=platform, seat_id=seat.id)
        assert (row.name, row.role) == (seat.name, "member")
        seat_id = seat.id
    for wrong, field in (
        ({"seat_id": seat_id, "person_name": "某某"}, "seat_id"),
        ({"person_name": None}, "seat_id"),
        ({"role": "member"}, "seat_id"),
        ({"seat_id": seat_id, "role": "expert"}, "role"),
        ({"role": "firm", "body": None}, "body"),
        ({"valid_until": date(2019, 1, 1)}, "valid_until"),
    ):
        with entering(), assert_invalid(field):
            make_platform_member(platform_id=platform, **wrong)


def test_nobody_sits_there_twice_at_a_time(entering: Entering):
    with entering():
        platform, seat = make_platform().id, make_seat().id
        make_platform_member(platform_id=platform, seat_id=seat, valid_until=date(2020, 3, 31))
        make_platform_member(platform_id=platform, person_name="罗某", valid_until=date(2020, 3, 31))
        assert make_platform_member(platform_id=platform, seat_id=seat, valid_from=date(2020, 4, 1)).id
        assert make_platform_member(platform_id=platform, person_name="罗某", valid_from=date(2020, 4, 1)).id
    with entering(), assert_invalid("seat_id"):
        make_platform_member(platform_id=platform, seat_id=seat)
    with entering(), assert_invalid("person_name"):
        make_platform_member(platform_id=platform, person_name="罗某")


def test_one_convenes_at_a_time(entering: Entering):
    with entering():
        platform = make_platform().id
    with entering(), assert_invalid("post"):
        make_platform_member(platform_id=platform, post="convener", valid_from=date(2020, 5, 1))
    with entering():
        assert make_platform_member(platform_id=platform, post="liaison").id
        assert make_platform_member(post="convener", platform_id=make_platform(state="pilot").id, valid_from=date(2019, 1, 1),
                                    valid_until=date(2019, 10, 31)).id  # fmt: skip


def test_only_who_served_when_it_began_sits_there_as_a_member(entering: Entering):
    with entering():
        platform = make_platform().id
        gone = make_seat(state="left", left_on=date(2019, 10, 31)).id
    with entering(), assert_invalid("seat_id"):
        make_platform_member(platform_id=platform, seat_id=gone)


def test_the_convener_keeps_the_council_of_the_own_platform(entering: Entering, acting_with: As):
    with entering():
        mine, other = make_platform().id, make_platform().id
    with acting_with(COMMITTEE, scopes={"platform": frozenset({mine})}):
        assert make_platform_member(platform_id=mine, valid_from=OPENED).id
        with assert_refused():
            make_platform_member(platform_id=other)
