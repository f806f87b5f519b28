"""Training (委员培训)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Mapped

from models import clock
from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, Access, all_rows, in_area, of_body
from models.base import Record
from models.fields import Choice, choice, count, day, measure, money, note, ref, text, workflow_state
from models.levels import LEVELS
from models.lookups import any_row
from models.marks import N_
from models.periods import period_problem
from models.problems import Problem
from models.workflow import State, Transition, Workflow, states

KINDS = (
    Choice("performance", N_("Yearly performance training")),
    Choice("university", N_("Training at an outside university")),
    Choice("higher_course", N_("Course of a higher committee")),
    Choice("county_course", N_("Day-to-day course in the county")),
)
_HIGHER_LEVEL = N_(
    "A course of a higher committee is not of the county's level; please check kind and level."
)
_NOT_YET = N_("This training has not begun; please register it as held on the day or later.")
_NOBODY = N_("Nobody is registered for this training yet; please enter who took part first.")
_DESK = {CLERK: all_rows, COMMITTEE: of_body() | in_area}


class Training(Record):
    """A course for members and staff. Heads and attendances are two figures and are counted from the rows below, never typed.

    The organiser may be any body; the responsible special committee enters who took part and answers for it.
    """

    __tablename__ = "training"
    title = N_("Training")
    plural = N_("Trainings")
    fact_date_from = "starts_on"
    seal_children = ("training_attendance",)

    name: Mapped[str] = text(80, label=N_("Name"), required=True, search=True, listed=True)
    kind: Mapped[str] = choice(KINDS, label=N_("Kind of training"), required=True, listed=True)
    level: Mapped[str] = choice(LEVELS, label=N_("Level"), required=True, default="county", listed=True)
    organiser: Mapped[str | None] = text(
        80, label=N_("Organised by"), search=True, listed=True, help=N_("Any body")
    )
    committee_id: Mapped[int | None] = ref(
        "special_committee", label=N_("Responsible special committee"), filter=True
    )
    place: Mapped[str | None] = text(80, label=N_("Where"))
    starts_on: Mapped[date] = day(label=N_("First day"), required=True, listed=True, sorted=True)
    ends_on: Mapped[date | None] = day(label=N_("Last day"))
    hours: Mapped[Decimal | None] = measure(
        1, label=N_("Training hours"), lowest=0, unit=N_("hours"), listed=True
    )
    quota: Mapped[int | None] = count(label=N_("Quota"), unit=N_("people"))
    cost: Mapped[Decimal | None] = money(label=N_("Cost"), sensitivity="internal")
    content: Mapped[str | None] = note(label=N_("Content"))
    state: Mapped[str] = workflow_state()

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER), all_rows),
        create=_DESK,
        update=_DESK,
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
        correct=_DESK,
    )
    workflow = Workflow(
        states(
            State("planned", N_("Planned"), "ring"),
            State("announced", N_("Announced"), "half"),
            State("held", N_("Training held"), "half"),
            State("recorded", N_("Attendance recorded"), "done"),
            State("archived", N_("Archived"), "stamp", frozen=True, final=True),
        ),
        Transition("announce", "planned", "announced", N_("Announce"), by=_DESK, needs=("place",)),
        Transition(
            "hold",
            ("planned", "announced"),
            "held",
            N_("Register the training as held"),
            by=_DESK,
            needs=("hours",),
        ),
        Transition("record", "held", "recorded", N_("Close the register of attendance"), by=_DESK),
        Transition("reopen", "recorded", "held", N_("Reopen the register of attendance"), by=_DESK),
        Transition(
            "archive",
            "recorded",
            "archived",
            N_("Archive"),
            by=_DESK,
            seals=True,
            consequence=N_("Training and attendance can then no longer be changed directly."),
        ),
    )

    def problems(self) -> Iterator[Problem]:
        """A training is held once it has begun, and recorded once somebody is registered."""
        yield from period_problem("ends_on", self.starts_on, self.ends_on)
        if self.kind == "higher_course" and (self.level or "county") == "county":
            yield Problem("level", _HIGHER_LEVEL)
        if self.state in ("held", "recorded", "archived") and self.starts_on > clock.business_today():
            yield Problem("starts_on", _NOT_YET)
        if self.state in ("recorded", "archived") and not any_row(
            "training_attendance", where={"training_id": self.id}
        ):
            yield Problem("", _NOBODY)
