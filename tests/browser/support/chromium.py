"""Where the system's Chromium is, and how it is started: it asks no other host for anything."""

from __future__ import annotations

import shutil

QUIET = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # The browser itself finds no other host either.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def found() -> str | None:
    """Return the path of the system's Chromium, ``None`` without one; `make test` installs it."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)
