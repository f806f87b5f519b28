"""EvaluationRoundEvaluator: who is in office and has a vote, and who steps aside."""

from models.access import MEMBER
from models.balloting.planning import take_in_members
from models.base import db
from models.livelihood.evaluation_round import EvaluationRound
from models.livelihood.evaluation_round_evaluator import EvaluationRoundEvaluator
from tests import factories
from tests.models.balloting.hall import Hall
from tests.records.asserting import assert_invalid, readable


def make(hall: Hall, seat_id: int, **over: object) -> EvaluationRoundEvaluator:
    return factories.make(EvaluationRoundEvaluator, round_id=hall.round_id, seat_id=seat_id, **over)


def test_person_and_name_follow_from_the_seat(planned: Hall) -> None:
    with planned.system():
        seat = factories.make_seat()
    with planned.act(planned.desk):
        row = make(planned, seat.id)

        assert (row.member_id, row.name) == (seat.member_id, seat.name)


def test_who_left_does_not_evaluate(planned: Hall) -> None:
    with planned.system():
        left = factories.make_seat(state="left", left_on=factories.TERM_STARTS).id

    with planned.act(planned.desk), assert_invalid("seat_id"):
        make(planned, left)


def test_stepping_aside_has_a_reason(planned: Hall) -> None:
    with planned.system():
        seat = factories.make_seat().id

    with planned.act(planned.desk):
        with assert_invalid("stepped_aside_reason"):
            make(planned, seat, stepped_aside=True)
        make(planned, seat, stepped_aside=True, stepped_aside_reason="在被评议单位任职")


def test_everybody_in_office_is_taken_in_once(planned: Hall) -> None:
    with planned.system():
        factories.make_seat()
        factories.make_seat(state="proposed", valid_from=None)
    with planned.act(planned.desk):
        round_ = db.session.get_one(EvaluationRound, planned.round_id)

        assert [take_in_members(round_), take_in_members(round_)] == [1, 0]


def test_a_member_reads_their_own_line_and_a_teller_all(hall: Hall) -> None:
    with hall.act(hall.voter(0)):
        assert len(readable(EvaluationRoundEvaluator)) == 1
    with hall.act(hall.teller(1)):
        assert len(readable(EvaluationRoundEvaluator)) == 6
    with hall.act(hall.person(MEMBER, 77, member=990_000)):
        assert readable(EvaluationRoundEvaluator) == set()
