"""PlenarySession (全体会议届次)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models import clock
from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, Access, all_rows, in_area
from models.base import Record
from models.counting_rules import BASES, MERGED
from models.fields import choice, count, day, moment, ref, text, workflow_state
from models.lookups import columns_of, rows_where
from models.marks import N_
from models.numerals import chinese_number
from models.periods import BEFORE_START, overlap, period_problem
from models.problems import REQUIRED, Problem
from models.serving import outside_term_problem
from models.usage import keep_while_used
from models.workflow import State, Transition, Workflow, states

_OVERLAP = N_(
    "Overlaps with %(other)s; two plenary sessions do not meet at the same time, please check the dates."
)
_WINDOW = N_("Proposals are open from one minute until another; please fill in both or leave both empty.")
_NO_PLENARY = N_("This meeting is no plenary session; please choose another.")
_TAKEN = N_("This meeting already stands with %(other)s; please choose another.")
_ADOPTED_WHEN = N_("Please say which meeting adopted the supervision plan.")
_NOT_DECIDED = N_("The meeting has not decided this item; please choose an item that was decided.")
_NOT_YET = N_("The session has not opened yet; please take this step on its first day or later.")
_NOT_OVER = N_("The session is not over yet; please take this step on its last day or later.")
_DESK = {CLERK: all_rows, COMMITTEE: in_area}
_OFFICE = {CLERK: all_rows, CHAIR: all_rows}


@keep_while_used
class PlenarySession(Record):
    """One plenary session of a term: when it sits, until which minute it takes proposals, and how its proposals are counted.

    The meeting itself, with attendance and decisions, is the row of the meetings that it names.
    """

    __tablename__ = "plenary_session"
    __table_args__ = (UniqueConstraint("organization_id", "term_id", "number"),)
    title = N_("Plenary session of a term")
    plural = N_("Plenary sessions of the terms")
    entered_for = ()
    short_list = True
    fact_date_from = "opens_on"

    term_id: Mapped[int] = ref("term", label=N_("Term"), required=True, listed=True, filter=True)
    number: Mapped[int] = count(label=N_("Number of the session"), required=True, lowest=1, highest=99)
    name: Mapped[str] = text(
        20, label=N_("Label of the session"), required=True, default="", search=True, listed=True,
        help=N_("Empty: made from term and number"),
    )  # fmt: skip
    meeting_id: Mapped[int | None] = ref(
        "meeting", label=N_("Meeting"), help=N_("With attendance and decisions")
    )
    opens_on: Mapped[date] = day(label=N_("First day"), required=True, listed=True, sorted=True)
    closes_on: Mapped[date] = day(label=N_("Last day"), required=True, listed=True)
    proposals_from: Mapped[datetime | None] = moment(label=N_("Proposals open from"))
    proposals_until: Mapped[datetime | None] = moment(
        label=N_("Proposals open until"), listed=True, help=N_("To the minute, as the notice says")
    )
    scoring_from: Mapped[date | None] = day(label=N_("Scoring year from"))
    scoring_until: Mapped[date | None] = day(label=N_("Scoring year until"))
    merged_proposals: Mapped[str | None] = choice(
        MERGED, label=N_("Merged proposals"), filter=False, help=N_("Empty: as the term says")
    )
    percentage_base: Mapped[str | None] = choice(
        BASES, label=N_("Base of percentages"), filter=False, help=N_("Empty: as the term says")
    )
    supervision_plan: Mapped[str | None] = text(80, label=N_("Supervision plan"), help=N_("Its title"))
    supervision_document: Mapped[str | None] = text(60, label=N_("Document number of the supervision plan"))
    supervision_decision_id: Mapped[int | None] = ref(
        "meeting_decision", label=N_("Supervision plan adopted by")
    )
    supervision_adopted_on: Mapped[date | None] = day(label=N_("Supervision plan adopted on"))
    state: Mapped[str] = workflow_state()

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT), all_rows),
        create=_DESK,
        update=_DESK,
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
        correct=_DESK,
    )
    workflow = Workflow(
        states(
            State("preparing", N_("In preparation"), "ring"),
            State("in_session", N_("In session"), "half"),
            State("handling", N_("After the session, cases being handled"), "half"),
            State("archived", N_("Archived"), "stamp", frozen=True),
        ),
        Transition(
            "open",
            "preparing",
            "in_session",
            N_("Open the session"),
            by=_OFFICE,
            needs=("proposals_from", "proposals_until"),
        ),
        Transition(
            "close",
            "in_session",
            "handling",
            N_("Close the session"),
            by=_OFFICE,
            consequence=N_("What is submitted after the last minute is a proposal between sessions."),
        ),
        Transition(
            "archive",
            "handling",
            "archived",
            N_("Archive"),
            by=_OFFICE,
            needs=("scoring_from", "scoring_until"),
            seals=True,
            consequence=N_("The session can then no longer be changed directly."),
        ),
        Transition(
            "unlock",
            "archived",
            "handling",
            N_("Unlock"),
            by={CHAIR: all_rows},
            reason=True,
            consequence=N_(
                "The session can be changed again until it is archived anew; the reason stays in the history."
            ),
        ),
    )

    def before_save(self) -> None:
        """Make the label from term and number, and take what was left open from the term and the deciding meeting."""
        term = columns_of("term", self.term_id, "number", "merged_proposals", "percentage_base")
        if term is not None:
            self.merged_proposals = self.merged_proposals or term.merged_proposals
            self.percentage_base = self.percentage_base or term.percentage_base
            if not self.name and self.number:
                self.name = f"{chinese_number(term.number)}届{chinese_number(self.number)}次"
        if self.supervision_decision_id is not None and self.supervision_adopted_on is None:
            decision = columns_of("meeting_decision", self.supervision_decision_id, "fact_date")
            self.supervision_adopted_on = decision.fact_date if decision is not None else None

    def problems(self) -> Iterator[Problem]:
        """Sessions of a term follow each other; every period ends after it begins; the plan was decided by a meeting."""
        yield from period_problem("closes_on", self.opens_on, self.closes_on)
        yield from period_problem("scoring_until", self.scoring_from, self.scoring_until)
        yield from outside_term_problem("opens_on", self.term_id, self.opens_on)
        yield from self._window_problems()
        for other in rows_where("plenary_session", "name", "opens_on", "closes_on", where={}, but=self.id):
            if overlap((self.opens_on, self.closes_on), (other.opens_on, other.closes_on)):
                yield Problem("opens_on", _OVERLAP, {"other": other.name})
        yield from self._meeting_problems()
        yield from self._plan_problems()
        if self.state != "preparing" and self.opens_on > clock.business_today():
            yield Problem("opens_on", _NOT_YET)
        if self.state in ("handling", "archived") and self.closes_on > clock.business_today():
            yield Problem("closes_on", _NOT_OVER)

    def _window_problems(self) -> Iterator[Problem]:
        if (self.proposals_from is None) != (self.proposals_until is None):
            yield Problem("proposals_until" if self.proposals_from else "proposals_from", _WINDOW)
        elif self.proposals_from and self.proposals_until and self.proposals_until < self.proposals_from:
            start = self.proposals_from.astimezone(clock.OFFICE_ZONE).date()
            yield Problem("proposals_until", BEFORE_START, {"start": start})

    def _meeting_problems(self) -> Iterator[Problem]:
        meeting = columns_of("meeting", self.meeting_id, "kind")
        if meeting is None:
            return
        if meeting.kind != "plenary":
            yield Problem("meeting_id", _NO_PLENARY)
        for other in rows_where(
            "plenary_session", "name", where={"meeting_id": self.meeting_id}, but=self.id
        ):
            yield Problem("meeting_id", _TAKEN, {"other": other.name})

    def _plan_problems(self) -> Iterator[Problem]:
        decision = columns_of("meeting_decision", self.supervision_decision_id, "outcome")
        if decision is not None and decision.outcome != "decided":
            yield Problem("supervision_decision_id", _NOT_DECIDED)
        if self.supervision_adopted_on is not None and decision is None:
            yield Problem("supervision_decision_id", _ADOPTED_WHEN)
        if decision is not None and not self.supervision_plan:
            label = self.__table__.c.supervision_plan.info["label"]
            yield Problem("supervision_plan", REQUIRED, {"field": label})
