"""Visits, exchanges and contributions to central work (走访交流)."""

from __future__ import annotations

from datetime import date

from models.figures.declaration import Figure, Rule, Section, Share
from models.marks import N_
from models.settings import Setting

_DONE = {"state__in": "held,archived"}
_HANDED_IN = {"state__not_in": "draft,duplicate"}
DRIVE = Setting(
    "figures_drive_word",
    N_("Word in the name of the drive whose suggestions are reported"),
    kind="text",
    default="",
    help=N_("Empty: the suggestions to all drives are counted together"),
)
"""Most offices report one drive of the year by its name and the others together."""


def _suggestions(day: date) -> Rule:
    word = DRIVE.value(on=day)
    if not word:
        return Rule(
            _HANDED_IN,
            N_(
                "Suggestions handed in to the drives, by the day they were handed in; those that repeat another are left out."
            ),
        )
    return Rule(
        {"drive_name__has": word, **_HANDED_IN},
        N_(
            "Suggestions handed in to the drive with “%(word)s” in its name, by the day they were handed in; those that repeat "
            "another are left out."
        ),
        {"word": word},
    )


SECTION = Section(
    "outreach",
    N_("Visits, exchanges and drives"),
    (
        Figure(
            "visits",
            "visit",
            N_("Visits of members"),
            N_("visits"),
            N_(
                "Visits to villages, communities and other places that were carried out, by their day; planned and "
                "cancelled ones do not "
                "count."
            ),
            _DONE,
        ),
        Figure(
            "exchanges_received",
            "peer_exchange",
            N_("Committees received"),
            N_("visits"),
            N_(
                "Visits of other committees that were received, by their first day; planned and cancelled ones and our "
                "own visits do not "
                "count."
            ),
            {"direction": "received", **_DONE},
        ),
        Figure(
            "drive_suggestions",
            "suggestion",
            N_("Suggestions to drives"),
            N_("suggestions"),
            rule=_suggestions,
            wording="note",
            worded_by="drive_id",
        ),
        Figure(
            "drive_suggestions_taken_up",
            "suggestion",
            N_("Suggestions taken up"),
            N_("suggestions"),
            N_(
                "Suggestions to any drive that were taken up, in whole or in part, by the day they were handed in."
            ),
            {"state__in": "taken_up,partly"},
            share=Share(_HANDED_IN, N_("suggestions to all drives without repetitions")),
            keyed=False,
        ),
        Figure(
            "contributions",
            "contribution",
            N_("Contributions to central work"),
            N_("contributions"),
            N_(
                "What members did for central work and the organising desk confirmed, by the day it was done; what is "
                "reported and not "
                "confirmed, or was declined, does not count."
            ),
            {"state": "confirmed"},
        ),
    ),
)
