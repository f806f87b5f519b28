"""FollowThrough (重点提案督办): one line of the task breakdown table (重点提案督办任务分解表)."""

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
    in_area,
    of_body,
    parent_read,
)
from models.base import Record
from models.deadlines import Deadline
from models.fields import Choice, choice, choices, count, day, note, ref, text, workflow_state
from models.lookups import columns_of, is_new, rows_where
from models.marks import N_
from models.periods import covers, period_problem
from models.problems import Problem
from models.serving import not_serving_problem
from models.workflow import State, Transition, Workflow, states

DEGREES = (
    Choice("lead", N_("Followed through by a leader")),
    Choice("handle", N_("Key handling by the unit")),
    Choice("track", N_("Kept in view by the proposal committee")),
)
"""How a key proposal is looked after: places name some by ballot of the standing committee, others by the chairpersons."""
WAYS = (
    Choice("talk", N_("Discussion with the unit")),
    Choice("study", N_("Field study")),
    Choice("inspection", N_("Inspection on site")),
    Choice("meeting", N_("Follow-through meeting")),
    Choice("visit", N_("Visit to proposer and unit")),
)
LEADERS = frozenset({"chairman", "vice_chairman", "secretary_general"})
"""Posts whose holders sit in the chairpersons' meeting; one of them leads each follow-through."""

_NOT_KEY = N_(
    "Only a key proposal is followed through; please have it named by a meeting and marked as key first."
)
_NO_LEADER = N_(
    "On that day this member held no post in the chairpersons' meeting; please choose its chair, a vice chair or the "
    "secretary general."
)
_TWICE = N_("This proposal stands on the task table already; please open that row.")
_NOT_TOMORROW = N_("This day lies in the future; please write the day on which it happened.")
_BEFORE_IT_STOOD = N_("Earlier than the day on which it was put on the table, %(day)s; please check both.")
_under_way = ("planned", "running")
_READ_PARENT = parent_read("proposal_id")
_DESK = {CLERK: all_rows, COMMITTEE: in_area}
_BODY = {CLERK: all_rows, COMMITTEE: in_area | of_body()}


