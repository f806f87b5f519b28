"""The summary of the office's figures."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request

from models.access import Refused, current_actor
from models.access.errors import NOT_ALLOWED
from models.figures.windows import windows_of
from models.marks import N_
from models.office.reported_figure import may_report
from models.registry import record_type
from panel.dates import read_day
from panel.saving import Outcome, once
from panel.summary.asking import ROWS
from panel.summary.page import ADDRESS, NOT_A_DAY, days_asked, summary_page
from panel.summary.reporting import report
from panel.summary.rows import rows_page
from panel.words import failed, said

REPORTED = N_("Entered in the ledger of reported figures: %(number)s.")

blueprint = Blueprint("summary_page", __name__)


@blueprint.get(ADDRESS)
def summary() -> str:
    """Show the figures of the period that the address asks for, with the year and the term to date."""
    return render_template("summary.html", page=summary_page(current_actor(), request.args))


@blueprint.get(ROWS)
def rows() -> str:
    """Show the people, things or amounts that a figure counted."""
    return render_template(
        "summary_rows.html", page=rows_page(current_actor(), list(request.args.items(multi=True)))
    )


@blueprint.post(f"{ADDRESS}report")
def report_figures() -> Any:
    """Freeze the ticked figures in the ledger, as reported to somebody."""
    actor, form = current_actor(), request.form
    if not may_report(actor):
        raise Refused(NOT_ALLOWED)
    first, last, problem = days_asked(form)
    back = f"{ADDRESS}?from={first}&to={last}"
    try:
        reported_on = read_day(written) if (written := form.get("reported_on", "").strip()) else None
    except ValueError:
        failed(NOT_A_DAY, value=form.get("reported_on", "")[:40])
        return redirect(back, 303)
    number = 0

    def work() -> Outcome:
        nonlocal number
        lines = report(
            actor,
            windows_of(first, last),
            form.getlist("figure"),
            column=form.get("window", "period"),
            reported_to=form.get("reported_to", ""),
            reported_on=reported_on,
            document_number=form.get("document_number", ""),
        )
        number = len(lines)
        return Outcome(answer="/panel/reported-figure/")

    if problem:
        failed(problem)
        return redirect(back, 303)
    outcome = once(form.get("form_token", ""), work, record_class=record_type("reported_figure"))
    for found in outcome.problems:
        failed(found.sentence, **found.values)
    if outcome.problems:
        return redirect(back, 303)
    if number:
        said(REPORTED, number=number)
    return redirect(outcome.answer or back, 303)
