"""The only place where a state changes.

Every door (button, bulk, import, command) comes through :func:`perform`: it locks the row, asks ``can()``, checks what the act
needs, seals or unseals, tells the history, and lets the record type do what follows. A step that follows from another one
(``computed``) is taken by :func:`compute`, mostly from a record's own ``after_transition``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, true

from models import clock
from models.access import Delegated, Refused, acts_for, can, current_actor, on_behalf_of, require
from models.access.errors import NO_LONGER_DELEGATED, PAPER_NEEDED
from models.access.permissions import is_from_paper
from models.base import Record, db
from models.competence import body_problems
from models.history import timeline
from models.marks import N_
from models.problems import REQUIRED, Invalid, Problem
from models.registry import record_type
from models.seal import seal, unseal
from models.workflow import Transition
from models.writing import because, pen, tell

REASON_REQUIRED = N_("Please write the reason for the return.")
BASIS_REQUIRED = N_("Please fill in the basis: name, date and number of the meeting that decided it.")
WRONG_MEETING = N_("This is decided by another kind of meeting (%(body)s); please choose its decision.")
NOT_DECIDED = N_("The meeting has not decided this item; please choose an item that was decided.")
CHANGED_SINCE = N_(
    "This was changed after you opened it. Please look at it as it stands now, and press once more if it is still right."
)
NO_LONGER_THERE = N_("This has moved on in the meantime; please look at its present state.")


class AlreadyDone(Exception):
    """Somebody else was first; carries who, when and what, for the sentence."""

    def __init__(self, who: str | None, when: Any, what: str | None) -> None:
        self.who, self.when, self.what = who, when, what
        super().__init__("already done")


@dataclass(slots=True)
class Request:
    """What a person hands in with a transition."""

    reason: str | None = None
    decision_id: int | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    version: int | None = None
    """Of the record as the person saw it: what was changed since is looked at before it is decided."""


def offered(record: Record) -> list[Transition]:
    """Return the transitions that the actor may press on the record now, in declared order."""
    if record.workflow is None:
        return []
    actor = current_actor()
    return [
        transition
        for transition in record.workflow.leaving(record.state)
        if not transition.computed and can(actor, f"transition:{transition.name}", record)
    ]


def lock(cls: type[Record], record_id: int) -> Record | None:
    """Return the row as it stands now, locked until the end of the transaction (on SQLite the transaction holds the lock)."""
    statement = (
        select(cls)
        .where(cls.id == record_id)
        .with_for_update(of=cls)
        .execution_options(populate_existing=True)
    )
    return db.session.scalar(statement)


def perform(cls: type[Record], record_id: int, name: str, given: Request | None = None) -> Record | None:
    """Take one step; the caller commits.

    :returns: the record in its new state; ``None`` when the actor cannot read such a row.
    :raises AlreadyDone: somebody else was first.
    :raises Refused: the actor may not; the sentence says why.
    :raises Invalid: something is missing; the problems name the fields.
    """
    given = given or Request()
    record = lock(cls, record_id)
    if record is None:
        return None
    assert cls.workflow is not None
    transition = cls.workflow.transitions[name]
    if record.state not in transition.sources:
        raise already_done(record)
    behalf = require(current_actor(), f"transition:{name}", record).behalf
    if given.version is not None and given.version != record.version:
        raise Invalid(record, [Problem("", CHANGED_SINCE)])
    if behalf is not None:
        _hold(behalf)
    with on_behalf_of(behalf):
        take(record, transition, given)
    return record


def _hold(behalf: Delegated) -> None:
    """Keep a delegation in force until the act under it is committed; who withdraws it meanwhile waits.

    :raises Refused: it was withdrawn, or ran out, since the request began.
    """
    delegation: Any = record_type("delegation")
    today = clock.business_today()
    found = db.session.scalar(
        select(delegation.id)
        .where(
            delegation.id == behalf.delegation_id,
            delegation.state == "in_force",
            delegation.trashed_at.is_(None),
            delegation.valid_from <= today,
            delegation.valid_until >= today,
        )
        .with_for_update(read=True)
        .execution_options(gate="label")
    )
    if found is None:
        raise Refused(NO_LONGER_DELEGATED, name=behalf.giver.label)


def take(record: Record, transition: Transition, given: Request) -> None:
    """Carry out a transition whose right has been asked for."""
    _move(record, transition, given, {})


def _move(record: Record, transition: Transition, given: Request, values: Mapping[str, Any]) -> None:
    before = record.state
    with because(db.session, given.reason), pen(db.session, record, f"transition:{transition.name}"):
        for name, value in values.items():
            setattr(record, name, value)
        _fill_in(record, transition, given)
        record.state = transition.target
        record.state_since = clock.now()
        _stamp(record, transition)
        if transition.seals:
            seal(record)
        record.after_transition(transition.name)
    tell(
        transition.kind,
        record,
        reason=given.reason,
        detail={
            "from": before,
            "to": transition.target,
            "transition": transition.name,
            "decision": given.decision_id,
        },
    )


def already_done(record: Record) -> AlreadyDone:
    """Return who moved the record on, and when, as the history has it."""
    page = timeline(db.session(), record.__tablename__, record.id, limit=20)
    line = next((line for line in page.lines if line.entry == "event"), None)
    if line is None or record.workflow is None:
        return AlreadyDone(None, None, None)
    step = record.workflow.transitions.get((line.detail or {}).get("transition", ""))
    return AlreadyDone(line.actor_label, line.moment, step.label if step else None)


def compute(record: Record, name: str, **values: Any) -> bool:
    """Take a computed transition (a consequence of the act that is being carried out), writing ``values`` with it.

    :returns: whether it was taken; not from a state where it cannot be.
    :raises ValueError: for a transition that a person presses.
    """
    assert record.workflow is not None
    transition = record.workflow.transitions[name]
    if not transition.computed:
        raise ValueError(f"{name} is not computed")
    if record.state not in transition.sources:
        return False
    _move(record, transition, Request(), values)
    return True


def add_derived(rows: Iterable[Record]) -> None:
    """Insert rows that a step makes by itself: no person has the right to make them by hand."""
    with ExitStack() as pens:
        for row in rows:
            db.session.add(row)
            pens.enter_context(pen(db.session, row, "derive"))
        db.session.flush()


def _fill_in(record: Record, transition: Transition, given: Request) -> None:
    problems: list[Problem] = []
    if transition.reason and not (given.reason or "").strip():
        problems.append(Problem("reason", REASON_REQUIRED))
    for name in transition.inputs:
        if name in given.answers:
            setattr(record, name, given.answers[name])
    for name in (*transition.needs, *transition.asks):
        if getattr(record, name) in (None, ""):
            problems.append(Problem(name, REQUIRED, {"field": record.__table__.c[name].info["label"]}))
    if transition.bodies and record.deciding_bodies(transition):
        problems.extend(_decision_problems(record, transition, given))
    if needs_paper(record, transition):
        problems.append(Problem("signed_paper", PAPER_NEEDED))
    if problems:
        raise Invalid(record, problems)


def needs_paper(record: Record, transition: Transition) -> bool:
    """Return whether the actor takes the step for another, and its signed paper is not attached yet.

    A record typed from paper is submitted with the scan it was typed from; any other step of another has a paper of its own,
    attached since the record is in its state: the receipt of a unit is not its answer.
    """
    # Who takes back what they typed says nothing for another.
    if current_actor().system is not None or transition.recalls:
        return False
    if transition.submits and any(getattr(record, f"entered_for_{kind}_id") for kind in record.entered_for):
        return not has_signed_paper(record)
    return is_from_paper(current_actor(), transition, record) and not has_signed_paper(
        record, record.state_since
    )


def _decision_problems(record: Record, transition: Transition, given: Request) -> list[Problem]:
    if given.decision_id is None:
        return [Problem("decision_id", BASIS_REQUIRED)]
    decision, meeting = record_type("meeting_decision"), record_type("meeting")
    row = db.session.execute(
        select(decision.outcome, meeting.kind, meeting.committee_id, meeting.member_group_id)
        .select_from(decision)
        .join(meeting, meeting.id == decision.meeting_id)
        .where(decision.id == given.decision_id)
    ).first()
    if row is None:
        return [Problem("decision_id", BASIS_REQUIRED)]
    bodies = record.deciding_bodies(transition)
    if row.kind not in bodies:
        return [Problem("decision_id", WRONG_MEETING, {"body": [meeting_label(kind) for kind in bodies]})]
    if row.outcome != "decided":
        return [Problem("decision_id", NOT_DECIDED)]
    if wrong := body_problems(record, row):
        return wrong
    record.decision_id = given.decision_id
    return []


def meeting_label(kind: str) -> str:
    """Return what a kind of meeting is called (English message id)."""
    column = record_type("meeting").__table__.c.kind
    return next((choice.label for choice in column.info["choices"] if choice.value == kind), kind)


def has_signed_paper(record: Record, since: datetime | None = None) -> bool:
    """Return whether the scan of a signed paper is attached to the record, attached at ``since`` or later when that is given."""
    attachment: Any = record_type("attachment")
    found = db.session.scalar(
        select(attachment.id)
        .where(
            attachment.record_table == record.__tablename__,
            attachment.record_id == record.id,
            attachment.kind == "signed_paper",
            attachment.created_at >= since if since is not None else true(),
            attachment.trashed_at.is_(None),
        )
        .limit(1)
        .execution_options(gate="label")
    )
    return found is not None


def _stamp(record: Record, transition: Transition) -> None:
    account = current_actor().account_id
    workflow = record.workflow
    assert workflow is not None
    if transition.submits:
        record.submitted_at = clock.now()
        record.submitted_by_id = account
        _add_hand(record, account)
        if (behalf := acts_for()) is not None:
            _add_hand(record, behalf.giver.account_id)
    if transition.recalls:
        record.submitted_at = None
        record.submitted_by_id = None
    if (
        record.sealed_at is not None
        and not workflow.state(transition.target).frozen
        and not transition.seals
        and _undoes(workflow, transition)
    ):
        unseal(record)


def _undoes(workflow: Any, transition: Transition) -> bool:
    """Return whether the step leads back to where the text may be changed again."""
    order = list(workflow.states)
    return order.index(transition.target) < min(order.index(source) for source in transition.sources)


def _add_hand(record: Record, account: int | None) -> None:
    if account is not None and f",{account}," not in (record.hands or ""):
        record.hands = (record.hands or ",") + f"{account},"


def refuse_if_stale(record: Record, version: int | None) -> None:
    """Refuse a form that was opened before somebody else saved."""
    if version is not None and record.version != version:
        raise Refused(NO_LONGER_THERE)
