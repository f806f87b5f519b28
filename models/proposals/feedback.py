"""Feedback (征询意见): what one proposer thinks of the answer of one unit, on two axes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from models import clock
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
    of_member,
    parent_rule,
)
from models.answering import judging
from models.answering.judging import ATTITUDES, RESULTS, WORDS
from models.answering.settings import FEEDBACK_FORM
from models.base import Record
from models.deadlines import Deadline
from models.fields import Choice, choice, day, note, ref, text, workflow_state
from models.lookups import columns_of, is_new
from models.marks import N_
from models.problems import Problem
from models.workflow import State, Transition, Workflow, states

OCCASIONS = (
    Choice("answer", N_("Answer")),
    Choice("second", N_("Answer after handling again")),
    Choice("face_to_face", N_("Face-to-face meeting")),
    Choice("follow_up", N_("Follow-up of the next year")),
)
HEARD = (
    Choice("visit", N_("The unit came to me")),
    Choice("telephone", N_("The unit telephoned")),
    Choice("other", N_("In another way")),
    Choice("not_needed", N_("I needed no contact")),
    Choice("none", N_("The unit did not contact me")),
)
_NOT_TOMORROW = N_("This day lies in the future; please write the day of the feedback.")
_BEFORE_ANSWER = N_("The proposer was asked on %(day)s only; please check the day of the feedback.")
_OTHER_FORM = N_("The feedback form of this term has other words here; please choose one of: %(words)s.")
_NOT_DUE = N_("The proposer has until %(day)s; the feedback is not missing yet.")
_ACTED_UPON = N_("The committee has acted upon this feedback; it cannot be taken back any more.")
_desk = {CLERK: all_rows, COMMITTEE: in_area}


class Feedback(Record):
    """Asked for when a unit has answered; given by the proposer, or by the desk from the signed form, never through the unit.

    Silence is registered as missing and counted apart; it never counts as satisfied.
    """

    __tablename__ = "feedback"
    title = N_("Feedback of a proposer")
    plural = N_("Feedback of proposers")
    parent = "handling_id"
    entered_for = ()
    area_slug = "proposal"
    label_columns = ("proposer",)
    fact_date_from = "given_on"

    handling_id: Mapped[int] = ref("handling", label=N_("Handling"), required=True, fixed=True, listed=True)
    proposal_id: Mapped[int] = ref("proposal", label=N_("Proposal"), required=True, fixed=True)
    department_id: Mapped[int] = ref(
        "department", label=N_("Handling unit"), required=True, fixed=True, listed=True, filter=True
    )
    member_id: Mapped[int | None] = ref("member", label=N_("Member who judges"), fixed=True)
    proposer: Mapped[str] = text(
        200, label=N_("Proposer"), required=True, fixed=True, search=True, listed=True
    )
    occasion: Mapped[str] = choice(
        OCCASIONS, label=N_("Asked after"), required=True, fixed=True, default="answer", listed=True
    )
    asked_on: Mapped[date] = day(label=N_("Asked on"), required=True, fixed=True, listed=True)
    due_on: Mapped[date | None] = day(label=N_("Feedback until"), fixed=True, listed=True)
    heard_by: Mapped[str | None] = choice(HEARD, label=N_("How the unit heard you"), fixed=True)
    attitude: Mapped[str | None] = choice(
        ATTITUDES, label=N_("Attitude of the unit"), fixed=True, listed=True
    )
    result: Mapped[str | None] = choice(RESULTS, label=N_("Result"), fixed=True, listed=True)
    remark: Mapped[str | None] = note(label=N_("Remark of the proposer"), fixed=True)
    given_on: Mapped[date | None] = day(
        label=N_("Feedback given on"), fixed=True, listed=True, help=N_("Empty: today")
    )
    state: Mapped[str] = workflow_state()

    deadline = Deadline(due="due_on", open=("asked",), label=N_("Feedback of proposers"))
    access = Access(
        read={
            CLERK: all_rows,
            COMMITTEE: in_area,
            CHAIR: all_rows,
            AUDITOR: all_rows,
            MEMBER: of_member(),
            DEPARTMENT: parent_rule("handling_id", handed()) & in_state("given"),
        },
        trash={},
        export={CLERK: all_rows, COMMITTEE: in_area, CHAIR: all_rows, AUDITOR: all_rows},
    )
    workflow = Workflow(
        states(
            State("asked", N_("Feedback asked for"), "diamond"),
            State("given", N_("Feedback given"), "done"),
            State("missing", N_("Feedback missing"), "warning"),
        ),
        Transition(
            "give",
            ("asked", "missing"),
            "given",
            N_("Give feedback"),
            by={MEMBER: of_member()},
            paper=_desk,
            submits=True,
            queue=True,
            asks=("heard_by", "attitude", "result"),
            offers=("remark", "given_on"),
            event="submitted",
            consequence=N_("Attitude and result are two questions; each unit is judged by itself."),
        ),
        Transition(
            "recall",
            "given",
            "asked",
            N_("Recall"),
            by={MEMBER: of_member()},
            paper=_desk,
            recalls=True,
            event="recalled",
        ),
        Transition(
            "mark_missing",
            "asked",
            "missing",
            N_("Register as missing"),
            by=_desk,
            batch=True,
            consequence=N_("It is counted apart and never as satisfied; the proposer can still give it."),
        ),
    )

    def problems(self) -> Iterator[Problem]:
        """Words of the form of the term, on a day after the question; silence only after the time given."""
        if self.given_on is not None and self.given_on > clock.business_today():
            yield Problem("given_on", _NOT_TOMORROW)
        if self.given_on is not None and self.given_on < self.asked_on:
            yield Problem("given_on", _BEFORE_ANSWER, {"day": self.asked_on})
        if is_new(self) or "state" not in self.changed_columns():
            return
        if self.state == "given":
            yield from self._form_problems()
        if self.state == "missing" and self.due_on is not None and self.due_on >= clock.business_today():
            yield Problem("", _NOT_DUE, {"day": self.due_on})
        if self.state == "asked":
            handling = columns_of("handling", self.handling_id, "state")
            if handling is not None and handling.state not in ("answered", "face_to_face"):
                yield Problem("", _ACTED_UPON)

    def _form_problems(self) -> Iterator[Problem]:
        for name, choices, words in zip(
            ("attitude", "result"),
            (ATTITUDES, RESULTS),
            WORDS[FEEDBACK_FORM.value(on=self.asked_on)],
            strict=True,
        ):
            if getattr(self, name) is not None and getattr(self, name) not in words:
                labels = [choice.label for choice in choices if choice.value in words]
                yield Problem(name, _OTHER_FORM, {"words": labels})

    def after_transition(self, name: str) -> None:
        """Date it, take back what a recall takes back, and write what the proposers say together into the row of the unit."""
        if name == "give":
            self.given_on = self.given_on or clock.business_today()
        elif name == "recall":
            self.given_on = self.attitude = self.result = self.heard_by = None
        judging.write_down(self.handling_id)
