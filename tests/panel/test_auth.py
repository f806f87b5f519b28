"""Signing in and out, sessions on the server, and what a copied cookie is worth."""

import time
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from models import clock
from models.access import CLERK
from models.accounts.account import Account
from models.accounts.login_session import LoginSession
from models.base import db
from models.history import Change, Event
from models.writing import pen
from panel import auth
from panel.signing_in import sessions
from panel.signing_in.passwords import hash_password
from panel.views import account as account_page
from tests.fixtures.app import ClientFor, People, add_organization, as_system, make_schema, own_app
from tests.fixtures.client import PanelClient

PASSWORD = "linshui-2020"


@pytest.fixture
def clerk(app: Flask, people: People) -> int:
    """Return the id of an account `clerk` with a password."""
    number = people.add(CLERK)
    change(app, number, password_hash=hash_password(PASSWORD))
    return number


def change(app: Flask, account_id: int, **values: object) -> None:
    """Change an account as an administrator's screen would."""
    with as_system(app):
        account = db.session.get_one(Account, account_id)
        with pen(db.session, account, "test"):
            for name, value in values.items():
                setattr(account, name, value)
        db.session.commit()


def sign_in(
    client: FlaskClient, username: str = "clerk", password: str = PASSWORD, **more: str
) -> TestResponse:
    return client.post("/login", data={"username": username, "password": password, **more})


def kinds(app: Flask) -> list[str]:
    """Return the kinds of events that the history has, oldest first."""
    with as_system(app):
        return list(db.session.scalars(select(Event.kind).order_by(Event.id)))


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def test_a_login_and_its_password_open_the_panel(app: Flask, client: FlaskClient, clerk: int) -> None:
    answer = sign_in(client)

    assert (answer.status_code, answer.location) == (303, "/")
    assert is_signed_in(client)
    assert kinds(app) == ["signed_in"]


@pytest.mark.parametrize("username", ["Clerk", "  clerk ", "CLERK"])
def test_a_telephones_capital_letter_does_no_harm(client: FlaskClient, clerk: int, username: str) -> None:
    assert sign_in(client, username).status_code == 303


def test_the_person_goes_on_to_the_page_that_was_asked_for(client: FlaskClient, clerk: int) -> None:
    sent = client.get("/panel/member/?year__ge=2020")
    assert (sent.status_code, sent.location) == (302, "/login?next=/panel/member/%3Fyear__ge%3D2020")
    assert 'name="next" value="/panel/member/?year__ge=2020"' in client.get(sent.location).text

    answer = sign_in(client, next="/panel/member/?year__ge=2020")

    assert answer.location == "/panel/member/?year__ge=2020"


def test_the_person_never_goes_on_to_another_host(client: FlaskClient, clerk: int) -> None:
    assert sign_in(client, next="//evil.example/").location == "/"


@pytest.mark.parametrize("path", ["/", "/inbox", "/history", "/panel/member/", "/account", "/no-such-page"])
def test_a_page_asked_for_without_signing_in_leads_to_the_sign_in_page(
    client: FlaskClient, path: str
) -> None:
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer.location.startswith("/login")


def test_what_is_said_at_the_door_is_said_once_however_often_one_knocks(client: FlaskClient) -> None:
    for _time in range(40):
        client.post("/account/password", data={"current_password": "x"})

    cookie = client.get_cookie("xieshang")
    assert cookie is not None
    assert len(cookie.value) < 1_000


def test_every_route_but_the_named_ones_is_closed(app: Flask, client: FlaskClient) -> None:
    opened = set()
    for rule in app.url_map.iter_rules():
        path = rule.build(dict.fromkeys(rule.arguments, 1), append_unknown=False)
        assert path is not None
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        answer = client.open(path[1], method=method)
        if not (answer.status_code in (302, 303) and answer.location.startswith("/login")):
            opened.add(rule.endpoint)

    # Sign-out of somebody who is not there leads to the sign-in page as well.
    assert opened <= auth.OPEN


def test_something_sent_without_signing_in_changes_nothing_and_says_so(
    client: FlaskClient, app: Flask
) -> None:
    answer = client.post("/account/password", data={"current_password": "x"})

    assert (answer.status_code, answer.location) == (303, "/login")
    page = client.get("/login").text
    assert "what you sent was not saved" in page or "未保存" in page


