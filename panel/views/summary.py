"""The summary of the office's figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request

from models.access import Refused, current_actor
from models.access.errors import NOT_ALLOWED
from models.figures.windows import windows_of, year_of
from models.marks import N_
from models.office.reported_figure import may_report
from models.registry import record_type
from panel.period import Period, day_written, period_asked
from panel.saving import Outcome, once
from panel.summary.asking import ROWS
from panel.summary.page import ADDRESS, summary_page
from panel.summary.report_form import URL
from panel.summary.reporting import report
from panel.summary.rows import rows_page
from panel.words import said

REPORTED = N_("Entered in the ledger of reported figures: %(number)s.")

blueprint = Blueprint("summary_page", __name__)


@blueprint.get(ADDRESS)
def summary() -> str:
    """Show the figures of the period that the address asks for, with the year and the term to date."""
    return render_template("summary.html", page=summary_page(current_actor(), _period(request.args)))


@blueprint.get(ROWS)
def rows() -> str:
    """Show the people, things or amounts that a figure counted."""
    return render_template(
        "summary_rows.html", page=rows_page(current_actor(), list(request.args.items(multi=True)))
    )


@blueprint.post(URL)
def report_figures() -> Any:
    """Freeze the ticked figures in the ledger, as reported to somebody."""
    actor, form = current_actor(), request.form
    if not may_report(actor):
        raise Refused(NOT_ALLOWED)
    period = _period(form)
    wrong = dict(period.errors)
    reported_on = day_written(form.get("reported_on", "").strip(), "reported_on", wrong)
    number = 0

    def work() -> Outcome:
        nonlocal number
        lines = report(
            actor,
            windows_of(period.first, period.last),
            form.getlist("figure"),
            column=form.get("window", "period"),
            reported_to=form.get("reported_to", ""),
            reported_on=reported_on,
            document_number=form.get("document_number", ""),
        )
        number = len(lines)
        return Outcome(answer="/panel/reported-figure/")

    token = form.get("form_token", "")
    outcome = (
        Outcome(problems=list(wrong.values()))
        if wrong
        else once(token, work, record_class=record_type("reported_figure"))
    )
    if outcome.problems:
        page = summary_page(actor, period, typed=form, problems=outcome.problems)
        return render_template("summary.html", page=page), 422
    if number:
        said(REPORTED, number=number)
    return redirect(outcome.answer or ADDRESS, 303)


def _period(args: Mapping[str, str]) -> Period:
    """Return the days asked for: by default the year of the last one until then."""
    return period_asked(args, lambda last: year_of(last)[0])
