"""While the history is not complete everything can be read, somebody can sign in, and nothing can be changed."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from models import history
from models.access import CLERK
from models.accounts.account import Account
from models.base import db
from models.writing import pen
from panel import read_only
from panel.signing_in.passwords import hash_password
from tests.fixtures.app import People, as_system
from tests.fixtures.client import PanelClient


@pytest.fixture
def clerk(app: Flask, people: People) -> PanelClient:
    """Return the browser of a clerk with the password of the demonstration."""
    number = people.add(CLERK)
    with as_system(app):
        account = db.session.get_one(Account, number)
        with pen(db.session, account, "test"):
            account.password_hash = hash_password("linshui-2020")
        db.session.commit()
    return people.client(number)


@pytest.fixture
def torn(app: Flask, clerk: PanelClient) -> Iterator[None]:
    """Take one table's triggers away, as somebody with the database's password could."""
    with as_system(app):
        history.uninstall(db.session.connection(), ["department"])
        db.session.commit()
    read_only.look_again(app)
    yield
    read_only.look_again(app)


@pytest.mark.usefixtures("torn")
class TestTorn:
    def test_pages_are_read(self, clerk: PanelClient) -> None:
        assert clerk.get("/account").status_code == 200

    def test_nothing_is_changed_and_the_sentence_says_why(self, clerk: PanelClient) -> None:
        clerk.set_cookie("language", "en")
        answer = clerk.post("/account/sessions/end-others")

        assert answer.status_code == 503
        assert "history of changes" in answer.text

    def test_somebody_signs_in_and_out(self, app: Flask, clerk: PanelClient) -> None:
        other = app.test_client()

        answer = other.post("/login", data={"username": "clerk", "password": "linshui-2020"})

        assert answer.status_code == 303
        assert other.get("/account").status_code == 200
        assert other.post("/logout").location == "/login"
        assert other.get("/account").status_code == 302

    def test_a_wrong_password_is_still_counted(self, app: Flask) -> None:
        client = app.test_client()

        tries = [
            client.post("/login", data={"username": "clerk", "password": "x"}).status_code for _ in range(6)
        ]

        assert tries == [401] * 5 + [429]

    def test_the_language_is_kept_by_the_browser_alone(self, app: Flask, clerk: PanelClient) -> None:
        assert clerk.post("/language", data={"language": "en"}).status_code == 303
        assert clerk.get_cookie("language").value == "en"  # type: ignore[union-attr]
        with as_system(app):
            assert db.session.scalars(select(Account.language)).all() == [None]


def test_a_complete_history_is_looked_at_once(
    app: Flask, clerk: PanelClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []

    def look(*_arguments: object) -> list[str]:
        looks.append("looked")
        return []

    monkeypatch.setattr(read_only, "differences", look)
    read_only.look_again(app)

    for _ in range(3):
        clerk.get("/account")

    assert looks == ["looked"]


def test_what_differs_stands_in_the_log(
    app: Flask, clerk: PanelClient, torn: None, caplog: pytest.LogCaptureFixture
) -> None:
    clerk.get("/account")

    assert any("department" in record.getMessage() for record in caplog.records)