@pytest.mark.parametrize(
    ("username", "password"), [("clerk", "linshui-2021"), ("nobody", PASSWORD), ("", ""), ("clerk", "")]
)
def test_a_wrong_entry_says_neither_which_nor_whether_there_is_such_a_login(
    client: FlaskClient, clerk: int, username: str, password: str
) -> None:
    answer = sign_in(client, username, password)
    known = sign_in(client, "clerk", "wrong")

    assert answer.status_code == known.status_code == 401
    assert _complaint(answer.text) == _complaint(known.text)
    assert not is_signed_in(client)


def _complaint(page: str) -> str:
    return page.partition('role="alert"')[2].partition("</div>")[0]


def test_what_was_typed_is_kept_but_the_password_is_not(client: FlaskClient, clerk: int) -> None:
    page = sign_in(client, "clerk", "secret-and-wrong").text

    assert 'value="clerk"' in page
    assert "secret-and-wrong" not in page


def test_an_account_without_a_password_a_disabled_one_and_one_in_the_bin_stay_out(
    app: Flask, client: FlaskClient, people: People, clerk: int
) -> None:
    people.add(None, login="unset")
    assert sign_in(client, "unset", "").status_code == 401

    change(app, clerk, status="disabled")
    assert sign_in(client).status_code == 401

    change(app, clerk, status="active", trashed_at=clock.now())
    assert sign_in(client).status_code == 401


def test_signing_in_starts_a_new_session(client: PanelClient, clerk: int) -> None:
    client.get("/login")
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
        before = dict(session)

    sign_in(client)

    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["_user_id"] not in before.values()


def test_only_the_hash_of_the_token_is_kept(app: Flask, client: PanelClient, clerk: int) -> None:
    sign_in(client)
    with client.session_transaction() as session:
        token = session["_user_id"]

    with as_system(app):
        kept = db.session.scalars(select(LoginSession.token_hash)).one()

    assert len(token) >= 43
    assert token not in kept
    assert len(kept) == 64


def _copy(client: PanelClient, app: Flask) -> FlaskClient:
    """Return another browser with a copy of the cookie."""
    thief = app.test_client()
    with client.session_transaction() as session, thief.session_transaction() as stolen:
        stolen.update(session)
    return thief


def test_a_copied_cookie_is_dead_after_signing_out(app: Flask, client: PanelClient, clerk: int) -> None:
    sign_in(client)
    thief = _copy(client, app)
    assert is_signed_in(thief)

    answer = client.post("/logout")

    assert (answer.status_code, answer.location) == (303, "/login")
    assert not is_signed_in(client)
    assert not is_signed_in(thief)
    assert kinds(app) == ["signed_in", "signed_out"]


def test_a_copied_cookie_is_dead_after_the_password_changed(
    app: Flask, client: PanelClient, clerk: int
) -> None:
    sign_in(client)
    thief = _copy(client, app)

    new = "三月里的小雨-1987"
    answer = client.post(
        "/account/password",
        data={"current_password": PASSWORD, "new_password": new, "new_password_again": new},
    )

    assert answer.location == "/account"
    assert is_signed_in(client)
    assert not is_signed_in(thief)
    assert sign_in(app.test_client()).status_code == 401
    assert sign_in(app.test_client(), password=new).status_code == 303


@pytest.mark.parametrize("values", [{"status": "disabled"}, {"trashed_at": clock.now()}])
def test_a_session_ends_with_its_account_and_does_not_come_back_with_it(
    app: Flask, client: PanelClient, clerk: int, values: dict[str, object]
) -> None:
    sign_in(client)
    change(app, clerk, **values)
    assert not is_signed_in(_copy(client, app))

    thief = _copy(client, app)
    change(app, clerk, status="active", trashed_at=None)

    assert not is_signed_in(thief)


