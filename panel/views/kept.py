"""The page on which a form comes back that was sent after its session had ended."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from models.marks import N_
from panel.kept_forms import kept
from panel.language import translate

blueprint = Blueprint("kept", __name__)

TITLE = N_("What you typed is still here")
NOT_YET = N_(
    "It is not saved yet: you had been signed out when you sent it. Please look through it and send it again."
)


@blueprint.get("/kept/<token>")
def page(token: str) -> str:
    """Show what was typed, with the way back into its form."""
    sent = kept(token)
    if sent is None:
        abort(404)
    shown = {"title": translate(TITLE), "sentence": translate(NOT_YET), "typed": sent.page()}
    return render_template("kept.html", page=shown)
