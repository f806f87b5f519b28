"""AnnualPlanItem (年度协商计划事项)."""

from __future__ import annotations

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
    parent_read,
    parent_rule,
)
from models.base import Record
from models.fields import Choice, choice, count, day, note, ref, text
from models.lookups import columns_of
from models.marks import N_
from models.periods import period_problem
from models.problems import REQUIRED, Problem
from models.usage import keep_while_used

KINDS = (
    Choice("topic", N_("Topic of consultation")),
    Choice("study", N_("Field study")),
    Choice("inspection", N_("Inspection")),
    Choice("oversight", N_("Special democratic oversight")),
    Choice("evaluation", N_("Democratic evaluation")),
    Choice("meeting", N_("Meeting of the plan")),
    Choice("activity", N_("Other activity of the plan")),
)
FORMS = (
    Choice("broad", N_("Plenary session: broad consultation")),
    Choice("key", N_("Standing committee: key consultation")),
    Choice("topical", N_("Chairpersons' meeting: topical consultation")),
    Choice("counterpart", N_("Special committees: counterpart consultation")),
)
"""The four fixed pairings of body and form."""

_ONLY_TOPICS = N_("Only a topic of consultation has a form; please leave it empty.")
_DESK = dict.fromkeys((CLERK, COMMITTEE), parent_rule("annual_plan_id"))


@keep_while_used
class AnnualPlanItem(Record):
    """One item of the plan of a year: a topic, a study, an evaluation, with its leader and the body that answers for it."""

    __tablename__ = "annual_plan_item"
    __table_args__ = (UniqueConstraint("organization_id", "annual_plan_id", "number"),)
    title = N_("Item of the annual plan")
    plural = N_("Items of the annual plan")
    entered_for = ()
    parent = "annual_plan_id"
    area_slug = "annual-plan"

    annual_plan_id: Mapped[int] = ref(
        "annual_plan", label=N_("Annual consultation plan"), required=True, listed=True, filter=True
    )
    number: Mapped[int] = count(label=N_("Number of the item"), required=True, lowest=1, listed=True)
    name: Mapped[str] = text(120, label=N_("Matter"), required=True, search=True, listed=True)
    kind: Mapped[str] = choice(KINDS, label=N_("Kind of item"), required=True, listed=True)
    form: Mapped[str | None] = choice(FORMS, label=N_("Form of consultation"), listed=True)
    leader_id: Mapped[int | None] = ref("seat", label=N_("Lead leader"), listed=True, filter=True)
    committee_id: Mapped[int | None] = ref(
        "special_committee",
        label=N_("Responsible body"),
        listed=True,
        filter=True,
        help=N_("Empty: the office"),
    )
    partners: Mapped[str | None] = text(120, label=N_("Bodies taking part"))
    department_id: Mapped[int | None] = ref("department", label=N_("Unit concerned"), filter=True)
    starts_on: Mapped[date | None] = day(label=N_("Planned from"))
    ends_on: Mapped[date | None] = day(label=N_("Planned until"), listed=True)
    content: Mapped[str | None] = note(label=N_("Requirements of the item"))

    access = Access(
        read={
            role: parent_read("annual_plan_id")
            for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT)
        },
        create=_DESK,
        update=_DESK,
        export={role: parent_read("annual_plan_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)},
        correct={role: parent_rule("annual_plan_id", action="correct") for role in (CLERK, COMMITTEE)},
    )

    def before_save(self) -> None:
        """Date the item as its plan was drafted."""
        plan = columns_of("annual_plan", self.annual_plan_id, "drafted_on")
        if plan is not None:
            self.fact_date = plan.drafted_on

    def problems(self) -> Iterator[Problem]:
        """A topic has its form and nothing else has one; the planned time ends after it begins."""
        yield from period_problem("ends_on", self.starts_on, self.ends_on)
        if self.kind == "topic" and not self.form:
            yield Problem("form", REQUIRED, {"field": self.__table__.c.form.info["label"]})
        if self.kind not in ("topic", None) and self.form:
            yield Problem("form", _ONLY_TOPICS)
