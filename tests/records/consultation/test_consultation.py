"""Consultations: about approved topics, on platforms at work or at the meeting of their form, held, minuted and archived."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from models.access import CLERK, COMMITTEE
from models.base import db
from models.consultation.consultation import PAIRINGS, Consultation
from models.consultation.consultation_participant import ConsultationParticipant
from models.consultation.topic import Topic
from models.seal import is_intact
from models.transitions import Request, perform
from tests.consultation_factories import make_consultation, make_participant, make_platform, make_topic
from tests.factories import make_department, make_meeting, make_special_committee, put_into
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

_OWN = "own body or area or own platform"
RIGHTS = {
    "read": f"clerk: all; committee: {_OWN}; chair auditor member: all",
    "create": f"clerk: all and update of topic_id; committee: ({_OWN}) and update of topic_id",
    "update correct announce hold minute archive cancel": f"clerk: all; committee: {_OWN}",
    "trash": f"clerk: all and in planned/cancelled; committee: ({_OWN}) and in planned/cancelled",
    "export": "clerk chair auditor: all",
    "turn": f"clerk: all; committee: {_OWN}",
}
STATES = "planned; announced; held; minuted; archived frozen final; cancelled final"
STEPS = {
    "announce": "planned > announced; needs place; asks notice_on",
    "hold": "planned announced > held; needs place, host",
    "minute": "held > minuted; needs host; asks minutes, minutes_on",
    "archive": "minuted > archived; seals",
    "cancel": "planned announced > cancelled; with a reason",
}
NOUNS = {
    "topic": "topic_id",
    "platform": "platform_id",
    "asked for by": ("asked_by", "asking_department_id"),
    "when": ("starts_at", "ends_at"),
    "where": "place",
    "host": "host",
    "agenda": "agenda",
    "participants by role": "consultation_participant.role",
    "minutes": ("minutes", "minutes_on"),
    "notice and papers": ("notice_on", "papers_on"),
    "the meeting of a formal topic": "meeting_id",
}
MINUTES = Request(answers={"minutes": "会议商定新建涵洞。", "minutes_on": date(2020, 4, 27)})


def furnish(frame: Any, people: Any) -> None:
    """Enter consultations of every state for the contracts."""
    for platform, body in ((frame.platform, None), (frame.other_platform, frame.own)):
        for state in Consultation.workflow.states:
            topic = make_topic(platform_id=platform, committee_id=body).id
            make_consultation(topic_id=topic, state=state)


def test_it_follows_its_topic_and_makes_it_a_consulted_one(entering: Entering, acting_with: As):
    with entering():
        body, platform = make_special_committee().id, make_platform().id
        topic = make_topic(committee_id=body, platform_id=platform).id
        row = make_consultation(topic_id=topic)
        assert (row.committee_id, row.platform_id) == (body, platform)
        assert row.fact_date == date(2020, 4, 20)
        number = row.id
    with acting_with(CLERK):
        perform(Consultation, number, "hold")
        db.session.commit()
        assert reload(Topic, topic).state == "consulted"


@pytest.mark.parametrize("state", ["collected", "screened", "opinion_formed", "ended"])
def test_only_an_approved_topic_is_consulted(entering: Entering, state: str):
    with entering():
        topic = make_topic(state=state).id
    with entering(), assert_invalid("topic_id"):
        make_consultation(topic_id=topic)


@pytest.mark.parametrize("state", ["paused", "closed"])
def test_nothing_is_planned_on_a_platform_that_rests(entering: Entering, state: str):
    with entering():
        topic = make_topic(platform_id=make_platform(state=state).id).id
    with entering(), assert_invalid("platform_id"):
        make_consultation(topic_id=topic)


@pytest.mark.parametrize(("form", "kind"), PAIRINGS.items())
def test_a_formal_topic_is_consulted_at_the_meeting_of_its_form(
    entering: Entering, acting_with: As, form: str, kind: str
):
    with entering():
        body = make_special_committee().id
        topic = make_topic(level="formal", form=form, committee_id=body).id
        right = make_meeting(kind=kind, committee_id=body).id
        wrong = make_meeting(kind="party_group").id
        number = make_consultation(topic_id=topic).id
    with entering(), assert_invalid("meeting_id"):
        make_consultation(topic_id=topic, meeting_id=wrong)
    with acting_with(CLERK):
        with assert_invalid("meeting_id"):
            perform(Consultation, number, "hold")
        reload(Consultation, number).meeting_id = right
        perform(Consultation, number, "hold")
        assert reload(Topic, topic).state == "consulted"


def test_it_is_held_on_the_day_minuted_with_who_was_there_and_archived_as_a_whole(
    entering: Entering, acting_with: As
):
    with entering():
        number = make_consultation().id
        ahead = make_consultation(starts_at=datetime(2020, 10, 20, 1, 0, tzinfo=UTC)).id
    with acting_with(CLERK):
        with assert_invalid("starts_at"):
            perform(Consultation, ahead, "hold")
        perform(Consultation, number, "announce", Request(answers={"notice_on": date(2020, 4, 1)}))
        perform(Consultation, number, "hold")
        db.session.commit()
        with assert_invalid(""):
            perform(Consultation, number, "minute", MINUTES)
        person = make_participant(consultation_id=number).id
        perform(Consultation, number, "minute", MINUTES)
        perform(Consultation, number, "archive")
        db.session.commit()
        assert is_intact(reload(Consultation, number))
        with assert_refused():
            reload(ConsultationParticipant, person).attendance = "absent"
            db.session.flush()


def test_times_and_whoever_asked_are_complete(entering: Entering):
    with entering():
        topic = make_topic().id
    with entering(), assert_invalid("ends_at"):
        make_consultation(topic_id=topic, ends_at=datetime(2020, 4, 19, 1, 0, tzinfo=UTC))
    with entering(), assert_invalid("asking_department_id"):
        make_consultation(topic_id=topic, asked_by="department")
    with entering():
        unit = make_department().id
        assert make_consultation(topic_id=topic, asked_by="department", asking_department_id=unit).id


def test_a_convener_plans_on_the_own_platform_about_its_topics(entering: Entering, acting_with: As):
    with entering():
        mine = make_platform().id
        topic, strange = make_topic(platform_id=mine).id, make_topic().id
        other = make_consultation().id
        held = make_consultation(topic_id=topic, state="held").id
        put_into(reload(Topic, topic), "consulted")
    with acting_with(COMMITTEE, scopes={"platform": frozenset({mine})}):
        assert readable(Consultation) == {held}
        assert other not in readable(Consultation)
        assert make_consultation(topic_id=topic).id
        with assert_refused():
            make_consultation(topic_id=strange, platform_id=mine)


def test_notice_papers_and_minutes_out_of_time_are_hints_and_hold_nobody_up(entering: Entering):
    with entering():
        early = {"notice_on": date(2020, 3, 20), "papers_on": date(2020, 3, 30)}
        row = make_consultation(**early, state="held")
        assert [column for column, _usual in row.late_steps()] == ["minutes_on"]
        make_participant(consultation_id=row.id)
        put_into(row, "minuted", minutes_on=date(2020, 4, 28))
        assert list(row.late_steps()) == []
        late = make_consultation(notice_on=date(2020, 4, 10), papers_on=date(2020, 4, 15), state="held")
        assert [column for column, _usual in late.late_steps()] == ["notice_on", "papers_on", "minutes_on"]
        assert list(make_consultation(state="cancelled").late_steps()) == []
