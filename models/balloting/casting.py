"""Casting a ballot: in person, once, and so that nobody can tell later whose it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from models import clock
from models.access import MEMBER, Refused, acting, current_actor, system_actor
from models.accounts.form_token import FormToken
from models.balloting import box
from models.balloting.issuing import NOT_OPEN, PANEL, ballot_of, hash_of
from models.balloting.paper import Line, Paper, checked, paper_of, written
from models.balloting.tables import Slip
from models.base import db
from models.engines import writing
from models.lookups import columns_of
from models.marks import N_
from models.session import maintenance
from models.writing import pen

NOT_EVALUATOR = N_("You do not evaluate in this round.")
IN_PERSON = N_("A ballot is cast in person; nobody casts it for another.")
ALREADY = N_("Your ballot is in the box already; it cannot be changed.")
HAS_SLIP = N_("You have taken a slip in the hall; please vote with it.")
PAST = N_("Ballots could be cast until %(day)s.")
NO_SLIP = N_("This code is not known or was used already; please check it against the slip.")


@dataclass(frozen=True, slots=True)
class Offered:
    """A paper as it is laid before one voter: without the lines of the unit they work for."""

    paper: Paper
    without: int | None

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the lines to mark."""
        return self.paper.asked(self.without)


def offered(round_id: int) -> Offered:
    """Return the paper of the member who acts.

    :raises Refused: when there is none to cast for them, or not any more.
    """
    return Offered(paper_of(round_id), _own_ballot(round_id, lock=False)[1])


def _own_ballot(round_id: int, *, lock: bool) -> tuple[Any, int | None]:
    """Return the member's issued ballot and the unit they work for."""
    actor = current_actor()
    if MEMBER not in actor.roles or actor.on_behalf is not None or actor.system is not None:
        raise Refused(IN_PERSON)
    round_ = columns_of("evaluation_round", round_id, "state", "closes_on", "trashed_at")
    members = sorted(actor.scope("member"))
    ballot = next(
        (found for member in members if (found := ballot_of(round_id, lock=lock, member_id=member))), None
    )
    if round_ is None or round_.trashed_at is not None or ballot is None:
        raise Refused(NOT_EVALUATOR)
    if round_.state != "open":
        raise Refused(NOT_OPEN)
    if round_.closes_on is not None and clock.business_today() > round_.closes_on:
        raise Refused(PAST, day=round_.closes_on)
    if ballot.in_box:
        raise Refused(ALREADY)
    if ballot.way != PANEL:
        raise Refused(HAS_SLIP)
    evaluator = columns_of("evaluation_round_evaluator", ballot.evaluator_id, "department_id")
    return ballot, evaluator.department_id if evaluator is not None else None


def cast(
    round_id: int,
    marks: Mapping[int, int],
    remarks: Mapping[int | None, str] | None = None,
    *,
    token: str = "",
    answer: str = "",
) -> None:
    """Cast the ballot of the member who acts. Commits twice: first that the ballot was used, then, apart from it, the paper.

    :param marks: subject -> option; a line left out is blank, and not valid for that subject.
    :param remarks: subject (or ``None`` for the round as a whole) -> text.
    :param token: the form's one-time token, written with the issued ballot and never with the paper.
    :param answer: the address a repeated form is answered with.
    :raises Refused: when the actor may not cast, or not this.
    """
    with writing():
        try:
            ballot, without = _own_ballot(round_id, lock=True)
        except Refused:
            # The same form sent twice: the second waited for the first, and is answered as the first was.
            if token and FormToken.answered(token) is not None:
                return
            raise
        paper = paper_of(round_id)
        content = written(paper, checked(paper, marks, remarks, without))
        with pen(db.session, ballot, "derive"):
            ballot.in_box = True
        if token:
            FormToken.claim(token, current_actor().account_id, answer)
        organization_id = ballot.organization_id
        db.session.commit()
    box.put_in(organization_id, round_id, content)


def offered_for_slip(organization_id: int, round_id: int, code: str) -> Offered:
    """Return the paper for who holds a slip; nobody is signed in.

    :raises Refused: when the code is not known or was used.
    """
    with acting(system_actor("ballot-box", organization_id)), maintenance("ballots"):
        return _slip_paper(organization_id, round_id, code)


def cast_by_slip(
    organization_id: int,
    round_id: int,
    code: str,
    marks: Mapping[int, int],
    remarks: Mapping[int | None, str] | None = None,
) -> None:
    """Cast the ballot of who holds a slip. Commits twice, as :func:`cast`: the slip is used up first.

    :raises Refused: when the code is not known or was used, or for marks that are not on the paper.
    """
    with acting(system_actor("ballot-box", organization_id)), maintenance("ballots"), writing():
        slip = _slip_paper(organization_id, round_id, code)
        content = written(slip.paper, checked(slip.paper, marks, remarks, slip.without))
        taken = db.session.execute(
            update(Slip)
            .where(
                Slip.key == hash_of(round_id, code),
                Slip.organization_id == organization_id,
                Slip.used.is_(False),
            )
            .values(used=True)
        )
        if taken.rowcount != 1:  # type: ignore[attr-defined]
            db.session.rollback()
            raise Refused(NO_SLIP)
        db.session.commit()
    box.put_in(organization_id, round_id, content)


def _slip_paper(organization_id: int, round_id: int, code: str) -> Offered:
    round_ = columns_of("evaluation_round", round_id, "state", "organization_id")
    slip = db.session.execute(
        select(Slip.department_id).where(
            Slip.key == hash_of(round_id, code),
            Slip.organization_id == organization_id,
            Slip.round_id == round_id,
            Slip.used.is_(False),
        )
    ).first()
    if round_ is None or round_.organization_id != organization_id or round_.state != "open":
        raise Refused(NOT_OPEN)
    if slip is None:
        raise Refused(NO_SLIP)
    return Offered(paper_of(round_id), slip.department_id)
