"""PointRule (履职量化办法 计分细则)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy.orm import Mapped

from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    MEMBER,
    Access,
    all_rows,
    by_creator,
    in_area,
    in_state,
    submitted,
)
from models.base import Record
from models.duty.deeds import PARTS, SOURCES
from models.fields import (
    Choice,
    choice,
    choice_of,
    code,
    count,
    measure,
    note,
    ref,
    text,
    workflow_state,
    year,
)
from models.lookups import another_like, columns_of, rows_where
from models.marks import N_
from models.problems import Invalid, Problem
from models.transitions import compute, lock
from models.usage import keep_while_used
from models.workflow import State, Transition, Workflow, states

SPLITS = (
    Choice("none", N_("No joint work")),
    Choice("full", N_("Everybody the full points")),
    Choice("first_half", N_("Half for the first, the rest shared equally")),
    Choice("fixed", N_("The first the full points, others a fixed number")),
)
"""The ways in which places share the points of joint work."""

_JOINT_POINTS = N_("Please write how many points each of the others gets.")
_NO_JOINT_POINTS = N_(
    "Joint points belong to “a fixed number for the others”; please choose that or leave them empty."
)
_NOTHING_COUNTED = N_("Please write the points, or at least a cap.")
_GROUP_CAPS = N_("In this group the cap of the year is %(cap)s; one group has one cap.")
_NO_GROUP = N_("A cap of the group needs the group.")
_TWICE = N_("This item stands in the list of that year already; please change that row.")
_NAME_THE_OLD = N_("An approved version of this item exists; please name it under “Replaces”.")
_OTHER_YEAR = N_("That rule belongs to another scoring year; please choose one of the same year.")
_NOT_IN_FORCE = N_("Only an approved rule is replaced; please change a draft directly.")
_OPEN = in_state("draft", "returned")
_OWN = in_area | by_creator
_DESK = {CLERK: all_rows, COMMITTEE: _OWN}


@keep_while_used
class PointRule(Record):
    """One item of a scoring year's rules: what counts how much, up to which cap.

    Places differ in all of it, so nothing here is built in: an office enters or imports its own list, and a meeting approves it.
    An approved item never changes; a later version replaces it, and both stay.
    """

    __tablename__ = "point_rule"
    title = N_("Point rule")
    plural = N_("Point rules")
    entered_for = ()
    label_columns = ("scoring_year", "name")

    scoring_year: Mapped[int] = year(label=N_("Scoring year"), required=True, listed=True)
    name: Mapped[str] = text(60, label=N_("Item that counts"), required=True, search=True, listed=True)
    revision: Mapped[int] = count(
        label=N_("Version of the rule"), required=True, fixed=True, default=1, lowest=1, listed=True
    )
    group_id: Mapped[int | None] = code("point_group", label=N_("Group of items"), listed=True)
    points: Mapped[Decimal | None] = measure(
        2, label=N_("Points each time"), listed=True, unit=N_("points"), help=N_("Below zero for a deduction")
    )
    item_cap: Mapped[Decimal | None] = measure(
        2, label=N_("Cap of the item in a year"), lowest=0, listed=True, unit=N_("points")
    )
    group_cap: Mapped[Decimal | None] = measure(
        2, label=N_("Cap of the group in a year"), lowest=0, unit=N_("points")
    )
    least: Mapped[int | None] = count(label=N_("At least so many in a year"), lowest=1)
    split: Mapped[str] = choice(SPLITS, label=N_("Joint work"), required=True, default="none", filter=False)
    joint_points: Mapped[Decimal | None] = measure(
        2, label=N_("Points for each of the others"), lowest=0, unit=N_("points")
    )
    joint_most: Mapped[int | None] = count(label=N_("At most so many share"), lowest=2, unit=N_("people"))
    counts: Mapped[str | None] = choice_of(
        lambda: SOURCES,
        40,
        label=N_("What it is counted from"),
        help=N_("What in the records earns the points; empty: nothing is computed"),
    )
    part: Mapped[str] = choice(
        PARTS, label=N_("About which works"), required=True, default="all", filter=False
    )
    from_number: Mapped[int | None] = count(
        label=N_("Counts from which one on"),
        lowest=2,
        help=N_("2: the first of the year does not count here"),
    )
    condition: Mapped[str | None] = note(label=N_("Condition"), rows=2)
    source: Mapped[str | None] = text(60, label=N_("Taken from the rules of"), listed=True)
    replaces_id: Mapped[int | None] = ref("point_rule", label=N_("Replaces"))
    state: Mapped[str] = workflow_state()

    access = Access(
        read={CLERK: all_rows, COMMITTEE: submitted | by_creator, CHAIR: submitted, AUDITOR: submitted}
        | {MEMBER: in_state("approved", "replaced")},
        create={CLERK: all_rows, COMMITTEE: in_area},
        update={role: rule & _OPEN for role, rule in _DESK.items()},
        export={CLERK: all_rows, COMMITTEE: in_area, CHAIR: submitted, AUDITOR: submitted},
        correct=_DESK,
    )
    workflow = Workflow(
        states(
            State("draft", N_("Draft"), "dashed", private=True),
            State("submitted", N_("Awaiting the decision"), "diamond"),
            State("returned", N_("Returned"), "returned"),
            State("approved", N_("Approved"), "stamp", frozen=True),
            State("replaced", N_("Replaced by a later version"), "ended", frozen=True, final=True),
        ),
        Transition(
            "submit",
            ("draft", "returned"),
            "submitted",
            N_("Submit for approval"),
            by=_DESK,
            submits=True,
            batch=True,
            tells=("chair",),
        ),
        Transition("recall", "submitted", "draft", N_("Recall"), by=_DESK, recalls=True),
        Transition(
            "approve",
            "submitted",
            "approved",
            N_("Approve"),
            by={CHAIR: submitted},
            independent=True,
            seals=True,
            queue=True,
            decided_by=("chairpersons", "standing_committee"),
            consequence=N_("The rule then holds for the year and is only replaced by a later version."),
        ),
        Transition(
            "return", "submitted", "returned", N_("Return for changes"), by={CHAIR: submitted}, reason=True
        ),
        Transition("replace", "approved", "replaced", N_("Replaced by a later version"), computed=True),
    )

    def before_save(self) -> None:
        """Count the versions: a rule that replaces another is the next one."""
        if self.state not in ("draft", "returned"):
            return
        before = columns_of("point_rule", self.replaces_id, "revision")
        self.revision = before.revision + 1 if before is not None else 1

    def after_transition(self, name: str) -> None:
        """Put the version before out of force when this one is approved."""
        if name == "approve" and self.replaces_id is not None:
            before = lock(PointRule, self.replaces_id)
            if before is None or not compute(before, "replace"):
                raise Invalid(self, [Problem("replaces_id", _NOT_IN_FORCE)])

    def problems(self) -> Iterator[Problem]:
        """Something is counted, joint work is shared in one way, a group has one cap, and versions follow each other."""
        if self.points is None and self.item_cap is None and self.group_cap is None:
            yield Problem("points", _NOTHING_COUNTED)
        if self.split == "fixed" and self.joint_points is None:
            yield Problem("joint_points", _JOINT_POINTS)
        elif self.split != "fixed" and self.joint_points is not None:
            yield Problem("joint_points", _NO_JOINT_POINTS)
        yield from self._cap_problems()
        yield from self._version_problems()

    def _cap_problems(self) -> Iterator[Problem]:
        if self.group_cap is None:
            return
        if self.group_id is None:
            yield Problem("group_id", _NO_GROUP)
            return
        where = {"scoring_year": self.scoring_year, "group_id": self.group_id}
        for other in rows_where("point_rule", "id", "group_cap", "state", where=where, but=self.id):
            in_force = other.state != "replaced" and other.id != self.replaces_id
            if in_force and other.group_cap not in (None, self.group_cap):
                yield Problem("group_cap", _GROUP_CAPS, {"cap": other.group_cap})
                return

    def _version_problems(self) -> Iterator[Problem]:
        if self.state not in ("draft", "submitted", "returned"):
            return
        before = columns_of("point_rule", self.replaces_id, "scoring_year", "state")
        if before is not None and before.scoring_year != self.scoring_year:
            yield Problem("replaces_id", _OTHER_YEAR)
        elif before is not None and before.state != "approved":
            yield Problem("replaces_id", _NOT_IN_FORCE)
        where = {"scoring_year": self.scoring_year, "name": self.name, "state": "approved"}
        in_force = rows_where("point_rule", "id", where=where, but=self.id)
        if in_force and self.replaces_id is None:
            yield Problem("replaces_id", _NAME_THE_OLD)
        elif another_like(self, "scoring_year", "name", "source", "revision"):
            yield Problem("name", _TWICE)
