"""How a browser wants its pages: light or dark, usual or large type.

Not asked of the system: an office machine says what its installer chose. Who never chose gets the light page in the usual size.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import request

COOKIE = "look"
CHOICES = {"theme": "dark", "size": "large"}
"""Each switch with the word that stands in the cookie and on the page's root when it is on."""


def chosen() -> dict[str, str]:
    """Return the switches of this browser: ``theme`` and ``size``, each its word or empty."""
    words = set(request.cookies.get(COOKIE, "").split("."))
    return {name: word if word in words else "" for name, word in CHOICES.items()}


def written(switches: Mapping[str, str]) -> str:
    """Return the switches as they stand in the cookie: ``dark.large``."""
    return ".".join(word for word in switches.values() if word)
