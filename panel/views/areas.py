"""The page of an area with its ready-made lists."""

from __future__ import annotations

from flask import Blueprint, render_template

from models.access import current_actor
from panel.area_lists import area_page

blueprint = Blueprint("areas", __name__)


@blueprint.get("/panel/area/<area>/")
def page(area: str) -> str:
    """Show the ready-made lists of an area, each with its number of rows."""
    return render_template("area.html", page=area_page(current_actor(), area))
