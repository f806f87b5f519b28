"""OpinionHandover (社情民意转办)."""

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
    Access,
    all_rows,
    handed,
    in_area,
    in_state,
)
from models.anonymity import naming_problems, released_names
from models.base import Record
from models.deadlines import Deadline
from models.fields import day, note, ref, text, workflow_state
from models.lookups import columns_of, is_new, title_of
from models.marks import N_
from models.periods import period_problem
from models.problems import REQUIRED, Problem
from models.workflow import State, Transition, Workflow, states

_TEXT_STANDS = N_("The unit has this text already; what was handed over is not changed.")
_NOT_CHOSEN = N_("Only what the desk has chosen to use is handed to a unit; please choose that first.")
_NOT_TO_UNITS = ("draft", "submitted", "kept", "turned")

_DESK = {CLERK: all_rows, COMMITTEE: in_area}
_WITH_UNIT = handed() & in_state("handed_over", "answered", "returned", "closed")


class OpinionHandover(Record):
    """What a unit is given of an item to handle: title and text as the desk wrote them, and its answer.

    The unit reads this row and never the item, so that it cannot learn who reported it: not from the fields, and not from the
    names in the history. The contributor stands here only where they have agreed to be named.
    """

    __tablename__ = "opinion_handover"
    __table_args__ = (UniqueConstraint("organization_id", "opinion_report_id", "department_id"),)
    title = N_("Hand-over of an opinion report")
    plural = N_("Hand-overs of opinion reports")
    carries_on = "opinion_report_id"
    label_columns = ("subject",)
    parent = "opinion_report_id"
    area_slug = "opinion-report"
    entered_for = ("department",)

    opinion_report_id: Mapped[int] = ref("opinion_report", label=N_("Opinion report"), required=True)
    department_id: Mapped[int] = ref(
        "department", label=N_("Handling unit"), required=True, listed=True, filter=True
    )
    subject: Mapped[str | None] = text(
        60, label=N_("Title"), search=True, listed=True, help=N_("Empty: as edited by the desk")
    )
    content: Mapped[str | None] = note(
        label=N_("Text for the unit"), rows=8, help=N_("Empty: as edited by the desk")
    )
    contributor: Mapped[str | None] = text(
        200,
        label=N_("Contributor, with consent"),
        fixed=True,
        help=N_("Empty unless the contributor agrees to be named"),
    )
    handed_on: Mapped[date | None] = day(label=N_("Handed over on"), fixed=True, listed=True)
    due_on: Mapped[date | None] = day(label=N_("Answer due"), listed=True)
    answer: Mapped[str | None] = note(label=N_("Answer of the unit"), fixed=True)
    answered_on: Mapped[date | None] = day(label=N_("Answered on"), fixed=True, listed=True)
    state: Mapped[str] = workflow_state()

    deadline = Deadline(
        due="due_on",
        open=("handed_over", "returned"),
        unit="department_id",
        label=N_("Answers to opinion reports"),
    )
    access = Access(
        read={
            CLERK: all_rows,
            COMMITTEE: in_area,
            CHAIR: all_rows,
            AUDITOR: all_rows,
            DEPARTMENT: _WITH_UNIT,
        },
        create=_DESK,
        update={
            CLERK: all_rows & in_state("prepared", "handed_over"),
            COMMITTEE: in_area & in_state("prepared", "handed_over"),
        },
        export={CLERK: all_rows, COMMITTEE: in_area, CHAIR: all_rows, AUDITOR: all_rows},
    )
    workflow = Workflow(
        states(
            State("prepared", N_("Prepared"), "ring"),
            State("handed_over", N_("With the unit"), "half"),
            State("answered", N_("Answered, to be looked at"), "diamond"),
            State("returned", N_("Returned"), "returned"),
            State("closed", N_("Answer accepted"), "done", final=True),
        ),
        Transition(
            "hand_over",
            "prepared",
            "handed_over",
            N_("Hand over to the unit"),
            by=_DESK,
            asks=("handed_on",),
            consequence=N_("The unit then reads the text as it stands here."),
        ),
        Transition(
            "answer",
            ("handed_over", "returned"),
            "answered",
            N_("Answer"),
            by={DEPARTMENT: handed()},
            paper={CLERK: all_rows},
            submits=True,
            queue=True,
            asks=("answer", "answered_on"),
            event="submitted",
        ),
        Transition(
            "recall",
            "answered",
            "handed_over",
            N_("Recall"),
            by={DEPARTMENT: handed()},
            paper={CLERK: all_rows},
            recalls=True,
            event="recalled",
        ),
        Transition(
            "return",
            "answered",
            "returned",
            N_("Return for changes"),
            by=_DESK,
            reason=True,
            event="returned",
        ),
        Transition("accept", "answered", "closed", N_("Accept the answer"), by=_DESK, queue=True),
    )

    def before_save(self) -> None:
        """Begin with what the desk edited, and carry the contributor only with consent, until it is with the unit."""
        if self.state in (None, "prepared"):
            report = columns_of(
                "opinion_report", self.opinion_report_id, "subject", "edited_subject", "edited_text"
            )
            if report is not None:
                self.subject = self.subject or report.edited_subject or report.subject
                self.content = self.content or report.edited_text
            self.contributor = released_names(self.opinion_report_id)[:200] or None
        self.fact_date = self.handed_on or self.fact_date

    def problems(self) -> Iterator[Problem]:
        """Only what is used goes to a unit, without the name of who did not agree, and then it stands."""
        yield from period_problem("due_on", self.handed_on, self.due_on)
        yield from period_problem("answered_on", self.handed_on, self.answered_on)
        report = columns_of("opinion_report", self.opinion_report_id, "state")
        if is_new(self) and report is not None and report.state in _NOT_TO_UNITS:
            yield Problem("opinion_report_id", _NOT_CHOSEN)
        if not self.content:
            yield Problem("content", REQUIRED, {"field": self.__table__.c.content.info["label"]})
        if self.state == "prepared":
            yield from naming_problems(
                [self.opinion_report_id],
                {
                    "subject": self.subject,
                    "content": self.content,
                    "note": self.note,
                    "opinion_report_id": title_of("opinion_report", self.opinion_report_id),
                },
            )
        elif not is_new(self):
            for name in sorted(
                self.changed_columns() & {"subject", "content", "department_id", "opinion_report_id"}
            ):
                yield Problem(name, _TEXT_STANDS)
