"""What one decision of a meeting moves: many records at once, all in one transaction, each by its own step and right.

Personnel, evaluations and assessments are decided one by one, and nobody's own work is decided together with others'.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, select

from models.access import Actor, Refused, can
from models.access.errors import PAPER_NEEDED
from models.access.permissions import is_own_work
from models.access.steps import may_take
from models.base import Record, db
from models.competence import body_problems
from models.marks import N_
from models.problems import REQUIRED, Invalid, Problem
from models.registry import record_types
from models.transitions import (
    WRONG_MEETING,
    AlreadyDone,
    Request,
    already_done,
    meeting_label,
    needs_paper,
    perform,
)
from models.workflow import Transition

NEVER_IN_A_BATCH = frozenset({"evaluation", "evaluation_round", "seat", "seat_assignment", "assessment"})
"""Evaluations, personnel and assessments are decided one by one, whatever a type declares."""
MOST = 200
"""Records that one act moves at most."""

OWN_WORK = N_("You drafted, changed or submitted it yourself; it is decided by itself, on its own page.")
GONE = N_("It has moved on in the meantime, or is no longer there.")
IN_RECORD = N_("“%(name)s”: %(what)s")


class Step(NamedTuple):
    """One step of one record type that a meeting can decide for many records."""

    cls: type[Record]
    transition: Transition

    @property
    def key(self) -> str:
        """Return its name in addresses: ``proposal.accept``."""
        return f"{self.cls.__tablename__}.{self.transition.name}"


class Hindrance(NamedTuple):
    """Why a record is not moved: a sentence (message id) with its values."""

    sentence: str
    values: dict[str, Any]


class NotMoved(Exception):
    """One record of an act could not be moved, so none was."""

    def __init__(self, record_id: int, problems: list[Problem]) -> None:
        self.record_id, self.problems = record_id, problems
        super().__init__("not moved")


def steps_of(actor: Actor, kind: str) -> list[Step]:
    """Return the steps that a kind of meeting decides and that the actor may take on some record, in the order of the types."""
    return [
        Step(cls, transition)
        for cls in record_types()
        if cls.workflow is not None and cls.__tablename__ not in NEVER_IN_A_BATCH
        for transition in cls.workflow.transitions.values()
        if kind in transition.bodies
        and not transition.computed
        and can(actor, "read", cls)
        and can(actor, f"transition:{transition.name}", cls)
    ]


def candidates(actor: Actor, step: Step) -> ColumnElement[bool]:
    """Return the condition of the records from which the actor may take the step, as it stands in a list of them."""
    return and_(step.cls.state.in_(step.transition.sources), may_take(actor, step.transition, step.cls))


def hindrance(actor: Actor, record: Record, step: Step, kind: str, meeting: Any = None) -> Hindrance | None:
    """Return why a record cannot be moved on a decision of this kind of meeting by the actor, ``None`` when it can.

    Of ``meeting`` (kind and both columns of its body), when it is given, it is looked at whether its body decides on the
    record. What only writing it shows (the rules of the record in its new state) is found when it is moved.
    """
    transition = step.transition
    if record.state not in transition.sources:
        return Hindrance(GONE, {})
    answer = can(actor, f"transition:{transition.name}", record)
    if not answer:
        return Hindrance(answer.sentence, dict(answer.values))
    if is_own_work(actor, record):
        return Hindrance(OWN_WORK, {})
    bodies = record.deciding_bodies(transition)
    if kind not in bodies:
        return Hindrance(WRONG_MEETING, {"body": [meeting_label(body) for body in bodies]})
    for problem in body_problems(record, meeting) if bodies and meeting is not None else ():
        return Hindrance(problem.sentence, dict(problem.values))
    for name in transition.needs:
        if name not in transition.inputs and getattr(record, name) in (None, ""):
            return Hindrance(REQUIRED, {"field": record.__table__.c[name].info["label"]})
    return Hindrance(PAPER_NEEDED, {}) if needs_paper(record, transition) else None


def chosen(step: Step, ids: Iterable[int]) -> Iterator[tuple[int, Record | None]]:
    """Yield the records with these ids as the actor reads them, ``None`` for one that is not there any more."""
    wanted = sorted(set(ids))[:MOST]
    rows = {row.id: row for row in db.session.scalars(select(step.cls).where(step.cls.id.in_(wanted)))}
    for number in wanted:
        yield number, rows.get(number)


def move(actor: Actor, step: Step, ids: Iterable[int], kind: str, given: Request) -> int:
    """Move the records, each by its own step; the caller commits, or rolls back when one cannot be moved.

    Args:
        actor: who presses.
        step: what is done with each.
        ids: the records, at most :data:`MOST`.
        kind: the kind of meeting whose decision ``given`` names.
        given: the decision, and what the step asks for: the same for all.

    Returns:
        How many were moved.

    Raises:
        NotMoved: the first one that could not be moved, with what hinders it.
    """
    moved = 0
    for number in sorted(set(ids))[:MOST]:
        record = db.session.scalar(select(step.cls).where(step.cls.id == number))
        if record is None:
            raise NotMoved(number, [Problem("", GONE)])
        if record.state not in step.transition.sources:
            raise already_done(record)
        found = hindrance(actor, record, step, kind)
        if found is not None:
            raise NotMoved(number, [Problem("", found.sentence, found.values)])
        try:
            perform(step.cls, number, step.transition.name, given)
            db.session.flush()
        except Invalid as invalid:
            raise NotMoved(number, invalid.problems) from None
        except Refused as refused:
            raise NotMoved(number, [Problem("", refused.sentence, refused.values)]) from None
        moved += 1
    return moved


__all__ = [
    "MOST",
    "NEVER_IN_A_BATCH",
    "AlreadyDone",
    "NotMoved",
    "Step",
    "candidates",
    "hindrance",
    "move",
    "steps_of",
]
