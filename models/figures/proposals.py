"""Proposals: accepted, handed over, key; and the register of those to higher plenaries (提案工作)."""

from __future__ import annotations

from datetime import date

from models.figures.declaration import Dated, Figure, Rule, Section, Share
from models.marks import N_
from models.plenary import session_on

CASES = "accepted,numbered,handed_over,answered,closed"
"""Accepted and not merged; what waits for confirmation is not accepted yet, what was withdrawn is none any more."""
_HANDED_OVER = "handed_over,answered,closed"
TO_HAND_OVER = Share({"state__in": CASES}, N_("accepted ones without merged and withdrawn ones"))
COUNTED = Dated("counted_on")
"""A proposal for a plenary that was handed in before it opened counts on its first day, so that "since the fifth session" has all
of that session's proposals; every other one on the day it was handed in."""
RECEIVED = {"state__not_in": "draft,countersigning"}


def merged_inside(day: date) -> bool:
    """Return whether merged proposals count among the accepted ones, as the session that last opened by a day counts."""
    session = session_on(day)
    return session is None or session.merged_proposals != "outside"


def _accepted(day: date) -> Rule:
    if merged_inside(day):
        return Rule(
            {"state__in": f"{CASES},merged"},
            N_(
                "Proposals that were accepted, by the day they were handed in, those for a plenary not before it "
                "opened. Those merged "
                "into another case are among them, as the session counts; withdrawn ones do not count."
            ),
        )
    return Rule(
        {"state__in": CASES},
        N_(
            "Proposals that were accepted, by the day they were handed in, those for a plenary not before it opened. "
            "Those merged "
            "into another case are left out, as the session counts; withdrawn ones do not count."
        ),
    )


SECTION = Section(
    "proposals",
    N_("Proposals"),
    (
        Figure(
            "proposals_received",
            "proposal",
            N_("Proposals received"),
            N_("cases"),
            N_(
                "Proposals that were handed in, by that day, those for a plenary not before it opened, whatever was "
                "decided about them."
            ),
            RECEIVED,
            on=COUNTED,
            keyed=False,
        ),
        Figure(
            "proposals_accepted",
            "proposal",
            N_("Proposals accepted"),
            N_("cases"),
            rule=_accepted,
            on=COUNTED,
        ),
        Figure(
            "proposals_handed_over",
            "proposal",
            N_("Proposals handed over"),
            N_("cases"),
            N_(
                "Accepted proposals that were handed over to units, by the day they were handed in, those for a "
                "plenary not before it opened; its base leaves merged and withdrawn ones out."
            ),
            {"state__in": _HANDED_OVER},
            on=COUNTED,
            share=TO_HAND_OVER,
        ),
        Figure(
            "proposals_city",
            "city_proposal",
            N_("Proposals submitted to the city"),
            N_("cases"),
            N_(
                "Proposals of the county's members and of their group in the register of the city's plenary, by the "
                "day they were "
                "submitted; they are never among the county's own."
            ),
            {"level": "city"},
        ),
        Figure(
            "key_proposals",
            "proposal",
            N_("Key proposals"),
            N_("cases"),
            N_(
                "Accepted proposals that a meeting named key proposals, by the day they were handed in, those for a "
                "plenary not before it opened."
            ),
            {"key": "1", "state__in": CASES},
            on=COUNTED,
        ),
    ),
)
