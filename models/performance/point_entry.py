"""PointEntry (履职积分明细)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Index, UniqueConstraint, event, inspect
from sqlalchemy.orm import Mapped

from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    MEMBER,
    Access,
    all_rows,
    in_area,
    of_member,
    parent_rule,
)
from models.access.errors import Refused
from models.base import Record
from models.fields import choice_of, count, day, measure, note, ref, text, year
from models.kinds import kinds_with_papers
from models.lookups import columns_of
from models.marks import N_
from models.polymorphic import parent_problem
from models.problems import Problem

NEVER_CHANGED = N_("A point entry is never changed or removed; it is cancelled by a reverse line.")
_RULE_NOT_IN_FORCE = N_("This rule is not approved, so nothing is counted by it.")
_OTHER_YEAR = N_("This rule belongs to another scoring year.")
_NOT_A_REVERSE = N_("A reverse line takes back exactly what one entry gave, once.")
_REASON = N_("Please write why the entry is cancelled.")


class PointEntry(Record):
    """One line of a member's account of points: what, from which record, by which version of which rule.

    The system alone writes it (``models.duty.ledger``). A line is never changed or removed: a wrong one is cancelled by a
    line with the opposite points, once.
    """

    __tablename__ = "point_entry"
    __table_args__ = (
        UniqueConstraint("organization_id", "seat_id", "rule_id", "record_table", "record_id", "occasion"),
        UniqueConstraint("organization_id", "reverses_id"),
        Index("ix_point_entry_year", "organization_id", "scoring_year", "seat_id"),
        Index("ix_point_entry_record", "organization_id", "record_table", "record_id"),
    )
    title = N_("Point entry")
    plural = N_("Point entries")
    entered_for = ()
    area_slug = "assessment"
    fact_date_from = "earned_on"

    seat_id: Mapped[int] = ref(
        "seat", label=N_("Member"), required=True, fixed=True, listed=True, filter=True
    )
    scoring_year: Mapped[int] = year(label=N_("Scoring year"), required=True, fixed=True, listed=True)
    name: Mapped[str] = text(
        60, label=N_("Item that counts"), required=True, fixed=True, default="", search=True, listed=True
    )
    points: Mapped[Decimal] = measure(2, label=N_("Points"), required=True, fixed=True, listed=True)
    earned_on: Mapped[date] = day(label=N_("Earned on"), required=True, fixed=True, listed=True, sorted=True)
    rule_id: Mapped[int] = ref("point_rule", label=N_("By the rule"), required=True, fixed=True, filter=True)
    record_table: Mapped[str] = choice_of(
        kinds_with_papers, 40, label=N_("Kind of record"), required=True, fixed=True
    )
    record_id: Mapped[int] = count(label=N_("Number of the record"), required=True, lowest=1, fixed=True)
    occasion: Mapped[str] = text(
        30,
        label=N_("Occasion"),
        required=True,
        fixed=True,
        default="1",
        help=N_("Which of several of the same record; a reverse line carries its entry"),
    )
    reverses_id: Mapped[int | None] = ref(
        "point_entry", label=N_("Cancels the entry"), fixed=True, listed=True
    )
    reason: Mapped[str | None] = note(label=N_("Reason"), fixed=True, rows=2)

    access = Access(
        read={CLERK: all_rows, COMMITTEE: in_area, CHAIR: all_rows, AUDITOR: all_rows}
        | {MEMBER: parent_rule("seat_id", of_member())},
        trash={},
        export={CLERK: all_rows, COMMITTEE: in_area, CHAIR: all_rows, AUDITOR: all_rows},
    )

    def before_save(self) -> None:
        """Call the line what its rule is called."""
        rule = columns_of("point_rule", self.rule_id, "name")
        self.name = rule.name if rule is not None else ""

    def problems(self) -> Iterator[Problem]:
        """A line counts by a rule in force of its year for a record that exists; a reverse line is the opposite of its entry."""
        yield from parent_problem(self)
        rule = columns_of("point_rule", self.rule_id, "state", "scoring_year")
        if rule is not None and rule.state not in ("approved", "replaced"):
            yield Problem("rule_id", _RULE_NOT_IN_FORCE)
        if rule is not None and rule.scoring_year != self.scoring_year:
            yield Problem("scoring_year", _OTHER_YEAR)
        if self.reverses_id is not None:
            yield from self._reverse_problems()

    def _reverse_problems(self) -> Iterator[Problem]:
        if not (self.reason or "").strip():
            yield Problem("reason", _REASON)
        names = ("seat_id", "rule_id", "scoring_year", "record_table", "record_id")
        entry = columns_of("point_entry", self.reverses_id, "points", "reverses_id", *names)
        same = entry is not None and all(getattr(entry, name) == getattr(self, name) for name in names)
        if entry is None or not same or entry.reverses_id is not None or entry.points != -self.points:
            yield Problem("reverses_id", _NOT_A_REVERSE)


def _refuse_changes(_mapper: Any, _connection: Any, entry: PointEntry) -> None:
    state: Any = inspect(entry)
    if any(state.attrs[column.key].history.has_changes() for column in PointEntry.__table__.c):
        raise Refused(NEVER_CHANGED)


event.listen(PointEntry, "before_update", _refuse_changes)
