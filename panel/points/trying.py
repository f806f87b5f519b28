"""Trying rules out: what a year would come to by drafts that no meeting has approved yet, and who would have another grade."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask_admin import expose
from sqlalchemy import select

from models.base import db
from models.duty.trial import Changed, tried_on
from models.marks import N_
from models.registry import record_type
from panel.language import join, translate
from panel.listing.labels import labels
from panel.numbers import row_number
from panel.points.asking import asked_year, require_everybody, year_tabs
from panel.points.table import file_url
from panel.points.words import number, source_words
from panel.states import drawn

TITLE = N_("Try rules out")
EXPLAINED = N_(
    "What %(year)s would come to by the ticked drafts in place of the versions that they replace. Nothing is written."
)
WHY = N_("%(name)s: %(before)s → %(after)s")
SUMMARY = N_("Other points: %(changed)s of %(members)s members; another grade: %(grades)s.")
POINTS, CAP = N_("%(points)s points each"), N_("cap %(cap)s")
NOT_COUNTED = N_("nothing is computed for it")
OPEN = ("draft", "submitted", "returned")


class TrialRoutes:
    """Route ``trial/`` of the point rules."""

    @expose("/trial/")
    def trial_view(self: Any) -> str:
        """Show what the drafts of ``?year=`` would change; ``?rule=`` names some of them, without it all are tried."""
        require_everybody()
        year = asked_year()
        drafts = _drafts(year)
        asked = {n for text in request.args.getlist("rule") if (n := row_number(text)) is not None}
        ticked = [row for row in drafts if row.id in asked] if "rule" in request.args else drafts
        trial = tried_on(year, [row.id for row in ticked]) if ticked else None
        changed = trial.changed if trial is not None else []
        names = labels(record_type("seat"), [one.seat_id for one in changed])
        page = {
            "title": translate(TITLE),
            "crumbs": self.crumbs(None, translate(TITLE)),
            "tabs": year_tabs(f"{self.url}/trial/", year),
            "year": year,
            "action": f"{self.url}/trial/",
            "explained": translate(EXPLAINED, year=year),
            "drafts": [_drawn_draft(row, row in ticked, self) for row in drafts],
            "grades": [(label, before, trial.after[label]) for label, before in trial.before.items()] if trial else [],
            "summary": translate(
                SUMMARY, changed=len(changed), members=trial.members, grades=sum(one.changes_grade for one in changed)
            )
            if trial is not None
            else "",
            "tried": trial is not None,
            "rows": [_drawn(one, names[one.seat_id].text if one.seat_id in names else "", year) for one in changed],
        }  # fmt: skip
        return render_template("rule_trial.html", page=page)


def _drafts(year: int) -> list[Any]:
    """Return the rules of the year that are not approved and that the actor reads."""
    cls: Any = record_type("point_rule")
    statement = select(cls).where(cls.scoring_year == year, cls.state.in_(OPEN)).order_by(cls.name, cls.id)
    return list(db.session.scalars(statement))


def _drawn_draft(row: Any, ticked: bool, view: Any) -> dict[str, Any]:
    said = [source_words(row.counts) or translate(NOT_COUNTED)]
    if row.points is not None:
        said.append(translate(POINTS, points=number(row.points)))
    if row.item_cap is not None:
        said.append(translate(CAP, cap=number(row.item_cap)))
    return {
        "id": row.id,
        "name": row.name,
        "url": view.url_for_details(row.id),
        "state": drawn(row.workflow.state(row.state)),
        "said": join(said),
        "ticked": ticked,
    }


def _drawn(one: Changed, name: str, year: int) -> dict[str, Any]:
    why = [
        translate(WHY, name=item.name, before=number(item.before), after=number(item.after))
        for item in one.because
    ]
    return {
        "name": name,
        "url": file_url(one.seat_id, year),
        "before": number(one.before),
        "after": number(one.after),
        "grade_before": one.grade_before,
        "grade_after": one.grade_after,
        "other_grade": one.changes_grade,
        "why": join(why),
    }


def trial_url(year: int, *rules: int) -> str:
    """Return the address of a trial of a year, of some of its drafts or of all."""
    return f"/panel/point-rule/trial/?year={year}" + "".join(f"&rule={number_}" for number_ in rules)
