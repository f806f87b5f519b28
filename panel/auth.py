"""Who is there: Flask-Login over sessions on the server, closed by default.

Every route asks for a signed-in person but the few named in ``OPEN``. The address of a page is kept while somebody signs in, and
so is what they typed.
"""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import quote

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    flash,
    g,
    get_flashed_messages,
    redirect,
    render_template,
    request,
    session,
)
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlalchemy import select

from config import Settings
from models.access import Actor, acting, current_actor
from models.base import db
from models.grants import actor_of
from models.marks import N_
from models.office.organization import Organization
from panel import csrf, requests
from panel.kept_forms import keep
from panel.language import translate
from panel.read_only import read_only_reason, refuse_writing
from panel.signing_in import journal
from panel.signing_in.entrance import Entered, Halfway, Refusal, sign_in
from panel.signing_in.last import LAST_TOLD, last_words
from panel.signing_in.sessions import ENDED_HERE, SignedIn, end_sessions, find_session
from panel.signing_in.targets import HOME, safe_next

WITHOUT_SESSION = frozenset({"static", "health.healthz"})
"""Routes that nobody signs in for and that read no cookie."""
OPEN = WITHOUT_SESSION | {"auth.login", "language.switch", "look.switch", "slip.page", "second_factor.code"}
"""Routes for people who are not signed in; everything else is closed."""
WITHOUT_HISTORY = frozenset(
    {"auth.login", "auth.logout", "language.switch", "look.switch", "slip.page", "second_factor.code"}
)
"""What changes nothing that history follows."""
BY_SCRIPT = frozenset({"form_help.keep_draft", "form_help.drop_draft"})
"""What a page's script sends while somebody types: the form itself is still before them, so nothing is said about it."""
BEFORE_NEW_PASSWORD = frozenset(
    {"auth.logout", "language.switch", "look.switch", "own_account.page", "own_account.change_password"}
)
"""What can be reached while a first password waits to be replaced."""
BEFORE_SECOND_FACTOR = frozenset(
    {
        "auth.logout", "language.switch", "look.switch", "second_factor.page", "second_factor.begin", "second_factor.confirm",
        "own_account.page", "own_account.change_password",
    }
)  # fmt: skip
"""What can be reached while a second factor that the office asks for is not set up yet."""
OWN_ACCOUNT = "/account"
SECOND_FACTOR = "/account/second-factor"
ASKED_FOR = "/login/code"
HALF, HALF_NEXT = "half", "half_next"
"""Where the cookie keeps the half session of somebody whose second factor is asked for, and where they are going."""

TIMED_OUT = N_("You were signed out after %(minutes)s minutes without a request; please sign in again.")
NOT_SAVED = N_(
    "You were signed out in the meantime, and what you sent was not saved; please sign in and enter it again."
)
KEPT = N_(
    "You were signed out in the meantime. What you typed is not saved yet, but kept: sign in again and it comes back."
)
SIGNED_OUT = N_("You are signed out.")
LOCK_HINT = N_("After %(failures)s wrong entries the login is locked for %(minutes)s minutes")
HELP = (
    N_("If you forgot your password, or come for the first time, please ask the office to set it."),
    N_("After %(minutes)s minutes without a request you are signed out by yourself."),
)

_MOST_BEFORE_SIGN_IN = 64 * 1024
"""Bytes that somebody unknown may send: a login, a password and where to go."""
_SEEN = "seen"
_SEEN_STEP = 60
"""Seconds after which the cookie's stamp of the last request is renewed; less would set a cookie with every answer."""

blueprint = Blueprint("auth", __name__)


class _Manager(LoginManager):
    """Flask-Login without its remember-me cookie: a session ends with the browser."""

    def _update_remember_cookie(self, response: Response) -> Response:
        return response

    def _load_user_from_remember_cookie(self, cookie: str) -> None:
        return None


def init_app(app: Flask, settings: Settings) -> None:
    """Find out at each request who is there, before anything else is done."""
    manager = _Manager()
    # Our own sessions know when they end; the address of a telephone may change on the way.
    manager.session_protection = None
    manager.user_loader(_load)
    manager.init_app(app)
    app.extensions["xieshang_settings"] = settings
    app.before_request(_admit)
    app.register_blueprint(blueprint)


def current_settings() -> Settings:
    """Return the settings of the running application."""
    found: Settings = current_app.extensions["xieshang_settings"]
    return found


def _load(token: str) -> SignedIn | None:
    """Return who is signed in with the cookie's token, and keep the actor that this makes them today."""
    idle = time.time() - session.get(_SEEN, 0)
    if idle > current_settings().idle_minutes * 60:
        g.timed_out = True
        return None

    def find() -> tuple[SignedIn, Actor] | None:
        found = find_session(token)
        if found is None:
            return None
        return found, actor_of(found.account_id, name=found.name, organization_id=found.organization_id)

    found = requests.as_sign_in(find)
    if found is None:
        return None
    if idle > _SEEN_STEP:
        session[_SEEN] = int(time.time())
    g.actor = found[1]
    return found[0]


