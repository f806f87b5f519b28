"""The ballot box: made when a round opens, filled by the actor ``ballot-box``, emptied once.

Every ballot lies in it under a random key, in an envelope that only the box's secret opens. Nothing in the row says when it was
put there or by whom.
"""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import delete, insert, select, update

from models.access.actor import acting, system_actor
from models.access.errors import Refused
from models.balloting import envelope, keys
from models.balloting.tables import BallotBox, BallotEnvelope, Slip
from models.base import db
from models.engines import writing
from models.marks import N_
from models.registry import record_type
from models.session import maintenance

CLOSED_MEANWHILE = N_(
    "The count was closed while your ballot was on its way; it was not counted and stands as not returned."
)


def new_key() -> str:
    """Return the random key of a row: 128 bits, no order in it."""
    return secrets.token_hex(16)


def make(round_: Any) -> None:
    """Make the box of a round and its secret, in this transaction; first take away what a crash left of earlier ones."""
    destroy_spent_secrets()
    name = new_key()
    keys.make(name)
    keys.destroy_if_rolled_back(db.session, name)
    with maintenance("ballots"):
        db.session.execute(
            insert(BallotBox).values(
                key=name, organization_id=round_.organization_id, round_id=round_.id, emptied=False
            )
        )


def put_in(organization_id: int, round_id: int, content: bytes) -> None:
    """Put one paper into the box, in a transaction of its own that is committed here.

    The voter's session has been committed before: a crash in between leaves a ballot that was issued and not returned, never one
    that is counted twice.

    :raises Refused: when the round was closed in the meantime.
    """
    with acting(system_actor("ballot-box", organization_id)), maintenance("ballots"), writing():
        round_: Any = record_type("evaluation_round")
        standing = db.session.execute(
            select(BallotBox.key)
            .select_from(BallotBox)
            .join(
                round_,
                (round_.id == BallotBox.round_id) & (round_.organization_id == BallotBox.organization_id),
            )
            .where(
                BallotBox.organization_id == organization_id,
                BallotBox.round_id == round_id,
                BallotBox.emptied.is_(False),
                round_.state == "open",
            )
            # The close locks the row for itself: a ballot is in before it or refused after it.
            .with_for_update(read=True, of=round_)
        ).first()
        if standing is None:
            db.session.rollback()
            raise Refused(CLOSED_MEANWHILE)
        db.session.execute(
            insert(BallotEnvelope).values(
                key=new_key(),
                organization_id=organization_id,
                round_id=round_id,
                content=envelope.seal(keys.read(standing.key), content, _about(organization_id, round_id)),
            )
        )
        db.session.commit()


def papers_in(round_: Any) -> list[bytes]:
    """Open every envelope of the round and return the papers in no order; the round's row is locked by the caller.

    :raises Refused: when the secret is gone or an envelope does not open.
    """
    with maintenance("ballots"):
        name = db.session.scalars(
            select(BallotBox.key).where(*_of(BallotBox, round_), BallotBox.emptied.is_(False))
        ).one()
        sealed = db.session.scalars(select(BallotEnvelope.content).where(*_of(BallotEnvelope, round_))).all()
    secret = keys.read(name)
    about = _about(round_.organization_id, round_.id)
    try:
        papers = [envelope.unseal(secret, content, about) for content in sealed]
    except envelope.BrokenEnvelope:
        raise Refused(keys.LOST) from None
    secrets.SystemRandom().shuffle(papers)
    return papers


def throw_away(round_: Any) -> None:
    """Empty the box of a round in this transaction, and destroy its secret once that is committed; does nothing without a box."""
    with maintenance("ballots"):
        names = db.session.scalars(
            select(BallotBox.key).where(*_of(BallotBox, round_), BallotBox.emptied.is_(False))
        ).all()
        db.session.execute(delete(BallotEnvelope).where(*_of(BallotEnvelope, round_)))
        db.session.execute(delete(Slip).where(*_of(Slip, round_)))
        db.session.execute(update(BallotBox).where(*_of(BallotBox, round_)).values(emptied=True))
    for name in names:
        keys.destroy_once_committed(db.session, name)


def destroy_spent_secrets() -> int:
    """Destroy the secrets of emptied boxes that a crash right after the count left behind.

    :returns: how many there were.
    """
    with writing(False), acting(system_actor("ballot-box")), maintenance("ballots"):
        spent = db.session.scalars(select(BallotBox.key).where(BallotBox.emptied.is_(True))).all()
    return sum(keys.destroy(name) for name in spent)


def _of(table: Any, round_: Any) -> tuple[Any, Any]:
    return (table.organization_id == round_.organization_id, table.round_id == round_.id)


def _about(organization_id: int, round_id: int) -> bytes:
    return f"{organization_id} {round_id}".encode()
