"""Contribution (参与中心工作)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import ClassVar

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
    by_creator,
    in_area,
    in_state,
    of_body,
    of_member,
    submitted,
)
from models.base import Record
from models.fields import Choice, choice, day, money, note, ref, text, workflow_state
from models.levels import LEVELS
from models.marks import N_
from models.problems import Problem
from models.serving import NOT_SERVING, member_serves_on
from models.workflow import State, Transition, Workflow, states

KINDS = (
    Choice("epidemic", N_("Epidemic control")),
    Choice("relief", N_("Poverty relief")),
    Choice("donation", N_("Donation")),
    Choice("mediation", N_("Mediation of disputes")),
    Choice("village_merger", N_("Merger of villages and towns")),
    Choice("posted_supervisor", N_("Posted as a supervisor")),
    Choice("published_work", N_("Published work")),
    Choice("historical_material", N_("Historical material")),
    Choice("honour", N_("Honour")),
    Choice("other", N_("Other contribution")),
)
_TOMORROW = N_("This lies in the future; please report it once it is done.")
_WHICH_LEVEL = N_("Please say of which level the honour is.")
_HOW_MUCH = N_("Please write the amount, or in words what was given.")
_OTHER_PERSON = N_(
    "The paper is entered for another member than the one who did it; please check one of the two."
)
_OWN_BODY = (of_body() & submitted) | in_area | by_creator
_REPORTERS = {CLERK: all_rows, COMMITTEE: by_creator, MEMBER: of_member() & by_creator}
_CONFIRM = {CLERK: all_rows, COMMITTEE: (of_body() & submitted) | in_area}
_DRAFT = in_state("draft")


class Contribution(Record):
    """What a member did for the county's central work: a deed with its proof, never points.

    The member reports it, or a desk enters it; the organising desk confirms or declines it, another person than who entered it.
    """

    __tablename__ = "contribution"
    title = N_("Contribution to central work")
    plural = N_("Contributions to central work")
    turns_into: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "opinion_report": {"subject": "name", "situation": "description", "member_id": "member_id"},
        "topic": {
            "subject": "name",
            "situation": "description",
            "place_id": "place_id",
            "committee_id": "committee_id",
        },
    }
    entered_for = ("member",)
    fact_date_from = "done_on"

    name: Mapped[str] = text(
        80, label=N_("What was done, in one line"), required=True, search=True, listed=True
    )
    kind: Mapped[str] = choice(KINDS, label=N_("Kind of contribution"), required=True, listed=True)
    member_id: Mapped[int] = ref(
        "member", label=N_("Member (person)"), required=True, listed=True, filter=True
    )
    done_on: Mapped[date] = day(label=N_("Done on"), required=True, listed=True, sorted=True)
    place_id: Mapped[int | None] = ref("place", label=N_("Village or community"), filter=True)
    description: Mapped[str | None] = note(label=N_("Description"))
    amount: Mapped[Decimal | None] = money(label=N_("Amount given"), listed=True)
    in_kind: Mapped[str | None] = text(80, label=N_("Given in kind"))
    level: Mapped[str | None] = choice(LEVELS, label=N_("Level of the honour or publication"))
    proof: Mapped[str | None] = text(
        120,
        label=N_("Proof"),
        help=N_("Receipt, certificate, decision, photo; the file itself is an attachment"),
    )
    committee_id: Mapped[int] = ref(
        "special_committee", label=N_("Organising desk"), required=True, listed=True, filter=True
    )
    state: Mapped[str] = workflow_state()

    access = Access(
        read={
            CLERK: all_rows,
            COMMITTEE: _OWN_BODY,
            CHAIR: submitted,
            AUDITOR: submitted,
            MEMBER: (of_member() & submitted) | by_creator,
        },
        create={CLERK: all_rows, COMMITTEE: of_body() | in_area, MEMBER: of_member()},
        update={role: rule & _DRAFT for role, rule in _REPORTERS.items()},
        export={CLERK: all_rows, CHAIR: submitted, AUDITOR: submitted},
        correct={CLERK: all_rows, COMMITTEE: of_body() | in_area},
    )
    workflow = Workflow(
        states(
            State("draft", N_("Draft"), "dashed", private=True),
            State("submitted", N_("Reported, to be confirmed"), "diamond"),
            State("confirmed", N_("Confirmed"), "stamp", frozen=True, final=True),
            State("declined", N_("Not confirmed"), "ended", final=True),
        ),
        Transition(
            "submit",
            "draft",
            "submitted",
            N_("Report the contribution"),
            by=_REPORTERS,
            submits=True,
            needs=("proof",),
            tells=("committee",),
        ),
        Transition("recall", "submitted", "draft", N_("Recall"), by=_REPORTERS, recalls=True),
        Transition(
            "confirm",
            "submitted",
            "confirmed",
            N_("Confirm the contribution"),
            by=_CONFIRM,
            independent=True,
            seals=True,
            queue=True,
            batch=True,
            tells=("member",),
            consequence=N_("It then counts for the member and cannot be changed directly."),
        ),
        Transition(
            "decline",
            "submitted",
            "declined",
            N_("Do not confirm the contribution"),
            by=_CONFIRM,
            independent=True,
            reason=True,
            tells=("member",),
        ),
    )

    def before_save(self) -> None:
        """Take the member from the signed paper."""
        self.member_id = self.member_id or self.entered_for_member_id  # type: ignore[assignment]

    def problems(self) -> Iterator[Problem]:
        """A deed of a member in office on that day, done already, with what an honour or a donation cannot do without."""
        if self.done_on > clock.business_today():
            yield Problem("done_on", _TOMORROW)
        elif not member_serves_on(self.member_id, self.done_on):
            yield Problem("member_id", NOT_SERVING)
        if self.entered_for_member_id not in (None, self.member_id):
            yield Problem("entered_for_member_id", _OTHER_PERSON)
        if self.kind == "honour" and self.level is None:
            yield Problem("level", _WHICH_LEVEL)
        if self.kind == "donation" and not self.amount and not self.in_kind:
            yield Problem("amount", _HOW_MUCH)
