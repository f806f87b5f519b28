"""The printed list of a hand-over (交办清单): for each unit its cases, with its role and the other units."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select

from models.base import db
from models.lookups import rows_where
from models.registry import record_type
from panel.language import translate
from panel.listing.labels import labels


def list_of(handover: Any) -> tuple[list[dict[str, Any]], list[int]]:
    """Return the units of a batch with their cases, in the order of the case numbers, and its handing-over offices.

    A unit is a dictionary of ``name`` and ``rows``; a row has ``number``, ``title``, ``proposer``, ``role`` and ``others``. Four
    statements, however long the list is.
    """
    handling, proposal = record_type("handling"), record_type("proposal")
    cls: Any = handling
    case: Any = proposal
    statement = (
        select(
            cls.department_id,
            cls.role,
            cls.case_number,
            cls.proposal_id,
            cls.due_on,
            case.name,
            case.proposer,
        )
        .join(case, case.id == cls.proposal_id)
        .where(cls.handover_id == handover.id, cls.round == "first")
        .order_by(cls.case_number, cls.id)
    )
    rows = db.session.execute(statement).all()
    named = labels(record_type("department"), {row.department_id for row in rows})
    names = {number: label.text for number, label in named.items()}
    roles = {choice.value: translate(choice.label) for choice in handling.__table__.c.role.info["choices"]}
    units_of_case: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in rows:
        units_of_case[row.proposal_id].append((row.department_id, row.role))
    units: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        others = [
            f"{names.get(number, '')}（{roles[role]}）"
            for number, role in units_of_case[row.proposal_id]
            if number != row.department_id
        ]
        units[row.department_id].append(
            {
                "number": row.case_number,
                "title": row.name,
                "proposer": row.proposer,
                "role": roles[row.role],
                "due": row.due_on,
                "others": "、".join(others),
            }
        )
    offices = rows_where("handover_office", "department_id", where={"handover_id": handover.id})
    shown = [{"name": names.get(number, ""), "rows": found} for number, found in units.items()]
    return shown, [row.department_id for row in offices]
