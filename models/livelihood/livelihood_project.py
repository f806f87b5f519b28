"""LivelihoodProject (民生实事项目) and its partner units."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    DEPARTMENT,
    MEMBER,
    Access,
    all_rows,
    among,
    handed,
    in_area,
    of_body,
    parent_read,
    parent_rule,
    submitted,
)
from models.access.gate import holds_in_database
from models.balloting.rules import in_open_round
from models.base import Record
from models.fields import choice, day, note, ref, text, workflow_state, year
from models.levels import CITY, COUNTY, PROVINCE
from models.marks import N_
from models.problems import Problem
from models.workflow import State, Transition, Workflow, states

LEVELS = (PROVINCE, CITY, COUNTY)
_HEIGHT = {"county": 0, "city": 1, "province": 2}
_SIGN = {"county": "县", "city": "市", "province": "省"}
"""The office's own sign in front of a project's number (县-07); part of the data, the same in every language."""

_NOT_ABOVE = N_("The parent project must be one of a higher level; please choose another one.")

_own = of_body("committee_id") | in_area
_unit = handed("lead_department_id")


class LivelihoodProject(Record):
    """One item of a government's yearly list of livelihood projects; counted in 件, its indicators in 项."""

    __tablename__ = "livelihood_project"
    __table_args__ = (UniqueConstraint("organization_id", "year", "level", "number"),)
    title = N_("Livelihood project")
    plural = N_("Livelihood projects")
    label_columns = ("code", "name")

    code: Mapped[str] = text(
        24, label=N_("Project code"), required=True, fixed=True, default="", listed=True, search=True
    )
    name: Mapped[str] = text(200, label=N_("Project name"), required=True, search=True, listed=True)
    year: Mapped[int] = year(label=N_("Year"), required=True, listed=True)
    level: Mapped[str] = choice(LEVELS, label=N_("Level"), required=True, listed=True, default="county")
    number: Mapped[str] = text(
        20, label=N_("Project number"), required=True, help=N_("As on the published list, like 12 or 03.1")
    )
    number_key: Mapped[str] = text(
        60, label=N_("Order of numbers"), required=True, fixed=True, default="", sorted=True
    )
    lead_department_id: Mapped[int | None] = ref(
        "department",
        label=N_("Lead department"),
        listed=True,
        filter=True,
        help=N_("May stay empty until the project runs"),
    )
    county_leader: Mapped[str | None] = text(40, label=N_("County leader in charge"))
    committee_id: Mapped[int | None] = ref(
        "special_committee", label=N_("Responsible special committee"), filter=True
    )
    parent_id: Mapped[int | None] = ref(
        "livelihood_project",
        label=N_("Project at the level above"),
        filter=True,
        help=N_("So that nothing is counted twice"),
    )
    source: Mapped[str | None] = text(60, label=N_("Published by"))
    wording: Mapped[str | None] = note(label=N_("Wording of the source"), rows=3)
    reported_done_on: Mapped[date | None] = day(label=N_("Reported done on"), fixed=True)
    state: Mapped[str] = workflow_state()

    access = Access(
        read={
            CLERK: all_rows,
            COMMITTEE: _own,
            CHAIR: submitted,
            AUDITOR: submitted,
            MEMBER: in_open_round,
            DEPARTMENT: _unit | among("livelihood_project_partner.project_id", handed()),
        },
        create={CLERK: all_rows, COMMITTEE: _own},
        update={CLERK: all_rows, COMMITTEE: _own},
        export={CLERK: all_rows, COMMITTEE: _own, CHAIR: submitted, AUDITOR: submitted},
    )

    workflow = Workflow(
        states(
            State("listed", N_("Listed"), "ring"),
            State("running", N_("Running"), "half"),
            State("reported_done", N_("Reported done by the unit"), "done"),
            State("evaluated", N_("Evaluated"), "stamp", final=True),
        ),
        Transition(
            "start",
            "listed",
            "running",
            N_("Start the project"),
            by={CLERK: all_rows, COMMITTEE: _own},
            needs=("lead_department_id",),
        ),
        Transition(
            "report_done",
            "running",
            "reported_done",
            N_("Report as done"),
            by={DEPARTMENT: _unit},
            paper={CLERK: all_rows},
            submits=True,
            asks=("reported_done_on",),
            consequence=N_("The unit says that the project is done; the committee evaluates it."),
        ),
        Transition(
            "recall",
            "reported_done",
            "running",
            N_("Recall"),
            by={DEPARTMENT: _unit},
            paper={CLERK: all_rows},
            recalls=True,
            event="recalled",
        ),
        Transition("evaluate", ("running", "reported_done"), "evaluated", N_("Evaluated"), computed=True),
    )

    def before_save(self) -> None:
        """Derive the code shown (县-07) and the key by which numbers stand in their order."""
        # Numbers come from Excel files, where digits may be full-width.
        number = unicodedata.normalize("NFKC", str(self.number or "")).strip()
        if self.number != number:
            self.number = number
        shown = number.zfill(2) if number.isdigit() else number
        self.code = f"{_SIGN.get(self.level, '')}-{shown}"
        # Highest level first, then the numbers as numbers: 省-02 stands before 省-10 and both before 市-01.
        level = len(_HEIGHT) - _HEIGHT.get(self.level, 0)
        self.number_key = f"{level} " + re.sub(r"\d+", lambda digits: digits.group().zfill(5), number)[:58]

    def problems(self) -> Iterator[Problem]:
        """The parent project belongs to a higher level."""
        if self.parent_id is None:
            return
        above = [level for level, height in _HEIGHT.items() if height > _HEIGHT[self.level]]
        if self.parent_id == self.id or not holds_in_database(
            LivelihoodProject, self.parent_id, lambda: LivelihoodProject.level.in_(above), "above", self.level
        ):
            yield Problem("parent_id", _NOT_ABOVE)


class LivelihoodProjectPartner(Record):
    """A unit that helps the lead department (配合单位)."""

    __tablename__ = "livelihood_project_partner"
    __table_args__ = (UniqueConstraint("organization_id", "project_id", "department_id"),)
    title = N_("Partner unit")
    plural = N_("Partner units")
    parent = "project_id"
    is_link = True
    entered_for = ()
    area_slug = "livelihood-project"
    label_columns = ("id",)

    project_id: Mapped[int] = ref("livelihood_project", label=N_("Livelihood project"), required=True)
    department_id: Mapped[int] = ref("department", label=N_("Partner unit"), required=True, listed=True)

    access = Access(
        read={
            role: parent_read("project_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT)
        },
        create={role: parent_rule("project_id") for role in (CLERK, COMMITTEE)},
        update={role: parent_rule("project_id") for role in (CLERK, COMMITTEE)},
    )