def _admit() -> Any:
    """Let the request in, send it to the sign-in page, or refuse it."""
    if request.endpoint in WITHOUT_SESSION:
        return None
    stack = requests.begin()
    read_only_reason()  # the page says it, whoever asks
    for name in ("_login_user", "actor", "timed_out", ENDED_HERE):
        g.pop(name, None)
    if not current_user.is_authenticated:
        ended = session.get("_user_id")
        for name in ("_user_id", "_fresh", "_id", _SEEN):
            session.pop(name, None)
        if request.endpoint not in OPEN:
            return _to_sign_in(ended)
        request.max_content_length = _MOST_BEFORE_SIGN_IN
    else:
        stack.enter_context(acting(g.actor))
        if current_user.must_change_password and request.endpoint not in BEFORE_NEW_PASSWORD:
            return _redirect(OWN_ACCOUNT)
        if lacks_second_factor() and request.endpoint not in BEFORE_SECOND_FACTOR:
            return _redirect(SECOND_FACTOR)
    if requests.is_unsafe():
        csrf.protect()
        if request.endpoint not in WITHOUT_HISTORY:
            refuse_writing()
    requests.refuse_nul()
    return None


def needs_second_factor() -> bool:
    """Say whether one of the person's roles of today needs a second factor, by the settings."""
    return bool(g.actor.roles & frozenset(current_settings().second_factor_roles or ()))


def lacks_second_factor() -> bool:
    """Say whether the person has to set one up before anything else."""
    return current_user.second_factor_kind is None and needs_second_factor()


def _to_sign_in(ended: str | None) -> Response:
    """Send somebody who is not signed in to the sign-in page, and back here afterwards.

    :param ended: the session that the cookie still names, which may give back what was typed in it.
    """
    if ended is None:
        request.max_content_length = _MOST_BEFORE_SIGN_IN
    if request.endpoint == "auth.logout":
        return _redirect("/login")
    # One sentence, however often a page asks again: they travel in the cookie.
    session.pop("_flashes", None)
    if request.endpoint in BY_SCRIPT:
        return _redirect("/login")
    if requests.is_unsafe():
        kept = keep(ended) if ended is not None else None
        if kept is not None:
            flash(translate(KEPT), "note")
            return _redirect(f"/login?next={kept}")
        flash(translate(NOT_SAVED), "error")
        return _redirect("/login")
    if g.get("timed_out"):
        flash(translate(TIMED_OUT, minutes=current_settings().idle_minutes), "note")
    target = request.full_path.rstrip("?")
    return _redirect("/login" if target == HOME else f"/login?next={quote(target)}", 302)


def _redirect(target: str, status: int = 303) -> Response:
    answer = redirect(target, status)
    assert isinstance(answer, Response)
    return answer


@blueprint.route("/login", methods=("GET", "POST"))
def login() -> Any:
    """Show the sign-in page, or take a login and a password; who is signed in already goes on."""
    if request.method == "POST":
        return _enter()
    if current_user.is_authenticated:
        return _redirect(safe_next(request.args.get("next")))
    return _sign_in_page(request.args.get("next"))


def _enter() -> Any:
    username, target = request.form.get("username", ""), request.form.get("next")
    answer = sign_in(
        username,
        request.form.get("password", ""),
        device=request.user_agent.string,
        address=client_address(),
        settings=current_settings(),
    )
    if isinstance(answer, Refusal):
        return _sign_in_page(target, username=username.strip()[:40], refusal=answer)
    # Nothing of the visit before goes on: a session that somebody planted is not the one that is signed in.
    session.clear()
    if isinstance(answer, Halfway):
        session[HALF], session[HALF_NEXT] = answer.token, safe_next(target)
        return _redirect(ASKED_FOR)
    return go_in(answer, target)


def go_in(entered: Entered, target: str | None) -> Response:
    """Let somebody in who has shown all that is asked for."""
    keep_signed_in(entered.token)
    if entered.last is not None:
        flash(translate(LAST_TOLD, what=last_words(entered.last)), "note")
    return _redirect(OWN_ACCOUNT if entered.must_change_password else safe_next(target))


def client_address() -> str:
    """Return the address that the request came from, behind the proxies that are believed."""
    return request.remote_addr or ""


def keep_signed_in(token: str) -> None:
    """Put a session's token into the browser's cookie."""
    user = requests.as_sign_in(lambda: find_session(token))
    assert user is not None
    login_user(user)
    session[_SEEN] = int(time.time())


@blueprint.post("/logout")
def logout() -> Any:
    """End this session for good: a copy of its cookie is worth nothing any more."""
    user = current_user
    end_sessions(user.account_id, only=user.session_id)
    journal.note(
        journal.SIGNED_OUT, current_actor(), account_id=user.account_id, organization_id=user.organization_id
    )
    db.session.commit()
    logout_user()
    session.clear()
    flash(translate(SIGNED_OUT), "note")
    return _redirect("/login")


def _organization() -> str:
    """Return the name of the committee whose house this is: the first that was entered."""
    name: str | None = db.session.scalar(select(Organization.name).order_by(Organization.id).limit(1))
    return name or ""


def _sign_in_page(target: str | None, *, username: str = "", refusal: Refusal | None = None) -> Any:
    settings = current_settings()
    target = safe_next(target)
    body = render_template(
        "login.html",
        page={
            "title": translate(N_("Sign in")),
            "organization": requests.as_sign_in(_organization),
            "action": "/login",
            "hidden": [("next", target)] if target != HOME else [],
            "username": username,
            "error": translate(refusal.sentence, **refusal.values) if refusal else None,
            "note": " ".join(map(str, get_flashed_messages())) or None,
            "lock_hint": translate(
                LOCK_HINT, failures=settings.lock_after_failures, minutes=settings.lock_minutes
            ),
            "help": [translate(sentence, minutes=settings.idle_minutes) for sentence in HELP],
        },
    )
    return body, refusal.status if refusal else 200
