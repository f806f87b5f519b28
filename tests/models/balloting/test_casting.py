"""Casting: in person, once, only what stands on one's own paper."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from models.access import CLERK, Refused, acting
from models.accounts.account import Account
from models.accounts.form_token import FormToken
from models.balloting.box import CLOSED_MEANWHILE, put_in
from models.balloting.casting import ALREADY, IN_PERSON, NOT_EVALUATOR, PAST, cast, offered
from models.balloting.paper import STEP_ASIDE
from models.balloting.tables import BallotEnvelope, Vote
from models.base import db
from models.livelihood.issued_ballot import IssuedBallot
from tests import factories
from tests.models.balloting.conftest import Opening


def test_a_ballot_is_marked_as_used_and_lies_in_the_box_as_an_envelope(opening: Opening) -> None:
    hall = opening()

    hall.vote(0, "satisfied", remarks={None: "进度较快"})

    assert [ballot.in_box for ballot in hall.rows(IssuedBallot)].count(True) == 1
    (envelope,) = hall.rows(BallotEnvelope)
    assert "进度较快".encode() not in envelope.content
    assert hall.rows(Vote) == []


def test_all_envelopes_of_a_round_have_the_same_length(opening: Opening) -> None:
    hall = opening()

    hall.vote(0, "satisfied", remarks={None: "很好" * 300, hall.subjects[0]: "尚可"})
    hall.vote(1, "", "not")

    assert len({len(envelope.content) for envelope in hall.rows(BallotEnvelope)}) == 1


def test_a_ballot_is_cast_once(opening: Opening) -> None:
    hall = opening()
    hall.vote(0, "satisfied")

    with pytest.raises(Refused) as refused:
        hall.vote(0, "not")

    assert refused.value.sentence == ALREADY
    assert len(hall.rows(BallotEnvelope)) == 1


def test_the_same_form_twice_gives_one_ballot_and_the_same_answer(opening: Opening) -> None:
    hall = opening()

    with hall.system():
        hall.accounts["voter"] = factories.make(
            Account, login=f"voter.{hall.organization_id}", name="voter"
        ).id
    voter = hall.person("member", "voter", member=hall.members[0])
    marks = {hall.subjects[0]: hall.options["satisfied"]}
    for _time in range(2):
        with hall.app.app_context(), acting(voter):
            cast(hall.round_id, marks, token=f"form {hall.round_id}", answer="/done")

    with hall.system():
        mine = FormToken.account_id == voter.account_id
        tokens = db.session.scalars(select(FormToken.answer).where(mine)).all()
    assert len(hall.rows(BallotEnvelope)) == 1
    assert tokens == ["/done"]


def test_nobody_casts_for_another(opening: Opening) -> None:
    hall = opening()
    marks = {hall.subjects[0]: hall.options["satisfied"]}
    outsider = hall.person("member", 77, member=990_000)

    for actor, sentence in (
        (hall.person(CLERK, "clerk", member=hall.members[0]), IN_PERSON),
        (hall.chair, IN_PERSON),
        (replace(hall.voter(0), on_behalf="account:1"), IN_PERSON),
        (outsider, NOT_EVALUATOR),
    ):
        with hall.app.app_context(), acting(actor), pytest.raises(Refused) as refused:
            cast(hall.round_id, marks)
        assert refused.value.sentence == sentence
    assert hall.rows(BallotEnvelope) == []


def test_who_works_for_the_unit_has_no_line_for_it(opening: Opening) -> None:
    hall = opening(works_for={0: 1})

    with hall.app.app_context(), acting(hall.voter(0)):
        lines = [line.id for line in offered(hall.round_id).lines]
    with pytest.raises(Refused) as refused:
        hall.vote(0, "satisfied")
    hall.vote(0, "satisfied", "")

    assert lines == hall.subjects[:1]
    assert refused.value.sentence == STEP_ASIDE
    assert len(hall.rows(BallotEnvelope)) == 1


def test_an_empty_ballot_is_not_taken(opening: Opening) -> None:
    hall = opening()

    with pytest.raises(Refused):
        hall.vote(0, "")

    assert not any(ballot.in_box for ballot in hall.rows(IssuedBallot))


def test_no_ballot_after_the_last_day(opening: Opening) -> None:
    hall = opening(closes_on=date(2020, 9, 22))

    with pytest.raises(Refused) as refused:
        hall.vote(0, "satisfied")

    assert refused.value.sentence == PAST


def test_a_ballot_that_comes_after_the_close_is_refused(opening: Opening) -> None:
    hall = opening()
    for place in range(6):
        hall.vote(place, "satisfied")
    hall.close_both()

    with hall.app.app_context(), pytest.raises(Refused) as refused:
        put_in(hall.organization_id, hall.round_id, b"late")

    assert refused.value.sentence == CLOSED_MEANWHILE
    assert hall.rows(BallotEnvelope) == []


def test_of_many_attempts_at_once_one_ballot_is_taken(opening: Opening) -> None:
    hall = opening()

    def attempt(_number: int) -> str:
        try:
            hall.vote(0, "satisfied")
        except Refused as refused:
            return refused.sentence
        return "cast"

    with ThreadPoolExecutor(4) as threads:
        answers = sorted(threads.map(attempt, range(8)))

    assert answers == sorted([ALREADY] * 7 + ["cast"])
    assert len(hall.rows(BallotEnvelope)) == 1
