"""Seat (委员任职): one person in one term."""

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
    MEMBER,
    Access,
    all_rows,
    in_area,
    of_member,
    submitted,
)
from models.base import Record
from models.fields import Choice, choice, count, day, ref, text, workflow_state
from models.lookups import columns_of
from models.marks import N_
from models.names import initials_of, stroke_key
from models.periods import period_problem
from models.problems import Problem
from models.serving import outside_term_problem, serves_on
from models.usage import keep_while_used
from models.workflow import State, Transition, Workflow, states

LEFT_REASONS = (
    Choice("resigned", N_("Resigned")),
    Choice("advised", N_("Advised to resign")),
    Choice("revoked", N_("Membership revoked")),
    Choice("released", N_("Released")),
    Choice("died", N_("Died")),
    Choice("term_ended", N_("Term ended")),
)
UNDECIDED_REASONS = frozenset({"died", "term_ended"})
"""What ends a seat by itself; every other end is decided by the standing committee."""

_NO_BASIS = N_("Please fill in the basis: name, date and number of the meeting that decided it.")
_NO_DECISION_FOR_THIS = N_("This reason needs a decision of the standing committee; please use that step.")
_NEEDS_NO_DECISION = N_("This reason needs no decision; please use the step for it.")
_MERGED = N_("This person was merged into %(other)s; please choose that one.")
_DESK = {CLERK: all_rows, COMMITTEE: in_area}
_SIGNS = {CLERK: all_rows, CHAIR: submitted}


