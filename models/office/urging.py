"""Urging (催办记录)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from models import clock
from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, Access, by_creator, current_actor
from models.base import Record
from models.fields import Choice, choice, choice_of, count, day, note, ref, text
from models.lookups import columns_of, is_new, rows_where, title_of
from models.marks import N_
from models.polymorphic import of_parent, parent_problem
from models.problems import Problem
from models.urging import BESIDE, STEPS, urged_types

KINDS = (
    Choice("letter", N_("By letter")),
    Choice("telephone", N_("By telephone")),
    Choice("meeting", N_("In person")),
)
_ANSWERED = N_("This is no longer open, so there is nothing to urge.")
_NO_DAY = N_("This has no due day yet, so there is nothing to urge.")
_FUTURE = N_("The day lies in the future; please write the day on which it was urged.")
_TWICE = N_("This step is recorded in this way already; please choose “Beside the ladder” for a further one.")
_ABOUT = of_parent(among=urged_types)
_OWN = by_creator & _ABOUT


def _kinds() -> Iterator[Choice]:
    return (Choice(table, cls.title) for table, cls in urged_types().items())


class Urging(Record):
    """One time that somebody was reminded of what is due: by letter, by telephone with whom and what was said, or in person."""

    __tablename__ = "urging"
    __table_args__ = (
        # A step of the ladder is taken once in a way; what stands beside the ladder has no key and may be repeated.
        UniqueConstraint("organization_id", "record_table", "record_id", "ladder_key"),
        Index("ix_urging_record", "organization_id", "record_table", "record_id"),
    )
    title = N_("Urging")
    plural = N_("Urging log")
    entered_for = ()
    fact_date_from = "urged_on"
    label_columns = ("about",)

    record_table: Mapped[str] = choice_of(_kinds, 40, label=N_("Kind of record"), required=True)
    record_id: Mapped[int] = count(label=N_("Number of the record"), required=True, lowest=1)
    about: Mapped[str] = text(
        160, label=N_("What is urged"), required=True, fixed=True, default="", search=True, listed=True
    )
    department_id: Mapped[int | None] = ref(
        "department", label=N_("Unit urged"), fixed=True, listed=True, filter=True
    )
    due_on: Mapped[date | None] = day(label=N_("Due on"), fixed=True, listed=True)
    step: Mapped[str] = choice(
        (*STEPS, BESIDE), label=N_("Step of the ladder"), required=True, default=BESIDE.value, listed=True
    )
    kind: Mapped[str] = choice(
        KINDS, label=N_("Way of urging"), required=True, default="telephone", listed=True
    )
    urged_on: Mapped[date] = day(
        label=N_("Urged on"), required=True, default=clock.business_today, listed=True, sorted=True
    )
    urged_by: Mapped[str | None] = text(
        40, label=N_("Urged by"), listed=True, help=N_("Empty: whoever enters it")
    )
    spoken_to: Mapped[str | None] = text(
        40, label=N_("Spoken to"), sensitivity="internal", help=N_("Seen by the office alone")
    )
    said: Mapped[str | None] = note(
        label=N_("What was said"), sensitivity="internal", help=N_("Seen by the office alone")
    )
    ladder_key: Mapped[str | None] = text(60, label=N_("Key of the step"), fixed=True)

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, DEPARTMENT), _ABOUT),
        create={CLERK: _ABOUT, COMMITTEE: _ABOUT},
        update={CLERK: _OWN, COMMITTEE: _OWN},
        export={CLERK: _ABOUT, CHAIR: _ABOUT, AUDITOR: _ABOUT},
    )

    def before_save(self) -> None:
        """Keep what the record is called, from whom it is awaited and when it was due on that day."""
        cls = urged_types().get(self.record_table)
        deadline = cls.deadline if cls is not None else None
        if deadline is not None and is_new(self):
            names = [deadline.due, *([deadline.unit] if deadline.unit else [])]
            found: Any = columns_of(self.record_table, self.record_id, *names)
            self.about = (title_of(self.record_table, self.record_id) or "")[:160]
            self.due_on = found[0] if found is not None else None
            self.department_id = found[1] if found is not None and deadline.unit else None
        if not self.urged_by:
            self.urged_by = current_actor().label[:40]
        due = self.due_on.isoformat() if self.due_on is not None else ""
        self.ladder_key = None if self.step == BESIDE.value else f"{due} {self.step} {self.kind}"

    def problems(self) -> Iterator[Problem]:
        """Only what is still awaited is urged, not in the future, and each step once in a way."""
        yield from parent_problem(self)
        cls = urged_types().get(self.record_table)
        if cls is None or cls.deadline is None:
            return
        if self.urged_on > clock.business_today():
            yield Problem("urged_on", _FUTURE)
        if is_new(self):
            yield from self._not_awaited(cls.deadline)
        if self.ladder_key is None:
            return
        where = {
            "record_table": self.record_table,
            "record_id": self.record_id,
            "ladder_key": self.ladder_key,
        }
        if rows_where("urging", "id", where=where, but=self.id):
            yield Problem("step", _TWICE)

    def _not_awaited(self, deadline: Any) -> Iterator[Problem]:
        done = [deadline.done] if deadline.done else []
        found = columns_of(self.record_table, self.record_id, "state", "state_since", *done, *deadline.only)
        if found is None:
            return
        if not all(getattr(found, column) in values for column, values in deadline.only.items()):
            yield Problem("record_id", _ANSWERED)
            return
        # A call of last week may be entered after the answer came.
        ended = [day for name in done if (day := getattr(found, name)) is not None]
        if found.state not in deadline.urged:
            ended.append(min(found.state_since.astimezone(clock.OFFICE_ZONE).date(), clock.business_today()))
        if ended and self.urged_on >= min(ended):
            yield Problem("record_id", _ANSWERED)
        elif self.due_on is None:
            yield Problem("record_id", _NO_DAY)
