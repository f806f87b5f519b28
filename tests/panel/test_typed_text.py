"""Whatever ends a request, what somebody typed is on the page that tells them, or comes back when they are signed in again."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from models.access import CLERK
from models.accounts import kept_form
from models.accounts.account import Account
from models.accounts.kept_form import KeptForm
from models.accounts.role_grant import RoleGrant
from models.base import db
from models.history import verify
from models.history.reading import connection_of
from models.learning.training import Training
from models.writing import pen
from panel.signing_in.passwords import hash_password
from tests.contracts.pages import form_of
from tests.fixtures.app import People, add_organization, as_system, make_schema, own_app
from tests.fixtures.client import PanelClient

URL = "/panel/training/new/"
HERE = {"Sec-Fetch-Site": "same-origin"}
PASSWORD = "linshui-2020"
TYPED = {
    "name": ["春季委员培训班"],
    "kind": ["county_course"],
    "starts_on": ["2020-10-12"],
    "note": ["带“笔记本”\n与水杯"],
}
Clerk = tuple[PanelClient, dict[str, list[str]]]


@pytest.fixture
def clerk(app: Flask, people: People) -> Clerk:
    """Return the browser of a clerk with a password, and the form of a new training as they typed it."""
    number = people.add(CLERK)
    with as_system(app):
        account = db.session.get_one(Account, number)
        with pen(db.session, account, "test"):
            account.password_hash = hash_password(PASSWORD)
        db.session.commit()
    client = people.client(number)
    return client, form_of(client.get(URL).text) | TYPED


def away(client: PanelClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an hour pass without a request."""
    later = time.time() + 3_600
    monkeypatch.setattr("panel.auth.time.time", lambda: later)


def signed_in_again(client: PanelClient, target: str, username: str = "clerk") -> Any:
    """Sign in on the page that the target leads to; return that page, and what became of it."""
    page = client.get(target)
    form = page.text[page.text.index('<form class="login"') :]
    goes_on = re.search(r'name="next" value="([^"]*)"', form)
    hidden = {"next": goes_on[1]} if goes_on else {}
    return page, client.post("/login", data={"username": username, "password": PASSWORD, **hidden})


def trainings(people: People) -> list[tuple[str, str | None]]:
    with as_system(people.app, organization_id=people.organization_id):
        return [(row[0], row[1]) for row in db.session.execute(select(Training.name, Training.note))]


