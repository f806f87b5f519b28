"""The fixtures that every test of the panel stands on."""

from flask import Flask
from sqlalchemy import func, select

from models.access import CLERK, current_actor
from models.accounts.account import Account
from models.base import db
from models.history import Change
from tests.fixtures.app import ActingAs, ClientFor, People, add_organization, as_system


def _counts(app: Flask) -> tuple[int, int]:
    with as_system(app):
        accounts = db.session.scalar(select(func.count(Account.id)))
        changes = db.session.scalar(select(func.count(Change.id)))
    return accounts or 0, changes or 0


def test_a_role_signs_in_and_stays_signed_in(client_for: ClientFor) -> None:
    clerk = client_for(CLERK)

    assert clerk.get("/account").status_code == 200
    assert clerk.get("/account").status_code == 200


def test_two_people_have_two_browsers(client_for: ClientFor) -> None:
    clerk, member = client_for(CLERK, login="clerk-one"), client_for(None, login="nobody-two")

    assert "clerk-one" in clerk.get("/account").text
    assert "nobody-two" in member.get("/account").text


def test_what_a_block_does_is_done_by_the_role(acting_as: ActingAs) -> None:
    with acting_as(CLERK) as actor:
        assert current_actor() is actor
        assert actor.roles == {CLERK}


def test_one_test_enters_something(app: Flask, people: People) -> None:
    assert _counts(app) == (0, 1)  # the organization is in the history already

    people.add(CLERK)

    accounts, changes = _counts(app)
    assert accounts == 1
    assert changes == 3


def test_and_the_next_finds_nothing_of_it(app: Flask) -> None:
    assert _counts(app) == (0, 0)


def test_a_rollback_of_the_panel_takes_back_no_more_than_it_did(app: Flask, people: People) -> None:
    people.add(CLERK)
    with as_system(app, organization_id=people.organization_id):
        db.session.add(Account(login="gone", name="某某"))
        db.session.flush()
        db.session.rollback()

    assert _counts(app)[0] == 1


def test_two_organizations_stand_beside_each_other(app: Flask, people: People) -> None:
    other = add_organization(app, "政协乙县委员会", "乙县")

    here, there = people.add(CLERK, login="here"), people.add(None, login="there", organization_id=other)

    assert people.actor(here).organization_id != people.actor(there).organization_id == other
