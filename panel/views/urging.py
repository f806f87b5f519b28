"""Today's urging: who is to be reminded, the sheets for the units, and marking them as urged in one act."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask_login import current_user

from models import clock
from models.access import Refused, can, current_actor, require
from models.marks import N_
from models.office.urging import KINDS
from models.problems import NOT_A_CHOICE
from models.registry import record_type
from panel import deadline_page
from panel.dates import read_day
from panel.language import format_day_in_words, translate
from panel.numbers import row_number
from panel.pages import page
from panel.saving import Outcome, new_token, once
from panel.urgings import MOST, cases_today, grouped, mark_urged, may_urge, sheets_today
from panel.words import failed, said

blueprint = Blueprint("todays_urging", __name__)

ADDRESS = "/urging"
TITLE = N_("Today's urging")
SHEETS = N_("Urging sheets")
NOTHING_TICKED = N_("No case is ticked; please tick those that were urged.")
NOT_A_DAY = N_("“%(value)s” is no day; please write it like 2020-09-23.")
MARKED = N_("Recorded as urged: %(number)s cases.")
OVERTAKEN = N_("None of the ticked cases is still to be urged; please look at the list again.")


@blueprint.route(ADDRESS, methods=("GET", "POST"))
def today() -> Any:
    """Show the cases that have reached a step today, or record those that are ticked as urged."""
    actor = current_actor()
    require(actor, "create", record_type("urging"))
    if request.method == "POST":
        return _mark()
    cases = cases_today(actor)
    return render_template(
        "urging.html",
        page=page(
            translate(TITLE),
            [(translate(deadline_page.TITLE), deadline_page.ADDRESS), (translate(TITLE), None)],
            date=format_day_in_words(clock.business_today()),
            groups=grouped(cases),
            number=len(cases),
            most=MOST if len(cases) == MOST else None,
            token=new_token(),
            kinds=[(choice.value, translate(choice.label)) for choice in KINDS],
            day=clock.business_today().isoformat(),
            sheets_url=f"{ADDRESS}/sheets",
            log_url="/panel/urging/",
        ),
    )


def _mark() -> Any:
    keys, kind = request.form.getlist("case"), request.form.get("kind", "letter")
    if not keys:
        failed(NOTHING_TICKED)
        return redirect(ADDRESS, 303)
    if kind not in {choice.value for choice in KINDS}:
        failed(NOT_A_CHOICE, value=kind)
        return redirect(ADDRESS, 303)
    written = request.form.get("urged_on", "")
    try:
        day = read_day(written) if written else None
    except ValueError:
        failed(NOT_A_DAY, value=written[:40])
        return redirect(ADDRESS, 303)
    number = 0

    def work() -> Outcome:
        nonlocal number
        number = mark_urged(
            current_actor(), keys, kind=kind, urged_on=day, said=request.form.get("said", "").strip()
        )
        return Outcome(answer=ADDRESS)

    outcome = once(request.form.get("form_token", ""), work, record_class=record_type("urging"))
    for problem in outcome.problems:
        failed(problem.sentence, **problem.values)
    if outcome.saved and number:
        said(MARKED, number=number)
    elif outcome.saved:
        failed(OVERTAKEN)
    return redirect(ADDRESS, 303)


@blueprint.get(f"{ADDRESS}/sheets")
def sheets() -> Any:
    """Show a sheet for each unit to be urged today, with all that is awaited from it; of one unit when the address names it."""
    actor = current_actor()
    if not may_urge(actor):
        refused = can(actor, "create", record_type("urging"))
        raise Refused(refused.sentence, **refused.values)
    unit = request.args.get("unit")
    number = (row_number(unit) or 0) if unit is not None else None
    return render_template(
        "urging_sheets.html",
        page=page(
            translate(SHEETS),
            [
                (translate(deadline_page.TITLE), deadline_page.ADDRESS),
                (translate(TITLE), ADDRESS),
                (translate(SHEETS), None),
            ],
            groups=sheets_today(actor, number),
            date=format_day_in_words(clock.business_today()),
            organization=getattr(current_user, "organization_short", ""),
            back_url=ADDRESS,
        ),
    )
