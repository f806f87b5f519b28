"""PeerExchange (交流往来)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from sqlalchemy.orm import Mapped

from models import clock
from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, Access, all_rows, in_area, of_body
from models.base import Record
from models.fields import Choice, choice, count, day, note, ref, text, workflow_state
from models.levels import LEVELS
from models.marks import N_
from models.periods import period_problem
from models.problems import Problem
from models.workflow import State, Transition, Workflow, states

DIRECTIONS = (
    Choice("received", N_("Visit received")),
    Choice("paid", N_("Visit paid")),
)
HALVES = (
    Choice("morning", N_("Morning")),
    Choice("afternoon", N_("Afternoon")),
    Choice("whole", N_("Whole day")),
)
_NOT_YET = N_("This exchange has not begun; please register it as carried out on the day or later.")
_DESK = {CLERK: all_rows, COMMITTEE: of_body() | in_area}


class PeerExchange(Record):
    """Another committee comes to study here, or ours goes there. Of the guests' head only the public office is written down."""

    __tablename__ = "peer_exchange"
    title = N_("Exchange with another committee")
    plural = N_("Exchanges with other committees")
    turns_into: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "opinion_report": {"subject": "topic", "situation": "follow_up", "committee_id": "committee_id"},
        "field_study": {"name": "topic", "outline": "follow_up", "committee_id": "committee_id"},
    }
    entered_for = ()
    fact_date_from = "starts_on"
    label_columns = ("counterpart", "topic")

    direction: Mapped[str] = choice(DIRECTIONS, label=N_("Direction"), required=True, listed=True)
    counterpart: Mapped[str] = text(
        80, label=N_("The other committee"), required=True, search=True, listed=True
    )
    level: Mapped[str] = choice(
        LEVELS, label=N_("Level of the committee"), required=True, default="county", listed=True
    )
    head_office: Mapped[str | None] = text(
        60,
        label=N_("Head of the delegation (office)"),
        listed=True,
        help=N_("The public office only, no name"),
    )
    size: Mapped[int | None] = count(
        label=N_("Size of the delegation"), unit=N_("people"), lowest=1, listed=True
    )
    starts_on: Mapped[date] = day(label=N_("First day"), required=True, listed=True, sorted=True)
    ends_on: Mapped[date | None] = day(label=N_("Last day"))
    half: Mapped[str | None] = choice(HALVES, label=N_("Time of the day"), filter=False)
    topic: Mapped[str] = text(80, label=N_("Topic of the exchange"), required=True, search=True, listed=True)
    places: Mapped[str | None] = note(label=N_("Places seen"), rows=2)
    hosts: Mapped[str | None] = text(
        120, label=N_("Received by"), help=N_("Who received the guests, with the office held")
    )
    committee_id: Mapped[int | None] = ref(
        "special_committee", label=N_("Responsible special committee"), filter=True
    )
    materials: Mapped[str | None] = note(label=N_("Materials exchanged"), rows=2)
    follow_up: Mapped[str | None] = note(label=N_("Follow-up"))
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
            State("held", N_("Exchange carried out"), "done"),
            State("archived", N_("Archived"), "stamp", frozen=True, final=True),
            State("cancelled", N_("Exchange cancelled"), "ended", final=True),
        ),
        Transition(
            "hold",
            "planned",
            "held",
            N_("Register the exchange as carried out"),
            by=_DESK,
            needs=("head_office", "size"),
        ),
        Transition("archive", "held", "archived", N_("Archive"), by=_DESK, seals=True),
        Transition("cancel", "planned", "cancelled", N_("Cancel the exchange"), by=_DESK, reason=True),
    )

    def problems(self) -> Iterator[Problem]:
        """An exchange ends after it began, and is carried out once its day has come."""
        yield from period_problem("ends_on", self.starts_on, self.ends_on)
        if self.state in ("held", "archived") and self.starts_on > clock.business_today():
            yield Problem("starts_on", _NOT_YET)
