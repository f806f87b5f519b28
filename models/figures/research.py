"""Field studies and their reports (调研视察)."""

from __future__ import annotations

from datetime import date

from models.figures.declaration import Figure, Rule, Section
from models.marks import N_
from models.settings import Setting

_SENT = "sent,taken_up,fed_back"
CIRCLE = Setting(
    "figures_circle_word",
    N_("Word in the titles of the reports on the economic circle"),
    kind="text",
    default="双城经济圈",
    help=N_("The summary counts the reports whose title has it"),
)
"""Which reports belong to the work of the day differs by place and by term; their titles say it."""


def _circle_reports(day: date) -> Rule:
    word = CIRCLE.value(on=day)
    return Rule(
        {"name__has": word, "state__in": _SENT},
        N_("Reports that were sent and have “%(word)s” in the title, by the day they were finished."),
        {"word": word},
    )


def _circle_suggestions(day: date) -> Rule:
    word = CIRCLE.value(on=day)
    return Rule(
        {"report_name__has": word, "report_state__in": _SENT},
        N_(
            "The suggestions, one by one, in the reports that were sent and have “%(word)s” in the title, by the day "
            "the report was "
            "finished."
        ),
        {"word": word},
    )


SECTION = Section(
    "research",
    N_("Research and inspection"),
    (
        Figure(
            "reports_plan",
            "report",
            N_("Reports that drives brought forth"),
            N_("field reports"),
            N_(
                "Reports that a suggestion drive or one of its suggestions led to and that were sent, by the day they "
                "were finished."
            ),
            {"from_drive": "1", "state__in": _SENT},
        ),
        Figure(
            "reports_circle",
            "report",
            N_("Reports on the economic circle"),
            N_("field reports"),
            rule=_circle_reports,
            wording="note",
        ),
        Figure(
            "report_suggestions",
            "report_suggestion",
            N_("Suggestions in the reports on the economic circle"),
            N_("suggestions"),
            rule=_circle_suggestions,
            wording="note",
            worded_by="report_id",
        ),
        Figure(
            "inspections",
            "field_study",
            N_("Inspections"),
            N_("inspections"),
            N_(
                "Inspections that were carried out, by their first day; planned, running and cancelled ones do not count."
            ),
            {"kind": "inspection", "state__in": "done,concluded"},
        ),
        Figure(
            "inspections_with_units",
            "field_study",
            N_("Inspections to which units came of their own accord"),
            N_("inspections"),
            N_(
                "Inspections that were carried out and for which a unit came of its own accord to consult, by their first day."
            ),
            {"kind": "inspection", "state__in": "done,concluded", "asked_by_units": "1"},
            keyed=False,
        ),
    ),
)
