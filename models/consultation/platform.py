"""Platform (协商平台)."""

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
    all_rows,
    in_area,
    of_body,
    own_row,
)
from models.base import Record
from models.fields import Choice, choice, choices, day, flag, note, ref, text, workflow_state, year
from models.lookups import columns_of, rows_where
from models.marks import N_
from models.periods import covers, period_problem
from models.problems import Problem
from models.usage import keep_while_used
from models.workflow import State, Transition, Workflow, states

KINDS = (
    Choice("station", N_("Area station")),
    Choice("room", N_("Village or community room")),
    Choice("courtyard", N_("Courtyard point")),
    Choice("business", N_("Business room")),
    Choice("park", N_("Industrial park room")),
    Choice("campus", N_("Campus room")),
    Choice("firm", N_("Firm's room")),
    Choice("estate", N_("Housing estate or building room")),
    Choice("other", N_("Other platform")),
)
EQUIPMENT = (
    Choice("premises", N_("Premises")),
    Choice("sign", N_("Sign")),
    Choice("rules", N_("Rules on the wall")),
    Choice("procedure", N_("Procedure")),
    Choice("ledger", N_("Ledger")),
)
"""What an office asks of a place of consultation before it may open (阵地)."""

_PARENT_IS_NO_STATION = N_("A room belongs to an area station; please choose a platform of that kind.")
_STATION_ALONE = N_("An area station belongs to no other platform; please leave this empty.")
_YEAR_OF_EXAMPLE = N_("Please write in which year it was named a demonstration platform.")
_NAMED_EXAMPLE = N_("Only a demonstration platform has such a year; please check the two together.")
_NO_CONVENER = N_("Nobody convenes this platform yet; please enter its convener among the council first.")
_DESK = {CLERK: all_rows, COMMITTEE: of_body() | in_area}
_OWN = {CLERK: all_rows, COMMITTEE: of_body() | in_area | own_row("platform")}


@keep_while_used
class Platform(Record):
    """A place near to people where small consultations are held; its council stands in rows below, its convener among them.

    The convener works as a special committee does, with the platform as scope of the grant. A room belongs to the station of
    its area; what merger and renaming did to towns and villages stands with the place.
    """

    __tablename__ = "platform"
    __table_args__ = (UniqueConstraint("organization_id", "name"),)
    title = N_("Consultation platform")
    plural = N_("Consultation platforms")
    entered_for = ()
    fact_date_from = "opened_on"

    name: Mapped[str] = text(80, label=N_("Name"), required=True, search=True, listed=True)
    brand: Mapped[str | None] = text(
        40, label=N_("Brand"), search=True, help=N_("The name under which people know it")
    )
    kind: Mapped[str] = choice(KINDS, label=N_("Kind of platform"), required=True, listed=True)
    parent_id: Mapped[int | None] = ref("platform", label=N_("Area station above"), listed=True, filter=True)
    place_id: Mapped[int | None] = ref("place", label=N_("Town or village"), listed=True, filter=True)
    address: Mapped[str | None] = text(80, label=N_("Where"))
    hosted_by: Mapped[str | None] = text(80, label=N_("Hosted by"), search=True, listed=True)
    committee_id: Mapped[int | None] = ref(
        "special_committee", label=N_("Responsible special committee"), filter=True
    )
    equipment: Mapped[str | None] = choices(EQUIPMENT, label=N_("What the place has"), filter=True)
    opened_on: Mapped[date] = day(label=N_("Set up on"), required=True, listed=True, sorted=True)
    closed_on: Mapped[date | None] = day(label=N_("Closed on"), fixed=True)
    demonstration: Mapped[bool] = flag(label=N_("Demonstration platform"))
    demonstration_year: Mapped[int | None] = year(label=N_("Demonstration platform since"))
    demonstration_by: Mapped[str | None] = text(60, label=N_("Named a demonstration platform by"))
    duties: Mapped[str | None] = note(label=N_("What it is for"), rows=3)
    state: Mapped[str] = workflow_state()

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER), all_rows),
        create=_DESK,
        update=_OWN,
        trash=_DESK,
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
    )
    workflow = Workflow(
        states(
            State("pilot", N_("Pilot"), "ring"),
            State("active", N_("Active"), "half"),
            State("paused", N_("Paused"), "returned"),
            State("closed", N_("Platform closed"), "ended", final=True),
        ),
        Transition(
            "activate",
            "pilot",
            "active",
            N_("Register as active"),
            by=_DESK,
            needs=("place_id", "hosted_by"),
        ),
        Transition(
            "pause",
            ("pilot", "active"),
            "paused",
            N_("Pause the platform"),
            by=_DESK,
            reason=True,
            consequence=N_("No consultation can be planned here until it is resumed."),
        ),
        Transition("resume", "paused", "active", N_("Resume the platform"), by=_DESK),
        Transition(
            "close",
            ("pilot", "active", "paused"),
            "closed",
            N_("Close the platform"),
            by=_DESK,
            asks=("closed_on",),
            reason=True,
            consequence=N_("What was consulted here stays; nothing new can be planned."),
        ),
    )

    def problems(self) -> Iterator[Problem]:
        """A room lies under a station; an active platform has somebody who convenes it; what is an example has its year."""
        yield from period_problem("closed_on", self.opened_on, self.closed_on)
        yield from self._parent_problems()
        if self.demonstration and self.demonstration_year is None:
            yield Problem("demonstration_year", _YEAR_OF_EXAMPLE)
        if self.demonstration_year is not None and not self.demonstration:
            yield Problem("demonstration", _NAMED_EXAMPLE)
        if self.state == "active" and not self._has_convener():
            yield Problem("", _NO_CONVENER)

    def _has_convener(self) -> bool:
        today, where = clock.business_today(), {"platform_id": self.id, "post": "convener"}
        rows = rows_where("platform_member", "valid_from", "valid_until", where=where)
        return any(covers(today, row.valid_from, row.valid_until) for row in rows)

    def _parent_problems(self) -> Iterator[Problem]:
        if self.parent_id is None:
            return
        parent = columns_of("platform", self.parent_id, "kind")
        if self.kind == "station":
            yield Problem("parent_id", _STATION_ALONE)
        elif self.parent_id == self.id or parent is None or parent.kind != "station":
            yield Problem("parent_id", _PARENT_IS_NO_STATION)
