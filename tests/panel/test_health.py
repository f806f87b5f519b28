"""The address for whoever watches the machine."""

from flask.testing import FlaskClient

from tests.fixtures.app import ClientFor


def test_it_answers_anybody_without_a_cookie(client: FlaskClient, office: int) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.text, answer.mimetype) == (200, "ok\n", "text/plain")
    assert "Set-Cookie" not in answer.headers
    assert "Vary" not in answer.headers


def test_it_answers_over_an_empty_database_too(client: FlaskClient) -> None:
    assert client.get("/healthz").status_code == 200


def test_it_is_looked_at_only(client_for: ClientFor) -> None:
    assert client_for(None).post("/healthz").status_code == 405
