"""The page of deadlines."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from models.access import current_actor
from panel.deadline_page import ADDRESS, deadline_page
from panel.numbers import row_number

blueprint = Blueprint("deadline_page", __name__)


@blueprint.get(ADDRESS)
def deadlines() -> str:
    """Show what is overdue, soon due or missing, of all units or of the one that the address names."""
    unit = row_number(request.args.get("unit", ""))
    return render_template("deadlines.html", page=deadline_page(current_actor(), unit))
