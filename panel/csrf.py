"""Forms from elsewhere are refused: every unsafe request proves that it comes from a page of ours.

Two proofs, both needed: what the browser says about where the request comes from, and a token that only our pages hold. The
token is made of the session's own secret, so nothing is stored, it ends with the session, and it is the same for all forms of a
session: whole page frames can be kept. Flask-WTF draws its token anew for each form and keeps a second secret beside the session.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from urllib.parse import urlsplit

from flask import Flask, current_app, request, session

from models.marks import N_

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
_VISITOR = "visitor"

FORGED = N_(
    "This form was opened before you signed in, or does not come from this panel; nothing was changed. Please open it again."
)


class Forged(Exception):
    """An unsafe request that does not prove that it comes from a page of ours."""


def init_app(app: Flask) -> None:
    """Give templates ``csrf_token()``."""
    app.jinja_env.globals["csrf_token"] = csrf_token


def csrf_token() -> str:
    """Return the token for the forms of this session; before signing in, of this visit."""
    secret = session.get("_user_id")
    if secret is None:
        secret = session.get(_VISITOR)
        if secret is None:
            secret = session[_VISITOR] = secrets.token_urlsafe(16)
    return token_of(secret)


def token_of(secret: str) -> str:
    """Return the token of a session whose secret is given."""
    key = f"forms:{current_app.config['SECRET_KEY']}".encode()
    return hmac.new(key, secret.encode(), sha256).hexdigest()


def protect() -> None:
    """Let an unsafe request pass only with both proofs.

    :raises Forged: otherwise.
    """
    secret = session.get("_user_id") or session.get(_VISITOR)
    given = request.headers.get(HEADER) or request.form.get(FIELD, "")
    if (
        secret is None
        or not is_from_here()
        or not hmac.compare_digest(token_of(secret).encode(), given.encode())
    ):
        raise Forged


def is_said_to_be_from_here() -> bool:
    """Say whether the browser itself says so: an old one that says nothing does not count here."""
    said = "Sec-Fetch-Site" in request.headers or "Origin" in request.headers
    return said and is_from_here()


def is_from_here() -> bool:
    """Say whether the browser says that the request comes from a page of ours; old ones say nothing, and the token decides.

    ``Sec-Fetch-Site`` is the browser's own word and comes first. Of ``Origin`` the host is compared and not the scheme, which a
    proxy in front may have changed.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        # "none" is an address typed by hand; no form is sent that way.
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