def test_what_was_typed_comes_back_after_signing_in_again(
    people: People, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, form = clerk
    away(client, monkeypatch)

    sent = client.post(URL, data=form, headers=HERE)

    assert sent.status_code == 303
    page, entered = signed_in_again(client, sent.location)
    assert "您填写的内容尚未保存，但已暂存" in page.text
    assert entered.location.startswith("/kept/")
    kept = client.get(entered.location)
    assert "春季委员培训班" in kept.text
    assert "<dd>county_course</dd>" not in kept.text

    form_again = client.post(URL, data=form_of(kept.text) | {"_again": ["1"]}, headers=HERE)

    assert form_again.status_code == 200
    typed = form_of(form_again.text)
    assert {name: typed[name] for name in TYPED} == TYPED
    assert trainings(people) == []
    assert client.post(URL, data=typed, headers=HERE).status_code == 303
    assert trainings(people) == [("春季委员培训班", "带“笔记本”\n与水杯")]


def test_it_comes_back_to_nobody_else_and_not_for_ever(
    app: Flask, people: People, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, form = clerk
    other = people.client(people.add(CLERK, login="other"))
    away(client, monkeypatch)
    sent = client.post(URL, data=form, headers=HERE)
    address = sent.location.partition("next=")[2]

    monkeypatch.undo()
    assert other.get(address).status_code == 404
    assert other.get("/kept/nothing").status_code == 404
    monkeypatch.setattr(kept_form, "KEPT", timedelta(0))
    signed_in_again(client, "/login")
    assert client.get(address).status_code == 404
    with as_system(app):
        assert db.session.scalar(select(func.count(KeptForm.token))) == 0


@pytest.mark.parametrize(
    ("change", "headers"),
    [
        ({"csrf_token": ["0" * 64]}, HERE),
        ({}, {"Sec-Fetch-Site": "cross-site"}),
        ({}, {"Origin": "https://evil.example"}),
        ({}, {}),
    ],
)
def test_nothing_is_kept_of_a_form_from_elsewhere(
    app: Flask, clerk: Clerk, monkeypatch: pytest.MonkeyPatch, change: Any, headers: dict[str, str]
) -> None:
    client, form = clerk
    away(client, monkeypatch)

    sent = client.post(URL, data=form | change, headers=headers)

    assert sent.location == "/login"
    with as_system(app):
        assert db.session.scalar(select(func.count(KeptForm.token))) == 0


def test_a_password_is_never_kept(app: Flask, clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    client, form = clerk
    proof = {"csrf_token": form["csrf_token"]}
    away(client, monkeypatch)

    sent = client.post("/account/password", data=proof | {"current_password": PASSWORD}, headers=HERE)

    assert sent.location == "/login"
    with as_system(app):
        assert db.session.scalar(select(func.count(KeptForm.token))) == 0


def test_forms_of_one_account_have_a_limit(app: Flask, clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    client, form = clerk
    monkeypatch.setattr(kept_form, "MOST_OF_ONE", 2)
    away(client, monkeypatch)
    cookie = client.get_cookie("xieshang")
    assert cookie is not None
    addresses = []
    for _window in range(3):
        client.set_cookie("xieshang", cookie.value)
        addresses.append(client.post(URL, data=form, headers=HERE).location)

    assert all("/kept/" in address for address in addresses)
    with as_system(app):
        kept = set(db.session.scalars(select(KeptForm.token)))
    assert kept == {address.rpartition("/")[2] for address in addresses[1:]}


def test_a_form_of_an_older_sign_in_is_given_back_at_once(people: People, clerk: Clerk) -> None:
    client, form = clerk

    refused = client.post(URL, data=form | {"csrf_token": ["0" * 64]}, headers=HERE, proved=False)

    assert refused.status_code == 403
    assert trainings(people) == []
    again = form_of(refused.text)
    assert again["note"] == TYPED["note"]
    assert client.post(URL, data=again | {"_again": ["1"]}, headers=HERE).status_code == 200
    assert client.post(URL, data=again, headers=HERE).status_code == 303


def test_a_form_from_elsewhere_is_not_shown(clerk: Clerk) -> None:
    client, form = clerk

    refused = client.post(URL, data=form, headers={"Sec-Fetch-Site": "cross-site"})

    assert refused.status_code == 403
    assert "春季委员培训班" not in refused.text


class _Gone(Exception):
    sqlstate = "57P01"


def test_a_database_that_is_away_for_a_moment_keeps_the_text(
    people: People, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, form = clerk

    def fail(*_args: Any, **_more: Any) -> None:
        raise OperationalError("INSERT", {}, _Gone())

    with monkeypatch.context() as patch:
        patch.setitem(people.app.config, "PROPAGATE_EXCEPTIONS", False)
        patch.setattr("panel.editing.once", fail)
        answer = client.post(URL, data=form, headers=HERE)

    assert answer.status_code == 503
    again = form_of(answer.text)
    assert again["name"] == TYPED["name"]
    assert client.post(URL, data=again, headers=HERE).status_code == 303
    assert [name for name, _note in trainings(people)] == ["春季委员培训班"]


def test_a_full_disk_saves_nothing_by_halves_and_keeps_the_text(tmp_path: Path) -> None:
    """On SQLite the real thing: the file may not grow any more, and then it may again."""
    with own_app(f"sqlite:///{tmp_path}/full.sqlite", instance_folder=tmp_path) as app:
        make_schema(app)
        app.config["PROPAGATE_EXCEPTIONS"] = False
        people = People(app, add_organization(app, "政协邻水县委员会", "邻水"))
        client = people.client(people.add(CLERK))
        form = form_of(client.get(URL).text) | TYPED | {"note": ["长" * 1_900]}
        pages: list[int] = []

        def stop_growing(connection: Any, *_more: Any) -> None:
            pages.append(connection.execute("PRAGMA page_count").fetchone()[0])
            connection.execute(f"PRAGMA max_page_count = {pages[0]}")

        with app.app_context():
            engine = db.engine
            engine.dispose()
        event.listen(engine, "connect", stop_growing)
        answers = []
        for number in range(40):
            answers.append(client.post(URL, data=form | {"form_token": [f"{number}"]}, headers=HERE))
            if answers[-1].status_code != 303:
                break
        full = answers[-1]
        event.remove(engine, "connect", stop_growing)
        engine.dispose()

        assert full.status_code == 503
        assert "磁盘" in full.text
        again = form_of(full.text)
        assert again["note"] == form["note"]
        assert client.post(URL, data=again, headers=HERE).status_code == 303
        assert len(trainings(people)) == len(answers)
        with as_system(app):
            assert verify(connection_of(db.session())) == []


def test_who_may_no_longer_save_can_still_copy_what_they_typed(people: People, clerk: Clerk) -> None:
    client, form = clerk
    with as_system(people.app):
        grant = db.session.scalars(select(RoleGrant)).one()
        with pen(db.session, grant, "test"):
            grant.valid_from, grant.valid_until = date(2019, 1, 1), date(2019, 12, 31)
        db.session.commit()

    answer = client.post(URL, data=form, headers=HERE)

    assert answer.status_code == 403
    assert "春季委员培训班" in answer.text
    assert 'name="_again"' not in answer.text
