"""The second factor: codes of a telephone, or of a printed card, asked for after the password."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from models import clock
from models.access import ADMIN, CLERK
from models.accounts.account import Account
from models.base import db
from models.history import Change, Event
from models.writing import pen
from panel.signing_in import entrance, factor
from panel.signing_in.passwords import hash_password, verify_password
from tests.fixtures.app import People, as_system
from tests.fixtures.client import PanelClient

PASSWORD = "linshui-2020"
Wait = Callable[[timedelta], None]


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Wait:
    """Return what lets time pass without waiting; it begins in the middle of a code's half minute."""
    begun = clock.now()
    moment = [begun - timedelta(seconds=begun.timestamp() % factor.STEP - 15)]
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


def enter(client: FlaskClient, password: str = PASSWORD, **more: str) -> TestResponse:
    return client.post("/login", data={"username": "clerk", "password": password, **more})


def give(client: FlaskClient, code: str) -> TestResponse:
    return client.post("/login/code", data={"code": code})


def made_on(page: str) -> str:
    return page.partition('name="made" value="')[2].partition('"')[0]


def begin(client: FlaskClient, kind: str, password: str = PASSWORD) -> TestResponse:
    return client.post("/account/second-factor/begin", data={"kind": kind, "password": password})


def set_up_app(client: FlaskClient) -> pyotp.TOTP:
    page = begin(client, "app").text
    key = re.search(r'<code class="key">([A-Z2-7 ]+)</code>', page)
    assert key is not None
    assert "<svg" in page
    assert "style=" not in page.partition('class="qr"')[2].partition("</div>")[0]
    maker = pyotp.TOTP(key[1].replace(" ", ""))
    assert _confirm(client, page, "000000").status_code == 422
    answer = _confirm(client, page, maker.at(clock.now()))
    assert (answer.status_code, answer.location) == (303, "/account")
    return maker


def set_up_card(client: FlaskClient) -> list[str]:
    page = begin(client, "card").text
    codes = re.findall(r'<li><span class="quiet">\d+</span> <code>(\d{4} \d{4})</code></li>', page)
    assert len(set(codes)) == factor.CODES
    assert _confirm(client, page, codes[1]).status_code == 422
    assert _confirm(client, page, codes[0]).status_code == 303
    return codes


def _confirm(client: FlaskClient, page: str, code: str) -> TestResponse:
    return client.post("/account/second-factor/confirm", data={"made": made_on(page), "code": code})


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def test_a_telephones_codes_open_once_each(app: Flask, people: People, clerk: int, wait: Wait) -> None:
    here, elsewhere = people.client(clerk), people.client(clerk)
    assert begin(here, "app", "wrong").status_code == 422
    maker = set_up_app(here)
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)

    client = app.test_client()
    assert enter(client, next="/inbox").location == "/login/code"
    # The right password alone opens nothing but the question.
    assert client.get("/account").location.startswith("/login")
    assert client.post("/account/second-factor/remove", data={"password": PASSWORD}).location == "/login"
    assert give(client, maker.at(clock.now())).status_code == 401, "the code of the setting up is spent"
    wait(timedelta(seconds=30))
    code = maker.at(clock.now())
    answer = give(client, f" {code[:3]} {code[3:]} ")
    assert (answer.status_code, answer.location) == (303, "/inbox")
    assert is_signed_in(client)

    # The same code opens no second session, nor does an older one; a clock half a minute fast or slow does no harm.
    other = app.test_client()
    assert enter(other).location == "/login/code"
    assert give(other, code).status_code == 401
    assert give(other, maker.at(clock.now() - timedelta(seconds=1 * factor.STEP))).status_code == 401
    wait(timedelta(seconds=60))
    assert give(other, maker.at(clock.now() - timedelta(seconds=2 * factor.STEP))).status_code == 401
    assert give(other, maker.at(clock.now() - timedelta(seconds=1 * factor.STEP))).location == "/"

    # What the database and its history hold makes no code.
    with as_system(app):
        account = db.session.get_one(Account, clerk)
        written = [f"{row}" for row in db.session.execute(select(Change.old, Change.new))]
        assert set(db.session.scalars(select(Event.kind))) >= {
            "second_factor_set",
            "sign_in_failed",
            "signed_in",
        }
    assert maker.secret not in (account.second_factor or "")
    assert any('"second_factor"' in row for row in written)
    assert not any(maker.secret in row or (account.second_factor or "-") in row for row in written)


