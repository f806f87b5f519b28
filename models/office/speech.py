"""Speech (大会发言)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
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
    of_member,
    parent_rule,
    submitted,
)
from models.attending import by_another
from models.base import Record
from models.fields import Choice, choice, count, day, flag, note, ref, text, workflow_state
from models.lookups import columns_of, is_new
from models.marks import N_
from models.problems import Problem
from models.serving import not_serving_problem
from models.workflow import State, Transition, Workflow, states

FORMS = (Choice("oral", N_("Oral")), Choice("written", N_("In writing")))

_BY_WHOM = N_("Please say who speaks: a member, or the body for which the speech is given.")
_NOT_BEFORE = N_("Earlier than the meeting, %(start)s; please write that day or a later one.")
_NOT_YET = N_("This day has not come yet; please register the speech on the day or later.")
_OWN = parent_rule("seat_id", of_member())
_CHOSEN = in_state("chosen", "delivered")
_DESK = {CLERK: all_rows, COMMITTEE: submitted | by_creator}
_HANDS_IN = {CLERK: all_rows & by_creator, COMMITTEE: by_creator, MEMBER: _OWN}
_CHOOSES = {CLERK: all_rows, COMMITTEE: in_area}
_OPEN = in_state("draft", "returned")


class Speech(Record):
    """A speech at a plenary session or another meeting, given aloud or handed in as a text, by a member or for a body."""

    __tablename__ = "speech"
    title = N_("Speech at a meeting")
    plural = N_("Speeches at meetings")
    turns_into: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "proposal": {"name": "name", "situation": "content", "seat_id": "seat_id"},
        "opinion_report": {"subject": "name", "situation": "content", "publishable": "publishable"},
    }
    entered_for = ("member",)
    label_columns = ("name",)

    meeting_id: Mapped[int] = ref("meeting", label=N_("Meeting"), required=True, listed=True, filter=True)
    name: Mapped[str] = text(80, label=N_("Title of the speech"), required=True, search=True, listed=True)
    seat_id: Mapped[int | None] = ref("seat", label=N_("Speaker"), listed=True, filter=True)
    on_behalf_of: Mapped[str | None] = text(
        60,
        label=N_("On behalf of"),
        listed=True,
        help=N_("A party, body, sector or group, where one speaks for it"),
    )
    form: Mapped[str] = choice(
        FORMS, label=N_("Form of the speech"), required=True, default="oral", listed=True
    )
    topic: Mapped[str | None] = text(60, label=N_("Field of the speech"))
    content: Mapped[str | None] = note(label=N_("Text of the speech"), rows=12)
    publishable: Mapped[bool] = flag(label=N_("May be published"), default=True, filter=False)
    place_in_order: Mapped[int | None] = count(label=N_("Place in the order of speeches"), lowest=1)
    delivered_on: Mapped[date | None] = day(label=N_("Delivered on"))
    state: Mapped[str] = workflow_state()

    access = Access(
        read={CLERK: all_rows, COMMITTEE: submitted | by_creator, CHAIR: submitted, AUDITOR: submitted}
        | {MEMBER: _OWN | _CHOSEN},
        create={CLERK: all_rows, COMMITTEE: all_rows, MEMBER: _OWN},
        update={CLERK: all_rows & by_creator & _OPEN, COMMITTEE: by_creator & _OPEN, MEMBER: _OWN & _OPEN},
        export={CLERK: all_rows, COMMITTEE: submitted | by_creator, CHAIR: submitted, AUDITOR: submitted},
    )
    workflow = Workflow(
        states(
            State("draft", N_("Draft"), "dashed", private=True),
            State("submitted", N_("Speech handed in"), "diamond"),
            State("returned", N_("Returned"), "returned"),
            State("chosen", N_("Chosen for the meeting"), "half"),
            State("delivered", N_("Delivered"), "done", final=True),
            State("not_chosen", N_("Not chosen"), "ended", final=True),
        ),
        Transition(
            "submit",
            ("draft", "returned"),
            "submitted",
            N_("Submit"),
            by=_HANDS_IN,
            submits=True,
            needs=("content",),
        ),
        Transition("recall", "submitted", "draft", N_("Recall"), by=_HANDS_IN, recalls=True),
        Transition("return", "submitted", "returned", N_("Return"), by=_CHOOSES, reason=True),
        Transition(
            "choose",
            "submitted",
            "chosen",
            N_("Choose for the meeting"),
            by=_CHOOSES,
            independent=True,
            asks=("form",),
            queue=True,
            tells=("member",),
            consequence=N_(
                "The speech is given aloud or printed, as its form says; other members can then read it."
            ),
        ),
        Transition(
            "decline",
            "submitted",
            "not_chosen",
            N_("Do not choose"),
            by=_CHOOSES,
            reason=True,
            tells=("member",),
        ),
        Transition(
            "deliver", "chosen", "delivered", N_("Register as delivered"), by=_CHOOSES, asks=("delivered_on",)
        ),
    )

    def before_save(self) -> None:
        """Date the speech as its meeting until it was delivered; what another types for a member is entered for them."""
        seat = columns_of("seat", self.seat_id, "member_id")
        if is_new(self) and seat is not None and by_another(seat.member_id):
            self.entered_for_member_id = seat.member_id
        meeting = columns_of("meeting", self.meeting_id, "fact_date")
        if self.delivered_on is not None:
            self.fact_date = self.delivered_on
        elif meeting is not None:
            self.fact_date = meeting.fact_date

    def problems(self) -> Iterator[Problem]:
        """Somebody speaks who was in office, and nothing is delivered before the meeting or in the future."""
        if self.seat_id is None and not self.on_behalf_of:
            yield Problem("seat_id", _BY_WHOM)
        if is_new(self) or "seat_id" in self.changed_columns():
            yield from not_serving_problem("seat_id", self.seat_id, self.fact_date)
        meeting = columns_of("meeting", self.meeting_id, "fact_date")
        if self.delivered_on is None:
            return
        if meeting is not None and self.delivered_on < meeting.fact_date:
            yield Problem("delivered_on", _NOT_BEFORE, {"start": meeting.fact_date})
        if self.delivered_on > clock.business_today():
            yield Problem("delivered_on", _NOT_YET)
