"""The urging ladder (催办): on which days before and after a due day a unit is reminded, as the term settles it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from models.base import Record
from models.deadlines import deadline_types
from models.fields import Choice
from models.marks import N_
from models.settings import Setting

STEPS = (
    Choice("first_before", N_("First reminder")),
    Choice("second_before", N_("Second reminder")),
    Choice("due", N_("On the due day")),
    Choice("first_after", N_("First urging when overdue")),
    Choice("second_after", N_("Second urging when overdue")),
)
BESIDE = Choice("beside", N_("Beside the ladder"))

_ZERO = N_("0: this step is left out")


def _days(key: str, label: str, usual: int) -> Setting[int]:
    return Setting(key, label, kind="count", default=usual, highest=365, unit=N_("days"), help=_ZERO)


FIRST_BEFORE = _days("urging_first_before", N_("Urging: first reminder before the due day"), 15)
SECOND_BEFORE = _days("urging_second_before", N_("Urging: second reminder before the due day"), 7)
ON_DUE = Setting("urging_on_due", N_("Urging: on the due day"), kind="flag", default=True)
FIRST_AFTER = _days("urging_first_after", N_("Urging: first time after the due day"), 7)
SECOND_AFTER = _days("urging_second_after", N_("Urging: second time after the due day"), 15)


def ladder(on: date) -> list[tuple[int, str]]:
    """Return the steps of the ladder that hold on a day: days from the due day (before it: negative) and the step, in order."""
    days = (
        (-FIRST_BEFORE.value(on), "first_before"),
        (-SECOND_BEFORE.value(on), "second_before"),
        (FIRST_AFTER.value(on), "first_after"),
        (SECOND_AFTER.value(on), "second_after"),
    )
    found = [(offset, step) for offset, step in days if offset]
    if ON_DUE.value(on):
        found.append((0, "due"))
    return sorted(found)


def step_at(due: date, today: date, steps: list[tuple[int, str]]) -> str | None:
    """Return the step that a due day has reached today, the last one whose day has come; ``None`` before the first."""
    passed = (today - due).days
    return next((step for offset, step in reversed(steps) if offset <= passed), None)


def urged_types() -> Mapping[str, type[Record]]:
    """Return table -> record type of what can be urged: whatever has a deadline."""
    return {cls.__tablename__: cls for cls in deadline_types()}
