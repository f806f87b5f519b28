"""What browsers are told to refuse, and what the panel refuses itself: other hosts, endless forms, caches."""

from __future__ import annotations

from flask import Flask, Response, request
from werkzeug.exceptions import SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Settings
from panel.assets import cache_control

_SOURCES = {
    "default-src": "'none'",
    "object-src": "'none'",  # follows from the first; inspections ask for it by name
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # Bootstrap draws ticks and arrows as data:image/svg+xml
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}

HEADERS = {
    "Content-Security-Policy": "; ".join(f"{what} {source}" for what, source in _SOURCES.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

_HSTS = "max-age=31536000"
_MIB = 1024 * 1024
_MOST_TEXT = 4 * _MIB
"""Bytes of text that a form may hold, files not counted."""


def init_app(app: Flask, settings: Settings) -> None:
    """Set cookies, limits and trusted hosts, and add the headers to every answer."""
    app.config.update(
        # A __Host- cookie cannot be set by a neighbour of the same domain; browsers take it over HTTPS only.
        SESSION_COOKIE_NAME="__Host-xieshang" if settings.secure_cookies else "xieshang",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_REFRESH_EACH_REQUEST=False,
        TRUSTED_HOSTS=list(settings.trusted_hosts),
        # The largest file, and the form around it.
        MAX_CONTENT_LENGTH=(settings.max_upload_mb + 1) * _MIB,
        MAX_FORM_MEMORY_SIZE=_MOST_TEXT,
        MAX_FORM_PARTS=5_000,
    )
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )
    app.before_request(_refuse_other_hosts)
    app.before_request(_limit_text)

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.secure_cookies:
            response.headers["Strict-Transport-Security"] = _HSTS
        if request.endpoint == "static":
            response.headers["Cache-Control"] = cache_control()
        else:
            # Pages hold what only this person may see: neither a proxy nor the next person at this desk gets them.
            response.headers["Cache-Control"] = "no-store"
        return response


def _limit_text() -> None:
    """Limit forms without files as well: Werkzeug reads those in one piece and looks at no size but that of the whole request."""
    if request.mimetype != "multipart/form-data":
        request.max_content_length = _MOST_TEXT


def _refuse_other_hosts() -> Response | None:
    """Answer a request for a host that is not ours, in plain text: no page of ours may be built for that name."""
    if isinstance(request.routing_exception, SecurityError):
        return Response("This name is not served here.\n", status=400, mimetype="text/plain")
    return None
