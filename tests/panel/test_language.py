"""Which language a page is in, and how values are written."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from config import LOCALES
from models.access import CLERK
from models.accounts.account import Account
from models.base import db
from models.history import Change
from models.marks import N_
from panel import language
from tests.fixtures.app import ClientFor, People, as_system
from tests.fixtures.client import PanelClient


def page_language(client: FlaskClient, path: str = "/login") -> str:
    return client.get(path).text.partition('<html lang="')[2].partition('"')[0]


def test_simplified_chinese_whatever_the_browser_was_installed_in(client: FlaskClient) -> None:
    assert page_language(client) == "zh-Hans"
    assert 'lang="zh-Hans"' in client.get("/login", headers={"Accept-Language": "en-US"}).text


@pytest.mark.parametrize("code", LOCALES)
def test_a_language_is_chosen_before_signing_in_and_kept_by_the_browser(
    client: FlaskClient, code: str
) -> None:
    answer = client.post("/language", data={"language": code, "next": "/login?next=/inbox"})

    assert (answer.status_code, answer.location) == (303, "/login?next=/inbox")
    assert page_language(client) == code.replace("_", "-")


def test_a_language_chosen_while_signed_in_goes_with_the_account(app: Flask, people: People) -> None:
    number = people.add(CLERK)
    here, elsewhere = people.client(number), people.client(number)

    here.post("/language", data={"language": "en", "next": "/account"})

    assert page_language(here, "/account") == page_language(elsewhere, "/account") == "en"
    with as_system(app):
        assert db.session.scalar(select(Account.language).where(Account.id == number)) == "en"
        assert (
            db.session.scalars(select(Change.actor).order_by(Change.id.desc())).first() == f"account:{number}"
        )


def test_the_accounts_language_comes_before_the_browsers(app: Flask, people: People) -> None:
    number = people.add(CLERK)
    client = people.client(number)
    client.post("/language", data={"language": "zh_Hant"})

    client.set_cookie("language", "en")

    assert page_language(client, "/account") == "zh-Hant"


def test_a_person_without_any_role_chooses_a_language_too(client_for: ClientFor) -> None:
    assert client_for(None).post("/language", data={"language": "en"}).status_code == 303


@pytest.mark.parametrize("code", ["", "de", "zh", "../en", "en\n"])
def test_an_unknown_language_is_refused(client_for: ClientFor, code: str) -> None:
    assert client_for(CLERK).post("/language", data={"language": code}).status_code == 400


def test_a_cookie_with_an_unknown_language_is_not_taken(client: FlaskClient) -> None:
    client.set_cookie("language", "../../etc")

    assert page_language(client) == "zh-Hans"


@pytest.mark.parametrize("target", ["//evil.example", "/login\\evil", "http:evil", "/login?next=\t//evil"])
def test_choosing_a_language_leads_nowhere_else(client: FlaskClient, target: str) -> None:
    assert client.post("/language", data={"language": "en", "next": target}).location == "/"


def test_the_choice_shows_each_language_in_its_own_words(client: PanelClient) -> None:
    page = client.get("/login").text

    assert all(words in page for words in language.ENDONYMS.values())


@pytest.fixture
def writing(app: Flask) -> Iterator[None]:
    """Let the test write as a page in English does."""
    with app.test_request_context(headers={"Cookie": "language=en"}):
        yield


@pytest.mark.usefixtures("writing")
class TestWriting:
    def test_values_of_a_sentence(self) -> None:
        sentence = N_("%(who)s wrote %(value)s on %(day)s at %(moment)s: %(count)s.")

        written = language.translate(
            sentence,
            who=["Clerk", "Auditor"],
            value="Clerk",
            day=date(2020, 9, 3),
            moment=datetime(2020, 9, 23, 6, 5, tzinfo=UTC),
            count=1234,
        )

        assert written == "Clerk, Auditor wrote Clerk on 2020-09-03 at 2020-09-23 14:05: 1234."

    def test_an_empty_sentence_is_not_the_head_of_the_catalogue(self) -> None:
        assert language.translate("") == ""
        assert language.translate("%(who)s", who="") == ""

    def test_a_percent_sign_without_values_stays(self) -> None:
        assert language.translate("100% done") == "100% done"

    def test_moments_are_office_time_to_the_minute(self) -> None:
        moment = datetime(2020, 12, 31, 16, 30, 59, tzinfo=UTC)

        assert language.format_moment(moment) == "2021-01-01 00:30"
        assert language.format_moment(moment, seconds=True) == "2021-01-01 00:30:59"
        assert language.format_moment(moment.replace(tzinfo=None)) == "2021-01-01 00:30"
        assert language.format_moment(None) == ""

    def test_days(self) -> None:
        assert language.format_day(date(2020, 9, 3)) == "2020-09-03"
        assert language.format_day_in_words(date(2020, 9, 3)) == "3 September 2020"
        assert language.format_day_in_words(date(2020, 9, 3), year=False) == "3 September"
        assert language.format_day(None) == language.format_day_in_words(None) == ""

    def test_numbers(self) -> None:
        assert language.format_number(1234567) == "1,234,567"
        assert language.format_number(Decimal("1234.5"), 2) == "1,234.50"
        assert language.format_number(None) == ""
