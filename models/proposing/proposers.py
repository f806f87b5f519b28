"""Who proposed a case: the first proposer, those who countersigned, and the proposers of what was merged into it."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import or_, select

from models.base import Record, db
from models.lookups import columns_of, rows_where, title_of
from models.registry import record_type

_COLLECTIVE = {"sector": ("sector", "sector_id"), "group": ("member_group", "member_group_id"),
               "committee": ("special_committee", "committee_id")}  # fmt: skip
BODIES = frozenset({"party", "peoples_organization", *_COLLECTIVE})
"""Kinds of proposer that are bodies: they act with their name and seal."""
JOINT_SIGN = "、"
"""Between names; part of the data, the same in every language."""


class Proposer(NamedTuple):
    """One proposer of a case: of which proposal, which member and seat (none for a body), and the name."""

    proposal_id: int
    member_id: int | None
    seat_id: int | None
    name: str


def shown_proposer(record: Any) -> str:
    """Return the proposer as lists print it: the member's name, the names of all who signed, or the body."""
    kind = record.proposer_kind or "one"
    if kind in _COLLECTIVE:
        table, column = _COLLECTIVE[kind]
        return title_of(table, getattr(record, column)) or ""
    if kind in BODIES:
        return record.body_name or ""
    seat = columns_of("seat", record.seat_id, "name")
    names = [seat.name] if seat is not None else []
    if record.id is not None and kind == "joint":
        names += [row.name for row in signed_of(record.id)]
    return JOINT_SIGN.join(names)


def signed_of(proposal_id: int) -> list[Any]:
    """Return the rows (id, seat_id, member_id, name) of those who countersigned a proposal, in their order."""
    rows = rows_where(
        "proposal_signer", "id", "seat_id", "member_id", "name", "rank",
        where={"proposal_id": proposal_id, "state": "signed"},
    )  # fmt: skip
    return sorted(rows, key=lambda row: (row.rank, row.id))


def proposers_of(case_id: int) -> list[Proposer]:
    """Return everybody who gets the answer to a case and judges it: first proposers and co-signers, also of merged proposals.

    The main case comes first, then the merged ones in the order in which they came in.
    """
    proposal: Any = record_type("proposal")
    statement = (
        select(proposal.id, proposal.member_id, proposal.seat_id, proposal.proposer_kind, proposal.proposer)
        .where(or_(proposal.id == case_id, proposal.merged_into_id == case_id), proposal.trashed_at.is_(None))
        .order_by(proposal.id != case_id, proposal.running_number, proposal.id)
    )
    found: list[Proposer] = []
    with db.session.no_autoflush:
        rows = db.session.execute(statement, execution_options={"gate": "label"}).all()
    for row in rows:
        first = columns_of("seat", row.seat_id, "name")
        name = row.proposer if row.proposer_kind in BODIES or first is None else first.name
        found.append(Proposer(row.id, row.member_id, row.seat_id, name))
        found += [Proposer(row.id, s.member_id, s.seat_id, s.name) for s in signed_of(row.id)]
    return found


def is_body(record: Record) -> bool:
    """Return whether a body proposes, with its name and seal, and not members."""
    kind: Any = getattr(record, "proposer_kind", None)
    return kind in BODIES
