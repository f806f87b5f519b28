"""What goes wrong is said in a sentence, with what was kept and what to do; never in an exception's words."""

import errno
import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import BadRequest, Forbidden, NotFound, TooManyRequests

from models.access import CLERK, Refused
from models.access.errors import NOT_ALLOWED_ASK, OWN_WORK
from models.problems import REQUIRED, Invalid, Problem
from panel import auth, errors
from tests.fixtures.app import own_app

SECRET = "SELECT secret FROM passwords"


def _operational(message: str, **of_postgresql: str | None) -> OperationalError:
    original: Any = Exception(message)
    for name, value in of_postgresql.items():
        setattr(original, name, value)
    return OperationalError(SECRET, {}, original)


def _raiser(error: BaseException) -> Callable[[], Any]:
    def view() -> Any:
        raise error

    return view


def in_english(client: Any) -> Any:
    """Let the browser ask for English, in which the sentences stand in the code."""
    client.set_cookie("language", "en")
    return client


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Return what answers a request whose view raises the given error; no database is there at all."""

    def ask(error: BaseException) -> Any:
        with own_app("sqlite:///:memory:") as app:
            app.config["PROPAGATE_EXCEPTIONS"] = False
            monkeypatch.setattr(auth, "WITHOUT_SESSION", auth.WITHOUT_SESSION | {"broken"})
            app.add_url_rule("/broken", "broken", _raiser(error))
            return in_english(app.test_client()).get("/broken")

    return ask


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (Refused(OWN_WORK), 403, OWN_WORK),
        (Refused(NOT_ALLOWED_ASK, who=["Clerk", "Auditor"]), 403, "please contact: Clerk, Auditor."),
        (Invalid(None, [Problem("name", REQUIRED, {"field": "Name"})]), 422, "Please fill in “Name”."),
        (NotFound(SECRET), 404, errors.NOT_FOUND),
        (StaleDataError(SECRET), 409, errors.STALE),
        (BadRequest(SECRET), 400, errors.NOT_UNDERSTOOD),
        (Forbidden(SECRET), 403, errors.NOT_UNDERSTOOD),
        (TooManyRequests(SECRET), 429, errors.WAIT),
        (_operational("database is locked"), 503, errors.BUSY),
        (_operational("could not connect", sqlstate=None), 503, errors.BUSY),
        (_operational("no such column: secret"), 500, errors.BROKEN),
        (PoolTimeout(SECRET), 503, errors.BUSY),
        (_operational("database or disk is full"), 503, errors.FULL),
        (_operational("could not extend file", sqlstate="53100"), 503, errors.FULL),
        (OSError(errno.ENOSPC, SECRET), 503, errors.FULL),
        (OSError(errno.EACCES, SECRET), 500, errors.BROKEN),
        (RuntimeError(SECRET), 500, errors.BROKEN),
        (KeyError(SECRET), 500, errors.BROKEN),
    ],
)
def test_each_error_has_its_status_and_its_sentence(
    answer: Callable[..., Any], error: Exception, status: int, sentence: str
) -> None:
    page = answer(error)

    assert page.status_code == status
    assert sentence in page.text
    assert SECRET not in page.text
    assert "Traceback" not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert 'href="/"' in page.text


def test_a_fault_has_a_number_that_the_log_has_too(
    answer: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        page = answer(RuntimeError(SECRET))

    number = re.search(r"\b[0-9A-F]{4}\b", page.text.partition("Number to quote")[2])
    assert number is not None
    [record] = [record for record in caplog.records if record.message.startswith("Fault")]
    assert record.message == f"Fault {number[0]} at GET /broken"
    assert record.exc_info is not None


def test_two_requests_in_each_others_way_are_told_when_to_come_back(answer: Callable[..., Any]) -> None:
    assert answer(_operational("database is locked")).headers["Retry-After"] == "2"
    assert "Retry-After" not in answer(_operational("no such table: account")).headers


def test_a_refusal_leaves_a_line_in_the_log_and_nothing_of_what_was_typed(
    client_for: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    client = client_for("auditor")

    assert client.post("/panel/training/new/", data={"name": "春季培训班"}).status_code == 403
    assert client.post("/panel/training/new/", data={"name": "x"}, proved=False).status_code == 403

    said = [record.getMessage() for record in caplog.records if "Refused" in record.getMessage()]
    assert [line.partition(" to ")[0] for line in said] == [
        "Refused by the rules: POST '/panel/training/new/'",
        "Refused by the proof of origin: POST '/panel/training/new/'",
    ]
    assert all(re.search(r"to account:\d+$", line) for line in said)
    assert "春季培训班" not in caplog.text


def test_a_page_reached_the_wrong_way_says_which_way_is_right(client_for: Callable[..., Any]) -> None:
    page = client_for(CLERK).get("/logout")

    assert page.status_code == 405
    assert "POST" in page.headers["Allow"]


def test_without_its_template_an_error_still_has_a_page(
    answer: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_arguments: Any, **_values: Any) -> str:
        raise OSError("the disk is gone")

    monkeypatch.setattr(errors, "render_template", missing)

    page = answer(RuntimeError("<script>"))

    assert page.status_code == 500
    assert errors.BROKEN in page.text
    assert "<script>" not in page.text


def test_an_unknown_page_of_somebody_signed_in(client_for: Callable[..., Any]) -> None:
    page = in_english(client_for(CLERK)).get("/panel/no-such-kind/")

    assert page.status_code == 404


def test_a_database_that_is_not_there_is_told_to_whoever_watches(caplog: pytest.LogCaptureFixture) -> None:
    with own_app("sqlite:///:memory:") as app:
        page = app.test_client().get("/healthz")

    assert page.status_code == 503
    assert page.text == "The database does not answer; the log says why.\n"
    assert page.mimetype == "text/plain"
