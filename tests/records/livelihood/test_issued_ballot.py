"""IssuedBallot: one for each evaluator, known to be used or not, and nobody's to edit."""

from sqlalchemy import select

from models.base import db
from models.livelihood.issued_ballot import IssuedBallot
from tests.records.asserting import assert_refused, readable
from tests.records.livelihood.conftest import MakeHall


def test_every_evaluator_but_who_steps_aside_gets_one(making_halls: MakeHall) -> None:
    hall = making_halls()

    assert [(ballot.way, ballot.in_box) for ballot in hall.rows(IssuedBallot)] == [("panel", False)] * 6


def test_with_slips_alone_a_ballot_is_issued_when_a_slip_is_taken(making_halls: MakeHall) -> None:
    assert making_halls(",slips,").rows(IssuedBallot) == []


def test_nobody_casts_a_ballot_by_editing_a_row(making_halls: MakeHall) -> None:
    hall = making_halls()

    for actor in (hall.clerk, hall.desk, hall.teller(1), hall.voter(0)):
        with hall.act(actor), assert_refused():
            db.session.scalars(select(IssuedBallot)).all()[0].in_box = True
            db.session.flush()


def test_a_member_reads_their_own_alone(making_halls: MakeHall) -> None:
    hall = making_halls()

    for actor, number in ((hall.voter(0), 1), (hall.teller(1), 6), (hall.clerk, 6), (hall.desk, 6)):
        with hall.act(actor):
            assert len(readable(IssuedBallot)) == number
