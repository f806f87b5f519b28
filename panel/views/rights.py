"""The page of who may do what with which kind of record."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from models.access import current_actor
from panel.rights.page import ADDRESS, rights_page

blueprint = Blueprint("rights", __name__)


@blueprint.get(ADDRESS)
def who_may_do_what() -> str:
    """Show the matrix of rights, or one kind of record for one post, state by state."""
    return render_template("rights.html", page=rights_page(current_actor(), request.args))
