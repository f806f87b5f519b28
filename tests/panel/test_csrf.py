"""Forms from elsewhere change nothing."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from models.access import CLERK
from panel import csrf
from tests.fixtures.app import ClientFor
from tests.fixtures.client import PanelClient

END_OTHERS = "/account/sessions/end-others"


@pytest.fixture
def clerk(client_for: ClientFor) -> PanelClient:
    return client_for(CLERK)


def test_a_form_without_its_token_is_refused_with_a_sentence(clerk: PanelClient) -> None:
    answer = clerk.post(END_OTHERS, proved=False)

    assert answer.status_code == 403
    assert "<h1>" in answer.text
    assert clerk.post(END_OTHERS).status_code == 303


@pytest.mark.parametrize("token", ["", "0" * 64, "表单", "x" * 100_000])
def test_a_wrong_token_is_refused(clerk: PanelClient, token: str) -> None:
    assert clerk.post(END_OTHERS, proved=False, data={"csrf_token": token}).status_code == 403


def test_the_token_of_another_session_is_refused(clerk: PanelClient, client_for: ClientFor) -> None:
    other = client_for(CLERK, login="other")

    assert clerk.post(END_OTHERS, proved=False, data={"csrf_token": other.form_token()}).status_code == 403


def test_the_token_may_stand_in_the_form_or_in_a_header(clerk: PanelClient) -> None:
    token = clerk.form_token()

    assert clerk.post(END_OTHERS, proved=False, data={csrf.FIELD: token}).status_code == 303
    assert clerk.post(END_OTHERS, proved=False, headers={csrf.HEADER: token}).status_code == 303


def test_the_token_is_that_of_the_page(clerk: PanelClient) -> None:
    assert f'name="csrf_token" value="{clerk.form_token()}"' in clerk.get("/account").text


def test_the_token_is_the_same_for_all_pages_of_a_session_and_no_secret_of_it(clerk: PanelClient) -> None:
    with clerk.session_transaction() as session:
        secret = session["_user_id"]

    page = clerk.get("/account").text

    assert secret not in page
    assert page.count(clerk.form_token()) > 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "https://localhost"}, 303),  # a proxy in front speaks HTTPS
        ({"Origin": "http://localhost:81"}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 303),  # a browser that says nothing; the token decides
    ],
)
def test_the_browsers_word_about_where_it_comes_from_counts(
    clerk: PanelClient, headers: dict[str, str], status: int
) -> None:
    assert clerk.post(END_OTHERS, headers=headers).status_code == status


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_every_unsafe_method_needs_the_proof(clerk: PanelClient, method: str) -> None:
    assert clerk.open("/account", method=method, proved=False).status_code == 403


def test_signing_in_needs_the_proof_too(app: Flask, client: FlaskClient) -> None:
    stranger = app.test_client()

    assert (
        stranger.post("/login", proved=False, data={"username": "clerk", "password": "x"}).status_code == 403
    )
    assert client.post("/login", data={"username": "clerk", "password": "x"}).status_code == 401


def test_the_form_of_the_sign_in_page_carries_the_proof(client: FlaskClient) -> None:
    page = client.get("/login").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]

    answer = client.post(
        "/login", proved=False, data={"username": "clerk", "password": "x", "csrf_token": token}
    )

    assert answer.status_code == 401


def test_another_tab_that_finds_nobody_signed_in_does_not_spoil_the_sign_in_page(client: FlaskClient) -> None:
    page = client.get("/login").text
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    client.get("/inbox")

    assert client.post("/login", proved=False, data={"username": "a", "csrf_token": token}).status_code == 401


def test_a_form_opened_before_signing_in_is_refused_afterwards(client_for: ClientFor) -> None:
    clerk = client_for(CLERK)
    with clerk.application.app_context():
        before = csrf.token_of("a visitor")

    answer = clerk.post(END_OTHERS, proved=False, data={"csrf_token": before})

    assert answer.status_code == 403