class FollowThrough(Record):
    """How one key proposal is followed through: who leads, which body supervises, how, until when, and what came of it.

    The units that handle the case stand with the proposal and are never typed here; the work stays theirs, and nothing here says
    that they are done.
    """

    __tablename__ = "follow_through"
    title = N_("Follow-through of a key proposal")
    plural = N_("Follow-through of key proposals")
    carries_on = "proposal_id"
    parent = "proposal_id"
    entered_for = ()
    area_slug = "proposal"
    fact_date_from = "listed_on"

    case_number: Mapped[int | None] = count(
        label=N_("Case number"), lowest=1, fixed=True, listed=True, filter=True
    )
    case_key: Mapped[str] = text(
        40, label=N_("Order of cases"), required=True, fixed=True, default="", sorted=True
    )
    name: Mapped[str] = text(
        60,
        label=N_("Title of the proposal"),
        required=True,
        fixed=True,
        default="",
        search=True,
        listed=True,
    )
    proposal_id: Mapped[int] = ref("proposal", label=N_("Proposal"), required=True, filter=True)
    session_id: Mapped[int | None] = ref(
        "plenary_session", label=N_("Plenary session of the proposal"), fixed=True, filter=True
    )
    degree: Mapped[str] = choice(
        DEGREES, label=N_("Degree of follow-through"), required=True, default="lead", listed=True
    )
    leader_id: Mapped[int] = ref("seat", label=N_("Supervising leader"), required=True, listed=True)
    committee_id: Mapped[int] = ref(
        "special_committee", label=N_("Supervising body"), required=True, listed=True, filter=True
    )
    partners: Mapped[str | None] = text(
        120, label=N_("Assisting bodies and units"), help=N_("Several names with 、 between them")
    )
    ways: Mapped[str] = choices(WAYS, label=N_("Ways of following through"), required=True)
    responsible: Mapped[str] = text(
        60, label=N_("Person responsible"), required=True, help=N_("Name and post, of the supervising body")
    )
    listed_on: Mapped[date] = day(
        label=N_("Put on the task table on"), required=True, default=clock.business_today
    )
    due_on: Mapped[date] = day(label=N_("Time limit"), required=True, listed=True, index=True)
    progress: Mapped[str | None] = note(label=N_("Progress of the follow-through"), rows=4)
    progress_on: Mapped[date | None] = day(label=N_("As of"))
    result: Mapped[str | None] = note(label=N_("Result of the follow-through"), rows=4)
    finished_on: Mapped[date | None] = day(label=N_("Finished on"), fixed=True)
    dropped_reason: Mapped[str | None] = note(label=N_("Why it was taken off the table"), rows=2, fixed=True)
    state: Mapped[str] = workflow_state()

    deadline = Deadline(due="due_on", open=_under_way, label=N_("Follow-through of key proposals"))
    access = Access(
        read={
            CLERK: all_rows,
            COMMITTEE: in_area | of_body(),
            CHAIR: all_rows,
            AUDITOR: all_rows,
            MEMBER: _READ_PARENT,
            DEPARTMENT: _READ_PARENT,
        },
        create=_DESK,
        update=_BODY,
        trash=_DESK,
        export={CLERK: all_rows, COMMITTEE: in_area | of_body(), CHAIR: all_rows, AUDITOR: all_rows},
    )
    workflow = Workflow(
        states(
            State("planned", N_("On the task table"), "ring"),
            State("running", N_("Being followed through"), "half"),
            State("finished", N_("Follow-through finished"), "done", final=True),
            State("dropped", N_("Taken off the task table"), "ended", final=True),
        ),
        Transition("start", "planned", "running", N_("Begin the follow-through"), by=_BODY),
        Transition(
            "finish",
            "running",
            "finished",
            N_("Finish the follow-through"),
            by=_BODY,
            asks=("result", "finished_on"),
            consequence=N_(
                "The case itself goes on: the unit answers it and the proposer judges the answer."
            ),
        ),
        Transition(
            "drop",
            _under_way,
            "dropped",
            N_("Take off the task table"),
            by=_DESK,
            asks=("dropped_reason",),
        ),
    )

    def before_save(self) -> None:
        """Take number, title and session from the proposal."""
        case = columns_of("proposal", self.proposal_id, "case_number", "number_key", "name", "session_id")
        if case is not None:
            self.case_number, self.case_key, self.name = case.case_number, case.number_key, case.name
            self.session_id = case.session_id

    def problems(self) -> Iterator[Problem]:
        """A key proposal, once on the table, led by somebody of the chairpersons' meeting, with its days in order."""
        changed = self.changed_columns()
        if is_new(self) or "proposal_id" in changed:
            yield from self._proposal_problems()
        if is_new(self) or changed & {"leader_id", "listed_on"}:
            yield from self._leader_problems()
        yield from period_problem("due_on", self.listed_on, self.due_on)
        for name in ("progress_on", "finished_on"):
            said: date | None = getattr(self, name)
            if said is None or name not in changed:
                continue
            if said > clock.business_today():
                yield Problem(name, _NOT_TOMORROW)
            elif said < self.listed_on:
                yield Problem(name, _BEFORE_IT_STOOD, {"day": self.listed_on})

    def _proposal_problems(self) -> Iterator[Problem]:
        case = columns_of("proposal", self.proposal_id, "key")
        if case is not None and not case.key:
            yield Problem("proposal_id", _NOT_KEY)
        others = rows_where("follow_through", "state", where={"proposal_id": self.proposal_id}, but=self.id)
        if any(row.state != "dropped" for row in others):
            yield Problem("proposal_id", _TWICE)

    def _leader_problems(self) -> Iterator[Problem]:
        yield from not_serving_problem("leader_id", self.leader_id, self.listed_on)
        posts = rows_where(
            "seat_assignment", "post", "valid_from", "valid_until", where={"seat_id": self.leader_id}
        )
        if not any(
            row.post in LEADERS and covers(self.listed_on, row.valid_from, row.valid_until) for row in posts
        ):
            yield Problem("leader_id", _NO_LEADER)
