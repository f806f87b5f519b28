"""ResidentRequest (群众诉求)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from sqlalchemy import or_, true
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, Access, in_state, parent_read, parent_rule
from models.base import Record
from models.fields import count, day, note, ref, text, workflow_state
from models.following import Following, linked
from models.lookups import columns_of
from models.marks import N_
from models.periods import period_problem
from models.problems import Problem
from models.transitions import compute
from models.workflow import State, Transition, Workflow, states

_BEFORE_VISIT = N_("The visit that this was raised at is cancelled; please choose another one.")
_DESK = {role: parent_rule("visit_id") for role in (CLERK, COMMITTEE)}
_OPEN = ("raised", "handling", "passed_on")
_STAYS = {"sensitivity": "personal", "history": "changed", "stays": True}


class ResidentRequest(Record):
    """What somebody asked for at a visit. Who that was stays with the desk: it is in no list, export, history or further record.

    A request can become a topic, an opinion report or a proposal, also several of them; the thread shows what came of it.
    """

    __tablename__ = "resident_request"
    title = N_("Resident's request")
    plural = N_("Residents' requests")
    carries_on = "visit_id"
    entered_for = ()
    parent = "visit_id"
    area_slug = "visit"
    turns_into: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "topic": {
            "subject": "name",
            "situation": "situation",
            "place_id": "place_id",
            "people_affected": "people_affected",
            "people_wording": "wording",
        },
        "opinion_report": {"subject": "name", "situation": "situation", "advice": "wish"},
        "proposal": {"name": "name", "situation": "situation", "advice": "wish"},
    }
    """The name and the contact of the resident stay here: they are nowhere taken along."""
    following = Following(
        N_("Requests raised at visits"),
        N_(
            "Followed up: another record was made of it, or its answer was registered. Ended: settled and answered. "
            "Stopped: ended with a reason."
        ),
        traced=lambda _row: true(),
        followed=lambda row: or_(row.state.in_(("passed_on", "settled")), linked(row)),
        ended=lambda row: row.state == "settled",
        stopped=lambda row: row.state == "ended",
        into=("topic", "opinion_report", "proposal"),
    )

    visit_id: Mapped[int] = ref("visit", label=N_("Visit"), required=True, listed=True, filter=True)
    name: Mapped[str] = text(60, label=N_("Matter of the request"), required=True, search=True, listed=True)
    situation: Mapped[str] = note(label=N_("Situation"), required=True)
    wish: Mapped[str | None] = note(label=N_("What is asked for"), rows=2)
    place_id: Mapped[int | None] = ref("place", label=N_("Village or community"), listed=True, filter=True)
    people_affected: Mapped[int | None] = count(label=N_("People affected"), unit=N_("people"), listed=True)
    wording: Mapped[str | None] = text(
        40, label=N_("Number as worded"), help=N_("As the source says it, such as “nearly 3,000”")
    )
    resident_name: Mapped[str | None] = text(
        20, label=N_("Name of the resident"), help=N_("Stays with the desk; the surname is enough"), **_STAYS
    )
    resident_contact: Mapped[str | None] = text(40, label=N_("Contact of the resident"), **_STAYS)
    outcome: Mapped[str | None] = note(label=N_("What became of it"))
    answered_on: Mapped[date | None] = day(label=N_("Resident told on"), listed=True)
    state: Mapped[str] = workflow_state()

    access = Access(
        read={role: parent_read("visit_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)},
        create=_DESK,
        update={role: rule & in_state(*_OPEN) for role, rule in _DESK.items()},
        export={role: parent_read("visit_id") for role in (CLERK, CHAIR, AUDITOR)},
    )
    workflow = Workflow(
        states(
            State("raised", N_("Raised"), "ring"),
            State("handling", N_("Being looked into"), "half"),
            State("passed_on", N_("Taken further"), "half"),
            State("settled", N_("Settled and answered"), "done", final=True),
            State("ended", N_("Ended with a reason"), "ended", final=True),
        ),
        Transition("take_up", "raised", "handling", N_("Take up the request"), by=_DESK),
        Transition("pass_on", ("raised", "handling"), "passed_on", N_("Taken further"), computed=True),
        Transition(
            "settle",
            _OPEN,
            "settled",
            N_("Register the answer"),
            by=_DESK,
            asks=("outcome", "answered_on"),
            consequence=N_("The resident was told what became of the request."),
        ),
        Transition("end", _OPEN, "ended", N_("End the request"), by=_DESK, reason=True),
    )

    def before_save(self) -> None:
        """Take the day and, where none is given, the place from the visit."""
        visit = columns_of("visit", self.visit_id, "visited_on", "place_id")
        if visit is not None:
            self.fact_date = visit.visited_on
            self.place_id = self.place_id or visit.place_id

    def after_turning(self, target: Record) -> None:
        """Say that the request was taken further, once something was made of it."""
        compute(self, "pass_on")

    def problems(self) -> Iterator[Problem]:
        """A request is raised at a visit that took place, and answered after it."""
        visit = columns_of("visit", self.visit_id, "state", "visited_on")
        if visit is not None and visit.state == "cancelled":
            yield Problem("visit_id", _BEFORE_VISIT)
        if visit is not None:
            yield from period_problem("answered_on", visit.visited_on, self.answered_on)
