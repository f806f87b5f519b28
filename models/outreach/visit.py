"""Visit (委员走访)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, and_, not_, or_
from sqlalchemy.orm import Mapped

from models import clock
from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    MEMBER,
    Access,
    all_rows,
    in_area,
    of_body,
    of_platform,
)
from models.base import Record
from models.fields import Choice, choices, code, count, day, note, ref, text, workflow_state
from models.following import Following, linked, named_by, none_open
from models.lookups import any_row
from models.marks import N_
from models.problems import Problem
from models.workflow import State, Transition, Workflow, states

CONTENTS = (
    Choice("hardship", N_("Visiting people in hardship")),
    Choice("policy", N_("Explaining policy")),
    Choice("opinions", N_("Gathering opinions")),
    Choice("disputes", N_("Settling disputes")),
    Choice("services", N_("Services for the people")),
    Choice("other", N_("Other contents")),
)
_NOT_YET = N_("This visit has not begun; please register it as carried out on the day or later.")
_NOBODY = N_("No member is registered for this visit yet; please enter who took part first.")
_DESK = {CLERK: all_rows, COMMITTEE: of_body() | in_area | of_platform()}
"""A convener is a committee with the platform as scope: what was asked for at the platform is recorded there."""
_REQUESTS = "resident_request.visit_id"


def _taken_further(request: Any) -> ColumnElement[bool]:
    return or_(request.state.in_(("passed_on", "settled")), linked(request))


def _something_came(visit: Any) -> ColumnElement[bool]:
    return or_(named_by(visit, _REQUESTS, _taken_further), linked(visit))


def _nothing_open(visit: Any) -> ColumnElement[bool]:
    return none_open(visit, _REQUESTS, lambda request: request.state.in_(("raised", "handling", "passed_on")))


class Visit(Record):
    """Members go to villages, communities and other places of the county (三进); whoever organises the visit records it.

    Which places the series names is a code table of the term. What people ask for on the way stands below, request by request;
    photos are attachments.
    """

    __tablename__ = "visit"
    title = N_("Visit")
    plural = N_("Visits")
    turns_into: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "topic": {
            "subject": "name",
            "situation": "activities",
            "place_id": "place_id",
            "place": "place",
            "committee_id": "committee_id",
        },
        "opinion_report": {
            "subject": "name",
            "situation": "activities",
            "committee_id": "committee_id",
            "member_group_id": "member_group_id",
        },
        "proposal": {"name": "name", "situation": "activities"},
    }
    entered_for = ()
    fact_date_from = "visited_on"
    seal_children = ("visit_member",)
    following = Following(
        N_("Visits carried out at which something was asked for"),
        N_(
            "Followed up: a request was answered, or another record was made of it or of the visit. "
            "Ended: no request is open, and something came of it. Stopped: every request ended with a reason."
        ),
        traced=lambda row: and_(
            row.state.in_(("held", "archived")), or_(named_by(row, _REQUESTS), linked(row))
        ),
        followed=_something_came,
        ended=lambda row: and_(_nothing_open(row), _something_came(row)),
        stopped=lambda row: and_(_nothing_open(row), not_(_something_came(row))),
        into=("topic", "opinion_report", "proposal"),
        stage=None,
        reads=("resident_request",),
    )

    name: Mapped[str] = text(80, label=N_("Name"), required=True, search=True, listed=True)
    kind_id: Mapped[int] = code("visit_kind", label=N_("Kind of visit"), required=True, listed=True)
    committee_id: Mapped[int | None] = ref(
        "special_committee", label=N_("Responsible special committee"), filter=True
    )
    member_group_id: Mapped[int | None] = ref(
        "member_group", label=N_("Member group"), listed=True, filter=True
    )
    platform_id: Mapped[int | None] = ref(
        "platform",
        label=N_("Consultation platform"),
        filter=True,
        help=N_("Where residents came to the platform, or its convener went to them"),
    )
    visited_on: Mapped[date] = day(label=N_("Day of the visit"), required=True, listed=True, sorted=True)
    place_id: Mapped[int | None] = ref("place", label=N_("Village or community"), listed=True, filter=True)
    place: Mapped[str | None] = text(
        80, label=N_("Where"), help=N_("Where the list of places is not exact enough")
    )
    contents: Mapped[str | None] = choices(CONTENTS, label=N_("Contents of the visit"))
    activities: Mapped[str | None] = note(label=N_("What was done"))
    households: Mapped[int | None] = count(label=N_("Households visited"), unit=N_("households"), listed=True)
    firms: Mapped[int | None] = count(label=N_("Firms visited"), unit=N_("firms"), listed=True)
    state: Mapped[str] = workflow_state()

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER), all_rows),
        create=_DESK,
        update=_DESK,
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
        correct=_DESK,
    )
    workflow = Workflow(
        states(
            State("planned", N_("Planned"), "ring"),
            State("held", N_("Visit carried out"), "done"),
            State("archived", N_("Archived"), "stamp", frozen=True, final=True),
            State("cancelled", N_("Visit cancelled"), "ended", final=True),
        ),
        Transition("hold", "planned", "held", N_("Register the visit as carried out"), by=_DESK),
        Transition(
            "archive",
            "held",
            "archived",
            N_("Archive"),
            by=_DESK,
            seals=True,
            consequence=N_(
                "The visit and who took part can then no longer be changed directly; its requests go on."
            ),
        ),
        Transition("cancel", "planned", "cancelled", N_("Cancel the visit"), by=_DESK, reason=True),
    )

    def problems(self) -> Iterator[Problem]:
        """A visit is carried out once its day has come, by somebody, somewhere."""
        if self.state not in ("held", "archived"):
            return
        if self.visited_on > clock.business_today():
            yield Problem("visited_on", _NOT_YET)
        if not any_row("visit_member", where={"visit_id": self.id}):
            yield Problem("", _NOBODY)
