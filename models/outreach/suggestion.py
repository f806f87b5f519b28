"""Suggestion (献策建议)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from sqlalchemy import or_
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
    of_member,
    submitted,
)
from models.base import Record
from models.fields import code, day, note, ref, text, workflow_state
from models.following import Following, linked
from models.lookups import columns_of, is_new
from models.marks import N_
from models.periods import covers
from models.problems import Problem
from models.workflow import State, Transition, Workflow, states

_ONE_AUTHOR = N_("Please name one author: a member, or another person.")
_NOT_OPEN = N_("This drive is not open for suggestions; please ask the desk that organises it.")
_OUTSIDE = N_("The drive runs from %(start)s to %(end)s; please check the date.")
_ITSELF = N_("A suggestion does not repeat itself; please choose the one that came first.")
_OTHER_DRIVE = N_("That suggestion belongs to another drive; please choose one of the same drive.")
_CHAIN = N_("That suggestion repeats another one itself; please choose the one that came first.")
_OTHER_PERSON = N_("The paper is entered for another member than the author; please check one of the two.")
_OWN_BODY = (of_body() & submitted) | in_area | by_creator
_AUTHORS = {CLERK: all_rows, COMMITTEE: by_creator, MEMBER: of_member() & by_creator}
_REVIEWERS = {CLERK: all_rows, COMMITTEE: of_body() | in_area}
_DRAFT = in_state("draft")
REVIEWED = ("duplicate", "taken_up", "partly", "for_reference", "not_taken_up")


class Suggestion(Record):
    """One suggestion to a drive, by a member or by somebody else whom a desk enters. The text is its author's alone.

    The desk of the drive reviews it; members are told.
    """

    __tablename__ = "suggestion"
    title = N_("Suggestion to a drive")
    plural = N_("Suggestions")
    entered_for = ("member",)
    parent = "drive_id"
    area_slug = "suggestion-drive"
    turns_into: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "topic": {"subject": "name", "situation": "content", "committee_id": "committee_id"},
        "opinion_report": {"subject": "name", "advice": "content"},
        "proposal": {"name": "name", "advice": "content"},
        "report": {"name": "name", "content": "content"},
    }
    following = Following(
        N_("Suggestions handed in, repetitions left out"),
        N_(
            "Followed up: taken up, also in part, or another record was made of it. "
            "Ended: reviewed, kept for reference included. Stopped: not taken up."
        ),
        traced=lambda row: row.state.not_in(("draft", "duplicate")),
        followed=lambda row: or_(row.state.in_(("taken_up", "partly")), linked(row)),
        ended=lambda row: row.state.in_(("taken_up", "partly", "for_reference")),
        stopped=lambda row: row.state == "not_taken_up",
        into=("topic", "opinion_report", "proposal", "report"),
    )
    fact_date_from = "made_on"

    drive_id: Mapped[int] = ref(
        "suggestion_drive", label=N_("Suggestion drive"), required=True, listed=True, filter=True
    )
    name: Mapped[str] = text(80, label=N_("Suggestion in one line"), required=True, search=True, listed=True)
    content: Mapped[str] = note(label=N_("Content"), required=True, rows=6)
    category_id: Mapped[int | None] = code("suggestion_category", label=N_("Category"), listed=True)
    member_id: Mapped[int | None] = ref("member", label=N_("Author (member)"), listed=True, filter=True)
    author_name: Mapped[str | None] = text(40, label=N_("Author who is no member"), sensitivity="internal")
    author_body: Mapped[str | None] = text(60, label=N_("Body of the author"))
    made_on: Mapped[date] = day(label=N_("Handed in on"), required=True, listed=True, sorted=True)
    committee_id: Mapped[int | None] = ref(
        "special_committee", label=N_("Responsible special committee"), fixed=True
    )
    duplicate_of_id: Mapped[int | None] = ref("suggestion", label=N_("Repeats the suggestion"), fixed=True)
    review: Mapped[str | None] = note(label=N_("Review of the suggestion"), fixed=True)
    state: Mapped[str] = workflow_state()

    access = Access(
        read={
            CLERK: all_rows,
            COMMITTEE: _OWN_BODY,
            CHAIR: submitted,
            AUDITOR: submitted,
            MEMBER: (of_member() & submitted) | by_creator,
        },
        create={CLERK: all_rows, COMMITTEE: of_body() | in_area, MEMBER: of_member()},
        update={role: rule & _DRAFT for role, rule in _AUTHORS.items()},
        export={
            CLERK: all_rows,
            COMMITTEE: (of_body() & submitted) | in_area,
            CHAIR: submitted,
            AUDITOR: submitted,
        },
    )
    workflow = Workflow(
        states(
            State("draft", N_("Draft"), "dashed", private=True),
            State("submitted", N_("Handed in, to be reviewed"), "diamond"),
            State("duplicate", N_("Repeats another"), "ended"),
            State("taken_up", N_("Taken up"), "done"),
            State("partly", N_("Partly taken up"), "done"),
            State("for_reference", N_("Kept for reference"), "done"),
            State("not_taken_up", N_("Not taken up"), "ended"),
        ),
        Transition(
            "submit",
            "draft",
            "submitted",
            N_("Hand in the suggestion"),
            by=_AUTHORS,
            submits=True,
            tells=("committee",),
            consequence=N_("The suggestion counts from now on, and its text stays as it is."),
        ),
        Transition("recall", "submitted", "draft", N_("Recall"), by=_AUTHORS, recalls=True),
        Transition(
            "take_up",
            "submitted",
            "taken_up",
            N_("Take up the suggestion"),
            by=_REVIEWERS,
            asks=("review",),
            queue=True,
            tells=("member",),
        ),
        Transition(
            "take_partly",
            "submitted",
            "partly",
            N_("Take up a part of the suggestion"),
            by=_REVIEWERS,
            asks=("review",),
            tells=("member",),
        ),
        Transition(
            "keep",
            "submitted",
            "for_reference",
            N_("Keep the suggestion for reference"),
            by=_REVIEWERS,
            batch=True,
            tells=("member",),
        ),
        Transition(
            "leave",
            "submitted",
            "not_taken_up",
            N_("Do not take up the suggestion"),
            by=_REVIEWERS,
            reason=True,
            tells=("member",),
        ),
        Transition(
            "mark_duplicate",
            "submitted",
            "duplicate",
            N_("Mark as a repetition"),
            by=_REVIEWERS,
            asks=("duplicate_of_id",),
            consequence=N_("It stays and counts as received, but not as a suggestion of its own."),
        ),
        Transition("review_again", REVIEWED, "submitted", N_("Review again"), by=_REVIEWERS, reason=True),
    )

    def before_save(self) -> None:
        """Take the responsible body from the drive, and the author from the signed paper."""
        drive = columns_of("suggestion_drive", self.drive_id, "committee_id")
        self.committee_id = drive.committee_id if drive is not None else None
        if self.member_id is None and self.author_name in (None, ""):
            self.member_id = self.entered_for_member_id
        if self.state != "duplicate":
            self.duplicate_of_id = None

    def problems(self) -> Iterator[Problem]:
        """One author; handed in while the drive is open, on a day of its period; a repetition names the first one."""
        if (self.member_id is None) == (self.author_name in (None, "")):
            yield Problem("member_id", _ONE_AUTHOR)
        elif self.entered_for_member_id not in (None, self.member_id):
            yield Problem("entered_for_member_id", _OTHER_PERSON)
        drive = columns_of("suggestion_drive", self.drive_id, "state", "starts_on", "ends_on")
        if drive is None:
            return
        if not covers(self.made_on, drive.starts_on, drive.ends_on):
            yield Problem("made_on", _OUTSIDE, {"start": drive.starts_on, "end": drive.ends_on})
        handed_in = self.state == "submitted" and "submitted_at" in self.changed_columns()
        if (is_new(self) or handed_in) and drive.state != "open":
            yield Problem("drive_id", _NOT_OPEN)
        if self.duplicate_of_id is not None:
            yield from self._duplicate_problems(self.duplicate_of_id)

    def _duplicate_problems(self, first_id: int) -> Iterator[Problem]:
        first = columns_of("suggestion", first_id, "drive_id", "state")
        if first_id == self.id:
            yield Problem("duplicate_of_id", _ITSELF)
        elif first is None or first.drive_id != self.drive_id:
            yield Problem("duplicate_of_id", _OTHER_DRIVE)
        elif first.state == "duplicate":
            yield Problem("duplicate_of_id", _CHAIN)
