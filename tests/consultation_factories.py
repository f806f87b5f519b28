"""Valid rows of the area of consultation for the tests, as :mod:`tests.factories` makes those of the others."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from sqlalchemy import select

from models.base import db
from models.consultation.aspect_check import AspectCheck
from models.consultation.aspect_item import AspectItem
from models.consultation.assigned_matter import AssignedMatter
from models.consultation.consultation import Consultation
from models.consultation.consultation_participant import ConsultationParticipant
from models.consultation.matter_progress import MatterProgress
from models.consultation.platform import Platform
from models.consultation.platform_member import PlatformMember
from models.consultation.rating import Rating
from models.consultation.topic import Topic
from models.office.annual_plan import AnnualPlan
from models.office.annual_plan_item import AnnualPlanItem
from tests.factories import a_term, make, make_department, make_seat, put_into

OPENED = date(2019, 11, 1)
COLLECTED = date(2020, 3, 2)
HELD_AT = datetime(2020, 4, 20, 1, 0, tzinfo=UTC)
HANDED_ON = date(2020, 5, 6)
DUE_ON = date(2020, 8, 6)
PLAN_YEAR = 1999
"""A year that no other test plans."""

_numbers = count(1)
_WITH_MATTER = ("handed_over", "handling", "answered", "rated", "closed")


def make_platform(*, state: str = "active", **over: Any) -> Platform:
    """Make a room with its convener, by default an active one."""
    values = {"name": f"第{next(_numbers)}议事室", "kind": "room", "opened_on": OPENED, "hosted_by": "村委会"}
    platform = make(Platform, **values | over)
    make_platform_member(platform_id=platform.id, post="convener")
    return platform if state == "pilot" else put_into(platform, state)


def make_platform_member(**over: Any) -> PlatformMember:
    """Make somebody of a council, by default a villager."""
    values = {
        "person_name": f"村民{next(_numbers)}",
        "role": "resident",
        "body": "桅子村",
        "valid_from": OPENED,
    }
    if over.get("seat_id") is not None:
        values = {"role": "member", "valid_from": OPENED}
    return make(PlatformMember, **values | over)


def make_aspect_item(**over: Any) -> AspectItem:
    """Make the first item of an aspect, for platforms."""
    values = {
        "term_id": over.get("term_id") or a_term().id,
        "aspect": "people",
        "rank": 1,
        "name": "召集人到位",
    }
    return make(AspectItem, **values | over)


def make_aspect_check(**over: Any) -> AspectCheck:
    """Make a check that was prepared, by default of the county."""
    values = {"term_id": over.get("term_id") or a_term().id, "checked_on": date(2020, 9, 1)}
    return make(AspectCheck, **values | over)


def make_plan_item(*, form: str) -> AnnualPlanItem:
    """Make a topic of an annual plan that was issued, the same plan for all of them."""
    plan = db.session.scalars(select(AnnualPlan).where(AnnualPlan.year == PLAN_YEAR)).first()
    if plan is None:
        drafted = {"year": PLAN_YEAR, "name": f"{PLAN_YEAR} 年度协商计划", "drafted_on": date(2020, 1, 2)}
        plan = make(AnnualPlan, **drafted)
    values = {"annual_plan_id": plan.id, "number": next(_numbers), "name": "水利设施建管", "kind": "topic"}
    item = make(AnnualPlanItem, **values, form=form)
    if plan.state != "issued":
        put_into(plan, "issued")
    return item


def make_topic(*, state: str = "approved", **over: Any) -> Topic:
    """Make a small topic of a new platform; in a late state with what must hang on it by then."""
    values: dict[str, Any] = {
        "subject": f"第{next(_numbers)}号道路整治",
        "situation": "群众出行不便。",
        "collected_on": COLLECTED,
        "source": "residents",
        "consent_by": "镇党委",
        "consent_on": COLLECTED,
    }
    if over.get("level") != "formal" and "platform_id" not in over:
        over["platform_id"] = make_platform().id
    elif over.get("level") == "formal" and state not in ("collected", "screened"):
        over.setdefault("plan_item_id", make_plan_item(form=over["form"]).id)
    topic = make(Topic, **values | over)
    if state in ("collected", "screened"):
        topic.consent_by = topic.consent_on = None
        return topic if state == "collected" else put_into(topic, state)
    if state in _WITH_MATTER:
        put_into(topic, "consulted")
        make_matter(topic_id=topic.id)
    if state == "rated":
        put_into(topic, "approved")
        held = make_consultation(topic_id=topic.id, state="held")
        person = make_participant(consultation_id=held.id)
        put_into(topic, "answered")
        make_rating(topic_id=topic.id, participant_id=person.id, mark="satisfied")
    return put_into(topic, state)


def make_consultation(*, state: str = "planned", **over: Any) -> Consultation:
    """Make a consultation, by default one that is planned about a new approved topic."""
    values = {
        "name": f"第{next(_numbers)}次协商",
        "starts_at": HELD_AT,
        "place": "村文化室",
        "host": "召集人",
        "topic_id": over.get("topic_id") or make_topic().id,
    }
    consultation = make(Consultation, **values | over)
    if state in ("minuted", "archived"):
        make_participant(consultation_id=consultation.id)
    return consultation if state == "planned" else put_into(consultation, state)


def make_participant(**over: Any) -> ConsultationParticipant:
    """Make a participant, by default a villager who was there."""
    values: dict[str, Any] = {"consultation_id": over.get("consultation_id") or make_consultation().id}
    if not over.keys() & {"seat_id", "staff_id"}:
        values |= {"person_name": f"村民{next(_numbers)}", "role": "resident"}
    return make(ConsultationParticipant, **values | over)


def make_member_participant(consultation_id: int) -> ConsultationParticipant:
    """Make a member in office who was there."""
    return make_participant(consultation_id=consultation_id, seat_id=make_seat().id)


def make_matter(*, state: str = "prepared", **over: Any) -> AssignedMatter:
    """Make a matter that is to go to a new unit."""
    values: dict[str, Any] = {
        "name": f"整治事项{next(_numbers)}",
        "content": "请牵头整治。",
        "due_on": DUE_ON,
        "topic_id": over.get("topic_id") or make_topic(state="opinion_formed").id,
    }
    if "department_id" not in over and "place_id" not in over:
        values["department_id"] = make_department().id
    matter = make(AssignedMatter, **values | over)
    return matter if state == "prepared" else put_into(matter, state, handed_on=HANDED_ON)


def make_matter_progress(**over: Any) -> MatterProgress:
    """Make a report about a matter that is being handled."""
    values = {
        "matter_id": over.get("matter_id") or make_matter(state="handling").id,
        "reported_on": date(2020, 7, 1),
        "summary": "已完成勘察设计。",
    }
    return make(MatterProgress, **values | over)


def make_rating(**over: Any) -> Rating:
    """Make a rating without a mark; its topic is one whose matters are answered."""
    return make(Rating, **over)
