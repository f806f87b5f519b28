"""AspectCheck (五个有检查): a platform, or the county, looked at by the items of the five aspects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint
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
    in_state,
    of_body,
    of_platform,
)
from models.aspects import ORDER
from models.base import Record
from models.fields import day, note, ref, text, workflow_state
from models.lookups import any_row, columns_of, rows_where
from models.marks import N_
from models.problems import Problem
from models.registry import record_type
from models.serving import outside_term_problem
from models.transitions import add_derived
from models.workflow import State, Transition, Workflow, states

_NO_ITEMS = N_("The term has no items for this yet; please enter the items of the five aspects first.")
_NOT_ALL_MARKED = N_("Not marked yet: %(items)s; please mark each item.")
_NO_EVIDENCE = N_("Met without evidence: %(items)s; please write what shows it, or mark them otherwise.")
_DESK = {CLERK: all_rows, COMMITTEE: of_body() | in_area}


class AspectCheck(Record):
    """One check on one day. Beginning it puts every item of the term under it; finishing it freezes marks and evidence.

    The responsible desk checks, never the platform itself: its convener reads what was found.
    """

    __tablename__ = "aspect_check"
    __table_args__ = (UniqueConstraint("organization_id", "platform_id", "checked_on"),)
    title = N_("Check of the five aspects")
    plural = N_("Checks of the five aspects")
    entered_for = ()
    area_slug = "platform"
    fact_date_from = "checked_on"
    seal_children = ("aspect_mark",)
    seal_columns = (
        "term_id",
        "platform_id",
        "name",
        "committee_id",
        "checked_on",
        "checked_by",
        "conclusion",
    )

    name: Mapped[str] = text(
        120, label=N_("What was checked"), required=True, fixed=True, default="", search=True, listed=True
    )
    term_id: Mapped[int] = ref("term", label=N_("Term"), required=True, filter=True)
    platform_id: Mapped[int | None] = ref(
        "platform",
        label=N_("Consultation platform"),
        filter=True,
        help=N_("Empty: the county as a whole"),
    )
    committee_id: Mapped[int | None] = ref(
        "special_committee", label=N_("Responsible special committee"), filter=True
    )
    checked_on: Mapped[date] = day(label=N_("Checked on"), required=True, listed=True, sorted=True)
    checked_by: Mapped[str | None] = text(60, label=N_("Checked by"), listed=True)
    conclusion: Mapped[str | None] = note(label=N_("Conclusion of the check"))
    state: Mapped[str] = workflow_state()

    access = Access(
        read={
            CLERK: all_rows,
            COMMITTEE: of_body() | in_area | of_platform(),
            CHAIR: all_rows,
            AUDITOR: all_rows,
            MEMBER: in_state("finished"),
        },
        create=_DESK,
        update=_DESK,
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
        correct=_DESK,
    )
    workflow = Workflow(
        states(
            State("prepared", N_("Check prepared"), "ring"),
            State("marking", N_("Being marked"), "half"),
            State("finished", N_("Check finished"), "stamp", frozen=True, final=True),
        ),
        Transition(
            "begin",
            "prepared",
            "marking",
            N_("Begin marking"),
            by=_DESK,
            consequence=N_("Every item of the term is then listed below, still without a mark."),
        ),
        Transition(
            "finish",
            "marking",
            "finished",
            N_("Finish the check"),
            by=_DESK,
            asks=("conclusion",),
            seals=True,
            consequence=N_("Marks and evidence can then no longer be changed directly."),
        ),
    )

    @property
    def about(self) -> str:
        """Return what the check is about: ``platform`` or ``county``, as its items say it."""
        return "county" if self.platform_id is None else "platform"

    def before_save(self) -> None:
        """Name the check after the platform and the year; the county's after the organization."""
        owner = columns_of("platform", self.platform_id, "name", "committee_id")
        if owner is not None:
            self.committee_id = self.committee_id or owner.committee_id
        else:
            owner = columns_of("organization", self.organization_id, "name")
        called = owner.name if owner is not None else ""
        on: date | None = self.checked_on
        self.name = f"{called} {on.year}"[:120] if on is not None else called[:120]

    def problems(self) -> Iterator[Problem]:
        """The day lies in the term; there is something to mark; a finished check has a mark for each item."""
        yield from outside_term_problem("checked_on", self.term_id, self.checked_on)
        if self.state == "marking" and not any_row(
            "aspect_item", where={"term_id": self.term_id, "about": self.about}
        ):
            yield Problem("term_id", _NO_ITEMS)
        if self.state == "finished":
            yield from self._mark_problems()

    def _mark_problems(self) -> Iterator[Problem]:
        rows = rows_where("aspect_mark", "name", "mark", "evidence", where={"check_id": self.id})
        unmarked = [row.name for row in rows if row.mark == "unmarked"]
        if unmarked:
            yield Problem("", _NOT_ALL_MARKED, {"items": unmarked})
        unproved = [row.name for row in rows if row.mark in ("met", "partly") and not row.evidence]
        if unproved:
            yield Problem("", _NO_EVIDENCE, {"items": unproved})

    def after_transition(self, name: str) -> None:
        """List every item of the term under a check that begins."""
        if name != "begin":
            return
        mark: Any = record_type("aspect_mark")
        found = rows_where(
            "aspect_item", "id", "aspect", "rank", where={"term_id": self.term_id, "about": self.about}
        )
        found.sort(key=lambda row: (ORDER[row.aspect], row.rank))
        add_derived([mark(check_id=self.id, item_id=row.id) for row in found])