def test_a_request_that_waits_its_turn_saves_nothing_when_its_session_is_ended_meanwhile(
    app: Flask, people: People, clerk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody ends the session after the request was let in and before it is committed."""
    client, other = people.client(clerk), people.client(clerk)

    def end(**_which: object) -> None:
        sessions.end_sessions(clerk, but=0)
        g.pop(sessions.ENDED_HERE)

    monkeypatch.setattr(account_page, "_end", end)
    answer = client.post("/account/sessions/end-others")

    assert answer.status_code == 403
    assert "未作任何改动" in answer.text
    assert is_signed_in(other), "what it did is undone with it"


def test_half_an_hour_without_a_request_signs_out_and_says_so(client: PanelClient, clerk: int) -> None:
    sign_in(client)
    with client.session_transaction() as session:
        session["seen"] = int(time.time()) - 31 * 60

    answer = client.get("/account")

    assert answer.status_code == 302
    assert "30" in client.get(answer.location).text
    assert not is_signed_in(client)


def test_a_request_now_and_then_keeps_the_session_open(client: PanelClient, clerk: int) -> None:
    sign_in(client)
    with client.session_transaction() as session:
        session["seen"] = int(time.time()) - 20 * 60

    assert is_signed_in(client)

    with client.session_transaction() as session:
        assert session["seen"] > time.time() - 60


def test_looking_at_a_page_writes_nothing_and_sets_no_cookie_each_time(
    client: PanelClient, clerk: int
) -> None:
    sign_in(client)

    assert "Set-Cookie" not in client.get("/account").headers


def test_a_session_ends_after_a_working_day(
    client: PanelClient, clerk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client)
    later = clock.now() + sessions.LONGEST + timedelta(seconds=1)

    monkeypatch.setattr(clock, "now", lambda: later)

    assert not is_signed_in(client)


def test_the_cookie_is_hidden_from_scripts_and_from_other_sites(client: PanelClient, clerk: int) -> None:
    cookie = sign_in(client).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie


def test_somebody_who_is_signed_in_does_not_see_the_sign_in_page(client_for: ClientFor) -> None:
    answer = client_for(CLERK).get("/login?next=/inbox")

    assert (answer.status_code, answer.location) == (303, "/inbox")


def test_signing_out_without_being_signed_in_leads_to_the_sign_in_page(client: FlaskClient) -> None:
    answer = client.post("/logout")

    assert (answer.status_code, answer.location) == (303, "/login")


def test_nobody_signs_out_by_a_link(client_for: ClientFor) -> None:
    clerk = client_for(CLERK)

    assert clerk.get("/logout").status_code == 405
    assert is_signed_in(clerk)


def test_a_first_password_is_replaced_before_anything_else(
    app: Flask, client: PanelClient, clerk: int
) -> None:
    change(app, clerk, must_change_password=True)

    assert sign_in(client).location == "/account"
    assert 'class="note"' in client.get("/account").text
    assert client.get("/").location == "/account"
    assert client.post("/account/sessions/end-others").location == "/account"

    new = "三月里的小雨-1987"
    client.post(
        "/account/password",
        data={"current_password": PASSWORD, "new_password": new, "new_password_again": new},
    )
    assert client.get("/").status_code == 200


def test_an_old_hash_is_renewed_when_its_owner_signs_in(app: Flask, client: PanelClient, clerk: int) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    change(app, clerk, password_hash=old)

    sign_in(client)

    with as_system(app):
        new = db.session.scalar(select(Account.password_hash).where(Account.id == clerk))
    assert new != old
    assert is_signed_in(client)
    assert sign_in(app.test_client()).status_code == 303


def test_the_history_never_holds_the_hash(app: Flask, client: PanelClient, clerk: int) -> None:
    sign_in(client)

    with as_system(app):
        written = [f"{row}" for row in db.session.execute(select(Change.old, Change.new))]

    assert any("password_hash" in row for row in written)
    assert not any("argon2" in row for row in written)


def test_a_whole_visit_over_a_database_of_its_own(fresh_database: str) -> None:
    """The other tests share one transaction; here every commit is one."""
    with own_app(fresh_database) as app:
        make_schema(app)
        people = People(app, add_organization(app, "政协邻水县委员会", "邻水"))
        change(app, people.add(CLERK), password_hash=hash_password(PASSWORD))
        client, new = app.test_client(), "三月里的小雨-1987"

        assert sign_in(client, password="wrong").status_code == 401
        assert sign_in(client).status_code == 303
        assert client.post("/language", data={"language": "en"}).status_code == 303
        given = {"current_password": PASSWORD, "new_password": new, "new_password_again": new}
        assert client.post("/account/password", data=given).status_code == 303
        assert is_signed_in(client)
        assert client.post("/logout").status_code == 303
        assert not is_signed_in(client)
        assert kinds(app) == ["sign_in_failed", "signed_in", "password_changed", "signed_out"]
