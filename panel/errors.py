"""When something is refused or goes wrong: a page that says what happened, what was kept and what to do now.

Never an exception's own text. A fault of ours gets a short number, which the log has beside the traceback; its page needs neither
the database nor a session.
"""

from __future__ import annotations

import errno
import secrets
from typing import Any

from flask import Flask, Response, current_app, g, render_template, request
from jinja2 import TemplateError
from markupsafe import escape
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError

from models.access import Refused
from models.access.actor import actor_or_none
from models.marks import N_
from models.problems import Invalid
from panel.csrf import FORGED, Forged
from panel.language import html_language, join, translate
from panel.read_only import REASON, ReadingOnly
from panel.requests import is_worth_another_try
from panel.typed_text import sent_text

NOT_FOUND = N_("There is no such item here; it may be in the recycle bin or belong to another organization.")
STALE = N_(
    "Somebody else changed this in the meantime; nothing of yours was saved. Please go back, look at it again and repeat."
)
BUSY = N_("The system is busy; nothing was lost. Please try again later.")
FULL = N_(
    "There is no room left on the disk of the system; nothing was saved. "
    "Please tell the administrator, and send it again afterwards."
)
BROKEN = N_(
    "The system could not carry this out, and nothing was changed. "
    "Please try again; if it happens again, tell the office the number."
)
TOO_LARGE = N_(
    "This is larger than can be taken (files: %(most)s MiB); nothing was saved. Please send it in parts."
)
NOT_UNDERSTOOD = N_(
    "The address or the form is not complete; nothing was changed. Please go back and try again."
)
WRONG_WAY = N_("This page is reached by a button or a link only; nothing was changed.")
BACK_HOME = N_("Back to the home page")
WAIT = N_("Too many requests at once; please wait a moment.")

GIVEN_BACK = frozenset({403, 409, 422, 503})
"""Where what was typed stands on the page: to be copied, or sent again once the reason has passed."""

TITLES = {
    400: N_("Not understood"),
    403: N_("Not possible with this post"),
    404: N_("Not found"),
    405: N_("Not understood"),
    409: N_("Changed in the meantime"),
    413: N_("Too large"),
    422: N_("Something is to be mended"),
    429: N_("Please wait"),
    500: N_("Something went wrong"),
    503: N_("The system is busy"),
}
_SENTENCES = {400: NOT_UNDERSTOOD, 403: "", 404: NOT_FOUND, 405: WRONG_WAY, 429: WAIT}


def init_app(app: Flask) -> None:
    """Register a handler for everything that may end a request."""
    app.register_error_handler(Refused, refused)
    app.register_error_handler(Invalid, invalid)
    app.register_error_handler(Forged, forged)
    app.register_error_handler(ReadingOnly, reading_only)
    app.register_error_handler(StaleDataError, stale)
    app.register_error_handler(InternalServerError, broken)
    app.register_error_handler(HTTPException, http_error)


def error_number() -> str:
    """Return the number of this request's fault: four hexadecimal digits that a person can say on the telephone."""
    number: str = g.setdefault("error_number", secrets.token_hex(2).upper())
    return number


def page(status: int, sentence: str, *, number: str | None = None, again: bool = False) -> Response:
    """Return the page of an error; what was typed stands on it.

    :param sentence: what the person reads, translated.
    :param number: the number of a fault of ours.
    :param again: whether the same may be sent again with success.
    """
    title = translate(TITLES.get(status, TITLES[400]))
    try:
        typed = sent_text() if status in GIVEN_BACK else None
        body = render_template(
            "error.html",
            frame={"lang": html_language()},
            page={
                "title": title,
                "sentence": sentence,
                "number": number,
                "links": [(translate(BACK_HOME), "/")],
                "typed": typed.page(again=again) if typed is not None else None,
            },
        )
    except (TemplateError, OSError):
        current_app.logger.exception("The page of error %s cannot be drawn", status)
        body = (
            f'<!doctype html><html lang="{escape(html_language())}"><head><meta charset="utf-8">'
            f"<title>{escape(title)}</title></head>"
            f"<body><main><h1>{escape(title)}</h1><p>{escape(sentence)}</p><p>{escape(number or '')}</p></main></body></html>"
        )
    return Response(body, status=status, mimetype="text/html")


def refused(error: Refused) -> Response:
    """Say which rule refused, and the way."""
    log_refusal("the rules")
    return page(403, translate(error.sentence, **error.values))


def log_refusal(what: str) -> None:
    """Leave a line in the log about who was refused where; never what was typed or asked for."""
    actor = actor_or_none()
    who = actor.key if actor is not None else "nobody"
    current_app.logger.warning("Refused by %s: %s %r to %s", what, request.method, request.path, who)


def invalid(error: Invalid) -> Response:
    """Say what is to be mended, for what was sent in without a form that could show it."""
    sentence = join(translate(problem.sentence, **problem.values) for problem in error.problems)
    return page(422, sentence, again=True)


def forged(_error: Forged) -> Response:
    """Say that the form did not come from a page of this session."""
    log_refusal("the proof of origin")
    return page(403, translate(FORGED), again=True)


def reading_only(_error: ReadingOnly) -> Response:
    """Say why nothing can be changed for now."""
    return page(503, translate(REASON), again=True)


def stale(_error: StaleDataError) -> Response:
    """Say that somebody else was faster."""
    return page(409, translate(STALE), again=True)


def http_error(error: HTTPException) -> Response | HTTPException:
    """Say in our own words what Werkzeug refused."""
    code = error.code or 500
    if code < 400:
        return error
    if code == 413:
        return page(413, translate(TOO_LARGE, most=current_app.extensions["xieshang_settings"].max_upload_mb))
    answer = page(code, translate(_SENTENCES.get(code) or NOT_UNDERSTOOD))
    if code == 405 and getattr(error, "valid_methods", None):
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))  # type: ignore[attr-defined]
    return answer


def broken(error: InternalServerError) -> Response:
    """Give a fault of ours its number; the database being away or in the way is one that passes."""
    original, number = error.original_exception, error_number()
    if _is_full(original):
        return page(503, translate(FULL), number=number, again=True)
    if not _passes(original):
        return page(500, translate(BROKEN), number=number)
    answer = page(503, translate(BUSY), number=number, again=True)
    if isinstance(original, OperationalError) and is_worth_another_try(original):
        answer.headers["Retry-After"] = "2"
    return answer


def _is_full(error: BaseException | None) -> bool:
    """Say whether the disk is full: of the database's machine, or of the attached files."""
    if isinstance(error, OperationalError):
        return getattr(error.orig, "sqlstate", None) == "53100" or "disk is full" in str(error.orig)
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def _passes(error: BaseException | None) -> bool:
    """Say whether the fault may be gone in a minute.

    SQLite calls a missing column an operational error as well, PostgreSQL does not.
    """
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, OperationalError):
        return False
    return is_worth_another_try(error) or error.connection_invalidated or hasattr(error.orig, "sqlstate")


class LoggingFaults(Flask):
    """Flask, whose log names the number that the person was shown."""

    def log_exception(self, exc_info: Any) -> None:
        """Log a fault with its number, where it happened and its traceback; never what was typed."""
        self.logger.error(
            "Fault %s at %s %s", error_number(), request.method, request.path, exc_info=exc_info
        )
