"""Topic (协商议题) and its tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models import consulting
from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    MEMBER,
    Access,
    all_rows,
    by_creator,
    having,
    in_area,
    in_state,
    of_body,
    of_platform,
    parent_read,
    parent_rule,
)
from models.base import Record
from models.fields import Choice, choice, code, count, day, note, ref, text, workflow_state
from models.lookups import any_row, columns_of
from models.marks import N_
from models.periods import period_problem
from models.problems import REQUIRED, Problem
from models.settings import Setting
from models.transitions import compute
from models.workflow import State, Transition, Workflow, states

SOURCES = (
    Choice("member", N_("CPPCC member")),
    Choice("sector", N_("Sector")),
    Choice("residents", N_("Residents")),
    Choice("town", N_("Town")),
    Choice("department", N_("Unit")),
    Choice("county_committee", N_("County party committee")),
    Choice("county_government", N_("County government")),
    Choice("online", N_("Online")),
)
LEVELS = (Choice("small", N_("Small consultation")), Choice("formal", N_("Formal consultation")))
FORMS = (
    Choice("broad", N_("Plenary session: broad consultation")),
    Choice("key", N_("Standing committee: key consultation")),
    Choice("topical", N_("Chairpersons' meeting: topical consultation")),
    Choice("counterpart", N_("Special committees: counterpart consultation")),
    Choice("small", N_("Small consultation near to people")),
)
CONSENT = Setting(
    "topic_party_consent",
    N_("Small topics need the consent of the town or village party organization"),
    kind="flag",
    default=True,
)
"""Qidong and Longkou ask for it, other places leave it to the convener."""

OPEN = (
    "collected", "screened", "approved", "surveyed", "consulted", "opinion_formed", "reported", "handed_over", "handling",
    "answered", "rated",
)  # fmt: skip
TURNING = ("screened", "approved", "surveyed", "consulted", "opinion_formed", "answered", "rated")
"""Where a topic may go on as another record; what lies with a unit is answered first."""
_KNOWN_TO_MEMBERS = (*OPEN[2:], "closed")

_WHICH_PAIRING = N_("A formal topic has one of the four forms; please choose it.")
_WHICH_BODY = N_("Please say which special committee is responsible for this formal topic.")
_WHICH_PLATFORM = N_("Please say on which platform this small topic is consulted.")
_NOT_PLANNED = N_("Please choose the item of the annual plan on which this formal topic stands.")
_PLAN_NOT_AGREED = N_("The county party committee has not agreed to that plan yet; please wait for it.")
_OTHER_FORM = N_("That item of the plan has another form of consultation; please check the two.")
_ITSELF = N_("A topic is not merged into itself; please choose the other one.")
_MERGED_TOO = N_("That topic was itself merged into another; please choose the one that goes on.")
_NOTHING_HANDED_OVER = N_("Please enter below what is asked of which unit, town or village first.")
_NOBODY_RATED = N_("Nobody has rated the result yet; please enter the ratings of the participants first.")

_SMALL, _FORMAL = having("level", "small"), having("level", "formal")
_OWN = of_body() | in_area | of_platform()
_DESK = {CLERK: all_rows, COMMITTEE: _OWN}
_ON_SMALL = {CLERK: all_rows & _SMALL, COMMITTEE: _OWN & _SMALL}
_ON_FORMAL = {CLERK: all_rows & _FORMAL, COMMITTEE: _OWN & _FORMAL}
_EARLY = in_state("collected")


class Topic(Record):
    """What is consulted: a formal topic of the annual plan, or a small one of a platform near to people.

    What it came from and what it became are links of the thread; a merged one keeps its own source and stays readable. How many
    people it concerns stands twice: the number that was counted, and the words in which it was told. Nobody's name but that of
    a member is asked for: residents stay unnamed.
    """

    __tablename__ = "topic"
    title = N_("Consultation topic")
    plural = N_("Consultation topics")
    entered_for = ("member",)
    label_columns = ("subject",)
    fact_date_from = "collected_on"
    turns_into: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "proposal": {"name": "subject", "situation": "situation"},
        "opinion_report": {"subject": "subject", "situation": "situation"},
    }
    seal_children = ("assigned_matter",)
    following = consulting.FOLLOWING
    subject: Mapped[str] = text(80, label=N_("Topic name"), required=True, search=True, listed=True)
    situation: Mapped[str] = note(label=N_("What it is about"), required=True, rows=5)
    collected_on: Mapped[date] = day(label=N_("Collected on"), required=True, listed=True, sorted=True)
    source: Mapped[str] = choice(SOURCES, label=N_("Source"), required=True, listed=True)
    seat_id: Mapped[int | None] = ref("seat", label=N_("Brought in by the member"), filter=True)
    sector_id: Mapped[int | None] = ref("sector", label=N_("Brought in by the sector"), filter=True)
    raised_by: Mapped[str | None] = text(
        80, label=N_("Raised by"), help=N_("A body, a town, a firm; never the name of a resident")
    )
    level: Mapped[str] = choice(
        LEVELS, label=N_("Level of consultation"), required=True, default="small", listed=True
    )
    form: Mapped[str] = choice(
        FORMS,
        label=N_("Form of consultation"),
        required=True,
        default="small",
        listed=True,
        help=N_("A small topic has the small form; a formal one its body's"),
    )
    platform_id: Mapped[int | None] = ref(
        "platform", label=N_("Consultation platform"), listed=True, filter=True
    )
    committee_id: Mapped[int | None] = ref(
        "special_committee", label=N_("Responsible special committee"), filter=True
    )
    plan_item_id: Mapped[int | None] = ref(
        "annual_plan_item",
        label=N_("Item of the annual plan"),
        filter=True,
        help=N_("A formal topic stands on the plan before it is approved"),
    )
    leader_id: Mapped[int | None] = ref(
        "seat", label=N_("Leader of the topic"), filter=True, help=N_("Of the chairpersons' meeting")
    )
    place_id: Mapped[int | None] = ref("place", label=N_("Town or village"), filter=True)
    place: Mapped[str | None] = text(80, label=N_("Where"))
    people_affected: Mapped[int | None] = count(
        label=N_("Number of people affected"), unit=N_("people"), lowest=1, listed=True, filter=True
    )
    people_wording: Mapped[str | None] = text(
        40, label=N_("People affected, as worded"), help=N_("As it was told, like “nearly 3,000 people”")
    )
    merged_into_id: Mapped[int | None] = ref("topic", label=N_("Merged into"), fixed=True, filter=True)
    consent_by: Mapped[str | None] = text(60, label=N_("Party organization that agreed"), fixed=True)
    consent_on: Mapped[date | None] = day(label=N_("Agreed on"), fixed=True)
    surveyed_on: Mapped[date | None] = day(label=N_("Surveyed on"), fixed=True)
    survey: Mapped[str | None] = note(label=N_("What the survey found"), fixed=True)
    opinion: Mapped[str | None] = note(label=N_("Opinion of the consultation"), fixed=True, rows=6)
    opinion_on: Mapped[date | None] = day(label=N_("Opinion formed on"), fixed=True)
    reported_document: Mapped[str | None] = text(60, label=N_("Document number of the report"), fixed=True)
    reported_on: Mapped[date | None] = day(label=N_("Reported upward on"), fixed=True)
    instructed_by: Mapped[str | None] = text(
        60, label=N_("Instruction by"), fixed=True, help=N_("The office held, as on the paper")
    )
    instructed_on: Mapped[date | None] = day(label=N_("Instructed on"), fixed=True)
    instruction: Mapped[str | None] = note(label=N_("Wording of the instruction"), fixed=True)
    handed_over_on: Mapped[date | None] = day(label=N_("Handed over on"), fixed=True)
    state: Mapped[str] = workflow_state()

    access = Access(
        read={
            CLERK: all_rows,
            COMMITTEE: _OWN,
            CHAIR: all_rows,
            AUDITOR: all_rows,
            MEMBER: by_creator | in_state(*_KNOWN_TO_MEMBERS),
        },
        create=_DESK | {MEMBER: by_creator},
        update={
            CLERK: all_rows & in_state(*OPEN),
            COMMITTEE: _OWN & in_state(*OPEN),
            MEMBER: by_creator & _EARLY,
        },
        trash={CLERK: all_rows & _EARLY, COMMITTEE: _OWN & _EARLY, MEMBER: by_creator & _EARLY},
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
        correct=_DESK,
        turn={CLERK: all_rows & in_state(*TURNING), COMMITTEE: _OWN & in_state(*TURNING)},
    )
    workflow = Workflow(
        states(
            State("collected", N_("Topic collected"), "ring"),
            State("screened", N_("Screened"), "diamond"),
            State("approved", N_("Topic approved"), "half"),
            State("surveyed", N_("Surveyed"), "half"),
            State("consulted", N_("Consulted"), "half"),
            State("opinion_formed", N_("Opinion formed"), "diamond"),
            State("reported", N_("Reported upward"), "half"),
            State("handed_over", N_("Handed to units"), "half"),
            State("handling", N_("Being handled"), "half"),
            State("answered", N_("Result fed back"), "diamond"),
            State("rated", N_("Rated"), "diamond"),
            State("closed", N_("Topic closed"), "stamp", frozen=True, final=True),
            State("merged", N_("Merged into another"), "ended", final=True),
            State("turned", N_("Turned into another record"), "ended", final=True),
            State("ended", N_("Topic ended"), "ended", final=True),
        ),
        Transition("screen", "collected", "screened", N_("Register as screened"), by=_DESK),
        Transition(
            "merge",
            ("collected", "screened"),
            "merged",
            N_("Merge into another topic"),
            by=_DESK,
            asks=("merged_into_id",),
            consequence=N_("The other topic goes on; this one stays readable with its own source."),
        ),
        Transition(
            "approve",
            "screened",
            "approved",
            N_("Approve for the annual plan"),
            by=_ON_FORMAL,
            decided_by="chairpersons",
        ),
        Transition(
            "agree",
            "screened",
            "approved",
            N_("Approve the small topic"),
            by=_ON_SMALL,
            offers=("consent_by", "consent_on"),
        ),
        Transition(
            "survey",
            "approved",
            "surveyed",
            N_("Register the survey"),
            by=_DESK,
            asks=("surveyed_on", "survey"),
        ),
        Transition("consult", ("approved", "surveyed"), "consulted", N_("Consulted"), computed=True),
        Transition(
            "form_opinion",
            "consulted",
            "opinion_formed",
            N_("Register the opinion"),
            by=_DESK,
            asks=("opinion", "opinion_on"),
        ),
        Transition(
            "report",
            "opinion_formed",
            "reported",
            N_("Report to the county party committee and government"),
            by=_ON_FORMAL,
            asks=("reported_document", "reported_on"),
        ),
        Transition(
            "instruct",
            "reported",
            "handed_over",
            N_("Register the instruction and hand over"),
            by=_ON_FORMAL,
            asks=("instructed_by", "instructed_on", "instruction", "handed_over_on"),
            consequence=N_("The matters entered below go to their units, towns and villages."),
        ),
        Transition(
            "hand_over",
            "opinion_formed",
            "handed_over",
            N_("Hand over"),
            by=_ON_SMALL,
            asks=("handed_over_on",),
            consequence=N_("The matters entered below go to their units, towns and villages."),
        ),
        Transition("begin", "handed_over", "handling", N_("Being handled"), computed=True),
        Transition("answer", ("handed_over", "handling"), "answered", N_("All answered"), computed=True),
        Transition("resume", "answered", "handling", N_("Taken up again"), computed=True),
        Transition("rate", "answered", "rated", N_("Register the ratings"), by=_ON_SMALL),
        Transition(
            "close",
            "rated",
            "closed",
            N_("Close the topic"),
            by=_ON_SMALL,
            seals=True,
            consequence=N_("The topic and its matters can then no longer be changed directly."),
        ),
        Transition(
            "close_formal",
            "answered",
            "closed",
            N_("Close the formal topic"),
            by=_ON_FORMAL,
            seals=True,
            consequence=N_("The topic and its matters can then no longer be changed directly."),
        ),
        Transition("become", TURNING, "turned", N_("Turned into another record"), computed=True),
        Transition("end", OPEN, "ended", N_("End with a reason"), by=_DESK, reason=True),
    )

    def before_save(self) -> None:
        """A small topic has the small form, whatever was chosen before."""
        if self.level == "small":
            self.form = "small"

    def problems(self) -> Iterator[Problem]:
        """Level and form agree; from its approval on a topic has a body or a platform; merging does not go in circles."""
        if self.level == "formal" and self.form == "small":
            yield Problem("form", _WHICH_PAIRING)
        for field in ("surveyed_on", "opinion_on", "reported_on", "instructed_on", "handed_over_on"):
            yield from period_problem(field, self.collected_on, getattr(self, field))
        if self.merged_into_id is not None:
            yield from self._merging_problems()
        if self.state == "approved" and "state" in self.changed_columns():
            yield from self._consent_problems()
            yield from self._plan_problems()
        if self.state in OPEN[2:] or self.state == "closed":
            if self.level == "formal" and self.committee_id is None:
                yield Problem("committee_id", _WHICH_BODY)
            if self.level == "small" and self.platform_id is None:
                yield Problem("platform_id", _WHICH_PLATFORM)
        if self.state == "handed_over" and not any_row("assigned_matter", where={"topic_id": self.id}):
            yield Problem("", _NOTHING_HANDED_OVER)
        if self.state == "rated" and not consulting.is_rated(self.id):
            yield Problem("", _NOBODY_RATED)

    def _consent_problems(self) -> Iterator[Problem]:
        """A small topic is approved with the consent of the party organization, where the term asks for it."""
        if self.level == "small" and CONSENT.value(on=self.collected_on):
            for field in ("consent_by", "consent_on"):
                if getattr(self, field) is None:
                    yield Problem(field, REQUIRED, {"field": self.__table__.c[field].info["label"]})

    def _plan_problems(self) -> Iterator[Problem]:
        """A formal topic stands, with its form, on a plan that the county party committee agreed to."""
        if self.level != "formal":
            return
        item = columns_of("annual_plan_item", self.plan_item_id, "annual_plan_id", "form")
        if item is None:
            yield Problem("plan_item_id", _NOT_PLANNED)
            return
        plan = columns_of("annual_plan", item.annual_plan_id, "state")
        if plan is None or plan.state not in ("agreed", "issued"):
            yield Problem("plan_item_id", _PLAN_NOT_AGREED)
        if item.form != self.form:
            yield Problem("plan_item_id", _OTHER_FORM)

    def _merging_problems(self) -> Iterator[Problem]:
        if self.merged_into_id == self.id:
            yield Problem("merged_into_id", _ITSELF)
            return
        other = columns_of("topic", self.merged_into_id, "state")
        if other is not None and other.state == "merged":
            yield Problem("merged_into_id", _MERGED_TOO)

    def after_turning(self, target: Record) -> None:
        """End here what goes on as a proposal or an opinion report."""
        compute(self, "become")

    def after_transition(self, name: str) -> None:
        """Hand over, close or withdraw what hangs on the topic."""
        consulting.of_topic(self, name)


class TopicTag(Record):
    """A word under which topics are found again and counted, like the kinds of help that firms asked for in the epidemic."""

    __tablename__ = "topic_tag"
    __table_args__ = (UniqueConstraint("organization_id", "topic_id", "tag_id"),)
    title = N_("Tag of the topic")
    plural = N_("Tags")
    parent = "topic_id"
    is_link = True
    entered_for = ()
    area_slug = "topic"
    label_columns = ("id",)

    topic_id: Mapped[int] = ref("topic", label=N_("Consultation topic"), required=True)
    tag_id: Mapped[int] = code("topic_tag", label=N_("Tag"), required=True)

    access = Access(
        read={role: parent_read("topic_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER)},
        create={role: parent_rule("topic_id") for role in (CLERK, COMMITTEE, MEMBER)},
        update={role: parent_rule("topic_id") for role in (CLERK, COMMITTEE, MEMBER)},
    )
