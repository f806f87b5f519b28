"""The seals over the history, the export that can be verified elsewhere, and the script that does it."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from models.access import Refused, current_actor
from models.access.errors import NOT_ALLOWED
from panel.history_pages import reads_all
from panel.history_pages.seals_page import ADDRESS, EXPORT, SCRIPT, SCRIPT_FILE, seals_page, sees_seals
from panel.history_pages.verifiable import answer_verifiable

blueprint = Blueprint("seals", __name__)


@blueprint.get(ADDRESS)
def seals() -> str:
    """Show how far the history is sealed, and compare a digest that was kept outside."""
    actor = current_actor()
    if not sees_seals(actor):
        raise Refused(NOT_ALLOWED)
    typed, before = request.args.get("digest", ""), request.args.get("before", "")
    return render_template("seals.html", page=seals_page(actor, typed=typed[:200], before=before))


@blueprint.get(EXPORT)
def verifiable() -> Response:
    """Hand over everything that is sealed as a file; the export is itself an event, committed before the first byte."""
    if not reads_all(current_actor()):
        raise Refused(NOT_ALLOWED)
    return answer_verifiable()


@blueprint.get(SCRIPT)
def script() -> Response:
    """Hand over the script that verifies such a file without this program."""
    if not sees_seals(current_actor()):
        raise Refused(NOT_ALLOWED)
    answer = Response(SCRIPT_FILE.read_bytes(), content_type="text/x-python; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="verify_history.py"'
    return answer
