"""Files of the panel itself: addresses that carry what the file is, so that browsers may keep it for ever."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from flask import Flask, current_app, request, url_for

_KEPT = "xieshang_assets"
ONE_YEAR = 31_536_000


def init_app(app: Flask) -> None:
    """Give templates ``asset(path)``."""
    app.extensions[_KEPT] = {}
    app.jinja_env.globals["asset"] = asset


def asset(path: str) -> str:
    """Return the address of a file under ``panel/static``; it changes with the file's content."""
    kept: dict[str, tuple[float, str]] = current_app.extensions[_KEPT]
    file = Path(current_app.static_folder or "") / path
    changed = file.stat().st_mtime
    if path not in kept or kept[path][0] != changed:
        digest = sha256(file.read_bytes()).hexdigest()[:12]
        kept[path] = (changed, url_for("static", filename=path, v=digest))
    return kept[path][1]


def cache_control() -> str:
    """Return how long a file may be kept: for ever under its own digest, else asked for again each time."""
    return f"public, max-age={ONE_YEAR}, immutable" if "v" in request.args else "no-cache"
