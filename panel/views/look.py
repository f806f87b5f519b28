"""The switches of the look: dark, and large type. Kept in the browser, for a screen and a pair of eyes belong together."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, redirect, request
from werkzeug.exceptions import BadRequest

from panel.look import CHOICES, COOKIE, chosen, written
from panel.signing_in.targets import next_of_switch

blueprint = Blueprint("look", __name__)

ONE_YEAR = 31_536_000


@blueprint.post("/look")
def switch() -> Any:
    """Take ``theme`` ("dark" or empty) or ``size`` ("large" or empty), leave the other one as it is, and go back to ``next``."""
    asked = {name: request.form[name] for name in CHOICES if name in request.form}
    if not asked or any(value not in ("", CHOICES[name]) for name, value in asked.items()):
        raise BadRequest
    answer = redirect(next_of_switch(request.form.get("next", "")), 303)
    answer.set_cookie(
        COOKIE,
        written(chosen() | asked),
        max_age=ONE_YEAR,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
    return answer
