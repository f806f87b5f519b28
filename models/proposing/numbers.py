"""The two numbers of a proposal: each is one more than the highest that its session ever gave, and none is given twice.

Whoever gives a number holds the row of the plenary session until the end of the transaction, so two presses stand in line; what
was withdrawn or lies in the recycle bin keeps its number. The database's own constraint stands behind it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from models.base import Record, db
from models.marks import N_
from models.problems import Invalid, Problem
from models.registry import record_type
from models.transitions import perform

_WITHIN_ORGANIZATION = {"gate": "label"}
_LAST = 10**9
CHANGED_MEANWHILE = N_(
    "The list of what waits for a number has changed in the meantime; please look at it as it stands now."
)


def hold_session(session_id: int) -> None:
    """Hold the row of a plenary session until the transaction ends (on SQLite the transaction itself holds everything)."""
    session: Any = record_type("plenary_session")
    statement = select(session.id).where(session.id == session_id).with_for_update(of=session)
    db.session.execute(statement, execution_options=_WITHIN_ORGANIZATION)


def next_number(column: str, session_id: int) -> int:
    """Return the number after the highest that the session gave in ``column``; the caller writes it in this transaction."""
    hold_session(session_id)
    return last_number(column, session_id) + 1


def last_number(column: str, session_id: int) -> int:
    """Return the highest number that the session ever gave in ``column``, 0 before the first."""
    proposal: Any = record_type("proposal")
    statement = select(func.max(getattr(proposal, column))).where(proposal.session_id == session_id)
    highest: int | None = db.session.scalar(statement, execution_options=_WITHIN_ORGANIZATION)
    return highest or 0


def waiting_for_number(session_id: int) -> list[Any]:
    """Return the accepted proposals of a session, as they stand now, in the order in which they will be numbered.

    The desk's own order comes first, what it has not placed follows as it came in.
    """
    proposal: Any = record_type("proposal")
    statement = (
        select(proposal)
        .where(proposal.session_id == session_id, proposal.state == "accepted")
        .execution_options(populate_existing=True)
    )
    rows = list(db.session.scalars(statement))
    return sorted(rows, key=lambda row: (row.case_order or _LAST, row.running_number or _LAST, row.id))


def put_in_order(session_id: int, places: Mapping[int, int]) -> None:
    """Put the accepted proposals of a session in order.

    Args:
        session_id: the plenary session.
        places: id -> place, any rising numbers; what has none comes last, as it stood.
    """
    hold_session(session_id)
    rows = waiting_for_number(session_id)
    stood = {row.id: place for place, row in enumerate(rows, 1)}
    rows.sort(key=lambda row: (places.get(row.id, _LAST), stood[row.id]))
    for place, row in enumerate(rows, 1):
        if row.case_order != place:
            row.case_order = place
    db.session.flush()


def number_all(session_id: int, shown: Sequence[int]) -> list[Record]:
    """Give every accepted proposal of a session its case number, in their order, each by its own step; the caller commits.

    Args:
        session_id: the plenary session.
        shown: the ids that whoever presses has seen, in the order seen; nothing else is numbered.

    Returns:
        the numbered proposals in the order of their numbers.

    Raises:
        Invalid: when the list or its order is another one by now.
    """
    hold_session(session_id)
    rows = waiting_for_number(session_id)
    if [row.id for row in rows] != list(shown) or not rows:
        raise Invalid(None, [Problem("", CHANGED_MEANWHILE)])
    cls = type(rows[0])
    numbered = [perform(cls, row.id, "number") for row in rows]
    return [row for row in numbered if row is not None]
