"""Evaluation (评议结果): what a round found about one project or unit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

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
    handed,
    in_area,
    in_state,
    of_body,
    once_fed_back,
    parent_rule,
)
from models.balloting import consequences
from models.balloting.counts import counted
from models.base import Record
from models.fields import Choice, choice, count, day, measure, note, ref, text, workflow_state, year
from models.marks import N_
from models.problems import Problem
from models.workflow import State, Transition, Workflow, states

OUTCOMES = (
    Choice("counted", N_("Counted")),
    Choice("too_few_ballots", N_("Too few ballots to show figures")),
    Choice("too_few_valid", N_("Too few valid ballots for a score")),
)
_DUE_NEEDED = N_("Please say until when the unit reports on its rectification.")

_own = of_body("committee_id") | in_area
_round_counted = parent_rule("round_id", in_state("counted"))
_wording = in_state("opinion_due", "returned") & _round_counted
_desk = {CLERK: all_rows & _round_counted, COMMITTEE: _own & _round_counted}
_handed_in = in_state("submitted", "returned", "approved", "fed_back", "void")
COUNTS = (
    "expected",
    "issued",
    "returned",
    "valid",
    "invalid",
    "outcome",
    "score",
    "rank",
    "ranked",
    "band",
    "subject_id",
    "project_id",
)


@counted(*COUNTS)
class Evaluation(Record):
    """The closed counts, which nobody changes or returns, and the opinion on them, which is submitted, approved or returned.

    The row comes into being when the count is closed, with its numbers; the desk of the responsible body then words the opinion.
    """

    __tablename__ = "evaluation"
    __table_args__ = (UniqueConstraint("organization_id", "subject_id"),)
    title = N_("Evaluation")
    plural = N_("Evaluations")
    parent = "round_id"
    entered_for = ()
    area_slug = "evaluation-round"

    name: Mapped[str] = text(230, label=N_("Subject"), required=True, fixed=True, search=True, listed=True)
    round_id: Mapped[int] = ref(
        "evaluation_round", label=N_("Evaluation round"), required=True, fixed=True, listed=True, filter=True
    )
    year: Mapped[int] = year(label=N_("Year"), required=True, fixed=True)
    subject_id: Mapped[int] = ref(
        "evaluation_round_subject", label=N_("Subject of the round"), required=True, fixed=True
    )
    project_id: Mapped[int | None] = ref("livelihood_project", label=N_("Livelihood project"), fixed=True)
    department_id: Mapped[int] = ref(
        "department", label=N_("Unit evaluated"), required=True, fixed=True, listed=True, filter=True
    )
    committee_id: Mapped[int] = ref(
        "special_committee", label=N_("Responsible special committee"), required=True, fixed=True, filter=True
    )
    expected: Mapped[int] = count(label=N_("Expected"), required=True, fixed=True)
    issued: Mapped[int] = count(label=N_("Ballots issued"), required=True, fixed=True)
    returned: Mapped[int] = count(label=N_("Ballots returned"), required=True, fixed=True)
    valid: Mapped[int | None] = count(label=N_("Valid ballots"), fixed=True, listed=True)
    invalid: Mapped[int | None] = count(label=N_("Invalid ballots"), fixed=True)
    outcome: Mapped[str] = choice(OUTCOMES, label=N_("Outcome of the count"), required=True, fixed=True)
    score: Mapped[Decimal | None] = measure(2, label=N_("Score"), fixed=True, listed=True)
    rank: Mapped[int | None] = count(label=N_("Rank"), fixed=True, listed=True)
    ranked: Mapped[int | None] = count(label=N_("Ranked among"), fixed=True)
    band: Mapped[str | None] = text(20, label=N_("Band"), fixed=True, listed=True)
    opinion: Mapped[str | None] = note(label=N_("Opinion of the evaluation"), rows=6)
    rectification: Mapped[str | None] = note(
        label=N_("Rectification list"), rows=4, help=N_("Empty: nothing is to be rectified")
    )
    rectification_due: Mapped[date | None] = day(label=N_("Rectification due"))
    state: Mapped[str] = workflow_state()

    seal_columns = (
        "name", "year", "round_id", "project_id", "department_id", "expected", "issued", "returned", "valid", "invalid",
        "outcome", "score", "rank", "ranked", "band", "opinion", "rectification", "rectification_due",
    )  # fmt: skip
    seal_children = ("evaluation_count",)

    access = Access(
        read={
            CLERK: all_rows,
            COMMITTEE: _own,
            CHAIR: _handed_in,
            AUDITOR: _handed_in,
            MEMBER: once_fed_back,
            DEPARTMENT: handed("department_id") & once_fed_back,
        },
        update={CLERK: all_rows & _wording, COMMITTEE: _own & _wording},
        trash={},
        export={CLERK: all_rows, COMMITTEE: _own, CHAIR: _handed_in, AUDITOR: _handed_in},
        correct={CLERK: all_rows, COMMITTEE: _own},
    )

    workflow = Workflow(
        states(
            State("opinion_due", N_("Opinion to be worded"), "ring"),
            State("submitted", N_("Awaiting approval"), "diamond"),
            State("returned", N_("Returned"), "returned"),
            State("approved", N_("Approved"), "stamp", frozen=True),
            State("fed_back", N_("Fed back"), "done", frozen=True, final=True, fed_back=True),
            State("void", N_("Round voided"), "ended", frozen=True, final=True),
        ),
        Transition(
            "submit",
            ("opinion_due", "returned"),
            "submitted",
            N_("Submit for approval"),
            by=_desk,
            submits=True,
            needs=("opinion",),
            event="submitted",
        ),
        Transition(
            "recall", "submitted", "opinion_due", N_("Recall"), by=_desk, recalls=True, event="recalled"
        ),
        Transition(
            "approve",
            "submitted",
            "approved",
            N_("Approve"),
            by={CHAIR: _round_counted},
            independent=True,
            seals=True,
            queue=True,
            event="approved",
            consequence=N_(
                "The opinion is sealed with its counts, and reaches the unit when the round is fed back."
            ),
        ),
        Transition(
            "return",
            "submitted",
            "returned",
            N_("Return for changes"),
            by={CHAIR: _round_counted},
            reason=True,
            event="returned",
            consequence=N_("Only the opinion goes back; the counts stay as they are."),
        ),
        Transition("feed_back", "approved", "fed_back", N_("Fed back"), computed=True),
        Transition(
            "void",
            ("opinion_due", "submitted", "returned", "approved"),
            "void",
            N_("Round voided"),
            computed=True,
        ),
    )

    def problems(self) -> Iterator[Problem]:
        """What is to be rectified has a day until when."""
        if self.rectification and self.rectification_due is None:
            yield Problem("rectification_due", _DUE_NEEDED)

    def after_transition(self, name: str) -> None:
        """Let the round go on when its last opinion is approved, and the project when its result is fed back."""
        consequences.of_evaluation(self, name)
