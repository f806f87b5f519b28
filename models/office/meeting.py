"""Meeting (会议活动)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy.orm import Mapped

from models import clock
from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, Access, all_rows, in_area, of_body
from models.base import Record
from models.fields import Choice, choice, count, day, moment, note, ref, text, workflow_state
from models.lookups import columns_of, is_new
from models.marks import N_
from models.problems import REQUIRED, Problem
from models.usage import keep_while_used
from models.workflow import State, Transition, Workflow, states

KINDS = (
    Choice("plenary", N_("Plenary session")),
    Choice("standing_committee", N_("Standing committee meeting")),
    Choice("chairpersons", N_("Chairpersons' meeting")),
    Choice("party_group", N_("Party leadership group meeting")),
    Choice("secretary", N_("Secretary general's office meeting")),
    Choice("special_committee", N_("Special committee meeting")),
    Choice("proposal_review", N_("Meeting of the proposal review committee")),
    Choice("member_group", N_("Member group meeting")),
    Choice("other", N_("Other meeting or event")),
)
"""The bodies that decide; a step that is decided by a body names one of these values."""

REQUIRED_SETS = (
    Choice("all_members", N_("All members")),
    Choice("standing_committee", N_("Members of the standing committee")),
    Choice("chairpersons", N_("Members of the chairpersons' meeting")),
    Choice("party_group", N_("Members of the party leadership group")),
    Choice("special_committee", N_("Members of the special committee")),
    Choice("member_group", N_("Members of the group")),
    Choice("invited", N_("Those invited")),
    Choice("registered", N_("Those who registered")),
)

_BEFORE_START = N_("Ends before it begins; please check both times.")
_NOT_YET = N_("This meeting has not begun; please register it as held on the day or later.")
_SIGNED_TEXT = N_(
    "The minutes were signed; their text stays. What is wrong in them is decided again at a meeting."
)
_SIGNED_WHEN = N_(
    "Minutes are signed on the day of the meeting or later, and not in the future; please check the day."
)
_WHICH_BODY = N_("Please say which body meets.")


@keep_while_used
class Meeting(Record):
    """A meeting or event: what bodies decide stands under it, item by item."""

    __tablename__ = "meeting"
    title = N_("Meeting")
    plural = N_("Meetings")
    fact_date_from = "starts_at"
    seal_children = ("attendance",)

    name: Mapped[str] = text(80, label=N_("Name"), required=True, search=True, listed=True)
    kind: Mapped[str] = choice(KINDS, label=N_("Kind of meeting"), required=True, listed=True)
    number: Mapped[int | None] = count(label=N_("Number of the meeting"), lowest=1)
    committee_id: Mapped[int | None] = ref("special_committee", label=N_("Special committee"), filter=True)
    member_group_id: Mapped[int | None] = ref("member_group", label=N_("Member group"), filter=True)
    required_set: Mapped[str] = choice(
        REQUIRED_SETS, label=N_("Who is required"), required=True, default="invited", filter=False
    )
    place: Mapped[str | None] = text(80, label=N_("Where"), listed=True)
    starts_at: Mapped[datetime] = moment(label=N_("Begins"), required=True, listed=True)
    ends_at: Mapped[datetime | None] = moment(label=N_("Ends"))
    host: Mapped[str | None] = text(40, label=N_("Chaired by"))
    agenda: Mapped[str | None] = note(label=N_("Agenda"))
    minutes: Mapped[str | None] = note(
        label=N_("Minutes"),
        rows=16,
        sensitivity="internal",
        help=N_("Begun from the draft of the minutes; stays as it is once it was signed"),
    )
    minutes_signed_by: Mapped[str | None] = text(40, label=N_("Minutes signed by"))
    minutes_signed_on: Mapped[date | None] = day(label=N_("Minutes signed on"))
    state: Mapped[str] = workflow_state()

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER), all_rows),
        create={CLERK: all_rows, COMMITTEE: of_body() | in_area},
        update={CLERK: all_rows, COMMITTEE: of_body() | in_area},
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
        correct={CLERK: all_rows, COMMITTEE: of_body() | in_area},
    )
    workflow = Workflow(
        states(
            State("planned", N_("Planned"), "ring"),
            State("held", N_("Held"), "done"),
            State("archived", N_("Archived"), "stamp", frozen=True, final=True),
        ),
        Transition(
            "hold",
            "planned",
            "held",
            N_("Register as held"),
            by={CLERK: all_rows, COMMITTEE: of_body() | in_area},
            needs=("place",),
        ),
        Transition(
            "archive",
            "held",
            "archived",
            N_("Archive"),
            by={CLERK: all_rows, COMMITTEE: of_body() | in_area},
            seals=True,
            consequence=N_("Meeting and attendance can then no longer be changed directly."),
        ),
    )

    def before_save(self) -> None:
        """Take the date of the fact from the beginning, as the office's calendar has it."""
        if self.starts_at is not None:
            self.fact_date = self.starts_at.astimezone(clock.OFFICE_ZONE).date()

    def problems(self) -> Iterator[Problem]:
        """A meeting ends after it began, is held once it has begun, and a body's meeting names the body."""
        if self.ends_at is not None and self.ends_at < self.starts_at:
            yield Problem("ends_at", _BEFORE_START)
        if self.state != "planned" and self.fact_date > clock.business_today():
            yield Problem("starts_at", _NOT_YET)
        yield from self._minutes_problems()
        if self.kind == "special_committee" and self.committee_id is None:
            yield Problem("committee_id", _WHICH_BODY)
        if self.kind == "member_group" and self.member_group_id is None:
            yield Problem("member_group_id", _WHICH_BODY)

    def _minutes_problems(self) -> Iterator[Problem]:
        """What is signed is there, was signed after the meeting by somebody, and its text stays as it was signed."""
        was_signed = not is_new(self) and columns_of("meeting", self.id, "minutes_signed_on")
        if was_signed and was_signed.minutes_signed_on is not None:
            if "minutes" in self.changed_columns():
                yield Problem("minutes", _SIGNED_TEXT)
            if self.minutes_signed_on is None:
                yield Problem("minutes_signed_on", _SIGNED_TEXT)
        if self.minutes_signed_on is None:
            return
        for name in ("minutes", "minutes_signed_by"):
            if getattr(self, name) in (None, ""):
                yield Problem(name, REQUIRED, {"field": self.__table__.c[name].info["label"]})
        if not self.fact_date <= self.minutes_signed_on <= clock.business_today():
            yield Problem("minutes_signed_on", _SIGNED_WHEN)
