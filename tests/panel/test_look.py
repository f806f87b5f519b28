"""The switches of the look: dark and large type, kept by the browser."""

import pytest
from flask.testing import FlaskClient

from models.access import CLERK
from tests.fixtures.app import ClientFor


def root_of(client: FlaskClient, path: str = "/login") -> str:
    return client.get(path).text.partition("<html ")[2].partition(">")[0]


def test_each_switch_goes_on_and_off_by_itself_also_before_signing_in(client: FlaskClient) -> None:
    assert "data-theme" not in root_of(client)

    answer = client.post("/look", data={"theme": "dark", "next": "/login?next=/inbox"})
    assert (answer.status_code, answer.location) == (303, "/login?next=/inbox")
    client.post("/look", data={"size": "large"})
    assert 'data-theme="dark" data-size="large"' in root_of(client)

    client.post("/look", data={"theme": ""})
    assert "data-theme" not in root_of(client)
    assert 'data-size="large"' in root_of(client)


def test_the_pages_inside_follow_and_say_which_switch_is_on(client_for: ClientFor) -> None:
    client = client_for(CLERK)
    client.post("/look", data={"size": "large", "next": "/account"})

    page = client.get("/account").text

    assert 'data-size="large"' in page
    assert 'name="size" value="" aria-pressed="true"' in page
    assert 'name="theme" value="dark" aria-pressed="false"' in page


@pytest.mark.parametrize("sent", [{}, {"theme": "pink"}, {"size": "large", "theme": "x"}, {"next": "/"}])
def test_what_is_no_switch_is_refused(client: FlaskClient, sent: dict[str, str]) -> None:
    assert client.post("/look", data=sent).status_code == 400


def test_a_cookie_of_somebody_elses_making_changes_nothing_else(client: FlaskClient) -> None:
    client.set_cookie("look", 'dark."><script>')
    assert root_of(client).endswith('data-theme="dark"')


def test_a_switch_never_leads_to_another_host(client: FlaskClient) -> None:
    answer = client.post("/look", data={"theme": "dark", "next": "//elsewhere.example"})
    assert answer.location == "/"
