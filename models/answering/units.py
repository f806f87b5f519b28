"""Which units have cases in their hands now, for tables over many cases: those that were handed them, else those decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import select

from models.answering.states import GONE
from models.base import db
from models.registry import record_type

_WITHIN_ORGANIZATION = {"gate": "label"}


class CaseUnits(NamedTuple):
    """The units of a case by id: who answers (the lead unit, or several that answer separately), and who helps."""

    answering: tuple[int, ...] = ()
    joint: tuple[int, ...] = ()


def units_of_cases(ids: Collection[int]) -> dict[int, CaseUnits]:
    """Return the units of each proposal, in at most four statements; a proposal without units is left out."""
    found = _handed(ids)
    left = set(ids) - set(found)
    if left:
        found |= _decided(left)
    return found


def _handed(ids: Collection[int]) -> dict[int, CaseUnits]:
    handling: Any = record_type("handling")
    statement = (
        select(handling.proposal_id, handling.department_id, handling.role)
        .where(
            handling.proposal_id.in_(ids),
            handling.round == "first",
            handling.state.not_in((*GONE, "planned")),
            handling.trashed_at.is_(None),
        )
        .order_by(handling.id)
    )
    return _sorted(db.session.execute(statement, execution_options=_WITHIN_ORGANIZATION))


def _decided(ids: Collection[int]) -> dict[int, CaseUnits]:
    proposal: Any = record_type("proposal")
    statement = select(proposal.id, proposal.lead_department_id).where(
        proposal.id.in_(ids), proposal.lead_department_id.is_not(None)
    )
    rows = [
        (number, unit, "lead")
        for number, unit in db.session.execute(statement, execution_options=_WITHIN_ORGANIZATION)
    ]
    for table, role in (("proposal_joint_unit", "joint"), ("proposal_separate_unit", "separate")):
        cls: Any = record_type(table)
        linked = (
            select(cls.proposal_id, cls.department_id)
            .where(cls.proposal_id.in_(ids), cls.trashed_at.is_(None))
            .order_by(cls.id)
        )
        found = db.session.execute(linked, execution_options=_WITHIN_ORGANIZATION)
        rows += [(number, unit, role) for number, unit in found]
    return _sorted(rows)


def _sorted(rows: Any) -> dict[int, CaseUnits]:
    answering: dict[int, list[int]] = defaultdict(list)
    joint: dict[int, list[int]] = defaultdict(list)
    for number, unit, role in rows:
        (joint if role == "joint" else answering)[number].append(unit)
    return {
        number: CaseUnits(tuple(answering[number]), tuple(joint[number])) for number in {*answering, *joint}
    }
