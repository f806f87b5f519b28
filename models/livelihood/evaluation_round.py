"""EvaluationRound (民主评议): one round in which members evaluate projects, units or the handling of proposals."""

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
    by_creator,
    in_area,
    in_state,
    of_body,
    once_fed_back,
    submitted,
)
from models.balloting import consequences
from models.balloting.counts import counted
from models.balloting.rules import evaluator_of, teller_of
from models.balloting.score import bands
from models.base import Record
from models.computations import COMPUTATIONS
from models.fields import Choice, choice, choices, count, day, flag, note, ref, text, workflow_state, year
from models.lookups import any_row, columns_of
from models.marks import N_
from models.periods import period_problem
from models.problems import Problem
from models.workflow import State, Transition, Workflow, states

SUBJECTS = (
    Choice("projects", N_("Livelihood projects")),
    Choice("departments", N_("Units")),
    Choice("proposal_handling", N_("Handling of proposals")),
)
METHODS = (
    Choice("paper", N_("Ballots on paper, counted by two tellers")),
    Choice("panel", N_("Secret ballots in the panel")),
    Choice("slips", N_("One-time slips in the hall")),
)
CAUSES = (
    Choice("more_returned", N_("More ballots returned than issued")),
    Choice("below_quorum", N_("Quorum not reached")),
    Choice("fault", N_("A fault in the procedure")),
)

_ONE_WAY = N_("Please choose how the ballots are cast.")
_PAPER_ALONE = N_("Ballots on paper are counted by hand; please do not mix them with the other ways.")
_SAME_TELLER = N_("The two tellers must be two people; please choose another one.")
_BANDS_SHAPE = N_(
    "Please write one band a line, lowest score and word, like “90 Excellent”; “%(line)s” is not."
)
_NO_SUBJECTS = N_("Please add what is evaluated before you submit the plan.")
_NO_EVALUATORS = N_("Please add the evaluators before you submit the plan.")
_REPLACES_VOID = N_("Only a voided round is replaced; please choose one.")
_SEALED_PLAN = N_(
    "Scale, way of casting, quorum, evaluators and subjects stand since the plan was approved; they are not corrected."
)
_NOT_RECHECKED = N_("Some units have not reported on their rectification, or were not re-checked yet.")
_SEALED = frozenset({"subject", "scale_id", "methods", "committee_id", "bands"})

_NAMING = frozenset({CLERK, COMMITTEE})
"""Whoever opens a round names its tellers, whose accounts they cannot open."""

_own = (of_body("committee_id") & submitted) | in_area | by_creator
_desk = {CLERK: all_rows, COMMITTEE: _own}
_plan_open = in_state("drafted", "returned")


