"""Rating (协商成效评价)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models import clock
from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    MEMBER,
    Access,
    in_state,
    of_member,
    parent_read,
    parent_rule,
)
from models.base import Record
from models.fields import Choice, choice, day, ref, text
from models.lookups import columns_of, is_new
from models.marks import N_
from models.problems import Problem

MARKS = (
    Choice("none", N_("Not answered")),
    Choice("satisfied", N_("Satisfied")),
    Choice("basically", N_("Basically satisfied")),
    Choice("not", N_("Not satisfied")),
)
"""Silence comes first and is no mark: it is counted apart and never as satisfied."""

_NOT_ANSWERED = N_("The result is rated once every unit has answered, and until the ratings are registered.")
_OTHER_TOPIC = N_(
    "This person took part in the consultation of another topic; please choose one of this one."
)
_WAS_NOT_THERE = N_("Only who was present rates the result; please check the sheet of participants.")
_WHILE_ANSWERED = parent_rule("topic_id", in_state("answered"))
_DESK = dict.fromkeys((CLERK, COMMITTEE), parent_rule("topic_id"))


class Rating(Record):
    """What one participant thinks of the result of a small consultation. The rows come into being when everything is answered.

    The desk enters what the participants said or wrote; a member can rate in person. Every row has a name, so it is shown to
    the desk, the chair and the auditor alone, and to a member the own one.
    """

    __tablename__ = "rating"
    __table_args__ = (UniqueConstraint("organization_id", "topic_id", "participant_id"),)
    title = N_("Rating of the result")
    plural = N_("Ratings of the result")
    entered_for = ()
    parent = "topic_id"
    area_slug = "topic"
    fact_date_from = "rated_on"

    topic_id: Mapped[int] = ref(
        "topic", label=N_("Consultation topic"), required=True, listed=True, filter=True
    )
    participant_id: Mapped[int] = ref(
        "consultation_participant", label=N_("Participant"), required=True, filter=True
    )
    member_id: Mapped[int | None] = ref("member", label=N_("Member (person)"), fixed=True)
    name: Mapped[str] = text(
        40, label=N_("Name of the person"), required=True, fixed=True, default="", search=True, listed=True
    )
    mark: Mapped[str] = choice(MARKS, label=N_("Rating"), required=True, default="none", listed=True)
    remark: Mapped[str | None] = text(120, label=N_("In their own words"), listed=True)
    rated_on: Mapped[date] = day(label=N_("Rated on"), required=True, default=clock.business_today)

    access = Access(
        read={role: parent_read("topic_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)}
        | {MEMBER: of_member()},
        create=_DESK,
        update={role: rule & _WHILE_ANSWERED for role, rule in _DESK.items()}
        | {MEMBER: of_member() & _WHILE_ANSWERED},
        trash={role: rule & _WHILE_ANSWERED for role, rule in _DESK.items()},
        export={role: parent_read("topic_id") for role in (CLERK, CHAIR, AUDITOR)},
        fields={MEMBER: frozenset({"mark", "remark", "rated_on"})},
    )

    def before_save(self) -> None:
        """Take name and person from the participant."""
        participant = columns_of("consultation_participant", self.participant_id, "name", "member_id")
        if participant is not None:
            self.name, self.member_id = participant.name, participant.member_id

    def problems(self) -> Iterator[Problem]:
        """Somebody who sat at the table of this topic rates it, between the last answer and the registering."""
        topic = columns_of("topic", self.topic_id, "state")
        if topic is not None and topic.state != "answered" and is_new(self):
            yield Problem("topic_id", _NOT_ANSWERED)
        participant = columns_of(
            "consultation_participant", self.participant_id, "consultation_id", "attendance"
        )
        if participant is None:
            return
        consultation = columns_of("consultation", participant.consultation_id, "topic_id")
        if consultation is None or consultation.topic_id != self.topic_id:
            yield Problem("participant_id", _OTHER_TOPIC)
        if participant.attendance != "present":
            yield Problem("participant_id", _WAS_NOT_THERE)
