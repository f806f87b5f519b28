"""Platforms: stations, rooms, courtyard points and business rooms, convened by somebody who sees their own alone."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from models.access import CLERK, COMMITTEE
from models.base import db
from models.consultation.platform import KINDS, Platform
from models.consultation.topic import Topic
from models.transitions import Request, perform
from tests.consultation_factories import OPENED, make_platform, make_platform_member, make_topic
from tests.factories import make, make_place, make_special_committee
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor member: all",
    "create trash": "clerk: all; committee: own body or area",
    "update": "clerk: all; committee: own body or area or own platform",
    "export": "clerk chair auditor: all",
    "activate pause resume close": "clerk: all; committee: own body or area",
}
STATES = "pilot; active; paused; closed final"
STEPS = {
    "activate": "pilot > active; needs place_id, hosted_by",
    "pause": "pilot active > paused; with a reason",
    "resume": "paused > active",
    "close": "pilot active paused > closed; with a reason; asks closed_on",
}
NOUNS = {
    "kind": "kind",
    "name": ("name", "brand"),
    "place": ("place_id", "address"),
    "parent station": "parent_id",
    "hosted by": "hosted_by",
    "convener, liaison": "platform_member.post",
    "council members with role": "platform_member.role",
    "demonstration with year": ("demonstration", "demonstration_year", "demonstration_by"),
    "check of the place": "equipment",
    "five aspects": ("aspect_check.platform_id", "aspect_mark.mark"),
}


def furnish(frame: Any, people: Any) -> None:
    """Enter platforms of every state for the contracts; those of the frame are pilots."""
    from tests.contracts.world import trash, typed_by  # noqa: PLC0415 - the world asks this module for its rows

    for body in (frame.own, frame.other):
        for state in ("active", "paused", "closed"):
            make_platform(state=state, committee_id=body)
    typed_by(make_platform(state="pilot", committee_id=frame.other), people["committee"])
    trash(make(Platform, name="误建的议事室", kind="room", opened_on=OPENED, committee_id=frame.own))


def test_a_station_has_rooms_under_it_and_lies_under_nothing(entering: Entering):
    assert [kind.value for kind in KINDS[:4]] == ["station", "room", "courtyard", "business"]
    with entering():
        station = make_platform(kind="station").id
        room = make_platform(parent_id=station)
        assert room.fact_date == OPENED
        room_id = room.id
    with entering(), assert_invalid("parent_id"):
        make_platform(parent_id=room_id)
    with entering(), assert_invalid("parent_id"):
        make_platform(kind="station", parent_id=station)


def test_two_platforms_never_share_a_name(entering: Entering):
    with entering():
        make_platform(name="桅子村议事室")
        db.session.commit()
        with pytest.raises(IntegrityError):
            make_platform(name="桅子村议事室")
        db.session.rollback()


def test_it_is_active_once_somebody_convenes_it(entering: Entering, acting_with: As):
    with entering():
        values = {"name": "断石桥庭院", "kind": "courtyard", "opened_on": OPENED, "hosted_by": "村委会"}
        number = make(Platform, **values, place_id=make_place().id).id
    with acting_with(CLERK), assert_invalid(""):
        perform(Platform, number, "activate")
    with entering():
        make_platform_member(platform_id=number, post="convener", valid_until=date(2020, 6, 30))
    with acting_with(CLERK), assert_invalid(""):
        perform(Platform, number, "activate")
    with entering():
        make_platform_member(platform_id=number, post="convener", valid_from=date(2020, 7, 1))
    with acting_with(CLERK):
        perform(Platform, number, "activate")
        perform(Platform, number, "pause", Request(reason="换届"))
        perform(Platform, number, "resume")
        perform(
            Platform, number, "close", Request(reason="并入片区站", answers={"closed_on": date(2020, 9, 1)})
        )
        db.session.commit()
        assert reload(Platform, number).state == "closed"


def test_an_example_has_its_year(entering: Entering):
    with entering(), assert_invalid("demonstration_year"):
        make_platform(demonstration=True)
    with entering(), assert_invalid("demonstration"):
        make_platform(demonstration_year=2020)
    with entering():
        assert make_platform(demonstration=True, demonstration_year=2020).id


def test_its_convener_works_on_it_and_its_topics_and_on_no_other(entering: Entering, acting_with: As):
    with entering():
        body = make_special_committee().id
        mine, other = make_platform(committee_id=body).id, make_platform(committee_id=body).id
        topics = make_topic(platform_id=mine, committee_id=body).id, make_topic(platform_id=other).id
    with acting_with(COMMITTEE, scopes={"platform": frozenset({mine})}):
        assert readable(Topic) == {topics[0]}
        reload(Platform, mine).duties = "收集民意"
        db.session.flush()
        assert make_topic(state="collected", platform_id=mine).id
        with assert_refused():
            reload(Platform, other).duties = "收集民意"
            db.session.flush()
        with assert_refused():
            make_topic(state="collected", platform_id=other)
        with assert_refused():
            perform(Platform, mine, "pause", Request(reason="农忙"))
        with assert_refused():
            make(Platform, name="自设议事室", kind="room", opened_on=OPENED)
