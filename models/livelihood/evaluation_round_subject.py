"""EvaluationRoundSubject (被评议事项): one project or unit that a round is about."""

from __future__ import annotations

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, Access, parent_read, parent_rule
from models.base import Record
from models.fields import count, ref, text
from models.lookups import columns_of, title_of
from models.marks import N_
from models.problems import Problem

_PROJECT_NEEDED = N_("This round is about projects; please choose one.")
_UNIT_NEEDED = N_("This round is about units; please choose one and leave the project empty.")
_NO_LEAD = N_("This project has no lead department yet; please fill it in first.")

_planning = {role: parent_rule("round_id") for role in (CLERK, COMMITTEE)}
"""As long as the plan itself may be changed."""


class EvaluationRoundSubject(Record):
    """One line of the ballot; frozen with the plan of the round."""

    __tablename__ = "evaluation_round_subject"
    __table_args__ = (UniqueConstraint("organization_id", "round_id", "subject_key"),)
    title = N_("Subject of the round")
    plural = N_("Subjects of the round")
    parent = "round_id"
    entered_for = ()
    area_slug = "evaluation-round"
    seal_columns = ("rank", "name", "project_id", "department_id")

    round_id: Mapped[int] = ref("evaluation_round", label=N_("Evaluation round"), required=True)
    rank: Mapped[int] = count(label=N_("Order"), required=True, default=0, listed=True)
    name: Mapped[str] = text(
        230, label=N_("Subject"), required=True, fixed=True, default="", listed=True, search=True
    )
    project_id: Mapped[int | None] = ref("livelihood_project", label=N_("Livelihood project"))
    department_id: Mapped[int] = ref(
        "department",
        label=N_("Unit evaluated"),
        required=True,
        listed=True,
        filter=True,
        help=N_("For a project: its lead department"),
    )
    subject_key: Mapped[str] = text(20, label=N_("Subject key"), required=True, fixed=True, default="")

    access = Access(
        read={role: parent_read("round_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER)},
        create=_planning,
        update=_planning,
        export={role: parent_read("round_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)},
    )

    def before_save(self) -> None:
        """Derive the unit concerned, the name printed on the ballot and the key that keeps it from standing there twice."""
        if self.project_id is not None:
            project = columns_of("livelihood_project", self.project_id, "lead_department_id")
            lead: Any = project.lead_department_id if project is not None else None
            self.department_id = lead
            self.name = title_of("livelihood_project", self.project_id) or ""
            self.subject_key = f"project {self.project_id}"
        else:
            self.name = title_of("department", self.department_id) or ""
            self.subject_key = f"unit {self.department_id}"

    def all_problems(self) -> list[Problem]:
        """Say first what the kind of round asks for: a missing unit is then the project's."""
        round_ = columns_of("evaluation_round", self.round_id, "subject")
        kind = round_.subject if round_ is not None else None
        unit: int | None = self.department_id
        if kind == "projects" and self.project_id is None:
            return [Problem("project_id", _PROJECT_NEEDED)]
        if kind != "projects" and (self.project_id is not None or unit is None):
            return [Problem("department_id", _UNIT_NEEDED)]
        if unit is None:
            return [Problem("project_id", _NO_LEAD)]
        return super().all_problems()
