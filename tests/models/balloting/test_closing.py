"""Closing a secret ballot: two tellers, one count, and what voids it."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models import clock
from models.access import Refused, acting
from models.balloting import keys
from models.balloting.box import destroy_spent_secrets
from models.balloting.casting import cast
from models.balloting.closing import close_round, recounted, remarks_on
from models.balloting.counts import NEVER_CHANGED
from models.balloting.sheets import NOT_TELLER
from models.balloting.tables import BallotBox, BallotEnvelope, BallotRemark, Vote
from models.base import db
from models.livelihood.evaluation import Evaluation
from models.livelihood.evaluation_count import EvaluationCount
from models.livelihood.evaluation_round import EvaluationRound
from models.transitions import Request
from models.writing import pen
from tests.models.balloting.conftest import Opening
from tests.models.balloting.hall import DAY, Hall, approved, plan


def test_two_tellers_close_and_the_numbers_are_written(opening: Opening) -> None:
    hall = opening(voters=8, bands="90 优秀\n60 合格")
    for place, options in enumerate(
        [
            ("satisfied",),
            ("satisfied",),
            ("basically",),
            ("not",),
            ("unknown",),
            ("satisfied", "not"),
            ("satisfied", ""),
        ]
    ):
        hall.vote(place, *options)

    assert hall.close(1).status == "waiting"
    assert hall.rows(Evaluation) == []
    assert hall.close(2).status == "counted"

    round_ = hall.round()
    assert (round_.state, round_.expected, round_.present, round_.issued, round_.returned) == (
        "counted",
        8,
        7,
        8,
        7,
    )
    first, second = hall.evaluations()
    assert (first.valid, first.invalid, first.score, first.rank, first.ranked) == (
        7,
        0,
        Decimal("83.33"),
        1,
        2,
    )
    assert (second.valid, second.invalid, second.score, second.rank) == (6, 1, Decimal("66.00"), 2)
    assert (first.band, second.band) == ("合格", "合格")
    counts = {
        row.option_id: row.number for row in hall.rows(EvaluationCount) if row.evaluation_id == first.id
    }
    assert counts == {
        hall.options[code]: n for code, n in (("satisfied", 4), ("basically", 1), ("not", 1), ("unknown", 1))
    }
    assert len(hall.rows(Vote)) == 13
    with hall.act(hall.clerk):
        assert recounted(db.session.get_one(EvaluationRound, hall.round_id))


def test_the_box_is_empty_and_its_secret_gone_after_the_close(opening: Opening, tmp_path: Path) -> None:
    hall = opening()
    secret = next((tmp_path / "keys").glob("*.key")).read_bytes()
    for place in range(6):
        hall.vote(place, "satisfied")

    hall.close_both()

    assert hall.rows(BallotEnvelope) == []
    assert [box.emptied for box in hall.rows(BallotBox)] == [True]
    assert list((tmp_path / "keys").iterdir()) == []
    assert len(secret) == 32


def test_a_close_that_is_rolled_back_keeps_the_secret(opening: Opening, tmp_path: Path) -> None:
    hall = opening()
    for place in range(6):
        hall.vote(place, "satisfied")
    hall.close(1)

    with hall.app.app_context(), acting(hall.teller(2)):
        assert close_round(hall.round_id).status == "counted"
        db.session.rollback()

    assert hall.round().state == "open"
    assert len(list((tmp_path / "keys").iterdir())) == 1
    assert hall.close(2).status == "counted"


def test_a_secret_that_a_crash_left_behind_is_destroyed_later(opening: Opening, tmp_path: Path) -> None:
    hall = opening()
    secret = next((tmp_path / "keys").glob("*.key"))
    kept = secret.read_bytes()
    for place in range(6):
        hall.vote(place, "satisfied")
    hall.close_both()
    secret.write_bytes(kept)

    with hall.app.app_context():
        assert destroy_spent_secrets() == 1

    assert not secret.exists()


def test_without_its_secret_a_box_cannot_be_counted(opening: Opening, tmp_path: Path) -> None:
    hall = opening()
    for place in range(6):
        hall.vote(place, "satisfied")
    next((tmp_path / "keys").glob("*.key")).unlink()
    hall.close(1)

    with pytest.raises(Refused) as refused:
        hall.close(2)
    assert refused.value.sentence == keys.LOST

    assert hall.step(hall.chair, "void", Request(reason="票箱密钥遗失")) == "void"
    assert hall.round().void_cause == "fault"


def test_a_ballot_lost_between_the_two_commits_stands_as_not_returned(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall = opening(voters=7)
    for place in range(6):
        hall.vote(place, "satisfied")

    class Crash(Exception):
        pass

    def crash(*_arguments: object) -> None:
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr("models.balloting.box.put_in", crash)
        with hall.app.app_context(), acting(hall.voter(6)), pytest.raises(Crash):
            cast(hall.round_id, {hall.subjects[0]: hall.options["not"]})
    hall.close_both()

    round_ = hall.round()
    assert (round_.issued, round_.returned) == (7, 6)


def test_only_the_two_tellers_close_in_person(opening: Opening) -> None:
    hall = opening()

    for actor in (hall.clerk, hall.desk, hall.chair, hall.voter(0)):
        with pytest.raises(Refused) as refused, hall.act(actor):
            close_round(hall.round_id)
        assert refused.value.sentence == NOT_TELLER


def test_one_teller_cannot_close_alone(opening: Opening) -> None:
    hall = opening()
    hall.vote(0, "satisfied")

    assert [hall.close(1).status, hall.close(1).status] == ["waiting", "waiting"]
    assert hall.round().state == "open"


def test_without_a_quorum_the_round_is_void_and_no_figure_is_made(opening: Opening) -> None:
    hall = opening(voters=6)
    for place in range(3):
        hall.vote(place, "satisfied")

    outcome = hall.close_both()

    assert (outcome.status, outcome.void_cause) == ("void", "below_quorum")
    assert hall.round().state == "void"
    assert hall.rows(Evaluation) == hall.rows(Vote) == hall.rows(BallotEnvelope) == []


def test_a_voided_round_is_replaced_by_a_new_one_and_both_are_kept(opening: Opening) -> None:
    hall = opening(voters=6)
    hall.close_both()
    void = hall.round_id

    plan(hall, replaces_id=void, number=2)
    approved(hall)

    assert hall.round().state == "plan_approved"
    assert hall.round().replaces_id == void


def test_under_five_ballots_nothing_is_shown_and_nothing_is_laid_out(opening: Opening) -> None:
    hall = opening(voters=6, works_for={0: 1, 1: 1})
    for place in range(2):
        hall.vote(place, "satisfied", "")
    for place in range(2, 6):
        hall.vote(place, "not", remarks={hall.subjects[1]: "只有四人"})

    hall.close_both()

    first, second = hall.evaluations()
    assert (first.outcome, first.valid, first.expected) == ("counted", 6, 6)
    assert (second.outcome, second.valid, second.score, second.rank) == ("too_few_ballots", None, None, None)
    assert (second.expected, second.issued, second.returned) == (4, 4, 4)
    assert {vote.subject_id for vote in hall.rows(Vote)} == {hall.subjects[0]}
    assert hall.rows(BallotRemark) == []
    assert {row.evaluation_id for row in hall.rows(EvaluationCount)} == {first.id}


def test_remarks_reach_the_desk_without_marks_and_nobody_else(opening: Opening) -> None:
    hall = opening()
    for place in range(6):
        hall.vote(
            place,
            "satisfied",
            remarks={hall.subjects[0]: f"意见{place}", None: "总体"} if place < 2 else None,
        )
    hall.close_both()
    first = hall.evaluations()[0]

    with hall.act(hall.desk):
        assert sorted(remarks_on(db.session.get_one(Evaluation, first.id))) == [
            "总体",
            "总体",
            "意见0",
            "意见1",
        ]
    with hall.act(hall.voter(0)), pytest.raises(Refused):
        remarks_on(first)


def test_a_count_is_never_changed_whoever_holds_the_pen(opening: Opening) -> None:
    hall = opening()
    for place in range(6):
        hall.vote(place, "satisfied")
    hall.close_both()

    for cls, column in (
        (Evaluation, "valid"),
        (Evaluation, "score"),
        (EvaluationCount, "number"),
        (EvaluationRound, "returned"),
    ):
        for name, value in ((column, 3), ("trashed_at", clock.now())):
            with pytest.raises(Refused) as refused:
                overwrite(hall, cls, name, value)
            assert refused.value.sentence == NEVER_CHANGED


def overwrite(hall: Hall, cls: Any, name: str, value: object) -> None:
    """Write a column of the first row as the seed, which asks for no right, under a pen."""
    with hall.system():
        row = db.session.scalars(select(cls).order_by(cls.id)).all()[0]
        with pen(db.session, row, "derive"):
            setattr(row, name, value)


def test_a_faulty_count_voids_the_round_with_its_evaluations(opening: Opening) -> None:
    hall = opening()
    for place in range(6):
        hall.vote(place, "satisfied")
    hall.close_both()

    assert hall.step(hall.chair, "void", Request(reason="计票场地未按方案设置")) == "void"

    assert [row.state for row in hall.evaluations()] == ["void", "void"]
    assert [row.valid for row in hall.evaluations()] == [6, 6]
    assert hall.round().void_cause == "fault"
    assert hall.round().agreed_on == DAY
