"""Handover (交办): one batch of cases handed to their units in one act, jointly with the handing-over offices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models import clock
from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    Access,
    all_rows,
    in_area,
    in_state,
    parent_read,
    parent_rule,
)
from models.answering import batches
from models.base import Record
from models.fields import Choice, choice, day, ref, text, workflow_state
from models.lookups import columns_of, is_new
from models.marks import N_
from models.problems import REQUIRED, Problem
from models.usage import keep_while_used
from models.workflow import State, Transition, Workflow, states

KINDS = (
    Choice("cases", N_("Hand-over of cases")),
    Choice("takeover", N_("Takeover by the successor unit")),
)
_NOT_TOMORROW = N_("This day lies in the future; please write the day of the hand-over.")
_NO_SUCCESSOR = N_("This unit has no successor yet; please enter it with the unit first.")
_ONLY_TAKEOVER = N_("A hand-over of cases names no former unit; please leave it empty.")
_prepared = in_state("prepared")


@keep_while_used
class Handover(Record):
    """A letter with a list: what it hands over are the rows of its units; a takeover passes what is open to a successor."""

    __tablename__ = "handover"
    __table_args__ = (UniqueConstraint("organization_id", "document_number"),)
    title = N_("Hand-over batch")
    plural = N_("Hand-over of proposals")
    entered_for = ()
    area_slug = "proposal"
    fact_date_from = "handed_over_on"

    name: Mapped[str] = text(80, label=N_("Name"), required=True, search=True, listed=True)
    kind: Mapped[str] = choice(
        KINDS, label=N_("Kind of hand-over"), required=True, default="cases", listed=True
    )
    term_id: Mapped[int] = ref("term", label=N_("Term"), required=True, filter=True)
    handed_over_on: Mapped[date] = day(
        label=N_("Handed over on"), required=True, default=clock.business_today, listed=True
    )
    document_number: Mapped[str | None] = text(40, label=N_("Document number"), search=True, listed=True)
    place: Mapped[str | None] = text(
        60, label=N_("Hand-over meeting"), help=N_("Where it took place, when there was one")
    )
    former_department_id: Mapped[int | None] = ref(
        "department",
        label=N_("Former unit"),
        help=N_("Only for a takeover: its open cases pass to its successor"),
    )
    state: Mapped[str] = workflow_state()

    access = Access(
        read={CLERK: all_rows, COMMITTEE: in_area, CHAIR: all_rows, AUDITOR: all_rows},
        create={CLERK: all_rows, COMMITTEE: in_area},
        update={CLERK: all_rows & _prepared, COMMITTEE: in_area & _prepared},
        export={CLERK: all_rows, COMMITTEE: in_area, CHAIR: all_rows, AUDITOR: all_rows},
        correct={CLERK: all_rows, COMMITTEE: in_area},
    )
    workflow = Workflow(
        states(
            State("prepared", N_("Being prepared"), "ring"),
            State("handed_over", N_("Handed over"), "stamp", frozen=True, final=True),
        ),
        Transition(
            "hand_over",
            "prepared",
            "handed_over",
            N_("Hand over"),
            by={CLERK: all_rows, COMMITTEE: in_area},
            asks=("handed_over_on", "document_number"),
            seals=True,
            consequence=N_("Every unit on the list gets its cases; each signs for receipt."),
        ),
    )

    def problems(self) -> Iterator[Problem]:
        """The day is not in the future; a takeover names a unit that has a successor."""
        if self.state == "handed_over" and self.handed_over_on > clock.business_today():
            yield Problem("handed_over_on", _NOT_TOMORROW)
        if self.kind != "takeover":
            if self.former_department_id is not None:
                yield Problem("former_department_id", _ONLY_TAKEOVER)
        elif self.former_department_id is None:
            yield Problem(
                "former_department_id",
                REQUIRED,
                {"field": self.__table__.c.former_department_id.info["label"]},
            )
        else:
            unit = columns_of("department", self.former_department_id, "successor_id")
            if unit is not None and unit.successor_id is None:
                yield Problem("former_department_id", _NO_SUCCESSOR)
        if not is_new(self) and "state" in self.changed_columns() and self.state == "handed_over":
            yield from batches.problems_of(self)

    def after_transition(self, name: str) -> None:
        """Hand everything over at once, or pass what is open to the successor."""
        batches.follow(self)


class HandoverOffice(Record):
    """A handing-over office that hands a batch over jointly with us (交办机关)."""

    __tablename__ = "handover_office"
    __table_args__ = (UniqueConstraint("organization_id", "handover_id", "department_id"),)
    title = N_("Handing-over office")
    plural = N_("Handing-over offices")
    parent = "handover_id"
    is_link = True
    entered_for = ()
    area_slug = "proposal"
    label_columns = ("id",)

    handover_id: Mapped[int] = ref("handover", label=N_("Hand-over batch"), required=True)
    department_id: Mapped[int] = ref(
        "department", label=N_("Handing-over office"), required=True, listed=True
    )

    access = Access(
        read={role: parent_read("handover_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)},
        create={role: parent_rule("handover_id") for role in (CLERK, COMMITTEE)},
        update={role: parent_rule("handover_id") for role in (CLERK, COMMITTEE)},
    )

    def problems(self) -> Iterator[Problem]:
        """Only a handing-over office hands over."""
        unit = columns_of("department", self.department_id, "handing_over_office")
        if unit is not None and not unit.handing_over_office:
            yield Problem("department_id", _NO_OFFICE)


_NO_OFFICE = N_("This unit is not marked as a handing-over office; please choose another one.")
