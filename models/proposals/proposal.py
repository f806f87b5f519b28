"""Proposal (提案), and the units that its proposer suggests and its review decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import ClassVar

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
    of_member,
    parent_read,
    parent_rule,
)
from models.answering import closing
from models.base import Record
from models.competence import committees_of
from models.fields import Choice, choice, code, count, day, flag, moment, note, ref, text, workflow_state
from models.lookups import columns_of, is_new
from models.marks import N_
from models.problems import Problem
from models.proposing import countersigning
from models.proposing.checks import day_of, problems_of
from models.proposing.lifecycle import ACCEPTED, ACCESS, LOOKED_AT, WORKFLOW
from models.proposing.numbers import next_number
from models.proposing.proposers import shown_proposer
from models.proposing.sessions import moment_of_now, session_of
from models.proposing.settings import DECIDED_BY
from models.transitions import compute
from models.usage import keep_while_used
from models.workflow import Transition

PROPOSER_KINDS = (
    Choice("one", N_("One member")),
    Choice("joint", N_("Several members jointly")),
    Choice("party", N_("Party")),
    Choice("peoples_organization", N_("People's organization")),
    Choice("sector", N_("Sector")),
    Choice("group", N_("Member group")),
    Choice("committee", N_("Special committee")),
)
TIMES = (
    Choice("plenary", N_("Plenary proposal")),
    Choice("between", N_("Proposal between sessions")),
)
OUTCOMES = (
    Choice("accept", N_("Accept the proposal")),
    Choice("merge", N_("Merge into another case")),
    Choice("not_accept", N_("Do not accept")),
    Choice("turn_into_opinion", N_("Turn into an opinion report")),
    Choice("refer", N_("Refer for reference")),
    Choice("return", N_("Return for completion")),
)
"""What a look proposes: the steps that decide, by name."""


@keep_while_used
class Proposal(Record):
    """A request on one matter that members or bodies put to the committee, from the draft to the closed case.

    It belongs to the plenary session that last began to take proposals. The running number is given when it is submitted, the
    case number when the accepted ones are numbered; both run within the session and none is given twice.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("organization_id", "session_id", "running_number"),
        UniqueConstraint("organization_id", "session_id", "case_number"),
    )
    title = N_("Proposal")
    plural = N_("Proposal cases")
    entered_for = ("member",)
    turns_into: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "opinion_report": {
            "subject": "name",
            "situation": "situation",
            "advice": "advice",
            "member_id": "member_id",
            "publishable": "publishable",
        },
    }
    """Only what the committee decided to turn, with the proposer's consent on record."""

    running_number: Mapped[int | None] = count(
        label=N_("Running number"), lowest=1, fixed=True, listed=True, filter=True
    )
    case_number: Mapped[int | None] = count(
        label=N_("Case number"), lowest=1, fixed=True, listed=True, filter=True
    )
    number_key: Mapped[str] = text(
        40, label=N_("Order of numbers"), required=True, fixed=True, default="", sorted=True
    )
    case_order: Mapped[int | None] = count(label=N_("Place before numbering"), lowest=1, fixed=True)
    session_id: Mapped[int | None] = ref(
        "plenary_session", label=N_("Plenary session of the proposal"), fixed=True, filter=True
    )
    timing: Mapped[str | None] = choice(
        TIMES, label=N_("During or between sessions"), fixed=True, listed=True
    )
    handed_in_at: Mapped[datetime | None] = moment(
        label=N_("Proposal handed in at"),
        help=N_("The minute printed on the paper; empty: when it is submitted here"),
    )
    name: Mapped[str] = text(
        60,
        label=N_("Title of the proposal"),
        required=True,
        search=True,
        listed=True,
        help=N_("One matter, as the office words titles"),
    )
    proposer_kind: Mapped[str] = choice(
        PROPOSER_KINDS, label=N_("Kind of proposer"), required=True, default="one", listed=True
    )
    proposer: Mapped[str] = text(
        200, label=N_("Proposer"), required=True, fixed=True, default="", search=True, listed=True
    )
    seat_id: Mapped[int | None] = ref(
        "seat", label=N_("First proposer"), help=N_("For a sector or a group its convener")
    )
    member_id: Mapped[int | None] = ref(
        "member", label=N_("First proposer (person)"), fixed=True, filter=True
    )
    sector_id: Mapped[int | None] = ref("sector", label=N_("Proposing sector"), filter=True)
    member_group_id: Mapped[int | None] = ref("member_group", label=N_("Proposing group"), filter=True)
    committee_id: Mapped[int | None] = ref(
        "special_committee", label=N_("Proposing special committee"), filter=True
    )
    body_name: Mapped[str | None] = text(
        60, label=N_("Proposing party or organization"), help=N_("Its full name, as on the seal")
    )
    contact: Mapped[str | None] = text(
        80,
        label=N_("Contact of the body"),
        sensitivity="internal",
        help=N_("Person, address and telephone of its office"),
    )
    sealed: Mapped[bool] = flag(label=N_("The paper bears the seal of the body"), filter=False)
    countersign_until: Mapped[date | None] = day(
        label=N_("Countersigning until"), help=N_("Empty: as many days as the term says")
    )
    category_id: Mapped[int | None] = code(
        "proposal_category", label=N_("Category of the proposal"), listed=True
    )
    situation: Mapped[str | None] = note(label=N_("Situation"), rows=6)
    analysis: Mapped[str | None] = note(label=N_("Analysis"), rows=6)
    advice: Mapped[str | None] = note(label=N_("Advice"), rows=6, help=N_("Concrete, on one matter"))
    publishable: Mapped[bool] = flag(label=N_("May be published"), default=True)
    unpublishable_reason: Mapped[str | None] = text(120, label=N_("Why it is not to be published"))
    first_opinion: Mapped[str | None] = note(
        label=N_("Opinion of the first look"), rows=3, sensitivity="internal", fixed=True
    )
    second_opinion: Mapped[str | None] = note(
        label=N_("Opinion of the second look"), rows=3, sensitivity="internal", fixed=True
    )
    proposed: Mapped[str | None] = choice(
        OUTCOMES, label=N_("Proposed decision"), sensitivity="internal", filter=False
    )
    lead_department_id: Mapped[int | None] = ref(
        "department", label=N_("Lead unit decided"), listed=True, filter=True
    )
    refusal_id: Mapped[int | None] = code("proposal_refusal", label=N_("Reason of not accepting"))
    outcome_reason: Mapped[str | None] = note(
        label=N_("Explained to the proposer"),
        rows=3,
        help=N_("Why it is returned, not accepted or withdrawn"),
    )
    merged_into_id: Mapped[int | None] = ref("proposal", label=N_("Merged into the case"), filter=True)
    consented_on: Mapped[date | None] = day(label=N_("Consent of the proposer given on"))
    key: Mapped[bool] = flag(label=N_("Key proposal"))
    key_decision_id: Mapped[int | None] = ref("meeting_decision", label=N_("Named key proposal by"))
    excellent: Mapped[bool] = flag(label=N_("Excellent proposal"))
    excellent_decision_id: Mapped[int | None] = ref(
        "meeting_decision", label=N_("Named excellent proposal by")
    )
    excellent_document: Mapped[str | None] = text(60, label=N_("Document of the award"))
    state: Mapped[str] = workflow_state()

    access = ACCESS
    workflow = WORKFLOW

    def before_save(self) -> None:
        """Derive the person of the first proposer, what lists print as the proposer, the date and the order of numbers."""
        seat = columns_of("seat", self.seat_id, "member_id")
        self.member_id = seat.member_id if seat is not None else None
        self.proposer = shown_proposer(self)[:200]
        if self.handed_in_at is not None:
            self.fact_date = day_of(self)
        self.number_key = self._number_key()

    def _number_key(self) -> str:
        """Return the key of the order: session by session, numbered cases first, then as they came in; drafts last."""
        session = columns_of("plenary_session", self.session_id, "opens_on")
        opened = session.opens_on.isoformat() if session is not None else "9999"
        return f"{opened} {self.case_number or 99999:05} {self.running_number or 99999:05}"

    def problems(self) -> Iterator[Problem]:
        """The proposer may propose, the text is complete and stands, and what is decided has its basis."""
        yield from problems_of(self)
        if self.state == "closed" and not is_new(self) and "state" in self.changed_columns():
            yield from closing.problems_of(self)

    def deciding_bodies(self, step: Transition) -> tuple[str, ...]:
        """The proposal committee decides; at a term's first plenary session the proposal review committee."""
        if "proposal_review" not in step.bodies:
            return step.bodies
        session = columns_of("plenary_session", self.session_id, "number")
        first = session is not None and session.number == 1 and self.timing == "plenary"
        return ("proposal_review",) if first else ("special_committee",)

    def deciding_committees(self) -> frozenset[int]:
        """Return the proposal committee, as the working areas have it: the committee on a proposal is its proposer."""
        return committees_of(self, own=False)

    def after_transition(self, name: str) -> None:
        """Send round, take back and close countersigning; give the numbers; wait for the chairpersons where the term says so."""
        if name == "ask_countersign":
            countersigning.send_round(self)
        elif name in ("take_back", "recall"):
            countersigning.take_back(self)
        elif name == "submit":
            self._hand_in()
        elif name == "accept" and DECIDED_BY.value(on=self.fact_date) == "chairpersons":
            compute(self, "await_confirmation")
        elif name == "number":
            assert self.session_id is not None
            self.case_number = next_number("case_number", self.session_id)
        elif name == "close":
            closing.close(self)
        elif name == "withdraw":
            closing.end(self)

    def _hand_in(self) -> None:
        self.handed_in_at = self.handed_in_at or moment_of_now()
        self.outcome_reason = None
        belongs = session_of(self.handed_in_at)
        if self.running_number is None and belongs is not None:
            # The next statement writes the row, and its rules ask for the session.
            self.session_id = belongs.session_id
            self.timing = "plenary" if belongs.at_plenary else "between"
            self.running_number = next_number("running_number", belongs.session_id)
        countersigning.close_round(self)


