"""What the steps of a round, an evaluation and a rectification bring with them, in the same transaction."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models.balloting import box, issuing, planning
from models.base import db
from models.lookups import rows_where
from models.registry import record_type
from models.transitions import add_derived, compute

_WITHIN = {"gate": "label"}


def of_round(round_: Any, step: str) -> None:
    """Carry out what a step of a round brings with it."""
    if step == "submit":
        planning.freeze_scale(round_)
    elif step == "open":
        issuing.issue_ballots(round_)
    elif step == "feed_back":
        _feed_back(round_)
    elif step in ("void", "void_at_count"):
        _void(round_, step)


def _void(round_: Any, step: str) -> None:
    if step == "void":
        round_.void_cause = "fault"
    box.throw_away(round_)
    for evaluation in _evaluations(round_.id):
        compute(evaluation, "void")


def _feed_back(round_: Any) -> None:
    rectification: Any = record_type("rectification")
    demanded = []
    for evaluation in _evaluations(round_.id):
        if compute(evaluation, "feed_back") and evaluation.rectification:
            demanded.append(
                rectification(
                    round_id=round_.id,
                    evaluation_id=evaluation.id,
                    department_id=evaluation.department_id,
                    committee_id=evaluation.committee_id,
                    name=evaluation.name,
                    demanded=evaluation.rectification,
                    due_on=evaluation.rectification_due,
                )
            )
    add_derived(demanded)


def of_evaluation(evaluation: Any, step: str) -> None:
    """Carry out what a step of an evaluation brings with it: the last approval moves the round, feeding back the project."""
    if step == "approve":
        # Locked first: of two chairs who approve the last two at once, the second sees what the first did.
        round_ = _locked("evaluation_round", evaluation.round_id)
        others = rows_where("evaluation", "state", where={"round_id": evaluation.round_id}, but=evaluation.id)
        if all(row.state == "approved" for row in others):
            compute(round_, "approve_opinions")
    elif step == "feed_back" and evaluation.project_id is not None:
        compute(_locked("livelihood_project", evaluation.project_id), "evaluate")


def of_rectification(rectification: Any, step: str) -> None:
    """Carry out what a step of a rectification brings with it: the round goes on once every unit has reported."""
    if step != "report":
        return
    round_ = _locked("evaluation_round", rectification.round_id)
    others = rows_where(
        "rectification", "state", where={"round_id": rectification.round_id}, but=rectification.id
    )
    done = all(row.state in ("reported", "rechecked") for row in others)
    compute(round_, "all_rectified" if done else "start_rectifying")


def _evaluations(round_id: int) -> list[Any]:
    evaluation: Any = record_type("evaluation")
    statement = select(evaluation).where(evaluation.round_id == round_id).order_by(evaluation.id)
    return list(db.session.scalars(statement, execution_options=_WITHIN))


def _locked(table: str, record_id: int) -> Any:
    """Return the row as it stands now, locked until the transaction ends; what follows from a step needs no right of its own."""
    cls: Any = record_type(table)
    statement = (
        select(cls)
        .where(cls.id == record_id)
        .with_for_update(of=cls)
        .execution_options(populate_existing=True, gate="label")
    )
    with db.session.no_autoflush:
        return db.session.scalars(statement).one()
