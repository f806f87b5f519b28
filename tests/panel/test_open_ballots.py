"""Ballots to cast and counts to hand in wait like everything else, for the one person whose they are."""

import pytest
from flask import Flask
from sqlalchemy import select

from models import clock
from models.access import acting
from models.base import db
from models.livelihood.evaluation_round import EvaluationRound
from models.livelihood.issued_ballot import IssuedBallot
from models.writing import pen
from panel import waiting
from panel.home import home_page
from panel.open_ballots import open_ballots, open_counts
from tests.models.balloting.hall import Hall, open_hall
from tests.panel.statements import counted


@pytest.fixture
def hall(app: Flask, office: int) -> Hall:
    """Return a hall with an open round of secret ballots."""
    return open_hall(app, office, ",panel,", voters=3, projects=1)


def test_a_ballot_waits_for_its_voter_until_it_is_in_the_box(hall: Hall) -> None:
    with hall.act(hall.voter(0)) as actor:
        (item,) = open_ballots(actor)
        assert item.url == f"/panel/evaluation-round/ballot/?id={hall.round_id}"
        assert waiting.how_many(actor) == 1
    with hall.system():
        ballot = db.session.scalars(
            select(IssuedBallot).where(IssuedBallot.member_id == hall.members[0])
        ).one()
        with pen(db.session, ballot, "derive"):
            ballot.in_box = True

    with hall.act(hall.voter(0)) as actor:
        assert open_ballots(actor) == []
    with hall.act(hall.voter(1)) as actor:
        assert len(open_ballots(actor)) == 1


def test_a_ballot_does_not_wait_when_the_day_has_passed_or_for_somebody_else(hall: Hall) -> None:
    with hall.system():
        round_ = db.session.get_one(EvaluationRound, hall.round_id)
        with pen(db.session, round_, "derive"):
            round_.closes_on = clock.business_today().replace(day=1)

    for actor in (hall.voter(0), hall.chair, hall.clerk):
        with hall.act(actor) as bound:
            assert open_ballots(bound) == []


def test_a_count_waits_for_its_two_tellers_alone(hall: Hall) -> None:
    for number in (1, 2):
        with hall.act(hall.teller(number)) as actor:
            assert [item.url for item in open_counts(actor)] == [
                f"/panel/evaluation-round/count/?id={hall.round_id}"
            ]
    for other in (hall.voter(0), hall.clerk, hall.chair):
        with hall.act(other) as actor:
            assert open_counts(actor) == []


def test_what_is_open_for_one_person_stands_first_on_the_home_page(hall: Hall) -> None:
    with hall.app.test_request_context("/"), acting(hall.voter(0)) as actor:
        page = home_page(actor)

    assert [call["act"]["url"] for call in page["calls"]] == [
        f"/panel/evaluation-round/ballot/?id={hall.round_id}"
    ]
    assert page["waiting"] is None


def test_the_providers_are_asked_once_in_a_request(hall: Hall) -> None:
    with hall.app.test_request_context("/"), acting(hall.voter(0)) as actor, counted(hall.app) as statements:
        for _ in range(3):
            waiting.provided(actor)

    assert len(statements) == len(waiting.PROVIDERS)
