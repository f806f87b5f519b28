"""The page of what became of matters."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from models.access import current_actor
from panel.follow_up import ADDRESS, asked, follow_up_page

blueprint = Blueprint("follow_up", __name__)


@blueprint.get(ADDRESS)
def what_became() -> str:
    """Show what became of the records of each followed kind whose date of the fact lies in the period asked for."""
    return render_template("follow_up.html", page=follow_up_page(current_actor(), asked(request.args)))
