"""ContactRecord (面商记录): unit and proposer spoke with each other before the answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from models import clock
from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    DEPARTMENT,
    MEMBER,
    Access,
    all_rows,
    by_creator,
    handed,
    in_area,
    in_state,
    parent_read,
    parent_rule,
)
from models.base import Record
from models.fields import Choice, choice, day, note, ref, text
from models.lookups import columns_of, is_new
from models.marks import N_
from models.problems import Problem

WAYS = (
    Choice("visit", N_("Visit to the proposer")),
    Choice("invited", N_("Proposer invited to the unit")),
    Choice("on_site", N_("Together on site")),
    Choice("telephone", N_("By telephone")),
    Choice("letter", N_("In writing")),
    Choice("meeting", N_("Meeting of several units and proposers")),
)
_NOT_TOMORROW = N_("This contact lies in the future; please register it once it has taken place.")
_BEFORE_HANDOVER = N_("The case was handed over on %(day)s only; please check the day of the contact.")
_open = in_state("handling", "unit_change_asked", "extension_asked", "answer_returned")


class ContactRecord(Record):
    """One contact: when, how, who with whom. At least one stands before an answer is submitted [setting of the term]."""

    __tablename__ = "contact_record"
    title = N_("Contact with the proposer")
    plural = N_("Contacts with proposers")
    parent = "handling_id"
    entered_for = ("department",)
    area_slug = "proposal"
    fact_date_from = "contacted_on"
    label_columns = ("contacted_on", "with_whom")

    handling_id: Mapped[int] = ref("handling", label=N_("Handling"), required=True, listed=True)
    proposal_id: Mapped[int] = ref("proposal", label=N_("Proposal"), required=True, fixed=True)
    department_id: Mapped[int] = ref(
        "department", label=N_("Handling unit"), required=True, fixed=True, filter=True
    )
    contacted_on: Mapped[date] = day(label=N_("Contacted on"), required=True, listed=True)
    way: Mapped[str] = choice(WAYS, label=N_("How"), required=True, listed=True, default="visit")
    for_unit: Mapped[str] = text(
        60, label=N_("Who for the unit"), required=True, listed=True, help=N_("Name and post")
    )
    with_whom: Mapped[str] = text(60, label=N_("With whom"), required=True, listed=True, search=True)
    place: Mapped[str | None] = text(60, label=N_("Where"))
    content: Mapped[str] = note(label=N_("What was discussed"), required=True)

    access = Access(
        read={role: parent_read("handling_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, DEPARTMENT)}
        | {MEMBER: parent_read("proposal_id")},
        create={
            CLERK: parent_rule("handling_id", all_rows & _open),
            COMMITTEE: parent_rule("handling_id", in_area & _open),
            DEPARTMENT: parent_rule("handling_id", handed() & _open),
        },
        update={
            CLERK: parent_rule("handling_id", all_rows & _open) & by_creator,
            COMMITTEE: parent_rule("handling_id", in_area & _open) & by_creator,
            DEPARTMENT: parent_rule("handling_id", handed() & _open) & by_creator,
        },
        export={role: parent_read("handling_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)},
    )

    def before_save(self) -> None:
        """Take the proposal and the unit from the handling; the unit stays that of the day."""
        handling = columns_of("handling", self.handling_id, "proposal_id", "department_id")
        if handling is not None and is_new(self):
            self.proposal_id, self.department_id = handling.proposal_id, handling.department_id

    def problems(self) -> Iterator[Problem]:
        """A contact has taken place, after the hand-over."""
        if self.contacted_on > clock.business_today():
            yield Problem("contacted_on", _NOT_TOMORROW)
        handling = columns_of("handling", self.handling_id, "handed_over_on")
        if (
            handling is not None
            and handling.handed_over_on is not None
            and self.contacted_on < handling.handed_over_on
        ):
            yield Problem("contacted_on", _BEFORE_HANDOVER, {"day": handling.handed_over_on})
