"""The task breakdown table of key proposals (重点提案督办任务分解表), as it is printed and sent round."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models.answering.units import CaseUnits, units_of_cases
from models.base import db
from models.office.department import Department
from models.office.plenary_session import PlenarySession
from models.office.special_committee import SpecialCommittee
from models.people.seat import Seat
from models.proposals.follow_through import WAYS, FollowThrough
from models.proposals.proposal import Proposal
from panel.language import translate
from panel.listing.labels import labels

BETWEEN = "、"
"""Between names of one cell; part of the paper, the same in every language."""


def sessions() -> list[Any]:
    """Return the sessions (id, name and their supervision plan) that have lines the actor reads, the latest first."""
    lines = select(FollowThrough.session_id).where(FollowThrough.state != "dropped").distinct()
    statement = (
        select(
            PlenarySession.id,
            PlenarySession.name,
            PlenarySession.supervision_plan,
            PlenarySession.supervision_document,
        )
        .where(PlenarySession.id.in_(lines))
        .order_by(PlenarySession.opens_on.desc())
    )
    return list(db.session.execute(statement))


def table_of(session_id: int) -> list[dict[str, Any]]:
    """Return the lines of a session that the actor reads, in the order of the case numbers; what was taken off is left out."""
    line = FollowThrough
    statement = (
        select(line, Proposal.proposer)
        .join(Proposal, Proposal.id == line.proposal_id)
        .where(line.session_id == session_id, line.state != "dropped")
        .order_by(line.case_key, line.id)
    )
    rows = list(db.session.execute(statement))
    units = units_of_cases({row.proposal_id for row, _proposer in rows})
    departments = labels(Department, {n for case in units.values() for n in (*case.answering, *case.joint)})
    leaders = labels(Seat, {row.leader_id for row, _proposer in rows})
    bodies = labels(SpecialCommittee, {row.committee_id for row, _proposer in rows})
    ways = {way.value: translate(way.label) for way in WAYS}
    found = []
    for row, proposer in rows:
        case = units.get(row.proposal_id, CaseUnits())
        found.append(
            {
                "id": row.id,
                "case_number": row.case_number or "",
                "title": row.name,
                "proposer": proposer,
                "leader": _text(leaders, row.leader_id),
                "body": _text(bodies, row.committee_id),
                "partners": row.partners or "",
                "answering": BETWEEN.join(_text(departments, number) for number in case.answering),
                "joint": BETWEEN.join(_text(departments, number) for number in case.joint),
                "ways": BETWEEN.join(text for value, text in ways.items() if f",{value}," in row.ways),
                "responsible": row.responsible,
                "due": row.due_on,
                "progress": row.progress or "",
                "progress_on": row.progress_on,
                "result": row.result or "",
            }
        )
    return found


def _text(named: Any, number: int) -> str:
    return named[number].text if number in named else ""
