"""Ratings: a row for each who sat there, silence apart, until they are registered; a member rates in person."""

from typing import Any

from models.access import CLERK, DEPARTMENT, MEMBER
from models.base import db
from models.consultation.rating import MARKS, Rating
from models.consultation.topic import Topic
from models.lookups import rows_where
from tests.consultation_factories import (
    make_consultation,
    make_matter,
    make_member_participant,
    make_participant,
    make_rating,
    make_topic,
)
from tests.factories import put_into
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor: read of topic_id; member: own",
    "create": "clerk committee: update of topic_id",
    "update": "clerk committee: update of topic_id and in answered of topic_id; member: own and in answered of topic_id",
    "trash": "clerk committee: update of topic_id and in answered of topic_id",
    "export": "clerk chair auditor: read of topic_id",
}
FIELDS = {"member": "mark rated_on remark"}
NOUNS = {
    "topic": "topic_id",
    "by participants": ("participant_id", "member_id"),
    "satisfied, basically, not": "mark",
    "in their own words": "remark",
}


def furnish(frame: Any, people: Any) -> None:
    """Enter ratings of answered topics for the contracts, one by a member with an account."""
    from tests.contracts.world import trash  # noqa: PLC0415 - the world asks this module for its rows

    for platform, body in ((frame.platform, None), (frame.other_platform, frame.own)):
        topic = make_topic(platform_id=platform, committee_id=body)
        make_matter(topic_id=topic.id)
        held = make_consultation(topic_id=topic.id, state="held").id
        people_there = [make_participant(consultation_id=held, seat_id=frame.seat.id)]
        people_there += [make_participant(consultation_id=held) for _ in range(2)]
        put_into(topic, "answered")
        rows = [make_rating(topic_id=topic.id, participant_id=person.id) for person in people_there]
        trash(rows[-1])


def answered(*, member: bool = False) -> tuple[int, int, int | None]:
    """Return an answered topic, the rating of somebody who sat there, and the person if a member."""
    topic = make_topic()
    held = make_consultation(topic_id=topic.id, state="held").id
    person = make_member_participant(held) if member else make_participant(consultation_id=held)
    make_matter(topic_id=topic.id)
    put_into(topic, "answered")
    return topic.id, make_rating(topic_id=topic.id, participant_id=person.id).id, person.member_id


def test_silence_comes_first_and_is_never_satisfied(entering: Entering, acting_with: As):
    assert [mark.value for mark in MARKS] == ["none", "satisfied", "basically", "not"]
    with entering():
        topic, number, _person = answered()
        assert reload(Rating, number).mark == "none"
    with entering(), assert_invalid(""):
        put_into(reload(Topic, topic), "rated")
    with entering():
        reload(Rating, number).mark = "basically"
        db.session.flush()
        assert put_into(reload(Topic, topic), "rated").state == "rated"
        held = rows_where("consultation", "id", where={"topic_id": topic})[0].id
        other = make_participant(consultation_id=held).id
    with entering(), assert_invalid("topic_id"):
        make_rating(topic_id=topic, participant_id=other)
    with acting_with(CLERK), assert_refused():
        reload(Rating, number).mark = "satisfied"
        db.session.flush()


def test_only_who_sat_at_the_table_of_this_topic_rates(entering: Entering):
    with entering():
        topic, _number, _person = answered()
        other = make_participant(consultation_id=make_consultation().id).id
        held = rows_where("consultation", "id", where={"topic_id": topic})[0].id
        away = make_participant(consultation_id=held, attendance="absent").id
    for wrong in (other, away):
        with entering(), assert_invalid("participant_id"):
            make_rating(topic_id=topic, participant_id=wrong)


def test_a_member_rates_in_person_and_sees_nobody_elses(entering: Entering, acting_with: As):
    with entering():
        _topic, mine, person = answered(member=True)
        _other, strange, _nobody = answered(member=True)
    with acting_with(MEMBER, 2, scopes={"member": frozenset({person})}):
        assert readable(Rating) == {mine}
        reload(Rating, mine).mark = "not"
        reload(Rating, mine).remark = "路面仍积水"
        db.session.commit()
        with assert_refused():
            reload(Rating, mine).note = "代他人填写"
            db.session.flush()
    with acting_with(DEPARTMENT, 3):
        assert readable(Rating) == set()
    with acting_with(CLERK, 1):
        assert {mine, strange} <= readable(Rating)
        assert reload(Rating, mine).mark == "not"
