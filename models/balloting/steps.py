"""Steps that follow from others: a round is counted when its tellers agree, a project evaluated when its result is fed back."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from typing import Any

from models import clock
from models.base import Record, db
from models.writing import pen, tell


def compute(record: Record, name: str, **values: Any) -> bool:
    """Take a computed transition of ``record`` in this transaction, writing ``values`` with it.

    :returns: whether it was taken; not from a state where it cannot be.
    :raises ValueError: for a transition that a person presses.
    """
    assert record.workflow is not None
    transition = record.workflow.transitions[name]
    if not transition.computed:
        raise ValueError(f"{name} is not computed")
    if record.state not in transition.sources:
        return False
    before = record.state
    with pen(db.session, record, f"transition:{name}"):
        for column, value in values.items():
            setattr(record, column, value)
        record.state = transition.target
        record.state_since = clock.now()
        record.after_transition(name)
    tell(transition.kind, record, detail={"from": before, "to": transition.target, "transition": name})
    return True


def add_derived(rows: Iterable[Any]) -> None:
    """Insert rows that a step makes by itself: no person has the right to make them by hand."""
    with ExitStack() as pens:
        for row in rows:
            db.session.add(row)
            pens.enter_context(pen(db.session, row, "derive"))
        db.session.flush()
