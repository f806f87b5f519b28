"""The page on which a desk links a record with another one by hand."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request

from models.access import current_actor
from models.marks import N_
from models.registry import record_type
from panel.linking import links_page, save_link, take_back
from panel.numbers import row_number
from panel.registry import view_of
from panel.saving import Outcome, once
from panel.threads import LINKS, named_record
from panel.words import said

blueprint = Blueprint("links", __name__)

LINKED, TAKEN_BACK = N_("Linked; the thread of both records shows it."), N_("The link was taken back.")


@blueprint.route(LINKS, methods=("GET", "POST"))
def links() -> Any:
    """Show the page for the record that the address names (``?of=topic-12``), make a link, or take one back (``undo``)."""
    record = named_record(request.values.get("of", ""))
    if request.method == "GET":
        return render_template("links.html", page=links_page(current_actor(), record, request.args))
    undone = row_number(request.form.get("undo", ""))

    def work() -> Outcome:
        actor = current_actor()
        if undone is not None:
            take_back(actor, record, undone, request.form)
        else:
            save_link(actor, record, request.form)
        return Outcome(answer=view_of(type(record)).url_for_details(record.id))

    outcome = once(request.form.get("form_token", ""), work, record_class=record_type("thread_link"))
    if outcome.saved and outcome.answer:
        said(TAKEN_BACK if undone is not None else LINKED)
        return redirect(outcome.answer, 303)
    shown = links_page(current_actor(), record, request.form, outcome.problems)
    return render_template("links.html", page=shown), 422
