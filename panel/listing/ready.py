"""Ready-made lists: the questions that an office asks of its records every day, each an address of a list.

A view has its own (``list_tabs``, among the tabs), a deadline brings some, and here stand those that belong to an area: on the
area's page and, under "More lists", on the list itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from models import clock
from models.access import Actor
from models.marks import N_
from panel.listing.deadlines import deadline_tabs

RETURNED_TO_ME, MY_DRAFTS = N_("Returned to me"), N_("My drafts")
THIS_YEAR, THIS_MONTH = N_("This year"), N_("This month")
NO_ATTENDANCE, NO_MEMBERS = N_("Attendance not recorded"), N_("Participants not recorded")
DAY_PASSED = N_("Planned, day has passed")
_MINE = "created_by_id={me}"


@dataclass(frozen=True, slots=True)
class Ready:
    """A ready-made list: whose rows, what it is called, and the arguments that ask for it."""

    table: str
    label: str
    arguments: str


def _mine(table: str, draft: str = "draft") -> tuple[Ready, Ready]:
    return (
        Ready(table, RETURNED_TO_ME, f"state=returned&{_MINE}"),
        Ready(table, MY_DRAFTS, f"state={draft}&{_MINE}"),
    )


AREAS: dict[str, tuple[Ready, ...]] = {
    "consultation": (
        Ready("topic", N_("Approved, not consulted yet"), "state__in=approved,surveyed"),
        Ready("topic", N_("Opinion to be formed"), "state=consulted"),
        Ready("topic", N_("To be reported"), "state=opinion_formed"),
        Ready("topic", N_("Collected this month"), "fact_date__ge={month}"),
        Ready("consultation", THIS_MONTH, "fact_date__ge={month}&fact_date__le={month_end}"),
        Ready("consultation", NO_MEMBERS, "no_members=1&state__in=held,minuted,archived"),
        Ready("platform", N_("No consultation this year"), "no_consultation=1&state__in=pilot,active"),
    ),
    "proposals": (
        *_mine("proposal"),
        Ready("proposal", N_("To be numbered"), "state__in=accepted,awaiting_confirmation"),
        Ready("proposal", N_("Numbered, not handed over"), "state=numbered"),
        Ready("proposal", N_("Answered, to be closed"), "state=answered"),
        Ready("proposal_signer", N_("Awaiting a joint signature"), "state=asked"),
        Ready("handling", N_("Answer in check"), "state=answer_in_check"),
        Ready("handling", N_("Opinion of the joint unit missing"), "state=opinion_missing"),
        Ready("department", N_("Units overdue with an answer"), "owes_answer=1"),
    ),
    "livelihood": (
        Ready("livelihood_project", N_("Without an indicator"), "year={year}&no_indicator=1"),
        Ready("evaluation_round", N_("Plan awaiting approval"), "state=submitted"),
        Ready("evaluation_round", N_("Ballot open"), "state=open"),
        Ready("evaluation_round", N_("Counted, opinions to be worded"), "state=counted"),
        Ready("evaluation_round", N_("To be reported"), "state=opinions_approved"),
        Ready("evaluation_round", N_("Rectification under way"), "state__in=rectifying,rectification_reported"),
        Ready("rectification", N_("To be re-checked"), "state=reported"),
        Ready("special_committee", N_("No evaluation this year"), "no_evaluation=1"),
    ),
    "opinions": (
        Ready("opinion_report", MY_DRAFTS, f"state=draft&{_MINE}"),
        Ready("opinion_report", N_("Reported this month"), "fact_date__ge={month}"),
        Ready("opinion_report", N_("Not used for 30 days"), "state=submitted&fact_date__le={ago30}"),
        *_mine("bulletin", "drafted"),
        Ready("bulletin", N_("Sent, without an instruction"), "state=sent"),
        Ready("instruction", N_("Registered, not handed over"), "state__in=registered,noted"),
    ),
    "research": (
        Ready("field_study", NO_MEMBERS, "no_members=1&state__in=under_way,done,concluded"),
        Ready("field_study", N_("Done, without a report"), "no_report=1&state__in=done,concluded"),
        *_mine("report"),
        *_mine("formal_recommendation"),
        Ready("special_committee", N_("No field study this year"), "no_study=1"),
    ),
    "outreach": (
        Ready("visit", THIS_YEAR, "fact_date__ge={year}-01-01"),
        Ready("visit", DAY_PASSED, "state=planned&fact_date__le={yesterday}"),
        Ready("visit", NO_MEMBERS, "no_members=1&state__in=held,archived"),
        Ready("resident_request", N_("Open for more than 90 days"), "state__in=raised,handling,passed_on&fact_date__le={ago90}"),
        Ready("suggestion_drive", N_("Open now"), "state=open"),
        Ready("peer_exchange", DAY_PASSED, "state=planned&fact_date__le={yesterday}"),
        Ready("contribution", THIS_YEAR, "fact_date__ge={year}-01-01"),
        Ready("place", N_("Towns not visited this year"), "level=town&no_visit=1"),
        Ready("member_group", N_("Groups without a visit this year"), "no_visit=1"),
    ),
    "learning": (
        Ready("training", THIS_YEAR, "fact_date__ge={year}-01-01"),
        Ready("training", N_("To come"), "state__in=planned,announced&fact_date__ge={today}"),
        Ready("training", DAY_PASSED, "state__in=planned,announced&fact_date__le={yesterday}"),
        Ready("training", NO_ATTENDANCE, "no_attendance=1&state__in=held,recorded,archived"),
        Ready("study_meeting", N_("To come"), "state=planned&fact_date__ge={today}"),
        Ready("study_meeting", DAY_PASSED, "state=planned&fact_date__le={yesterday}"),
        Ready("study_meeting", NO_ATTENDANCE, "no_attendance=1&state__in=held,recorded,archived"),
        Ready("study_meeting", N_("Held, without an outcome"), "outcome__empty=1&state__in=held,recorded,archived"),
        Ready("conveyed_document", N_("Not conveyed anywhere yet"), "first_conveyed__empty=1"),
        Ready("seat", N_("Members at no training this year"), "state=serving&no_training=1"),
    ),
    "performance": (
        Ready("assessment", N_("Statement returned"), "state=returned"),
        Ready("assessment", N_("Appealed"), "state=appealed"),
        Ready("point_rule", N_("Rules being drafted"), "state__in=draft,returned"),
        Ready("seat", N_("Members at no meeting this year"), "state=serving&no_meeting=1"),
        Ready("seat", N_("Members without a proposal this year"), "state=serving&no_proposal=1"),
        Ready("seat", N_("Members without an opinion report this year"), "state=serving&no_opinion=1"),
        Ready("seat", N_("Members on no visit this year"), "state=serving&no_visit=1"),
        Ready("seat", N_("Members without a contribution this year"), "state=serving&no_contribution=1"),
    ),
    "people": (
        Ready("seat", N_("Suspended"), "state=suspended"),
    ),
    "office": (
        Ready("meeting", THIS_MONTH, "fact_date__ge={month}&fact_date__le={month_end}"),
        Ready("meeting", N_("To come"), "state=planned&fact_date__ge={today}"),
        Ready("meeting", DAY_PASSED, "state=planned&fact_date__le={yesterday}"),
        Ready("meeting", NO_ATTENDANCE, "no_attendance=1&state__in=held,archived"),
        Ready("meeting_decision", N_("Not carried out yet"), "state__in=registered,carrying_out"),
        Ready("annual_plan", N_("This year's"), "year={year}"),
        Ready("correction", N_("Corrections awaiting a decision"), "state=proposed"),
        Ready("urging", N_("Urged this month"), "fact_date__ge={month}"),
        Ready("desk_handover", N_("Desk hand-overs under way"), "state__in=listed,handed,taken"),
    ),
}  # fmt: skip
"""Area -> its further lists. Every record type may stand in several areas: who was at no training is a question of learning."""


@dataclass(frozen=True, slots=True)
class ReadyPage:
    """A page that answers such a question where a list cannot: shown to who reads the kind."""

    table: str
    label: str
    url: str


PAGES: dict[str, tuple[ReadyPage, ...]] = {
    "performance": (
        ReadyPage(
            "attendance",
            N_("Members who missed three plenaries or more"),
            "/panel/attendance/missed/?least=3",
        ),
        ReadyPage(
            "attendance",
            N_("Members who missed three standing committee meetings or more"),
            "/panel/attendance/missed/?kind=standing_committee&least=3",
        ),
    ),
    "office": (ReadyPage("meeting", N_("Calendar"), "/calendar?kind=meeting"),),
    "learning": (ReadyPage("training", N_("Calendar"), "/calendar?kind=training&kind=study_meeting"),),
    "outreach": (ReadyPage("visit", N_("Calendar"), "/calendar?kind=visit&kind=peer_exchange"),),
    "consultation": (ReadyPage("consultation", N_("Calendar"), "/calendar?kind=consultation"),),
}


def filled(arguments: str, actor: Actor) -> str:
    """Return the arguments with the days of today and the account of the actor in their places.

    A person's account number stands in the address of their own list alone.
    """
    today = clock.business_today()
    month_end = date(today.year + today.month // 12, today.month % 12 + 1, 1) - timedelta(days=1)
    places = {
        "year": str(today.year),
        "month": today.replace(day=1).isoformat(),
        "month_end": month_end.isoformat(),
        "today": today.isoformat(),
        "yesterday": (today - timedelta(days=1)).isoformat(),
        "ago30": (today - timedelta(days=30)).isoformat(),
        "ago90": (today - timedelta(days=90)).isoformat(),
        "me": str(actor.account_id or 0),
    }
    for name, value in places.items():
        arguments = arguments.replace(f"{{{name}}}", value)
    return arguments


def further_of(table: str) -> list[Ready]:
    """Return the ready-made lists of a kind of record beside the tabs of its view, each once."""
    found = {ready.arguments: ready for lists in AREAS.values() for ready in lists if ready.table == table}
    return list(found.values())


def tabs_of(view: Any) -> Iterator[tuple[str, str]]:
    """Yield label and arguments of the lists among a view's tabs: its own, and those of its deadline."""
    yield from view.list_tabs
    yield from deadline_tabs(view.model)


def lists_of_area(area: str, views: dict[str, Any]) -> list[Ready]:
    """Return every ready-made list of an area: those of its views in the order of the menu, then the further ones.

    Args:
        area: key of the area.
        views: table -> view of the running application.
    """
    own = sorted((v for v in views.values() if v.model.area == area), key=lambda v: v.menu_place)
    found = [
        Ready(view.model.__tablename__, label, arguments)
        for view in own
        for label, arguments in tabs_of(view)
    ]
    return [*found, *AREAS.get(area, ())]
