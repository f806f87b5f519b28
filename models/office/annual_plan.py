"""AnnualPlan (年度协商计划)."""

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
    all_rows,
    by_creator,
    in_area,
    in_state,
    of_body,
    submitted,
)
from models.base import Record
from models.fields import day, note, ref, text, workflow_state, year
from models.lookups import any_row
from models.marks import N_
from models.periods import period_problem
from models.problems import Problem
from models.usage import keep_while_used
from models.workflow import State, Transition, Workflow, states

_NO_ITEMS = N_("The plan has no item yet; please enter its topics, studies and evaluations first.")
_OWN = (of_body() & submitted) | in_area | by_creator
_DESK = {CLERK: all_rows, COMMITTEE: _OWN}
_OPEN = in_state("drafted", "returned")
_OFFICE = {CLERK: all_rows, COMMITTEE: in_area}
_SIGNS = {CHAIR: submitted}


@keep_while_used
class AnnualPlan(Record):
    """The consultation plan of a year: what is consulted, studied and evaluated, by whom and when.

    It passes the chairpersons' meeting and the party leadership group, is agreed by the county party committee, and is issued
    jointly by the offices of party committee, government and committee.
    """

    __tablename__ = "annual_plan"
    __table_args__ = (UniqueConstraint("organization_id", "year"),)
    title = N_("Annual consultation plan")
    plural = N_("Annual consultation plans")
    entered_for = ()
    fact_date_from = "drafted_on"
    seal_columns = (
        "year", "name", "pattern", "term_id", "content", "drafted_on", "agreed_document", "agreed_on", "document_number",
        "issued_on",
    )  # fmt: skip
    seal_children = ("annual_plan_item",)

    year: Mapped[int] = year(label=N_("Year"), required=True, listed=True)
    name: Mapped[str] = text(80, label=N_("Name"), required=True, search=True, listed=True)
    term_id: Mapped[int | None] = ref("term", label=N_("Term"), filter=True)
    committee_id: Mapped[int | None] = ref(
        "special_committee",
        label=N_("Responsible special committee"),
        filter=True,
        help=N_("Empty: the office"),
    )
    pattern: Mapped[str | None] = text(
        40, label=N_("Rhythm of the year"), help=N_("Such as 1+2+4+X"), listed=True
    )
    content: Mapped[str | None] = note(label=N_("Requirements of the plan"))
    drafted_on: Mapped[date] = day(label=N_("Drafted on"), required=True)
    chairpersons_decision_id: Mapped[int | None] = ref(
        "meeting_decision", label=N_("Passed by the chairpersons' meeting"), fixed=True
    )
    party_group_decision_id: Mapped[int | None] = ref(
        "meeting_decision", label=N_("Passed by the party leadership group"), fixed=True
    )
    agreed_document: Mapped[str | None] = text(
        60, label=N_("Document of the county party committee's agreement")
    )
    agreed_on: Mapped[date | None] = day(label=N_("Agreed by the county party committee on"))
    document_number: Mapped[str | None] = text(60, label=N_("Document number"), help=N_("Of the joint issue"))
    issued_on: Mapped[date | None] = day(label=N_("Issued on"), listed=True)
    state: Mapped[str] = workflow_state()

    access = Access(
        read={CLERK: all_rows, COMMITTEE: submitted | by_creator, CHAIR: submitted, AUDITOR: submitted}
        | dict.fromkeys((MEMBER, DEPARTMENT), in_state("issued")),
        create={CLERK: all_rows, COMMITTEE: of_body() | in_area},
        update={CLERK: all_rows & _OPEN, COMMITTEE: _OWN & _OPEN},
        export={CLERK: all_rows, COMMITTEE: submitted | by_creator, CHAIR: submitted, AUDITOR: submitted},
        correct=_DESK,
    )
    workflow = Workflow(
        states(
            State("drafted", N_("Plan drafted"), "dashed", private=True),
            State("submitted", N_("Awaiting the chairpersons' meeting"), "diamond"),
            State("returned", N_("Returned"), "returned"),
            State("chairpersons", N_("Passed by the chairpersons' meeting"), "diamond"),
            State("party_group", N_("Passed by the party leadership group"), "half"),
            State("agreed", N_("Agreed by the county party committee"), "half"),
            State("issued", N_("Issued jointly"), "stamp", frozen=True, final=True),
        ),
        Transition("submit", ("drafted", "returned"), "submitted", N_("Submit"), by=_DESK, submits=True),
        Transition("recall", "submitted", "drafted", N_("Recall"), by=_DESK, recalls=True),
        Transition(
            "pass_chairpersons",
            "submitted",
            "chairpersons",
            N_("Sign what the chairpersons' meeting decided"),
            by=_SIGNS,
            independent=True,
            decided_by="chairpersons",
            queue=True,
        ),
        Transition(
            "pass_party_group",
            "chairpersons",
            "party_group",
            N_("Sign what the party leadership group decided"),
            by=_SIGNS,
            independent=True,
            decided_by="party_group",
            queue=True,
            consequence=N_("The plan then goes to the county party committee."),
        ),
        Transition(
            "return",
            ("submitted", "chairpersons", "party_group"),
            "returned",
            N_("Return"),
            by=_SIGNS,
            reason=True,
        ),
        Transition(
            "agree",
            "party_group",
            "agreed",
            N_("Register the county party committee's agreement"),
            by=_OFFICE,
            asks=("agreed_document", "agreed_on"),
        ),
        Transition(
            "issue",
            "agreed",
            "issued",
            N_("Register the joint issue"),
            by=_OFFICE,
            asks=("document_number", "issued_on"),
            seals=True,
            tells=("departments", "members"),
            consequence=N_("Plan and items can then only be corrected; members and units read them."),
        ),
    )

    def after_transition(self, name: str) -> None:
        """Keep both decisions, each under its own body."""
        if name == "pass_chairpersons":
            self.chairpersons_decision_id = self.decision_id
        elif name == "pass_party_group":
            self.party_group_decision_id = self.decision_id

    def problems(self) -> Iterator[Problem]:
        """What is handed in has items; agreement and issue follow each other."""
        yield from period_problem("issued_on", self.agreed_on, self.issued_on)
        yield from period_problem("agreed_on", self.drafted_on, self.agreed_on)
        if self.state not in ("drafted", None) and not any_row(
            "annual_plan_item", where={"annual_plan_id": self.id}
        ):
            yield Problem("", _NO_ITEMS)
