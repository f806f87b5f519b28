"""Slips in the hall: a code opens one ballot, and nobody's name belongs to it."""

import pytest

from models.access import Refused
from models.balloting.casting import HAS_SLIP, NO_SLIP, cast_by_slip, offered_for_slip
from models.balloting.issuing import hand_slip, hash_of, print_slips
from models.balloting.sheets import save_sheet
from models.balloting.tables import BallotEnvelope, Slip
from models.base import db
from models.livelihood.evaluation_round import EvaluationRound
from models.livelihood.evaluation_round_evaluator import EvaluationRoundEvaluator
from models.livelihood.issued_ballot import IssuedBallot
from tests.models.balloting.conftest import Opening
from tests.models.balloting.hall import Hall


def slips(hall: Hall, number: int, department_id: int | None = None) -> list[str]:
    with hall.act(hall.teller(1)):
        return print_slips(db.session.get_one(EvaluationRound, hall.round_id), number, department_id)


def hand(hall: Hall, place: int) -> None:
    evaluator = next(
        row.id for row in hall.rows(EvaluationRoundEvaluator)
        if row.round_id == hall.round_id and row.member_id == hall.members[place]
    )  # fmt: skip
    with hall.act(hall.teller(2)):
        hand_slip(db.session.get_one(EvaluationRound, hall.round_id), evaluator)


def by_slip(hall: Hall, code: str, option: str) -> None:
    marks = dict.fromkeys(hall.subjects, hall.options[option])
    with hall.app.app_context():
        cast_by_slip(hall.organization_id, hall.round_id, code, marks)


def test_a_slip_is_good_for_one_ballot(opening: Opening) -> None:
    hall = opening(",slips,")
    (code,) = slips(hall, 1)

    with hall.app.app_context():
        assert len(offered_for_slip(hall.organization_id, hall.round_id, code.lower()).lines) == 2
    by_slip(hall, code.replace("-", " "), "satisfied")
    with pytest.raises(Refused) as refused:
        by_slip(hall, code, "not")

    assert refused.value.sentence == NO_SLIP
    assert len(hall.rows(BallotEnvelope)) == 1


def test_only_the_hash_of_a_code_is_kept_and_no_name(opening: Opening) -> None:
    hall = opening(",slips,")

    codes = slips(hall, 3)

    assert {slip.key for slip in hall.rows(Slip)} == {hash_of(hall.round_id, code) for code in codes}
    assert set(Slip.__table__.columns.keys()) == {
        "key",
        "organization_id",
        "round_id",
        "department_id",
        "used",
    }


def test_a_made_up_code_opens_nothing(opening: Opening) -> None:
    hall = opening(",slips,")
    slips(hall, 1)

    with pytest.raises(Refused):
        by_slip(hall, "AAAA-BBBB-CCCC", "satisfied")


def test_who_took_a_slip_has_no_ballot_in_the_panel_and_nobody_votes_twice(opening: Opening) -> None:
    hall = opening(",panel,slips,")
    hall.vote(0, "satisfied")
    hand(hall, 1)

    with pytest.raises(Refused) as refused:
        hall.vote(1, "satisfied")
    for place in (0, 1):
        with pytest.raises(Refused):
            hand(hall, place)

    assert refused.value.sentence == HAS_SLIP
    assert sorted(ballot.way for ballot in hall.rows(IssuedBallot)) == ["panel"] * 5 + ["slip"]


def test_panel_and_slips_are_counted_together(opening: Opening) -> None:
    hall = opening(",panel,slips,")
    codes = slips(hall, 4)
    for place in range(4):
        hand(hall, place)
        by_slip(hall, codes[place], "satisfied")
    for place in (4, 5):
        hall.vote(place, "not")
    for teller in (1, 2):
        with hall.act(hall.teller(teller)):
            save_sheet(hall.round_id, present=6)

    assert hall.close_both().status == "counted"

    assert [row.valid for row in hall.evaluations()] == [6, 6]
    assert hall.rows(Slip) == []


def test_more_slips_in_the_box_than_were_handed_out_void_the_round(opening: Opening) -> None:
    hall = opening(",slips,")
    codes = slips(hall, 6)
    for place in range(5):
        hand(hall, place)
    for code in codes:
        by_slip(hall, code, "satisfied")
    for teller in (1, 2):
        with hall.act(hall.teller(teller)):
            save_sheet(hall.round_id, present=6)

    assert hall.close_both().void_cause == "more_returned"


def test_a_slip_can_leave_out_the_unit_that_its_holder_works_for(opening: Opening) -> None:
    hall = opening(",slips,")
    (code,) = slips(hall, 1, hall.departments[0])

    with hall.app.app_context():
        lines = offered_for_slip(hall.organization_id, hall.round_id, code).lines
    assert [line.id for line in lines] == hall.subjects[1:]
    with pytest.raises(Refused):
        by_slip(hall, code, "satisfied")


def test_only_tellers_and_the_desk_give_out_slips(opening: Opening) -> None:
    hall = opening(",slips,")

    for actor in (hall.chair, hall.voter(0)):
        with pytest.raises(Refused), hall.act(actor):
            print_slips(hall.round(), 1)
    assert hall.rows(Slip) == []