def test_wrong_codes_lock_and_the_question_does_not_wait_for_ever(
    app: Flask, people: People, clerk: int, wait: Wait
) -> None:
    maker = set_up_app(people.client(clerk))
    wait(timedelta(minutes=1))
    client = app.test_client()
    assert [enter(client).status_code for _ in range(2)] == [303, 303]
    assert [give(client, "000000").status_code for _ in range(5)] == [401] * 5
    assert give(client, maker.at(clock.now())).status_code == 429
    assert enter(app.test_client()).status_code == 429, "nor by beginning anew"
    wait(timedelta(minutes=16))
    assert give(client, maker.at(clock.now())).location == "/login", "the half session is over"

    # A half session goes with the password like any other, and is no session for another purpose.
    assert enter(client).location == "/login/code"
    with client.session_transaction() as cookie:
        token = cookie["half"]
    thief = app.test_client()
    assert isinstance(thief, PanelClient)
    thief.keep_signed_in(token)
    assert not is_signed_in(thief)
    with as_system(app):
        account = db.session.get_one(Account, clerk)
        with pen(db.session, account, "test"):
            account.password_hash = hash_password("another-one-2020")
        db.session.commit()
    assert give(client, maker.at(clock.now())).location == "/login"


def test_a_card_is_used_from_top_to_bottom(app: Flask, people: People, clerk: int, wait: Wait) -> None:
    here = people.client(clerk)
    old = set_up_card(here)
    codes = set_up_card(here)
    client = app.test_client()
    enter(client)
    assert "2" in client.get("/login/code").text.partition('for="f-code"')[2].partition("</label>")[0]
    assert [give(client, code).status_code for code in (old[1], codes[0], codes[2])] == [401] * 3
    assert give(client, codes[1]).location == "/"
    with as_system(app, "sign-in"):
        account = db.session.get_one(Account, clerk)
        held = factor.opened(account.second_factor, clerk)
        assert held is not None
        assert (factor.codes_left(held), factor.next_number(held)) == (38, 3)
        assert factor.opened(account.second_factor, clerk + 1) is None
        assert not any(code.replace(" ", "") in str(held) for code in codes)
        factor.spend(held, 39)
        db.session.commit()
    client.post("/logout")
    enter(client)
    assert give(client, codes[39]).location == "/"
    assert "0" in client.get("/").text.partition('class="note"')[2].partition("</div>")[0]
    client.post("/logout")
    enter(client)
    page = client.get("/login/code").text
    assert 'name="code"' not in page
    assert give(client, codes[39]).status_code == 401

    # An administrator takes it away, with a reason; never the own one.
    admin = people.add(ADMIN)
    keeper = people.client(admin)
    url = f"/panel/account/reset-factor/?id={clerk}"
    assert keeper.post(url, data={"reason": ""}).status_code == 422
    assert keeper.post(url, data={"reason": "口令卡用完"}).status_code == 303
    assert keeper.post(f"/panel/account/reset-factor/?id={admin}", data={"reason": "x"}).status_code == 403
    assert enter(app.test_client()).location == "/"
    with as_system(app):
        told = (
            db.session.execute(select(Event.reason).where(Event.kind == "second_factor_reset"))
            .scalars()
            .all()
        )
    assert told == ["口令卡用完"]


def test_a_role_that_needs_one_sets_it_up_before_anything_else(
    app: Flask, people: People, clerk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(app.extensions["xieshang_settings"], second_factor_roles=("clerk",))
    monkeypatch.setitem(app.extensions, "xieshang_settings", settings)
    client = people.client(clerk)
    assert client.get("/inbox").location == "/account/second-factor"
    assert client.post("/urging").location == "/account/second-factor"
    assert 'name="password"' not in client.get("/account/second-factor").text
    set_up_card(client)
    assert client.get("/inbox").status_code == 200
    assert client.post("/account/second-factor/remove", data={"password": PASSWORD}).status_code == 303
    with as_system(app):
        assert db.session.get_one(Account, clerk).second_factor_kind == "card"
    assert people.client(people.add(ADMIN)).get("/inbox").status_code == 200


def test_a_name_that_nobody_has_costs_as_much_as_one_that_exists(
    app: Flask, client: FlaskClient, clerk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Measured in what is done, not by a clock: the same statements, and one hash each."""
    hashes: list[str] = []

    def counted_verify(kept: str | None, given: str) -> bool:
        hashes.append("one")
        return verify_password(kept, given)

    monkeypatch.setattr(entrance, "verify_password", counted_verify)
    done: list[str] = []
    with app.app_context():
        engine = db.engine

    @event.listens_for(engine, "before_cursor_execute")
    def _note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        done.append(" ".join(statement.split())[:40])

    found = {}
    try:
        for login in ("clerk", "nobody-has-this"):
            client.get("/login")
            for attempt in range(6):
                done.clear()
                hashes.clear()
                answer = client.post("/login", data={"username": login, "password": "wrong"})
                counted = [line for line in done if "SAVEPOINT" not in line]
                found[login, attempt] = (answer.status_code, len(hashes), counted)
    finally:
        event.remove(engine, "before_cursor_execute", _note)
    for attempt in range(6):
        assert found["clerk", attempt] == found["nobody-has-this", attempt]
    assert [found["clerk", attempt][:2] for attempt in (0, 5)] == [(401, 1), (429, 0)]
