"""The steps by which the demonstration takes a topic from its collecting to a rated result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from models.base import db
from models.consultation.assigned_matter import AssignedMatter
from models.consultation.consultation import Consultation
from models.consultation.consultation_participant import ConsultationParticipant
from models.consultation.matter_progress import MatterProgress
from models.consultation.rating import Rating
from models.consultation.topic import Topic
from models.lookups import rows_where
from panel.demo.office import NOTE, Office, put, settle
from panel.demo.people import People

_ORDER = list(Topic.workflow.states)


@dataclass(slots=True)
class Case:
    """How far one topic has come, and what its way needs."""

    office: Office
    people: People
    topic: Any
    state: str
    started: date

    def reached(self, state: str) -> bool:
        """Return whether the topic has come as far as a state, or is beyond it."""
        return self.state in _ORDER[:12] and _ORDER.index(self.state) >= _ORDER.index(state)


def enter_topic(office: Office, subject: str, day: date, **values: Any) -> Any:
    """Enter a topic that was collected on the day."""
    values = {
        "situation": f"{subject}问题，群众多次反映，需多方协商解决。",
        "source": "residents",
        "note": NOTE,
    } | values
    return put(Topic, office, subject=subject, collected_on=day, **values)


def hold(case: Case, day: date, villager: str, **values: Any) -> Any:
    """Enter the sitting about a topic, archived, with a member, a villager, a cadre and the unit."""
    office, topic = case.office, case.topic
    begins = datetime(day.year, day.month, day.day, 1, 30, tzinfo=UTC)
    held = put(
        Consultation, office, name=f"{topic.subject}协商会", topic_id=topic.id, starts_at=begins, place="协商议事室", host="召集人",
        agenda="情况通报、提问、答复、协商", notice_on=day - timedelta(24), papers_on=day - timedelta(16), **values, note=NOTE,
    )  # fmt: skip
    at_table: tuple[dict[str, Any], ...] = (
        {"seat_id": case.people.seats[100 + topic.id % 60], "spoke": True},
        {"seat_id": case.people.seats[10 + topic.id % 40], "role": "member"},
        {"person_name": villager, "role": "resident", "body": "村民代表", "spoke": True},
        {"person_name": "承办同志", "role": "department", "body": "承办单位"},
    )
    for person in at_table:
        put(ConsultationParticipant, office, consultation_id=held.id, **person, note=NOTE)
    minutes = {"minutes": "会议充分协商，形成一致意见。", "minutes_on": day + timedelta(4)}
    settle(held, "minuted", **minutes)
    if case.reached("handed_over"):
        settle(held, "archived")
    return held


def hand_over(case: Case, unit: str, day: date) -> None:
    """Enter what a unit was asked to do, and how far it has come."""
    office, topic = case.office, case.topic
    matter = enter_matter(office, topic, unit, day + timedelta(90))
    settle(topic, "handed_over", handed_over_on=day)
    settle(matter, "handed_over", handed_on=day)
    if not case.reached("handling"):
        return
    settle(topic, "handling")
    settle(matter, "handling", received_on=day + timedelta(2))
    report_progress(office, matter.id, day + timedelta(10), "已到现场核实，制定方案。", unit)
    if case.reached("answered"):
        settle(matter, "answered", answered_on=day + timedelta(25), result="已按协商意见办结，请评价。")
        settle(topic, "answered")


def enter_matter(office: Office, topic: Any, unit: str, due: date, *, dropped: bool = False) -> Any:
    """Enter what a unit is to be asked, due on the day; ``dropped`` when its topic ended before."""
    values = {"topic_id": topic.id, "content": "请按协商意见办理，并答复结果。", "due_on": due}
    name, unit_id = f"办理{topic.subject}"[:80], office.departments[unit]
    row = put(AssignedMatter, office, name=name, department_id=unit_id, **values, note=NOTE)
    if dropped:
        settle(row, "dropped")
    return row


def report_progress(office: Office, matter: int, day: date, summary: str, unit: str) -> None:
    """Enter what a unit reported about a matter."""
    put(
        MatterProgress,
        office,
        matter_id=matter,
        reported_on=day,
        summary=summary,
        reported_by=unit,
        note=NOTE,
    )


def rate(case: Case, held: Any) -> None:
    """Lay out the ratings of an answered topic and enter those that were given; close what is closed."""
    office, topic = case.office, case.topic
    if not case.reached("answered"):
        return
    there = rows_where("consultation_participant", "id", "role", where={"consultation_id": held.id})
    marks = ("satisfied", "basically", "satisfied")
    for place, person in enumerate(row for row in there if row.role in ("member", "resident")):
        mark = marks[place % 3] if case.reached("rated") else "none"
        day = case.started + timedelta(58)
        put(Rating, office, topic_id=topic.id, participant_id=person.id, mark=mark, rated_on=day, note=NOTE)
    if case.reached("rated"):
        settle(topic, "rated")
    if case.reached("closed"):
        close(topic)


def close(topic: Any) -> None:
    """Close a topic with its matters."""
    for row in rows_where("assigned_matter", "id", where={"topic_id": topic.id}):
        settle(db.session.get_one(AssignedMatter, row.id), "closed")
    settle(topic, "closed")