@keep_while_used
class Seat(Record):
    """A person's membership in one term; never deleted, only left.

    The name is that of the day of the seating: whoever is renamed or merged later still stands in the old papers. Sector,
    bodies and posts are dated rows below, so that a change in mid-term splits nothing. Elected posts are decided by the
    plenary session and stand in these rows; the seat itself is decided by the standing committee.
    """

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("organization_id", "member_id", "term_id"),)
    title = N_("Seat")
    plural = N_("Seats")
    entered_for = ("member",)
    person_column = "member_id"
    fact_date_from = "valid_from"
    seal_columns = (
        "member_id", "term_id", "name", "seat_number", "consecutive_terms", "valid_from", "document_number",
        "seating_decision_id",
    )  # fmt: skip

    member_id: Mapped[int] = ref("member", label=N_("Member (person)"), required=True, listed=True)
    term_id: Mapped[int] = ref("term", label=N_("Term"), required=True, listed=True, filter=True)
    name: Mapped[str] = text(
        40, label=N_("Name of the person"), required=True, fixed=True, default="", search=True
    )
    initials: Mapped[str] = text(40, label=N_("Initials"), required=True, fixed=True, default="", search=True)
    name_strokes: Mapped[str] = text(
        80, label=N_("Order by surname strokes"), required=True, fixed=True, default="", sorted=True
    )
    seat_number: Mapped[str | None] = text(20, label=N_("Seat number"), search=True, listed=True)
    consecutive_terms: Mapped[int | None] = count(
        label=N_("Consecutive terms"), lowest=1, help=N_("This term included")
    )
    document_number: Mapped[str | None] = text(
        60, label=N_("Document number"), help=N_("Of the decision on the seat")
    )
    valid_from: Mapped[date | None] = day(label=N_("Serving from"), listed=True)
    seating_decision_id: Mapped[int | None] = ref(
        "meeting_decision", label=N_("Seated by the decision"), fixed=True
    )
    suspended_on: Mapped[date | None] = day(label=N_("Suspended from"))
    suspension_basis: Mapped[str | None] = text(
        120, label=N_("Basis of the suspension"), sensitivity="internal"
    )
    resumed_on: Mapped[date | None] = day(label=N_("Resumed on"))
    resumption_basis: Mapped[str | None] = text(
        120, label=N_("Basis of the resumption"), sensitivity="internal"
    )
    left_on: Mapped[date | None] = day(label=N_("Left on"))
    left_reason: Mapped[str | None] = choice(LEFT_REASONS, label=N_("Reason for leaving"))
    left_document: Mapped[str | None] = text(60, label=N_("Document number of the leaving"))
    leaving_decision_id: Mapped[int | None] = ref(
        "meeting_decision", label=N_("Left by the decision"), fixed=True
    )
    state: Mapped[str] = workflow_state()

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR), all_rows) | {MEMBER: of_member()},
        create=_DESK,
        update=_DESK,
        export={CLERK: all_rows, CHAIR: submitted, AUDITOR: submitted},
        correct=_DESK,
    )
    workflow = Workflow(
        states(
            State("proposed", N_("Proposed as a member"), "diamond"),
            State("checked", N_("Checked, awaiting the decision"), "diamond"),
            State("serving", N_("Serving"), "stamp", frozen=True),
            State("suspended", N_("Suspended"), "warning", frozen=True),
            State("left", N_("No longer a member"), "ended", frozen=True, final=True),
        ),
        Transition(
            "check", "proposed", "checked", N_("Second check"), by=_DESK, independent=True, queue=True
        ),
        Transition("return", "checked", "proposed", N_("Return"), by=_DESK | _SIGNS, reason=True),
        Transition(
            "seat",
            "checked",
            "serving",
            N_("Register the seating"),
            by=_SIGNS,
            independent=True,
            decided_by="standing_committee",
            asks=("valid_from", "document_number"),
            seals=True,
            queue=True,
            tells=("member",),
            consequence=N_(
                "The person serves from that day; the facts of the seat can then only be corrected."
            ),
        ),
        Transition(
            "suspend",
            "serving",
            "suspended",
            N_("Suspend"),
            by=_SIGNS,
            asks=("suspended_on", "suspension_basis"),
            tells=("member",),
            consequence=N_("Nothing is asked of the member and nothing counts until the seat is resumed."),
        ),
        Transition(
            "resume", "suspended", "serving", N_("Resume"), by=_SIGNS, asks=("resumed_on", "resumption_basis")
        ),
        Transition(
            "leave",
            ("serving", "suspended"),
            "left",
            N_("Register the leaving"),
            by=_SIGNS,
            decided_by="standing_committee",
            asks=("left_on", "left_reason", "left_document"),
            tells=("member",),
            consequence=N_("The seat ends; what the member did stays under the name."),
        ),
        Transition(
            "end",
            ("serving", "suspended"),
            "left",
            N_("Register death or end of term"),
            by=_SIGNS,
            asks=("left_on", "left_reason"),
            consequence=N_("The seat ends; what the member did stays under the name."),
        ),
    )

    def before_save(self) -> None:
        """Take the name that the person has now, until the seat is decided; keep the decision that seated the person."""
        if self.state not in ("proposed", "checked"):
            self.seating_decision_id = self.seating_decision_id or self.decision_id
            return
        person = columns_of("member", self.member_id, "name")
        self.name = person.name if person is not None else ""
        self.initials = initials_of(self.name)
        self.name_strokes = stroke_key(self.name)

    def after_transition(self, name: str) -> None:
        """Keep the decision on the leaving apart from the one that seated the person."""
        if name == "leave":
            self.leaving_decision_id = self.decision_id

    def serves_on(self, day_: date) -> bool:
        """Return whether the person was in office and not suspended on the day."""
        return serves_on(self, day_)

    def problems(self) -> Iterator[Problem]:
        """A seat lies in its term, and neither begins nor ends without its meeting and document."""
        yield from outside_term_problem("valid_from", self.term_id, self.valid_from)
        for field in ("suspended_on", "left_on"):
            yield from period_problem(field, self.valid_from, getattr(self, field))
        yield from period_problem("resumed_on", self.suspended_on, self.resumed_on)
        person = columns_of("member", self.member_id, "merged_into_id")
        if self.state == "proposed" and person is not None and person.merged_into_id is not None:
            other = columns_of("member", person.merged_into_id, "name")
            yield Problem("member_id", _MERGED, {"other": other.name if other is not None else ""})
        basis = (self.decision_id, self.document_number, self.valid_from)
        if self.state in ("serving", "suspended", "left") and not all(basis):
            yield Problem("document_number", _NO_BASIS)
        if self.state == "left":
            yield from self._leaving_problems()

    def _leaving_problems(self) -> Iterator[Problem]:
        decided = self.leaving_decision_id is not None
        if self.left_reason in UNDECIDED_REASONS and decided:
            yield Problem("left_reason", _NEEDS_NO_DECISION)
        elif self.left_reason not in UNDECIDED_REASONS and not decided:
            yield Problem("left_reason", _NO_DECISION_FOR_THIS)
        elif decided and not self.left_document:
            yield Problem("left_document", _NO_BASIS)
