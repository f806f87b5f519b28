"""Files of the panel itself: addresses that carry what the file is, so that browsers may keep it for ever."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from time import monotonic

from flask import Flask, current_app, request, url_for

_KEPT = "xieshang_assets"
ONE_YEAR = 31_536_000
_LOOKED_AT_EVERY = 1.0
"""Seconds: a page names eight files, and a new one need not be noticed within the same second."""


def init_app(app: Flask) -> None:
    """Give templates ``asset(path)``."""
    app.extensions[_KEPT] = {}
    app.jinja_env.globals["asset"] = asset


def asset(path: str) -> str:
    """Return the address of a file under ``panel/static``; it changes with the file's content."""
    kept: dict[str, tuple[float, str]] = current_app.extensions[_KEPT]
    now = monotonic()
    if path not in kept or now - kept[path][0] > _LOOKED_AT_EVERY:
        file = Path(current_app.static_folder or "") / path
        digest = _digest(file, file.stat().st_mtime)
        kept[path] = (now, url_for("static", filename=path, v=digest))
    return kept[path][1]


@cache
def _digest(file: Path, _changed: float) -> str:
    return sha256(file.read_bytes()).hexdigest()[:12]


def cache_control() -> str:
    """Return how long a file may be kept: for ever under its own digest, else asked for again each time."""
    return f"public, max-age={ONE_YEAR}, immutable" if "v" in request.args else "no-cache"
