"""Giving out ballots: one for each evaluator when the round opens, and slips in the hall."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Any

from sqlalchemy import insert, select

from models.access import Refused, current_actor
from models.access.errors import NOT_ALLOWED
from models.balloting import box
from models.balloting.rules import teller_of
from models.balloting.tables import Slip
from models.base import db
from models.lookups import any_row, rows_where
from models.marks import N_
from models.registry import record_type
from models.session import maintenance
from models.transitions import add_derived
from models.writing import pen

PANEL, SLIP = "panel", "slip"

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Nothing that is misread from paper: no 0 and O, no 1 and I."""
_LETTERS = 12

NOT_OPEN = N_("This round is not open; please look at its present state.")
_NO_SLIPS = N_("This round has no slips; its plan does not provide for them.")
_ASIDE = N_("This member steps aside in this round and takes no slip.")
_ALREADY_CAST = N_("This member's ballot is in the box already.")
_HAS_SLIP = N_("This member has taken a slip already.")


def issue_ballots(round_: Any) -> None:
    """Issue the ballots of a round that opens: the box, and for the panel one for each evaluator. Paper is issued by hand."""
    if round_.casts_by("paper"):
        return
    box.make(round_)
    if round_.casts_by("panel"):
        add_derived([_ballot(round_, row.id, row.member_id, PANEL) for row in evaluators(round_.id)])


def evaluators(round_id: int) -> list[Any]:
    """Return the rows (id, member_id, department_id) of who evaluates in the round and has not stepped aside."""
    return rows_where(
        "evaluation_round_evaluator",
        "id",
        "member_id",
        "department_id",
        where={"round_id": round_id, "stepped_aside": False},
    )


def _ballot(round_: Any, evaluator_id: int, member_id: int, way: str) -> Any:
    return record_type("issued_ballot")(
        organization_id=round_.organization_id,
        round_id=round_.id,
        evaluator_id=evaluator_id,
        member_id=member_id,
        way=way,
    )


def print_slips(round_: Any, number: int, department_id: int | None = None) -> list[str]:
    """Make one-time slips and return their codes, once: only hashes are kept. They are printed, shuffled by hand and given out.

    :param department_id: a unit whose subjects the slips leave out, for those who work for it.
    :raises Refused: unless the actor is a teller or the desk of the round, and it is open to slips.
    """
    _may_issue(round_)
    codes = ["".join(secrets.choice(_ALPHABET) for _letter in range(_LETTERS)) for _slip in range(number)]
    with maintenance("ballots"):
        db.session.execute(
            insert(Slip),
            [
                {
                    "key": hash_of(round_.id, code),
                    "organization_id": round_.organization_id,
                    "round_id": round_.id,
                    "department_id": department_id,
                    "used": False,
                }
                for code in codes
            ],
        )
    return ["-".join(code[at : at + 4] for at in range(0, _LETTERS, 4)) for code in codes]


def hand_slip(round_: Any, evaluator_id: int) -> None:
    """Note that an evaluator has taken a slip; which one is noted nowhere. Their ballot in the panel is closed by it.

    :raises Refused: when they have stepped aside, have taken one, or have cast their ballot already.
    """
    _may_issue(round_)
    evaluator = next((row for row in evaluators(round_.id) if row.id == evaluator_id), None)
    if evaluator is None:
        raise Refused(_ASIDE)
    ballot = ballot_of(round_.id, lock=True, evaluator_id=evaluator_id)
    if ballot is None:
        add_derived([_ballot(round_, evaluator.id, evaluator.member_id, SLIP)])
        return
    if ballot.in_box:
        raise Refused(_ALREADY_CAST)
    if ballot.way == SLIP:
        raise Refused(_HAS_SLIP)
    with pen(db.session, ballot, "derive"):
        ballot.way = SLIP


def hash_of(round_id: int, code: str) -> str:
    """Return the hash under which a slip's code is known; separators and small letters do not matter."""
    plain = "".join(c for c in code.upper() if c.isalnum())
    return sha256(f"{round_id} {plain}".encode()).hexdigest()


def ballot_of(round_id: int, *, lock: bool, **of: Any) -> Any:
    """Return an issued ballot of the round, ``None`` when there is none; locked until the transaction ends if asked for."""
    ballot: Any = record_type("issued_ballot")
    statement = select(ballot).where(
        ballot.round_id == round_id, *(getattr(ballot, name) == value for name, value in of.items())
    )
    if lock:
        statement = statement.with_for_update(of=ballot)
    return db.session.scalar(statement, execution_options={"populate_existing": True, "gate": "label"})


def _may_issue(round_: Any) -> None:
    actor = current_actor()
    desk = round_.workflow.transitions["open"].by
    named = teller_of.holds(round_, actor, "")
    if not named and not any(
        role in actor.roles and rule.holds(round_, actor, role) for role, rule in desk.items()
    ):
        raise Refused(NOT_ALLOWED)
    if not any_row("evaluation_round", where={"id": round_.id, "state": "open"}):
        raise Refused(NOT_OPEN)
    if not round_.casts_by("slips"):
        raise Refused(_NO_SLIPS)
