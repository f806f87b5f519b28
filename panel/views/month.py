"""The calendar by month."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from models.access import current_actor
from panel.month_page import ADDRESS, month_asked, month_page

blueprint = Blueprint("month", __name__)


@blueprint.get(ADDRESS)
def month() -> str:
    """Show a month of what is held and what falls due, of the kinds asked for."""
    shown = month_page(
        current_actor(), month_asked(request.args.get("month", "")), request.args.getlist("kind")
    )
    return render_template("month.html", page=shown)
