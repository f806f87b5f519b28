"""LogEntry (办理记录)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from models import clock
from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, Access
from models.base import Record
from models.fields import Choice, choice, choice_of, count, day, note, text
from models.lookups import is_new, title_of
from models.marks import N_
from models.polymorphic import of_parent, parent_problem, parent_types
from models.problems import Problem

KINDS = (
    Choice("telephone", N_("Telephone call")),
    Choice("reminder", N_("Reminder")),
    Choice("instruction", N_("Instruction passed on")),
    Choice("circulation", N_("Circulated for reading")),
    Choice("visit", N_("Talk in person")),
    Choice("other", N_("Other matter")),
)
_FUTURE = N_("The day lies in the future; please write the day on which it happened.")
_BEFORE = N_("The day to follow up lies before the day itself; please write a later one.")


def handled_types() -> dict[str, type[Record]]:
    """Return table -> record type of everything that goes through hands, and so has a log."""
    return {table: cls for table, cls in parent_types().items() if cls.workflow is not None}


def _kinds() -> Iterator[Choice]:
    return (Choice(table, cls.title) for table, cls in handled_types().items())


_ABOUT = of_parent(among=handled_types)


class LogEntry(Record):
    """One line of the log of a record: a call, a reminder, an instruction passed on, a circulation, in the office's own words.

    Nothing in it is changed or taken away; what was wrong is put right by a further line, as in a book.
    """

    __tablename__ = "log_entry"
    __table_args__ = (Index("ix_log_entry_record", "organization_id", "record_table", "record_id"),)
    title = N_("Log entry")
    plural = N_("Handling log")
    entered_for = ()
    fact_date_from = "happened_on"
    label_columns = ("about",)

    record_table: Mapped[str] = choice_of(_kinds, 40, label=N_("Kind of record"), required=True)
    record_id: Mapped[int] = count(label=N_("Number of the record"), required=True, lowest=1)
    about: Mapped[str] = text(
        160, label=N_("Noted about"), required=True, fixed=True, default="", search=True, listed=True
    )
    kind: Mapped[str] = choice(
        KINDS, label=N_("Kind of note"), required=True, default="telephone", listed=True, filter=True
    )
    happened_on: Mapped[date] = day(
        label=N_("On"), required=True, default=clock.business_today, listed=True, sorted=True
    )
    with_whom: Mapped[str | None] = text(
        60, label=N_("Spoken with"), sensitivity="internal", help=N_("Seen by the office alone")
    )
    said: Mapped[str] = note(
        label=N_("What was said or done"),
        rows=3,
        required=True,
        sensitivity="internal",
        help=N_("Seen by the office alone"),
    )
    follow_up_on: Mapped[date | None] = day(label=N_("To follow up on"), listed=True, filter=True)

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR), _ABOUT),
        create={CLERK: _ABOUT, COMMITTEE: _ABOUT},
        export={CLERK: _ABOUT, CHAIR: _ABOUT, AUDITOR: _ABOUT},
    )

    def before_save(self) -> None:
        """Keep what the record is called on that day."""
        if is_new(self) and self.record_table in handled_types():
            self.about = (title_of(self.record_table, self.record_id) or "")[:160]

    def problems(self) -> Iterator[Problem]:
        """A record that exists; a day that has come; to be followed up later, not before."""
        yield from parent_problem(self)
        given: date | None = self.happened_on
        # Until it is written a day that nobody gave is empty, and becomes today.
        happened_on = given or clock.business_today()
        if happened_on > clock.business_today():
            yield Problem("happened_on", _FUTURE)
        if self.follow_up_on is not None and self.follow_up_on < happened_on:
            yield Problem("follow_up_on", _BEFORE)
