"""Headers, hosts, cookies, caches and sizes."""

import pytest
from flask.testing import FlaskClient

from models.access import CLERK
from tests.fixtures.app import ClientFor, own_app

EVERYWHERE = ("/login", "/account", "/static/xieshang.css", "/healthz", "/no-such-page")


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_tells_the_browser_what_to_refuse(client_for: ClientFor, path: str) -> None:
    headers = client_for(CLERK).get(path, buffered=True).headers

    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("path", ["/login", "/account", "/healthz", "/no-such-page"])
def test_pages_are_kept_by_nobody(client_for: ClientFor, path: str) -> None:
    assert client_for(CLERK).get(path).headers["Cache-Control"] == "no-store"


def test_files_are_kept_under_their_digest_and_no_cookie_changes_them(client: FlaskClient) -> None:
    page = client.get("/login").text
    address = page.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
    assert "?v=" in address

    named, plain = client.get(address, buffered=True), client.get(address.partition("?")[0], buffered=True)

    assert named.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert plain.headers["Cache-Control"] == "no-cache"
    assert "Cookie" not in named.headers.get("Vary", "")


@pytest.mark.parametrize("path", ["/", "/login", "/healthz", "/static/xieshang.css"])
@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "邻水", ""]
)
def test_another_host_is_refused_in_plain_text(client: FlaskClient, path: str, host: str) -> None:
    answer = client.get(path, headers={"Host": host.encode().decode("latin-1")})

    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"
    assert "evil" not in answer.text
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "localhost:8000"])
def test_our_own_names_are_served(client: FlaskClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


def test_over_https_cookies_and_the_browser_are_bound_to_it() -> None:
    with own_app("sqlite:///:memory:", secure_cookies=True) as app:
        assert app.config["SESSION_COOKIE_NAME"].startswith("__Host-")
        assert app.config["SESSION_COOKIE_SECURE"] is True
        answer = app.test_client().get("/static/xieshang.css", base_url="https://localhost", buffered=True)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_a_proxy_is_believed_only_where_one_stands() -> None:
    forged = {"X-Forwarded-Host": "evil.example"}

    with own_app("sqlite:///:memory:") as app:
        assert app.test_client().get("/static/xieshang.css", headers=forged, buffered=True).status_code == 200
    with own_app("sqlite:///:memory:", proxies=1) as app:
        assert app.test_client().get("/static/xieshang.css", headers=forged).status_code == 400


def test_what_is_too_large_is_refused_with_a_sentence(client_for: ClientFor) -> None:
    answer = client_for(CLERK).post(
        "/account/password",
        data=b"x",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(22 * 1024 * 1024)},
    )

    assert answer.status_code == 413
    assert "20 MB" in answer.text


def test_a_form_with_endless_text_is_refused(client_for: ClientFor) -> None:
    answer = client_for(CLERK).post(
        "/account/password", proved=False, data={"new_password": "x" * (5 * 1024 * 1024)}
    )

    assert answer.status_code == 413


def test_somebody_unknown_sends_little(client: FlaskClient) -> None:
    assert client.post("/login", proved=False, data={"username": "x" * 70_000}).status_code == 413
