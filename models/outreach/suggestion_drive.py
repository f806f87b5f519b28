"""SuggestionDrive (献一策活动)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped

from models import clock
from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    DEPARTMENT,
    MEMBER,
    Access,
    all_rows,
    in_area,
    in_state,
    of_body,
)
from models.base import Record, db
from models.fields import Choice, choice, day, note, ref, text, workflow_state
from models.marks import N_
from models.periods import period_problem
from models.problems import Problem
from models.registry import record_type
from models.workflow import State, Transition, Workflow, states

ROUNDINGS = (
    Choice("exact", N_("The exact number")),
    Choice("tens", N_("Full tens and “more than”")),
    Choice("hundreds", N_("Full hundreds and “more than”")),
)
STARTING_BODIES = ("chairpersons", "standing_committee", "party_group", "secretary")
_NOT_YET = N_("This drive has not begun; please open it on its first day or later.")
_DESK = {CLERK: all_rows, COMMITTEE: of_body() | in_area}
_OPENED = in_state("open", "closed", "reported")


class Tally(NamedTuple):
    """What was counted of a drive: rows, never a typed number."""

    received: int
    """Suggestions handed in, duplicates included."""
    distinct: int
    """Without those that repeat another."""
    taken_up: int
    """Taken up in whole or in part."""


def rounded(number: int, rounding: str) -> tuple[int, bool]:
    """Return the number as a report words it, and whether "more than" belongs to it.

    Args:
        number: what was counted.
        rounding: ``exact``, ``tens`` or ``hundreds``; a number smaller than the step is printed exactly.
    """
    step = {"tens": 10, "hundreds": 100}.get(rounding, 1)
    if number < step:
        return number, False
    return number - number % step, bool(number % step)


class SuggestionDrive(Record):
    """The committee asks for suggestions on one theme in one period; a meeting starts it.

    The number of suggestions is counted from the rows below each time it is shown; a report may word it in full tens or hundreds.
    """

    __tablename__ = "suggestion_drive"
    title = N_("Suggestion drive")
    plural = N_("Suggestion drives")
    entered_for = ()
    fact_date_from = "starts_on"
    turns_into: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "report": {"name": "name", "content": "outcome"},
        "opinion_report": {"subject": "name", "situation": "outcome"},
    }

    name: Mapped[str] = text(80, label=N_("Name"), required=True, search=True, listed=True)
    theme: Mapped[str] = note(label=N_("Theme"), required=True)
    committee_id: Mapped[int | None] = ref(
        "special_committee", label=N_("Responsible special committee"), listed=True, filter=True
    )
    starts_on: Mapped[date] = day(label=N_("First day"), required=True, listed=True, sorted=True)
    ends_on: Mapped[date] = day(label=N_("Last day"), required=True, listed=True)
    target_groups: Mapped[str | None] = text(120, label=N_("Who is asked"))
    rounding: Mapped[str] = choice(
        ROUNDINGS, label=N_("Number in reports"), required=True, default="exact", filter=False
    )
    reported_to: Mapped[str | None] = text(80, label=N_("Result reported to"))
    reported_on: Mapped[date | None] = day(label=N_("Result reported on"))
    outcome: Mapped[str | None] = note(label=N_("What came of the drive"))
    state: Mapped[str] = workflow_state()

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR), all_rows)
        | dict.fromkeys((MEMBER, DEPARTMENT), _OPENED),
        create=_DESK,
        update=_DESK,
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
        correct=_DESK,
    )
    workflow = Workflow(
        states(
            State("planned", N_("Planned"), "ring"),
            State("open", N_("Open for suggestions"), "half"),
            State("closed", N_("Closed for suggestions"), "diamond"),
            State("reported", N_("Result reported"), "stamp", frozen=True, final=True),
        ),
        Transition(
            "open",
            "planned",
            "open",
            N_("Start the drive"),
            by=_DESK | {CHAIR: all_rows},
            decided_by=STARTING_BODIES,
            consequence=N_("Members can hand in suggestions from now on."),
        ),
        Transition("close", "open", "closed", N_("Close the drive"), by=_DESK),
        Transition("reopen", "closed", "open", N_("Open the drive again"), by=_DESK, reason=True),
        Transition(
            "report",
            "closed",
            "reported",
            N_("Report the result"),
            by=_DESK,
            asks=("reported_to", "reported_on", "outcome"),
            seals=True,
            consequence=N_("The drive can then no longer be changed directly."),
        ),
    )

    def problems(self) -> Iterator[Problem]:
        """A drive ends after it began, is open once its day has come, and is reported after it was closed."""
        yield from period_problem("ends_on", self.starts_on, self.ends_on)
        yield from period_problem("reported_on", self.starts_on, self.reported_on)
        if self.state != "planned" and self.starts_on > clock.business_today():
            yield Problem("starts_on", _NOT_YET)

    def tally(self) -> Tally:
        """Count the suggestions that were handed in, whoever asks."""
        suggestion: Any = record_type("suggestion")
        statement = (
            select(suggestion.state, func.count(suggestion.id))
            .where(
                suggestion.drive_id == self.id,
                suggestion.trashed_at.is_(None),
                suggestion.state.not_in(suggestion.workflow.private_states),
            )
            .group_by(suggestion.state)
        )
        rows = db.session.execute(statement, execution_options={"gate": "label"}).all()
        numbers: dict[str, int] = {row[0]: row[1] for row in rows}
        received = sum(numbers.values())
        taken_up = numbers.get("taken_up", 0) + numbers.get("partly", 0)
        return Tally(received, received - numbers.get("duplicate", 0), taken_up)
