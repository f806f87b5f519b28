"""Every page template with invented data, so that the look can be seen and checked without the rest of the product.

Run it with ``python -m tests.browser.gallery [port]`` and open ``/``; tests take screenshots of the same pages.
The words are those of the committee's glossary; persons and figures are invented.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from flask_babel import Babel
from markupsafe import Markup

from tests.browser.gallery_data import FLASHES, LOOKUP, PAGES, frame

PANEL = Path(__file__).resolve().parents[2] / "panel"
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def create_gallery(locale: str = "zh_Hans") -> Flask:
    """Return an app that serves ``/<name>`` for every entry of PAGES under the strict policy of the product."""
    app = Flask("gallery", template_folder=str(PANEL / "templates"), static_folder=str(PANEL / "static"))
    app.config["SECRET_KEY"] = "gallery"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(PANEL / "translations")
    Babel(app, locale_selector=lambda: locale)
    app.jinja_env.globals["csrf_token"] = lambda: "token"
    app.jinja_env.globals["asset"] = lambda path: f"/static/{path}"

    @app.get("/")
    def index() -> str:
        return str(
            Markup("<!doctype html><html lang=en><title>Gallery</title><ul>{}</ul>").format(
                Markup("").join(Markup("<li><a href='/{0}'>{0}</a></li>").format(name) for name in PAGES)
            )
        )

    @app.get("/lookup-choices")
    def lookup() -> Response:
        words = request.args.get("q", "")
        return jsonify(items=[item for item in LOOKUP if words in item["text"] or words in item["side"]][:20])

    @app.get("/<name>")
    def show(name: str) -> str:
        from flask import flash

        template, page, extra = PAGES[name]
        for category, message in FLASHES.get(name, ()):
            flash(message, category)
        context: dict[str, Any] = {"frame": frame(**extra), "page": page}
        return render_template(template, **context)

    @app.after_request
    def policy(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return app


if __name__ == "__main__":
    create_gallery().run(port=int(sys.argv[1]) if len(sys.argv) > 1 else 5055)
