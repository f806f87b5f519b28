"""What an office sees of sign-ins: its person the last ones, administrator and auditor the failures and locks."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from models import clock
from models.access import ADMIN, AUDITOR, CLERK
from models.accounts.account import Account
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


def enter(
    client: FlaskClient, password: str = PASSWORD, login: str = "clerk", agent: str = "Firefox/80.0 Linux"
) -> int:
    data = {"username": login, "password": password}
    return client.post("/login", data=data, headers={"User-Agent": agent}).status_code


def test_the_person_is_told_of_the_last_sign_in_and_of_failures_since(
    app: Flask, clerk: int, wait: Wait
) -> None:
    first = app.test_client()
    assert enter(first) == 303
    assert "Firefox" not in first.get("/").text, "there was none before"
    wait(timedelta(seconds=1))
    for _ in range(2):
        assert enter(app.test_client(), "wrong", agent="Edg/86.0 Windows") == 401
        wait(timedelta(seconds=1))
    second = app.test_client()
    assert enter(second, agent="Chrome/86.0 Android") == 303
    told = second.get("/").text.partition('class="note"')[2].partition("</div>")[0]
    assert "Firefox" in told
    assert "2" in told
    assert "Firefox" not in second.get("/").text, "once is enough"
    page = second.get("/account").text
    assert "127.0.0.1" in page
    lines = [
        part.partition("</li>")[0] for part in page.partition('id="attempts-title"')[2].split("<li>")[1:]
    ]
    assert [next((n for n in ("Firefox", "Edge", "Chrome") if n in line), "") for line in lines] == [
        "Chrome", "Edge", "Edge", "Firefox",
    ]  # fmt: skip


def test_locks_are_seen_by_administrator_and_auditor_and_ended_by_the_former(
    app: Flask, people: People, clerk: int, wait: Wait
) -> None:
    for _ in range(5):
        enter(app.test_client(), "wrong")
        enter(app.test_client(), "wrong", login="my-secret-password")
    # One address tries many logins: each is tried once, and the address has to wait.
    for number in range(10):
        enter(app.test_client(), "wrong", login=f"login-{number}")
    assert enter(app.test_client()) == 429
    admin, auditor = people.client(people.add(ADMIN)), people.client(people.add(AUDITOR))
    for reader, ends in ((admin, True), (auditor, False)):
        page = reader.get("/panel/sign-ins/").text
        assert "clerk 同志 · clerk" in page
        assert "my-secret-password" not in page
        assert "<b>127.0.0.1</b>" in page
        assert ('name="reason"' in page) is ends
    assert people.client(clerk).get("/panel/sign-ins/").status_code == 403

    given = {"account": str(clerk), "reason": "本人当面来说"}
    assert auditor.post("/panel/sign-ins/unlock", data=given).status_code == 403
    assert admin.post("/panel/sign-ins/unlock", data={**given, "reason": " "}).status_code == 422
    assert admin.post("/panel/sign-ins/unlock", data={**given, "account": "9" * 30}).status_code == 303
    wait(timedelta(seconds=attempts.LONGEST_WAIT))
    assert enter(app.test_client()) == 429, "still locked"
    assert admin.post("/panel/sign-ins/unlock", data=given).status_code == 303
    assert 'name="reason"' not in admin.get("/panel/sign-ins/").text
    wait(timedelta(seconds=1))
    assert enter(app.test_client()) == 303
    with as_system(app):
        told = db.session.execute(
            select(Event.reason, Event.record_id).where(Event.kind == "login_unlocked")
        ).all()
    assert [tuple(row) for row in told] == [("本人当面来说", str(clerk))]


def test_one_login_tried_from_many_addresses_is_locked_all_the_same(
    app: Flask, clerk: int, wait: Wait
) -> None:
    with as_system(app, "sign-in"):
        for number in range(5):
            attempts.record_attempt("clerk", f"10.0.0.{number}", succeeded=False)
            db.session.flush()
            assert attempts.wait_of_address(f"10.0.0.{number}") == 0
        assert attempts.locked_until("clerk", failures=5, minutes=15) is not None
