"""The time limits of a handling: which rule of the term holds for it, and from when it runs."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.deadlines import Span, Step, declare_step, due_on, latest_on, rule_on
from models.marks import N_

declare_step(
    Step(
        "follow_up_answer",
        N_("Answer to a follow-up of the next year"),
        Span(3, "months"),
        latest=Span(6, "months"),
    )
)
declare_step(Step("feedback", N_("Feedback of the proposer on an answer"), Span(15, "days"), "asked"))

_LEVELS = {"plenary": "plenary", "between": "between_sessions"}


def step_of(handling: Any) -> str:
    """Return the step whose time a handling takes: an opinion, a first answer, a second one, or a follow-up."""
    if handling.role == "joint":
        return "joint_opinion"
    return {"second": "re_handling", "follow_up": "follow_up_answer"}.get(handling.round, "proposal_answer")


def start(handling: Any) -> None:
    """Set the day on which a handling is due: from its receipt, or from the hand-over where the rule says so.

    Before the receipt the day of the hand-over stands in, so that a unit that never signs does not escape its time limit.
    """
    level, step = _LEVELS[handling.timing], step_of(handling)
    from_receipt = rule_on(step, level, on=handling.handed_over_on).starts_with == "received"
    begins = handling.received_on if from_receipt and handling.received_on else handling.handed_over_on
    handling.due_on = handling.first_due_on = due_on(step, begins, level)


def latest_extension(handling: Any) -> date | None:
    """Return the last day to which a handling can be extended, ``None`` where nothing limits it."""
    begins = handling.received_on or handling.handed_over_on
    return latest_on(step_of(handling), begins, _LEVELS[handling.timing])


def last_day_of_objection(handling: Any) -> date | None:
    """Return until when a unit may ask for another one, ``None`` where nothing limits it."""
    begins = handling.received_on or handling.handed_over_on
    return due_on("objection", begins, _LEVELS[handling.timing])


_ASKING = {
    "ask_unit_change": ("objection_answer", "unit_change_asked_on"),
    "ask_extension": ("extension_answer", "extension_asked_on"),
}
"""Step by which a unit asks the handing-over office -> the step whose time it has for its answer, and from when."""
ASKED = frozenset(_ASKING)
ANSWERED = frozenset(
    {"agree_unit_change", "refuse_unit_change", "recall_unit_change", "grant_extension", "refuse_extension",
     "recall_extension"}
)  # fmt: skip
"""Steps after which nothing is asked any more."""


def start_request(handling: Any, step: str) -> None:
    """Set the day by which the handing-over office answers a request, counted from the day it was asked."""
    rule, asked = _ASKING[step]
    handling.request_decided_by = due_on(rule, getattr(handling, asked), _LEVELS[handling.timing])


def feedback_due(asked_on: date) -> date | None:
    """Return until when a proposer is awaited, ``None`` where nothing is prescribed."""
    return due_on("feedback", asked_on)