@counted("expected", "present", "issued", "returned", "invalid")
class EvaluationRound(Record):
    """From the plan to the re-check. A faulty round is voided and a new one opened that names it; both are kept."""

    __tablename__ = "evaluation_round"
    __table_args__ = (UniqueConstraint("organization_id", "year", "subject", "number"),)
    title = N_("Evaluation round")
    plural = N_("Evaluation rounds")
    entered_for = ()

    name: Mapped[str] = text(80, label=N_("Round name"), required=True, search=True, listed=True)
    year: Mapped[int] = year(label=N_("Year"), required=True, listed=True)
    number: Mapped[int] = count(
        label=N_("Number of the round"), required=True, listed=True, lowest=1, default=1
    )
    subject: Mapped[str] = choice(
        SUBJECTS, label=N_("What is evaluated"), required=True, listed=True, default="projects"
    )
    committee_id: Mapped[int] = ref(
        "special_committee",
        label=N_("Responsible special committee"),
        required=True,
        listed=True,
        filter=True,
    )
    term_id: Mapped[int | None] = ref("term", label=N_("Term"))
    scale_id: Mapped[int] = ref("scale", label=N_("Scale"), required=True)
    methods: Mapped[str] = choices(METHODS, label=N_("How ballots are cast"), required=True)
    bands: Mapped[str | None] = note(
        label=N_("Bands"), rows=3, help=N_("One a line: lowest score and word, like 90 Excellent")
    )
    plan: Mapped[str | None] = note(label=N_("Plan of the evaluation"))
    opens_on: Mapped[date | None] = day(label=N_("Opens on"), listed=True)
    closes_on: Mapped[date | None] = day(label=N_("Closes on"), listed=True)
    replaces_id: Mapped[int | None] = ref("evaluation_round", label=N_("Replaces the voided round"))

    computation: Mapped[str | None] = choice(
        COMPUTATIONS, label=N_("How the score is computed"), fixed=True, filter=False
    )
    quorum_parts: Mapped[int | None] = count(label=N_("Quorum: parts"), fixed=True)
    quorum_of: Mapped[int | None] = count(label=N_("Quorum: of"), fixed=True)
    quorum_exceeded: Mapped[bool] = flag(
        label=N_("The quorum must be exceeded"), default=True, fixed=True, filter=False
    )
    valid_parts: Mapped[int | None] = count(label=N_("Valid: parts"), fixed=True)
    valid_of: Mapped[int | None] = count(label=N_("Valid: of"), fixed=True)
    shown_from: Mapped[int | None] = count(label=N_("Figures shown from this many ballots"), fixed=True)

    agreed_document: Mapped[str | None] = text(
        60, label=N_("County committee's consent (document)"), fixed=True
    )
    agreed_on: Mapped[date | None] = day(label=N_("County committee's consent (date)"), fixed=True)
    heard_on: Mapped[date | None] = day(label=N_("Visits and reports heard on"), fixed=True)
    teller1_id: Mapped[int | None] = ref("account", label=N_("First teller"), named_by=_NAMING)
    teller2_id: Mapped[int | None] = ref("account", label=N_("Second teller"), named_by=_NAMING)
    expected: Mapped[int | None] = count(label=N_("Expected"), fixed=True)
    present: Mapped[int | None] = count(label=N_("Present"), fixed=True)
    issued: Mapped[int | None] = count(label=N_("Ballots issued"), fixed=True)
    returned: Mapped[int | None] = count(label=N_("Ballots returned"), fixed=True)
    invalid: Mapped[int | None] = count(label=N_("Invalid ballots"), fixed=True)
    void_cause: Mapped[str | None] = choice(CAUSES, label=N_("Voided because of"), fixed=True)
    reported_document: Mapped[str | None] = text(60, label=N_("Reported upward (document)"), fixed=True)
    reported_on: Mapped[date | None] = day(label=N_("Reported upward on"), fixed=True)
    fed_back_on: Mapped[date | None] = day(label=N_("Fed back on"), fixed=True)
    rechecked_on: Mapped[date | None] = day(label=N_("Re-checked on"), fixed=True)
    recheck: Mapped[str | None] = note(label=N_("Finding of the re-check"), fixed=True)
    state: Mapped[str] = workflow_state()

    seal_columns = (
        "name", "year", "number", "subject", "committee_id", "term_id", "scale_id", "methods", "bands", "plan", "opens_on",
        "closes_on", "replaces_id", "computation", "quorum_parts", "quorum_of", "quorum_exceeded", "valid_parts", "valid_of",
        "shown_from", "agreed_document", "agreed_on",
    )  # fmt: skip
    seal_children = ("evaluation_round_option", "evaluation_round_subject", "evaluation_round_evaluator")

    access = Access(
        read={
            CLERK: all_rows | teller_of,
            COMMITTEE: _own | teller_of,
            CHAIR: submitted,
            AUDITOR: submitted,
            MEMBER: (evaluator_of & (in_state("open") | once_fed_back)) | teller_of,
        },
        create={CLERK: all_rows, COMMITTEE: of_body("committee_id")},
        update={CLERK: all_rows & _plan_open, COMMITTEE: _own & _plan_open},
        export={CLERK: all_rows, COMMITTEE: _own, CHAIR: submitted, AUDITOR: submitted},
        correct=_desk,
    )

    workflow = Workflow(
        states(
            State("drafted", N_("Plan drafted"), "dashed", private=True),
            State("submitted", N_("Plan awaiting the meeting"), "diamond"),
            State("returned", N_("Returned"), "returned"),
            State("plan_approved", N_("Plan approved"), "stamp", frozen=True),
            State("heard", N_("Visits and reports heard"), "half", frozen=True),
            State("open", N_("Evaluation open"), "half", frozen=True),
            State("counted", N_("Counted"), "half", frozen=True),
            State("opinions_approved", N_("Opinions approved"), "stamp", frozen=True),
            State("reported", N_("Reported to county committee and government"), "half", frozen=True),
            State("fed_back", N_("Fed back"), "half", frozen=True, fed_back=True),
            State("rectifying", N_("Rectification under way"), "half", frozen=True, fed_back=True),
            State(
                "rectification_reported", N_("Rectification reported"), "diamond", frozen=True, fed_back=True
            ),
            State("rechecked", N_("Re-checked"), "done", frozen=True, fed_back=True),
            State("archived", N_("Archived"), "done", frozen=True, final=True, fed_back=True),
            State("void", N_("Round voided"), "ended", frozen=True, final=True),
        ),
        Transition(
            "submit",
            ("drafted", "returned"),
            "submitted",
            N_("Submit"),
            by=_desk,
            submits=True,
            event="submitted",
        ),
        Transition("recall", "submitted", "drafted", N_("Recall"), by=_desk, recalls=True, event="recalled"),
        Transition(
            "return",
            "submitted",
            "returned",
            N_("Return for changes"),
            by={CHAIR: submitted},
            reason=True,
            event="returned",
        ),
        Transition(
            "approve_plan",
            "submitted",
            "plan_approved",
            N_("Approve the plan"),
            by={CHAIR: submitted},
            independent=True,
            seals=True,
            queue=True,
            decided_by="chairpersons",
            asks=("agreed_document", "agreed_on"),
            event="approved",
            consequence=N_("Scale, quorum, evaluators and subjects are frozen from here on."),
        ),
        Transition(
            "hear", "plan_approved", "heard", N_("Register visits and reports"), by=_desk, asks=("heard_on",)
        ),
        Transition(
            "open",
            "heard",
            "open",
            N_("Issue the ballots"),
            by=_desk,
            asks=("teller1_id", "teller2_id"),
            consequence=N_("The evaluators can cast their ballots until the two tellers close the count."),
        ),
        Transition("count", "open", "counted", N_("Count"), computed=True, event="counted"),
        Transition("void_at_count", "open", "void", N_("Void at the count"), computed=True, event="voided"),
        Transition(
            "approve_opinions", "counted", "opinions_approved", N_("Opinions approved"), computed=True
        ),
        Transition(
            "report",
            "opinions_approved",
            "reported",
            N_("Report upward"),
            by=_desk,
            asks=("reported_document", "reported_on"),
            consequence=N_("Upward first, then the units."),
        ),
        Transition(
            "feed_back",
            "reported",
            "fed_back",
            N_("Feed back to the units"),
            by=_desk,
            asks=("fed_back_on",),
            consequence=N_("Each unit can then read the result about itself, members all of them."),
        ),
        Transition(
            "start_rectifying", "fed_back", "rectifying", N_("Rectification under way"), computed=True
        ),
        Transition(
            "all_rectified",
            ("fed_back", "rectifying"),
            "rectification_reported",
            N_("Rectification reported"),
            computed=True,
        ),
        Transition(
            "recheck",
            "rectification_reported",
            "rechecked",
            N_("Register the re-check"),
            by=_desk,
            asks=("rechecked_on", "recheck"),
        ),
        Transition("archive", ("fed_back", "rechecked"), "archived", N_("Archive"), by={CLERK: all_rows}),
        Transition(
            "void",
            ("plan_approved", "heard", "open", "counted", "opinions_approved"),
            "void",
            N_("Void the round"),
            by={CHAIR: submitted},
            reason=True,
            event="voided",
            consequence=N_(
                "Nothing of this round counts any more; a new round is opened, and both are kept."
            ),
        ),
    )

    def casts_by(self, method: str) -> bool:
        """Return whether ballots are cast this way (``paper``, ``panel``, ``slips``)."""
        return f",{method}," in (self.methods or "")

    def problems(self) -> Iterator[Problem]:
        """One sensible way of casting, two tellers, readable bands, and a complete plan before it is submitted."""
        if not (self.methods or "").strip(","):
            yield Problem("methods", _ONE_WAY)
        elif self.casts_by("paper") and self.methods != ",paper,":
            yield Problem("methods", _PAPER_ALONE)
        if self.teller1_id is not None and self.teller1_id == self.teller2_id:
            yield Problem("teller2_id", _SAME_TELLER)
        yield from period_problem("closes_on", self.opens_on, self.closes_on)
        try:
            bands(self.bands)
        except ValueError as wrong:
            yield Problem("bands", _BANDS_SHAPE, {"line": str(wrong)})
        if self.replaces_id is not None and not any_row(
            "evaluation_round", where={"id": self.replaces_id, "state": "void"}
        ):
            yield Problem("replaces_id", _REPLACES_VOID)
        if self.id is not None:
            yield from self._problems_of_now()

    def _problems_of_now(self) -> Iterator[Problem]:
        changed = self.changed_columns()
        if self.sealed_at is not None and "sealed_at" not in changed and changed & _SEALED:
            yield Problem("", _SEALED_PLAN)
        if "state" in changed and self.state == "submitted":
            if not any_row("evaluation_round_subject", where={"round_id": self.id}):
                yield Problem("", _NO_SUBJECTS)
            if not any_row("evaluation_round_evaluator", where={"round_id": self.id, "stepped_aside": False}):
                yield Problem("", _NO_EVALUATORS)
        if "state" in changed and self.state == "archived":
            states_left = columns_of("evaluation_round", self.id, "state")
            if (
                states_left is not None
                and states_left.state == "fed_back"
                and any_row("rectification", where={"round_id": self.id})
            ):
                yield Problem("", _NOT_RECHECKED)

    def after_transition(self, name: str) -> None:
        """Carry out what a step brings with it: ballots go out, results reach the units, a voided box is thrown away unopened."""
        consequences.of_round(self, name)
