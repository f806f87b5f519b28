"""Every page template with invented data, so that the look can be seen and checked without the rest of the product.

Run it with ``python -m tests.browser.gallery [port]`` and open ``/``; tests open the same pages. What a page shows stands in
``pages/<name>.json``: its template, what it changes in the frame, and the template's own context. ``like`` begins with another
page's and changes parts of it. The words are those of the committee's glossary; persons and figures are invented.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from flask import Flask, Response, flash, jsonify, render_template, request
from flask_babel import Babel
from markupsafe import Markup

from tests.browser.gallery_frame import LOOKUP, frame, rows_html

PANEL = Path(__file__).resolve().parents[2] / "panel"
FOLDER = Path(__file__).resolve().parent / "pages"
NAMES = sorted(file.stem for file in FOLDER.glob("*.json"))
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def create_gallery(locale: str = "zh_Hans", translations: Path = PANEL / "translations") -> Flask:
    """Return an app that serves ``/<name>`` for every entry of NAMES under the strict policy of the product.

    ``translations`` holds the compiled catalogues; without one the pages show their English identifiers.
    """
    app = Flask("gallery", template_folder=str(PANEL / "templates"), static_folder=str(PANEL / "static"))
    app.config["SECRET_KEY"] = "gallery"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations)
    Babel(app, locale_selector=lambda: locale)
    app.jinja_env.globals["csrf_token"] = lambda: "token"
    app.jinja_env.globals["asset"] = lambda path: f"/static/{path}"
    app.add_url_rule("/", view_func=_index)
    app.add_url_rule("/lookup-choices", view_func=_lookup)
    app.add_url_rule("/<name>", view_func=_show, methods=["GET", "POST"])
    app.after_request(_with_policy)
    return app


def _index() -> str:
    links = Markup("").join(Markup("<li><a href='/{0}'>{0}</a></li>").format(name) for name in NAMES)
    return Markup("<!doctype html><html lang=en><title>Gallery</title><ul>{}</ul>").format(links)


def _lookup() -> Response:
    words = request.args.get("q", "")
    return jsonify(items=[item for item in LOOKUP if words in item["text"] or words in item["side"]][:20])


def _show(name: str) -> str | tuple[str, int]:
    if name not in NAMES:
        return "", 404
    shown = _read(name)
    for category, message in shown.get("flashes", ()):
        flash(message, category)
    return render_template(shown["template"], frame=frame(**shown.get("frame", {})), page=shown["page"])


def _read(name: str) -> dict[str, Any]:
    """Return what page ``name`` shows, laid over the page it is like."""
    own: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"), object_hook=_marked)
    if "like" not in own:
        return own
    base = _read(own["like"])
    return {**base, **own, "page": {**base["page"], **own["page"]}}


def _marked(found: dict[str, Any]) -> Any:
    """Return HTML for ``{"html": ...}`` and for the rows of a list; anything else as it is."""
    if set(found) == {"html"}:
        return Markup(found["html"])
    if set(found) == {"rows"}:
        return rows_html(found["rows"])
    return found


def _with_policy(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    return response


if __name__ == "__main__":
    create_gallery().run(port=int(sys.argv[1]) if len(sys.argv) > 1 else 5055)
