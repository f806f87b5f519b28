"""What becomes of the signers of a proposal when it is sent round, taken back or submitted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from models import clock
from models.base import Record, db
from models.proposing.settings import COUNTERSIGN_DAYS
from models.registry import record_type
from models.transitions import compute


def signers(proposal: Record, *states: str) -> list[Record]:
    """Return the signers of a proposal in one of the states, by their order; whoever sends a proposal round may read them all."""
    signer: Any = record_type("proposal_signer")
    statement = (
        select(signer)
        .where(signer.proposal_id == proposal.id, signer.state.in_(states), signer.trashed_at.is_(None))
        .order_by(signer.rank, signer.id)
        .execution_options(gate="label")
    )
    return list(db.session.scalars(statement))


def last_day(today: date) -> date:
    """Return until when countersigning runs that begins today: as many days as the term says."""
    return today + timedelta(days=COUNTERSIGN_DAYS.value(on=today))


def send_round(proposal: Any) -> None:
    """Ask everybody on the list, until the day that the proposer named or the term says."""
    if proposal.countersign_until is None:
        proposal.countersign_until = last_day(clock.business_today())
    for signer in signers(proposal, "listed"):
        compute(signer, "ask")


def take_back(proposal: Any) -> None:
    """Put everybody back on the list: the text may change now, and nobody has signed the new one."""
    for signer in signers(proposal, "asked", "signed", "declined"):
        compute(signer, "reset", opinion=None, signed_on=None)


def close_round(proposal: Any) -> None:
    """Let those who have not signed drop out."""
    for signer in signers(proposal, "listed", "asked"):
        compute(signer, "expire")
