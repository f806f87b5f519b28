"""When every unit has answered, and when the proposal committee can close a case: never over "not satisfied"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from models.answering.states import DONE, WITH_UNIT
from models.base import db
from models.lookups import rows_where, title_of
from models.marks import N_
from models.problems import Problem
from models.registry import record_type
from models.transitions import compute

WITHIN = {"gate": "label"}

_NOT_ANSWERED = N_("%(unit)s has not answered yet; the case cannot be closed.")
_NOT_SATISFIED = N_(
    "The proposer is not satisfied with %(unit)s; it must be handled again before the case is closed."
)
_ASKED = N_(
    "The proposers are still asked about %(unit)s; please wait for their feedback or register it as missing."
)


def locked_case(proposal_id: int) -> Any:
    """Return the proposal as it stands now, locked until the transaction ends: of two last answers the second sees the first."""
    proposal: Any = record_type("proposal")
    statement = (
        select(proposal)
        .where(proposal.id == proposal_id)
        .with_for_update(of=proposal)
        .execution_options(populate_existing=True, **WITHIN)
    )
    with db.session.no_autoflush:
        return db.session.scalars(statement).one()


def settle(proposal_id: int) -> None:
    """Move a case on when the last of its units has answered."""
    case = locked_case(proposal_id)
    db.session.flush()
    states = [row.state for row in rows_where("handling", "state", where={"proposal_id": proposal_id})]
    if not any(state in (*WITH_UNIT, "planned") for state in states):
        compute(case, "answer")


def problems_of(proposal: Any) -> Iterator[Problem]:
    """Yield why a case cannot be closed: a unit without an answer, a "not satisfied", or a proposer who is still asked."""
    columns = ("state", "feedback", "department_id")
    for row in rows_where("handling", *columns, where={"proposal_id": proposal.id}):
        unit = title_of("department", row.department_id)
        if row.state in WITH_UNIT:
            yield Problem("", _NOT_ANSWERED, {"unit": unit})
        elif row.state in DONE and row.feedback == "not":
            yield Problem("", _NOT_SATISFIED, {"unit": unit})
        elif row.state in DONE and row.feedback == "open":
            yield Problem("", _ASKED, {"unit": unit})


def close(proposal: Any) -> None:
    """Close the row of every unit with the case."""
    for row in _rows(proposal):
        compute(row, "close")


def end(proposal: Any) -> None:
    """End the rows of a case whose proposal was withdrawn."""
    for row in _rows(proposal):
        compute(row, "end")


def _rows(proposal: Any) -> list[Any]:
    handling: Any = record_type("handling")
    statement = (
        select(handling)
        .where(handling.proposal_id == proposal.id, handling.trashed_at.is_(None))
        .order_by(handling.id)
        .with_for_update(of=handling)
        .execution_options(populate_existing=True, **WITHIN)
    )
    return list(db.session.scalars(statement))
