"""The search over everything: the page, and what the command palette asks."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request

from models.access import current_actor
from panel.search.asking import read_words
from panel.search.page import search_page
from panel.search.palette import answer
from panel.search.resembling import resembled

blueprint = Blueprint("search", __name__)

ADDRESS = "/search"


@blueprint.get(ADDRESS)
def everything() -> str:
    """Show what holds the words, by type."""
    return render_template(
        "search.html", page=search_page(current_actor(), read_words(request.args.get("q", "")))
    )


@blueprint.get(f"{ADDRESS}/palette")
def palette() -> Response:
    """Answer the command palette: records, screens and acts that fit what was typed; nothing typed gives the recently seen."""
    found: dict[str, Any] = answer(
        current_actor(), read_words(request.args.get("q", "")), request.args.get("at", "")
    )
    return jsonify(found)


@blueprint.get(f"{ADDRESS}/alike/<slug>")
def alike(slug: str) -> Response:
    """Answer the records of a type that a title or name resembles, while it is typed; at most five, through the gate."""
    but = request.args.get("but", "")
    row = int(but) if but.isascii() and but.isdigit() and len(but) < 10 else None
    found = resembled(current_actor(), slug.replace("-", "_"), request.args.get("q", ""), but=row)
    return jsonify(items=found)
