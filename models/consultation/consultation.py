"""Consultation (协商活动)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy.orm import Mapped

from models import clock, consulting
from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    MEMBER,
    Access,
    all_rows,
    in_area,
    in_state,
    of_body,
    of_platform,
    parent_rule,
)
from models.base import Record
from models.deadlines import due_on
from models.fields import Choice, choice, day, moment, note, ref, text, workflow_state
from models.lookups import any_row, columns_of, is_new
from models.marks import N_
from models.periods import period_problem
from models.problems import Problem
from models.usage import keep_while_used
from models.workflow import State, Transition, Workflow, states

ASKED_BY = (
    Choice("own", N_("Our committee")),
    Choice("county_committee", N_("County party committee")),
    Choice("county_government", N_("County government")),
    Choice("department", N_("The unit itself")),
    Choice("residents", N_("Residents")),
)
PAIRINGS = {
    "broad": "plenary",
    "key": "standing_committee",
    "topical": "chairpersons",
    "counterpart": "special_committee",
}
"""Form of a formal topic -> the kind of meeting at which it is consulted: the four fixed pairings."""

_USUAL_DAYS = {
    "notice_on": "consultation_notice",
    "papers_on": "consultation_papers",
    "minutes_on": "consultation_minutes",
}
_BEFORE_START = N_("Ends before it begins; please check both times.")
_NOT_YET = N_("This consultation has not begun; please register it as held on the day or later.")
_NOT_APPROVED = N_("The topic is not approved, or has gone on already; please check its state.")
_PLATFORM_RESTS = N_("This platform is paused or closed; please choose another one.")
_WHICH_UNIT = N_("Please say which unit asked for the consultation.")
_WHICH_MEETING = N_("A formal topic is consulted at a meeting; please choose it.")
_OTHER_MEETING = N_(
    "This form of consultation belongs to another kind of meeting; please choose one of that kind."
)
_NOBODY = N_("Nobody is registered as present yet; please enter who took part first.")
_DESK = {CLERK: all_rows, COMMITTEE: of_body() | in_area | of_platform()}
_NEW = {
    CLERK: all_rows & parent_rule("topic_id"),
    COMMITTEE: (of_body() | in_area | of_platform()) & parent_rule("topic_id"),
}


@keep_while_used
class Consultation(Record):
    """One sitting about a topic: a formal one at the meeting that its form is paired with, a small one on a platform.

    Notice, papers and minutes have their usual days; missing them is a hint on the page and never keeps anybody from going on.
    """

    __tablename__ = "consultation"
    title = N_("Consultation session")
    plural = N_("Consultation sessions")
    turns_into: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "proposal": {"name": "name", "situation": "minutes"},
        "opinion_report": {"subject": "name", "situation": "minutes", "committee_id": "committee_id"},
        "report": {"name": "name", "content": "minutes", "committee_id": "committee_id"},
    }
    carries_on = "topic_id"
    entered_for = ()
    parent = "topic_id"
    area_slug = "topic"
    fact_date_from = "starts_at"
    seal_children = ("consultation_participant",)

    name: Mapped[str] = text(80, label=N_("Name"), required=True, search=True, listed=True)
    topic_id: Mapped[int] = ref(
        "topic", label=N_("Consultation topic"), required=True, listed=True, filter=True
    )
    platform_id: Mapped[int | None] = ref(
        "platform",
        label=N_("Consultation platform"),
        listed=True,
        filter=True,
        help=N_("Empty: that of the topic"),
    )
    committee_id: Mapped[int | None] = ref(
        "special_committee",
        label=N_("Responsible special committee"),
        filter=True,
        help=N_("Empty: that of the topic"),
    )
    meeting_id: Mapped[int | None] = ref(
        "meeting",
        label=N_("Meeting of the consultation"),
        filter=True,
        help=N_("For a formal topic: the meeting of its form"),
    )
    asked_by: Mapped[str] = choice(
        ASKED_BY, label=N_("Asked for by"), required=True, default="own", listed=True
    )
    asking_department_id: Mapped[int | None] = ref("department", label=N_("Unit that asked"), filter=True)
    starts_at: Mapped[datetime] = moment(label=N_("Begins"), required=True, listed=True)
    ends_at: Mapped[datetime | None] = moment(label=N_("Ends"))
    place: Mapped[str | None] = text(80, label=N_("Where"), listed=True)
    host: Mapped[str | None] = text(40, label=N_("Chaired by"))
    agenda: Mapped[str | None] = note(label=N_("Agenda"))
    notice_on: Mapped[date | None] = day(label=N_("Notice given on"))
    papers_on: Mapped[date | None] = day(label=N_("Papers sent on"))
    minutes: Mapped[str | None] = note(label=N_("Minutes"), fixed=True, rows=8)
    minutes_on: Mapped[date | None] = day(label=N_("Minutes signed on"), fixed=True)
    state: Mapped[str] = workflow_state()

    access = Access(
        read={
            CLERK: all_rows,
            COMMITTEE: of_body() | in_area | of_platform(),
            CHAIR: all_rows,
            AUDITOR: all_rows,
            MEMBER: all_rows,
        },
        create=_NEW,
        update=_DESK,
        trash={role: rule & in_state("planned", "cancelled") for role, rule in _DESK.items()},
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
        correct=_DESK,
    )
    workflow = Workflow(
        states(
            State("planned", N_("Planned"), "ring"),
            State("announced", N_("Announced"), "half"),
            State("held", N_("Held"), "half"),
            State("minuted", N_("Minutes signed"), "done"),
            State("archived", N_("Archived"), "stamp", frozen=True, final=True),
            State("cancelled", N_("Cancelled"), "ended", final=True),
        ),
        Transition(
            "announce",
            "planned",
            "announced",
            N_("Give notice"),
            by=_DESK,
            asks=("notice_on",),
            needs=("place",),
        ),
        Transition(
            "hold",
            ("planned", "announced"),
            "held",
            N_("Register as held"),
            by=_DESK,
            needs=("place", "host"),
        ),
        Transition(
            "minute",
            "held",
            "minuted",
            N_("Register the minutes"),
            by=_DESK,
            asks=("minutes", "minutes_on"),
            needs=("host",),
            consequence=N_("The minutes are those that the host has signed."),
        ),
        Transition(
            "archive",
            "minuted",
            "archived",
            N_("Archive"),
            by=_DESK,
            seals=True,
            consequence=N_("Consultation and participants can then no longer be changed directly."),
        ),
        Transition(
            "cancel",
            ("planned", "announced"),
            "cancelled",
            N_("Cancel the consultation"),
            by=_DESK,
            reason=True,
        ),
    )

    def before_save(self) -> None:
        """Take date, body and platform from what they follow."""
        if self.starts_at is not None:
            self.fact_date = self.starts_at.astimezone(clock.OFFICE_ZONE).date()
        topic = columns_of("topic", self.topic_id, "committee_id", "platform_id")
        if topic is not None and self.committee_id is None and self.platform_id is None:
            self.committee_id, self.platform_id = topic.committee_id, topic.platform_id

    def problems(self) -> Iterator[Problem]:
        """It is about an approved topic, on a platform at work or at the right meeting, and is held once it has begun."""
        if self.ends_at is not None and self.ends_at < self.starts_at:
            yield Problem("ends_at", _BEFORE_START)
        if self.state in ("held", "minuted", "archived") and self.fact_date > clock.business_today():
            yield Problem("starts_at", _NOT_YET)
        if self.asked_by == "department" and self.asking_department_id is None:
            yield Problem("asking_department_id", _WHICH_UNIT)
        yield from period_problem("minutes_on", self.fact_date, self.minutes_on)
        yield from self._topic_problems()
        platform = columns_of("platform", self.platform_id, "state")
        chosen = is_new(self) or "platform_id" in self.changed_columns()
        if platform is not None and chosen and platform.state in ("paused", "closed"):
            yield Problem("platform_id", _PLATFORM_RESTS)
        if self.state == "minuted" and not any_row(
            "consultation_participant", where={"consultation_id": self.id, "attendance": "present"}
        ):
            yield Problem("", _NOBODY)

    def _topic_problems(self) -> Iterator[Problem]:
        topic = columns_of("topic", self.topic_id, "state", "form")
        if topic is None:
            return
        chosen = is_new(self) or "topic_id" in self.changed_columns()
        if chosen and topic.state not in ("approved", "surveyed", "consulted"):
            yield Problem("topic_id", _NOT_APPROVED)
        paired = PAIRINGS.get(topic.form)
        meeting = columns_of("meeting", self.meeting_id, "kind")
        if paired is not None and meeting is not None and meeting.kind != paired:
            yield Problem("meeting_id", _OTHER_MEETING)
        if paired is not None and meeting is None and self.state == "held":
            yield Problem("meeting_id", _WHICH_MEETING)

    def late_steps(self) -> Iterator[tuple[str, date]]:
        """Yield each of notice, papers and minutes that missed its usual day, by the rules of the term, with that day.

        These are hints: a consultation that was announced late is held all the same.
        """
        if self.state == "cancelled":
            return
        written = {"notice_on": self.notice_on, "papers_on": self.papers_on, "minutes_on": self.minutes_on}
        for column, step in _USUAL_DAYS.items():
            usual, done = due_on(step, self.fact_date), written[column]
            if usual is not None and (done or clock.business_today()) > usual:
                yield column, usual

    def after_transition(self, name: str) -> None:
        """Let the topic go on once it was consulted."""
        consulting.of_consultation(self, name)