_OPEN = in_state("draft", "countersigning", "returned")
_DECIDING = in_state(*LOOKED_AT, *ACCEPTED, "referred")
_READ = {role: parent_read("proposal_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER)}
_SUGGESTS = {
    CLERK: parent_rule("proposal_id", by_creator & _OPEN),
    COMMITTEE: parent_rule("proposal_id", (of_body() | by_creator) & _OPEN),
    MEMBER: parent_rule("proposal_id", of_member() & _OPEN),
}
_DECIDES = {
    CLERK: parent_rule("proposal_id", all_rows & _DECIDING),
    COMMITTEE: parent_rule("proposal_id", in_area & _DECIDING),
}
_READ_BY_UNITS = _READ | {DEPARTMENT: parent_read("proposal_id")}
_SUGGESTED = Access(read=_READ, create=_SUGGESTS, update=_SUGGESTS)
_DECIDED = Access(read=_READ_BY_UNITS, create=_DECIDES, update=_DECIDES)


class ProposalSuggestedUnit(Record):
    """A unit that the proposer suggests for handling (建议承办单位), the lead unit first."""

    __tablename__ = "proposal_suggested_unit"
    __table_args__ = (UniqueConstraint("organization_id", "proposal_id", "department_id"),)
    title = N_("Unit suggested")
    plural = N_("Units suggested")
    parent = "proposal_id"
    is_link = True
    entered_for = ()
    area_slug = "proposal"
    label_columns = ("id",)

    proposal_id: Mapped[int] = ref("proposal", label=N_("Proposal"), required=True)
    department_id: Mapped[int] = ref("department", label=N_("Unit suggested"), required=True, listed=True)

    access = _SUGGESTED


class ProposalJointUnit(Record):
    """A unit that the review decides to handle jointly with the lead unit (会办单位)."""

    __tablename__ = "proposal_joint_unit"
    __table_args__ = (UniqueConstraint("organization_id", "proposal_id", "department_id"),)
    title = N_("Joint unit decided")
    plural = N_("Joint units decided")
    parent = "proposal_id"
    is_link = True
    entered_for = ()
    area_slug = "proposal"
    label_columns = ("id",)

    proposal_id: Mapped[int] = ref("proposal", label=N_("Proposal"), required=True)
    department_id: Mapped[int] = ref("department", label=N_("Joint unit decided"), required=True, listed=True)

    access = _DECIDED


class ProposalSeparateUnit(Record):
    """A unit that the review decides to answer by itself (分办单位); then there is no lead unit."""

    __tablename__ = "proposal_separate_unit"
    __table_args__ = (UniqueConstraint("organization_id", "proposal_id", "department_id"),)
    title = N_("Separate unit decided")
    plural = N_("Separate units decided")
    parent = "proposal_id"
    is_link = True
    entered_for = ()
    area_slug = "proposal"
    label_columns = ("id",)

    proposal_id: Mapped[int] = ref("proposal", label=N_("Proposal"), required=True)
    department_id: Mapped[int] = ref(
        "department", label=N_("Separate unit decided"), required=True, listed=True
    )

    access = _DECIDED
