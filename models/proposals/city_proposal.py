"""CityProposal (市级提案登记): what members of the county submitted to a higher plenary, and what is reported of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from models import clock
from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, Access, all_rows, in_area, of_member
from models.base import Record
from models.fields import Choice, choice, day, note, ref, text
from models.levels import CITY, NATIONAL, PROVINCE
from models.lookups import another_like
from models.marks import N_
from models.problems import REQUIRED, Problem

LEVELS = (CITY, PROVINCE, NATIONAL)
PROPOSERS = (
    Choice("one", N_("One member")),
    Choice("joint", N_("Several members jointly")),
    Choice("group", N_("Member group")),
)
DECISIONS = (
    Choice("unknown", N_("Not reported yet")),
    Choice("accepted", N_("Accepted there")),
    Choice("merged", N_("Merged there into another case")),
    Choice("opinion", N_("Turned there into an opinion report")),
    Choice("reference", N_("Referred there for reference")),
    Choice("not_accepted", N_("Not accepted there")),
)
JUDGEMENTS = (
    Choice("satisfied", N_("Satisfied")),
    Choice("basically", N_("Basically satisfied")),
    Choice("not", N_("Not satisfied")),
)
_HANDLED = frozenset({"accepted", "merged"})
_REPORTED = ("number", "units", "answered_on", "answer", "feedback")

_WHO = N_("Please name the member or the group that submitted it.")
_NOT_TOMORROW = N_("This day lies in the future; please write the day on which it happened.")
_BEFORE_SUBMISSION = N_("Earlier than its submission on %(day)s; please check both dates.")
_NOT_DECIDED = N_("Only a case that was accepted or merged there has this; please enter the decision first.")
_SOURCE = N_("Please say where this is reported: a letter, a list, the platform of that committee.")
_OF_THE_GROUP = N_("The group proposes as a whole; please name its members under further proposers.")
_TWICE = N_("This proposal stands in the register already; please open that row.")
_DESK = {CLERK: all_rows, COMMITTEE: in_area}


class CityProposal(Record):
    """A proposal in the hands of a higher committee. Nothing is decided about it here: every word of it is as reported.

    It never enters the county's own numbers, lists or rates; no step accepts it or hands it over, so it has no states.
    """

    __tablename__ = "city_proposal"
    title = N_("Proposal submitted to a higher plenary")
    plural = N_("Register of city proposals")
    entered_for = ()
    area_slug = "proposal"
    fact_date_from = "submitted_on"

    name: Mapped[str] = text(80, label=N_("Title of the proposal"), required=True, search=True, listed=True)
    level: Mapped[str] = choice(
        LEVELS, label=N_("Level"), required=True, default="city", listed=True, filter=True
    )
    plenary: Mapped[str] = text(
        60,
        label=N_("Plenary it was submitted to"),
        required=True,
        search=True,
        listed=True,
        filter=True,
        help=N_("As that committee calls it, like “Fourth session of the fifth committee of the city”"),
    )
    proposer_kind: Mapped[str] = choice(PROPOSERS, label=N_("Kind of proposer"), required=True, default="one")
    member_id: Mapped[int | None] = ref(
        "member", label=N_("First proposer (person)"), listed=True, filter=True
    )
    member_group_id: Mapped[int | None] = ref(
        "member_group", label=N_("Proposing group"), listed=True, filter=True
    )
    joint_names: Mapped[str | None] = text(
        200, label=N_("Further proposers"), help=N_("Several names with 、 between them")
    )
    submitted_on: Mapped[date] = day(label=N_("Submitted on"), required=True, listed=True, sorted=True)
    content: Mapped[str | None] = note(label=N_("What it asks for"), rows=4)
    decision: Mapped[str] = choice(
        DECISIONS,
        label=N_("Decision reported"),
        required=True,
        default="unknown",
        listed=True,
    )
    number: Mapped[str | None] = text(20, label=N_("Case number there"), search=True, listed=True)
    units: Mapped[str | None] = text(
        200, label=N_("Units that handle it"), search=True, help=N_("As reported; the lead unit first")
    )
    answered_on: Mapped[date | None] = day(label=N_("Answered on"), listed=True)
    answer: Mapped[str | None] = note(label=N_("What the answer says"), rows=4)
    feedback: Mapped[str | None] = choice(
        JUDGEMENTS, label=N_("What its proposers said of the answer"), listed=True
    )
    brought: Mapped[str | None] = note(label=N_("What it brought to the county"), rows=3)
    source: Mapped[str | None] = text(
        80, label=N_("Reported by"), search=True, help=N_("Letter, list or platform, with its number or date")
    )
    reported_on: Mapped[date | None] = day(label=N_("State of the report"))

    access = Access(
        read={CLERK: all_rows, COMMITTEE: in_area, CHAIR: all_rows, AUDITOR: all_rows, MEMBER: of_member()},
        create=_DESK,
        update=_DESK,
        export={CLERK: all_rows, COMMITTEE: in_area, CHAIR: all_rows, AUDITOR: all_rows},
    )

    def problems(self) -> Iterator[Problem]:
        """It says whose it is, stands once, and everything reported has its source and comes after the submission."""
        yield from self._proposer_problems()
        if another_like(self, "level", "plenary", "name", "member_id", "member_group_id"):
            yield Problem("name", _TWICE)
        if (self.decision or "unknown") not in _HANDLED:
            for name in _REPORTED:
                if getattr(self, name) not in (None, ""):
                    yield Problem(name, _NOT_DECIDED)
        if self._says_something() and not self.source:
            yield Problem("source", _SOURCE)
        for name in ("submitted_on", "answered_on", "reported_on"):
            said: date | None = getattr(self, name)
            if said is not None and said > clock.business_today():
                yield Problem(name, _NOT_TOMORROW)
            elif said is not None and said < self.submitted_on:
                yield Problem(name, _BEFORE_SUBMISSION, {"day": self.submitted_on})

    def _proposer_problems(self) -> Iterator[Problem]:
        wanted = "member_group_id" if self.proposer_kind == "group" else "member_id"
        if getattr(self, wanted) is None:
            yield Problem(wanted, _WHO)
        if wanted == "member_group_id" and self.member_id is not None:
            yield Problem("member_id", _OF_THE_GROUP)
        if self.proposer_kind == "joint" and not self.joint_names:
            label = self.__table__.c.joint_names.info["label"]
            yield Problem("joint_names", REQUIRED, {"field": label})

    def _says_something(self) -> bool:
        return (self.decision or "unknown") != "unknown" or bool(self.brought)
