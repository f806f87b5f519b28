"""Voting with a one-time slip, on a device in the hall where nobody is signed in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request
from sqlalchemy import select

from models.access import Refused, acting, system_actor
from models.balloting.casting import cast_by_slip, offered_for_slip
from models.base import db
from models.engines import writing
from models.livelihood.evaluation_round import EvaluationRound
from models.marks import N_
from panel.balloting.paper_page import marks_of, paper_context, remarks_of
from panel.language import translate

blueprint = Blueprint("slip", __name__)

_LETTERS = 12


@blueprint.route("/slip/<int(max=2147483647):round_id>", methods=("GET", "POST"))
def page(round_id: int) -> Any:
    """Ask for the code of a slip, show its paper, and put it into the box; nothing of who votes is asked or kept."""
    organization_id, name = _round(round_id)
    code = "".join(c for c in request.form.get("code", "").upper() if c.isalnum())[:_LETTERS]
    if request.method == "GET":
        return _ask(name, "")
    try:
        paper = offered_for_slip(organization_id, round_id, code)
        if request.form.get("step") != "cast":
            return _paper(name, paper, code, "")
        cast_by_slip(organization_id, round_id, code, marks_of(request.form, paper), remarks_of(request.form))
    except Refused as refused:
        sentence = translate(refused.sentence, **refused.values)
        return _ask(name, sentence), 422
    return render_template(
        "slip.html", page={"title": name, "done": translate(N_("Your ballot is in the box. Thank you."))}
    )


def _round(round_id: int) -> tuple[int, str]:
    with writing(False), acting(system_actor("ballot-box")):
        statement = select(EvaluationRound.organization_id, EvaluationRound.name).where(
            EvaluationRound.id == round_id, EvaluationRound.state == "open"
        )
        row = db.session.execute(statement).first()
    if row is None:
        abort(404)
    return row.organization_id, row.name


def _ask(name: str, error: str) -> str:
    return render_template("slip.html", page={"title": name, "error": error, "done": ""})


def _paper(name: str, paper: Any, code: str, error: str) -> str:
    context = {
        **paper_context(paper, name, "", {} if request.form.get("step") != "cast" else request.form, error),
        "crumbs": [],
        "layout": "plain.html",
        "action": "",
        "hidden": [("code", code), ("step", "cast")],
        "cancel_url": request.path,
    }
    return render_template("ballot.html", page=context)
