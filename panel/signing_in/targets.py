"""Where to go after signing in: only ever to a page of this panel."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

HOME = "/"

# A path of ours: one slash, then what our own addresses consist of. Whatever a browser might read in another way is missing:
# backslash, at sign, colon, control characters and white space, in plain or percent-encoded form.
_PATH = re.compile(r"/(?!/)[\w./~%-]*\Z")
_QUERY = re.compile(r"[\w./~%=&+,!'()*:;?\[\]-]*\Z")
_MOST = 2000


def safe_next(target: str | None) -> str:
    r"""Return ``target`` when it is a plain path of this panel, else the home page.

    It refuses rather than mends: browsers read ``//host``, ``/\host``, ``http:host`` or a tab in between in ways of their own.
    """
    if not target or len(target) > _MOST:
        return HOME
    path, _, query = target.partition("?")
    if not _PATH.match(path) or not _QUERY.match(query):
        return HOME
    # Once more after decoding, for what stands behind a proxy that decodes first.
    decoded = unquote(unquote(path))
    if (
        "//" in decoded
        or "\\" in decoded
        or ".." in decoded
        or any(ord(c) < 33 or ord(c) == 127 for c in decoded)
    ):
        return HOME
    try:
        parts = urlsplit(target)
    except ValueError:
        return HOME
    if parts.scheme or parts.netloc or path.startswith(("/login", "/logout")):
        return HOME
    return target


def next_of_switch(target: str) -> str:
    """Return where a switch of language or look goes back to: a page of this panel, or the sign-in page.

    The sign-in page looks at its own ``next`` itself.
    """
    path, _, query = target.partition("?")
    sign_in = path == "/login" and query.isascii() and "\\" not in query and all(ord(c) > 32 for c in query)
    return target if sign_in else safe_next(target)
