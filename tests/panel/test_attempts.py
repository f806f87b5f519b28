"""A login is locked after five wrong entries; an address is slowed down, never locked."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from models import clock
from models.access import CLERK
from models.accounts.account import Account
from models.accounts.login_attempt import LoginAttempt
from models.accounts.login_session import LoginSession
from models.base import db
from models.history import Event
from models.writing import pen
from panel.signing_in import attempts
from panel.signing_in.passwords import hash_password
from tests.fixtures.app import People, as_system

PASSWORD = "linshui-2020"

Wait = Callable[[timedelta], None]


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Wait:
    """Return what lets time pass without waiting."""
    moment = [clock.now()]
    monkeypatch.setattr(clock, "now", lambda: moment[0])

    def pass_by(time: timedelta) -> None:
        moment[0] += time

    return pass_by


@pytest.fixture
def clerk(app: Flask, people: People) -> int:
    """Return an account `clerk` with a password."""
    number = people.add(CLERK)
    with as_system(app):
        account = db.session.get_one(Account, number)
        with pen(db.session, account, "test"):
            account.password_hash = hash_password(PASSWORD)
        db.session.commit()
    return number


def enter(client: FlaskClient, username: str, password: str = "wrong") -> int:
    return client.post("/login", data={"username": username, "password": password}).status_code


@pytest.mark.parametrize("login", ["clerk", "nobody-has-this"])
def test_five_wrong_entries_lock_a_login_whether_it_exists_or_not(
    client: FlaskClient, clerk: int, wait: Wait, login: str
) -> None:
    assert [enter(client, login) for _ in range(5)] == [401] * 5
    assert enter(client, login) == 429

    if login == "clerk":
        assert enter(client, login, PASSWORD) == 429
        wait(timedelta(minutes=15, seconds=1))
        assert enter(client, login, PASSWORD) == 303


def test_tries_while_it_is_locked_do_not_keep_it_locked(client: FlaskClient, clerk: int, wait: Wait) -> None:
    for _ in range(5):
        enter(client, "clerk")
    for _ in range(14):
        wait(timedelta(minutes=1))
        assert enter(client, "clerk") == 429

    wait(timedelta(minutes=1, seconds=1))

    assert enter(client, "clerk", PASSWORD) == 303


def test_signing_in_between_starts_the_count_anew(
    app: Flask, client: FlaskClient, clerk: int, wait: Wait
) -> None:
    for _ in range(4):
        enter(client, "clerk")
        wait(timedelta(seconds=1))
    assert enter(app.test_client(), "clerk", PASSWORD) == 303
    wait(timedelta(seconds=1))

    assert [enter(client, "clerk") for _ in range(4)] == [401] * 4
    assert enter(client, "clerk", PASSWORD) == 303


def test_another_login_is_not_locked_with_it(client: FlaskClient, clerk: int) -> None:
    for _ in range(6):
        enter(client, "somebody-else")

    assert enter(client, "clerk", PASSWORD) == 303


def test_the_history_tells_the_owner_of_failures_and_of_the_lock(
    app: Flask, client: FlaskClient, clerk: int
) -> None:
    for _ in range(6):
        enter(client, "clerk")
    enter(client, "nobody-has-this")

    with as_system(app):
        events = [
            tuple(row) for row in db.session.execute(select(Event.kind, Event.record_id).order_by(Event.id))
        ]

    assert events == [("sign_in_failed", str(clerk))] * 5 + [("login_locked", str(clerk))]


def test_a_password_typed_as_the_login_is_not_kept(app: Flask, client: FlaskClient) -> None:
    enter(client, "my-secret-password")

    with as_system(app):
        row = db.session.scalars(select(LoginAttempt)).one()

    assert "secret" not in f"{row.login_print} {row.address}"
    assert row.succeeded is False


def test_an_address_waits_longer_and_longer(client: FlaskClient, clerk: int, wait: Wait) -> None:
    for number in range(attempts.FREE_FAILURES_OF_ADDRESS):
        assert enter(client, f"login-{number}") == 401

    # The next has to wait a second, also with the right password of another login.
    assert enter(client, "clerk", PASSWORD) == 429
    wait(timedelta(seconds=1))
    assert enter(client, "another-1") == 401
    wait(timedelta(seconds=1))
    assert enter(client, "another-2") == 429
    wait(timedelta(seconds=1))
    assert enter(client, "clerk", PASSWORD) == 303


def test_the_wait_ends_at_a_minute(app: Flask, wait: Wait) -> None:
    with as_system(app, "sign-in"):
        for number in range(60):
            attempts.record_attempt(f"login-{number}", "10.1.2.3", succeeded=False)
        db.session.flush()

        assert attempts.wait_of_address("10.1.2.3") == attempts.LONGEST_WAIT
        assert attempts.wait_of_address("10.1.2.4") == 0
        wait(timedelta(minutes=15))
        assert attempts.wait_of_address("10.1.2.3") == 0


def test_a_lock_says_until_when(app: Flask, wait: Wait) -> None:
    begun: datetime = clock.now()
    with as_system(app, "sign-in"):
        for _ in range(5):
            attempts.record_attempt("clerk", "10.1.2.3", succeeded=False)
        db.session.flush()

        assert attempts.locked_until("Clerk ", failures=5, minutes=15) == begun + timedelta(minutes=15)
        assert attempts.locked_until("clerk", failures=6, minutes=15) is None


def test_old_tries_and_sessions_are_forgotten_when_somebody_signs_in(
    app: Flask, client: FlaskClient, clerk: int, wait: Wait
) -> None:
    enter(client, "clerk")
    enter(client, "clerk", PASSWORD)
    wait(timedelta(days=31))

    enter(app.test_client(), "clerk", PASSWORD)

    with as_system(app):
        assert len(db.session.scalars(select(LoginAttempt)).all()) == 1
        assert len(db.session.scalars(select(LoginSession)).all()) == 1
