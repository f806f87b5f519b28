"""What the script of a form asks for while somebody types: keep the draft, the values of the last record, how a day is read."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, jsonify, redirect, request

from models.access import current_actor, require
from models.marks import N_
from panel import drafts
from panel.carrying import last_of_mine
from panel.dates import read_day, read_moment
from panel.forms import LinksField
from panel.language import translate
from panel.registry import views
from panel.requests import unit_of_work
from panel.understood import in_full, read_as
from panel.value_problem import ValueProblem
from panel.words import said

blueprint = Blueprint("form_help", __name__)

DROPPED = N_("The draft is dropped.")


@blueprint.post("/form/draft")
def keep_draft() -> Any:
    """Keep what a form of a record holds, for its author alone; 204 when it is not kept."""
    form = drafts.form_at(request.form.get(drafts.ADDRESS, ""))
    if form is None:
        abort(404)
    token = request.form.get("form_token", "")
    note = unit_of_work(lambda: drafts.keep(form, token, request.form))
    return jsonify(note=note) if note else ("", 204)


@blueprint.post("/form/draft/drop")
def drop_draft() -> Any:
    """Let go of a draft of one's own, and go on to its form."""
    unit_of_work(lambda: drafts.let_go(request.form.get("token", "")))
    form = drafts.form_at(request.form.get(drafts.ADDRESS, ""))
    if form is None:
        return "", 204
    said(DROPPED)
    return redirect(form.address, 303)


@blueprint.get("/form/last")
def last_values() -> Any:
    """Answer what stands in the actor's last record of a kind, as its form shows it: ``{"fields": {name: [value, text]}}``."""
    view = next((one for one in views().values() if one.slug == request.args.get("kind", "")), None)
    if view is None or not view.can_create:
        abort(404)
    require(current_actor(), "create", view.model)
    record = last_of_mine(view.model)
    if record is None:
        return jsonify(fields={})
    form = view.make_form(view.form_names("create"), record)
    found = {}
    for item in form:
        if not isinstance(item, LinksField) and view.masked(item.name, record):
            continue
        drawn = item.drawn()
        found[item.name] = [drawn.get("value"), drawn.get("text", "")]
    return jsonify(fields=found)


@blueprint.get("/form/day")
def read_date() -> Any:
    """Answer how a typed day or moment is understood: ``{"read": sentence}`` or ``{"wrong": sentence}``."""
    typed, moment = request.args.get("text", "")[:60].strip(), request.args.get("kind") == "moment"
    if not typed:
        return jsonify(read="")
    try:
        value = read_moment(typed) if moment else read_day(typed)
    except ValueProblem as problem:
        return jsonify(wrong=translate(problem.sentence, **problem.values))
    return jsonify(read="" if in_full(value) == typed else read_as(value))
