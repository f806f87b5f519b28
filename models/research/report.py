"""Report (调研视察报告) and its authors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from sqlalchemy import UniqueConstraint, false, or_
from sqlalchemy.orm import Mapped

from models import clock
from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    MEMBER,
    Access,
    all_rows,
    among,
    by_creator,
    in_area,
    in_state,
    of_body,
    of_member,
    parent_read,
    parent_rule,
    submitted,
)
from models.base import Record
from models.fields import Choice, choice, day, note, ref, text, workflow_state
from models.following import Following, linked, named_by
from models.marks import N_
from models.periods import period_problem
from models.problems import Problem
from models.workflow import State, Transition, Workflow, states

KINDS = (
    Choice("research", N_("Research report")),
    Choice("inspection", N_("Inspection report")),
    Choice("consultation", N_("Special report on a consultation")),
    Choice("oversight", N_("Oversight report")),
)

_AUTHORS = {CLERK: all_rows, COMMITTEE: (of_body() & submitted) | in_area | by_creator, MEMBER: by_creator}
_DESK = {CLERK: all_rows, COMMITTEE: (of_body() & submitted) | in_area | by_creator}
_OPEN = in_state("draft", "returned")
_CHAIR = {CHAIR: submitted}


class Report(Record):
    """What a field study or a consultation found, on paper: accepted, discussed by a meeting, sent, taken up.

    Its suggestions are rows of their own, so that each can be followed. What a leader wrote on it stands in the register of
    instructions.
    """

    __tablename__ = "report"
    title = N_("Field report")
    plural = N_("Field reports")
    turns_into: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "proposal": {"name": "name", "situation": "content"},
        "formal_recommendation": {"name": "name", "situation": "content", "committee_id": "committee_id"},
        "opinion_report": {"subject": "name", "situation": "content", "committee_id": "committee_id"},
        "topic": {"subject": "name", "situation": "content", "committee_id": "committee_id"},
    }
    carries_on = "field_study_id"
    fact_date_from = "finished_on"
    entered_for = ("member",)
    following = Following(
        N_("Field reports handed in"),
        N_(
            "Followed up: taken up by whoever it was sent to, or another record was made of it. "
            "Ended: the authors were told. Nothing stops: a returned report is worked on."
        ),
        traced=lambda row: row.state != "draft",
        followed=lambda row: or_(
            row.taken_up_on.is_not(None), named_by(row, "formal_recommendation.report_id"), linked(row)
        ),
        ended=lambda row: row.state == "fed_back",
        stopped=lambda _row: false(),
        into=("proposal", "formal_recommendation", "opinion_report", "topic"),
    )
    seal_columns = ("name", "kind", "field_study_id", "committee_id", "authors", "content", "finished_on")

    name: Mapped[str] = text(
        80, label=N_("Title of the report"), required=True, search=True, listed=True, filter=True
    )
    kind: Mapped[str] = choice(
        KINDS, label=N_("Kind of report"), required=True, default="research", listed=True
    )
    field_study_id: Mapped[int | None] = ref("field_study", label=N_("Field study"), filter=True)
    committee_id: Mapped[int | None] = ref(
        "special_committee", label=N_("Responsible special committee"), listed=True, filter=True
    )
    authors: Mapped[str | None] = text(
        120, label=N_("Authors as printed"), help=N_("Also those who are no members"), listed=True
    )
    content: Mapped[str | None] = note(label=N_("Text of the report"), rows=12, help=N_("Or attach the file"))
    finished_on: Mapped[date] = day(
        label=N_("Finished on"), required=True, default=clock.business_today, listed=True, sorted=True
    )
    sent_to: Mapped[str | None] = text(120, label=N_("Report sent to"), fixed=True, listed=True)
    sent_on: Mapped[date | None] = day(label=N_("Sent on"), fixed=True)
    outcome: Mapped[str | None] = note(label=N_("What it brought about"), fixed=True)
    taken_up_on: Mapped[date | None] = day(label=N_("Taken up on"), fixed=True)
    fed_back_on: Mapped[date | None] = day(label=N_("Authors told on"), fixed=True)
    state: Mapped[str] = workflow_state()

    access = Access(
        read={
            CLERK: all_rows,
            COMMITTEE: (of_body() & submitted) | in_area | by_creator,
            CHAIR: submitted,
            AUDITOR: submitted,
            MEMBER: by_creator
            | (among("report_author.report_id", of_member()) & submitted)
            | in_state("discussed", "sent", "taken_up", "fed_back"),
        },
        create={CLERK: all_rows, COMMITTEE: of_body() | by_creator, MEMBER: by_creator},
        update={role: rule & _OPEN for role, rule in _AUTHORS.items()},
        export={CLERK: all_rows, COMMITTEE: _DESK[COMMITTEE], CHAIR: submitted, AUDITOR: submitted},
        correct=_DESK,
    )
    workflow = Workflow(
        states(
            State("draft", N_("Draft"), "dashed", private=True),
            State("submitted", N_("Awaiting acceptance"), "diamond"),
            State("returned", N_("Returned"), "returned"),
            State("accepted", N_("Accepted, awaiting a meeting"), "diamond"),
            State("discussed", N_("Discussed by the meeting"), "stamp", frozen=True),
            State("sent", N_("Sent"), "half", frozen=True),
            State("taken_up", N_("Taken up"), "half", frozen=True),
            State("fed_back", N_("Authors told"), "done", frozen=True, final=True),
        ),
        Transition(
            "submit",
            ("draft", "returned"),
            "submitted",
            N_("Submit for acceptance"),
            by=_AUTHORS,
            submits=True,
            needs=("authors",),
            event="submitted",
        ),
        Transition("recall", "submitted", "draft", N_("Recall"), by=_AUTHORS, recalls=True, event="recalled"),
        Transition(
            "accept",
            "submitted",
            "accepted",
            N_("Accept the report"),
            by=_CHAIR,
            independent=True,
            queue=True,
            consequence=N_("It then goes to the chairpersons' meeting or the standing committee."),
        ),
        Transition(
            "return",
            ("submitted", "accepted"),
            "returned",
            N_("Return for changes"),
            by=_CHAIR,
            reason=True,
            event="returned",
        ),
        Transition(
            "discuss",
            "accepted",
            "discussed",
            N_("Sign what the meeting decided"),
            by=_CHAIR,
            independent=True,
            seals=True,
            queue=True,
            decided_by=("chairpersons", "standing_committee"),
            event="approved",
        ),
        Transition(
            "send", "discussed", "sent", N_("Register as sent"), by=_DESK, asks=("sent_to", "sent_on")
        ),
        Transition(
            "take_up",
            "sent",
            "taken_up",
            N_("Register what was taken up"),
            by=_DESK,
            asks=("outcome", "taken_up_on"),
        ),
        Transition(
            "feed_back",
            ("sent", "taken_up"),
            "fed_back",
            N_("Register that the authors were told"),
            by=_DESK,
            asks=("fed_back_on",),
        ),
    )

    def problems(self) -> Iterator[Problem]:
        """Its dates follow each other."""
        yield from period_problem("sent_on", self.finished_on, self.sent_on)
        yield from period_problem("taken_up_on", self.sent_on, self.taken_up_on)
        yield from period_problem("fed_back_on", self.sent_on, self.fed_back_on)


class ReportAuthor(Record):
    """A member who wrote it (执笔人、课题组成员)."""

    __tablename__ = "report_author"
    __table_args__ = (UniqueConstraint("organization_id", "report_id", "member_id"),)
    title = N_("Author who is a member")
    plural = N_("Authors who are members")
    parent = "report_id"
    is_link = True
    entered_for = ()
    area_slug = "report"
    label_columns = ("id",)

    report_id: Mapped[int] = ref("report", label=N_("Field report"), required=True)
    member_id: Mapped[int] = ref("member", label=N_("Author who is a member"), required=True, listed=True)

    access = Access(
        read={role: parent_read("report_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER)},
        create={role: parent_rule("report_id") for role in (CLERK, COMMITTEE)},
        update={role: parent_rule("report_id") for role in (CLERK, COMMITTEE)},
    )
