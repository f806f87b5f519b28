"""ProposalSigner (联名会签): who is asked to countersign a proposal, and what they said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models import clock
from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    MEMBER,
    Access,
    by_creator,
    in_state,
    of_body,
    of_member,
    parent_read,
    parent_rule,
)
from models.base import Record
from models.fields import count, day, note, ref, text, workflow_state
from models.lookups import columns_of, is_new
from models.marks import N_
from models.problems import Problem
from models.serving import not_serving_problem
from models.workflow import State, Transition, Workflow, states

_FIRST_PROPOSER = N_("This is the first proposer, who need not countersign.")
_TOO_LATE = N_("Countersigning ended on %(day)s; please ask the first proposer.")
_SIGNED_LATER = N_("This lies in the future; please write the day of the signature.")

_typing = in_state("draft", "countersigning")
_round_open = in_state("countersigning")
_typist = parent_rule("proposal_id", by_creator & _typing)
_desk_body = parent_rule("proposal_id", (of_body() | by_creator) & _typing)
_proposer = parent_rule("proposal_id", of_member() & _typing)
_told = in_state("asked", "signed", "declined", "expired")
_asked_me = of_member() & parent_rule("proposal_id", _round_open)


class ProposalSigner(Record):
    """One member who is asked to countersign; the signature is their own act, or entered from the paper they signed."""

    __tablename__ = "proposal_signer"
    __table_args__ = (UniqueConstraint("organization_id", "proposal_id", "seat_id"),)
    title = N_("Co-signer")
    plural = N_("Co-signers")
    entered_for = ()
    parent = "proposal_id"
    area_slug = "proposal"
    label_columns = ("name", "matter")

    proposal_id: Mapped[int] = ref("proposal", label=N_("Proposal"), required=True, filter=True)
    matter: Mapped[str] = text(
        60, label=N_("Title of the proposal"), required=True, fixed=True, default="", search=True, listed=True
    )
    rank: Mapped[int] = count(label=N_("Order"), required=True, default=1, lowest=1)
    seat_id: Mapped[int] = ref("seat", label=N_("Co-signer"), required=True, named_by=frozenset({MEMBER}))
    member_id: Mapped[int] = ref("member", label=N_("Co-signer (person)"), required=True, fixed=True)
    name: Mapped[str] = text(
        40, label=N_("Name of the person"), required=True, fixed=True, default="", search=True, listed=True
    )
    signed_on: Mapped[date | None] = day(label=N_("Countersigned on"), fixed=True, listed=True)
    opinion: Mapped[str | None] = note(label=N_("Opinion of the co-signer"), rows=3, fixed=True)
    state: Mapped[str] = workflow_state()

    access = Access(
        read={role: parent_read("proposal_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)}
        | {MEMBER: parent_read("proposal_id") | (of_member() & _told)},
        create={CLERK: _typist, COMMITTEE: _desk_body, MEMBER: _proposer},
        update={CLERK: _typist, COMMITTEE: _desk_body, MEMBER: _proposer},
        export={role: parent_read("proposal_id") for role in (CLERK, COMMITTEE, AUDITOR)},
    )
    workflow = Workflow(
        states(
            State("listed", N_("On the list"), "dashed"),
            State("asked", N_("Asked to countersign"), "diamond"),
            State("signed", N_("Countersigned"), "done", final=True),
            State("declined", N_("Declined to countersign"), "ended", final=True),
            State("expired", N_("Did not countersign in time"), "ended", final=True),
        ),
        Transition("ask", "listed", "asked", N_("Asked to countersign"), computed=True),
        Transition(
            "ask_now",
            "listed",
            "asked",
            N_("Ask to countersign"),
            by={
                CLERK: parent_rule("proposal_id", by_creator & _round_open),
                COMMITTEE: parent_rule("proposal_id", (of_body() | by_creator) & _round_open),
                MEMBER: parent_rule("proposal_id", of_member() & _round_open),
            },
            tells=("member",),
        ),
        Transition(
            "sign",
            "asked",
            "signed",
            N_("Countersign"),
            by={MEMBER: _asked_me},
            paper={
                CLERK: parent_rule("proposal_id", by_creator & _round_open),
                COMMITTEE: parent_rule("proposal_id", (of_body() | by_creator) & _round_open),
                MEMBER: parent_rule("proposal_id", of_member() & _round_open),
            },
            asks=("signed_on",),
            offers=("opinion",),
            queue=True,
            consequence=N_("You become a proposer of this proposal as it stands."),
        ),
        Transition(
            "decline",
            "asked",
            "declined",
            N_("Decline to countersign"),
            by={MEMBER: _asked_me},
            asks=("opinion",),
            queue=True,
        ),
        Transition(
            "expire", ("listed", "asked"), "expired", N_("Did not countersign in time"), computed=True
        ),
        Transition(
            "reset", ("asked", "signed", "declined", "expired"), "listed", N_("On the list"), computed=True
        ),
    )

    def before_save(self) -> None:
        """Take person and name from the seat, the title from the proposal, the date from the signature."""
        seat = columns_of("seat", self.seat_id, "member_id", "name")
        if seat is not None:
            self.member_id, self.name = seat.member_id, seat.name
        proposal = columns_of("proposal", self.proposal_id, "name")
        if proposal is not None:
            self.matter = proposal.name
        if self.signed_on is not None:
            self.fact_date = self.signed_on

    def problems(self) -> Iterator[Problem]:
        """Another serving member than the first proposer, who signs while the round runs."""
        proposal = columns_of("proposal", self.proposal_id, "seat_id", "countersign_until")
        if proposal is None:
            return
        if self.seat_id == proposal.seat_id:
            yield Problem("seat_id", _FIRST_PROPOSER)
        if is_new(self) or "seat_id" in self.changed_columns():
            yield from not_serving_problem("seat_id", self.seat_id, clock.business_today())
        if self.signed_on is None or "signed_on" not in self.changed_columns():
            return
        yield from not_serving_problem("seat_id", self.seat_id, self.signed_on)
        until = proposal.countersign_until
        if self.signed_on > clock.business_today():
            yield Problem("signed_on", _SIGNED_LATER)
        elif until is not None and self.signed_on > until:
            yield Problem("signed_on", _TOO_LATE, {"day": until})
