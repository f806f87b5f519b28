"""The urging ladder (催办): on which days before and after a due day a unit is reminded, as the term settles it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models.base import Record
from models.calendar import add_working_days, is_working_day
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


IN_WORKING_DAYS = Setting(
    "urging_working_days",
    N_("Urging: days are working days"),
    kind="flag",
    default=False,
    help=N_("Otherwise days of the calendar"),
)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps that the term settles, and on which day of the office each falls.

    Attributes:
        steps: days from the due day (before it: negative) and the step, in order.
        working: whether these are working days.
    """

    steps: tuple[tuple[int, str], ...]
    working: bool = False

    def day(self, due: date, offset: int) -> date:
        """Return the day on which a step is taken: always one on which the office works.

        A reminder, and the due day itself, that fall into a holiday come on the last working day before it, for after the
        holiday they would be too late; an urging that is overdue comes on the next working day.
        """
        found = add_working_days(due, offset) if self.working else due + timedelta(days=offset)
        while not is_working_day(found):
            found += timedelta(days=1 if offset > 0 else -1)
        return found

    def step_at(self, due: date, today: date) -> str | None:
        """Return the step that a due day has reached today, the last one whose day has come; ``None`` before the first."""
        return next((step for offset, step in reversed(self.steps) if self.day(due, offset) <= today), None)

    def reaches(self, today: date) -> date:
        """Return a day after which nothing that is due has reached a step today; what is due before it may have."""
        ahead = max(0, *(-offset for offset, _step in self.steps))
        before = add_working_days(today, 1) - timedelta(days=1)
        return add_working_days(before, ahead + 1) if self.working else before + timedelta(days=ahead)


def ladder(on: date) -> Ladder:
    """Return the ladder that holds on a day."""
    days = (
        (-FIRST_BEFORE.value(on), "first_before"),
        (-SECOND_BEFORE.value(on), "second_before"),
        (FIRST_AFTER.value(on), "first_after"),
        (SECOND_AFTER.value(on), "second_after"),
    )
    found = [(offset, step) for offset, step in days if offset]
    if ON_DUE.value(on):
        found.append((0, "due"))
    return Ladder(tuple(sorted(found)), IN_WORKING_DAYS.value(on))


def urged_types() -> Mapping[str, type[Record]]:
    """Return table -> record type of what can be urged: whatever has a deadline."""
    return {cls.__tablename__: cls for cls in deadline_types()}
