"""OpinionReport (社情民意信息) and its joint contributors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, UniqueConstraint, and_, func, or_
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
    among,
    by_creator,
    current_actor,
    in_area,
    in_state,
    of_member,
    parent_read,
    parent_rule,
    submitted,
)
from models.base import Record
from models.fields import Choice, choice, code, count, day, flag, note, ref, text, workflow_state
from models.following import Following, linked
from models.lookups import any_row, is_new
from models.marks import N_
from models.problems import REQUIRED, Problem
from models.transitions import compute
from models.workflow import State, Transition, Workflow, states

SOURCES = (
    Choice("member", N_("A member, or several")),
    Choice("collective", N_("A special committee or a member group")),
    Choice("non_member", N_("Somebody who is no member")),
)
_TEXT_STAYS = N_("What was submitted stays as it was written; please work on the edited text instead.")
_WHICH_BODY = N_("Please name the special committee or the member group it came from.")
_STILL_HANDLED = N_("A unit has not answered yet, or its answer is not accepted; please see to that first.")

_WORKED_ON = ("submitted", "used", "edited", "in_issue", "handled", "kept", "turned", "sent_up")
_AS_WRITTEN = ("subject", "situation", "advice", "joint_names")
_DESK = {CLERK: all_rows, COMMITTEE: in_area}
_CHOOSABLE = in_state("submitted", "used", "edited", "kept")
_AUTHORS = {CLERK: all_rows, COMMITTEE: by_creator, MEMBER: by_creator}
_USED = ("used", "edited", "in_issue", "sent_up", "turned", "handled")


def _came_to_something(row: Any) -> ColumnElement[bool]:
    """Return the condition that an item was used: what was kept says so by its reason, also after the contributor was told."""
    return or_(row.state.in_(_USED), and_(row.state.in_(("told", "closed")), row.kept_reason.is_(None)))


_OF_THE_MEMBER = by_creator | (
    (of_member() | among("opinion_report_contributor.opinion_report_id", of_member())) & submitted
)


class OpinionReport(Record):
    """One item (条) of what people think and need, as somebody reported it; issues (期) are made of items and counted apart.

    What was submitted stays as it was written; the information desk words an edited text beside it. No unit reads an item: what
    goes to a unit is a hand-over (``opinion_handover``), and that carries the contributor only with consent.
    """

    __tablename__ = "opinion_report"
    title = N_("Opinion report")
    plural = N_("Opinion reports")
    label_columns = ("subject",)
    fact_date_from = "reported_on"
    entered_for = ("member",)
    turns_into: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "proposal": {"name": "subject", "situation": "situation", "advice": "advice"},
        "topic": {"subject": "subject", "situation": "situation"},
        "field_study": {"name": "subject", "outline": "situation"},
    }
    """The proposal begins as a draft; only its proposer, or the paper that the proposer signed, submits it."""
    following = Following(
        N_("Opinion reports submitted"),
        N_(
            "Followed up: used, sent up, handled, or turned into another record. Ended: the contributor was told. "
            "Stopped: kept for reference."
        ),
        traced=lambda row: row.state != "draft",
        followed=lambda row: or_(_came_to_something(row), linked(row)),
        ended=lambda row: row.state.in_(("told", "closed")),
        stopped=lambda row: row.state == "kept",
        into=("proposal", "topic", "field_study"),
    )

    subject: Mapped[str] = text(60, label=N_("Title"), required=True, search=True, listed=True)
    situation: Mapped[str | None] = note(
        label=N_("Situation"), rows=6, help=N_("One matter: what was found, where")
    )
    advice: Mapped[str | None] = note(label=N_("Advice"), rows=4)
    characters: Mapped[int] = count(
        label=N_("Length"), unit=N_("characters"), required=True, fixed=True, default=0
    )
    source_kind: Mapped[str] = choice(
        SOURCES, label=N_("Where it comes from"), required=True, default="member"
    )
    member_id: Mapped[int | None] = ref("member", label=N_("Contributor"), listed=True, filter=True)
    joint_names: Mapped[str | None] = text(
        200, label=N_("Joint contributors as written"), help=N_("Several names with 、 between them")
    )
    source_name: Mapped[str | None] = text(
        60,
        label=N_("Source outside the members"),
        sensitivity="internal",
        help=N_("A villager's name stays at the desk"),
    )
    name_released: Mapped[bool] = flag(
        label=N_("The contributor agrees to be named"), help=N_("Only then is the name shown to a unit")
    )
    committee_id: Mapped[int | None] = ref("special_committee", label=N_("Special committee"), filter=True)
    member_group_id: Mapped[int | None] = ref("member_group", label=N_("Member group"), filter=True)
    category_id: Mapped[int | None] = code("opinion_category", label=N_("Category"), listed=True)
    publishable: Mapped[bool] = flag(label=N_("May be made public"))
    reported_on: Mapped[date] = day(
        label=N_("Reported on"), required=True, default=clock.business_today, listed=True, sorted=True
    )
    edited_subject: Mapped[str | None] = text(60, label=N_("Edited title"), search=True)
    edited_text: Mapped[str | None] = note(label=N_("Edited text"), rows=8)
    kept_reason: Mapped[str | None] = note(label=N_("Reason for keeping it"), rows=2, fixed=True)
    sent_up_on: Mapped[date | None] = day(label=N_("Sent up on"), fixed=True)
    handled_on: Mapped[date | None] = day(label=N_("Handled on"), fixed=True)
    handling_result: Mapped[str | None] = note(label=N_("What came of it"), fixed=True)
    told_on: Mapped[date | None] = day(label=N_("Contributor told on"), fixed=True)
    told_text: Mapped[str | None] = note(label=N_("What the contributor was told"), rows=2, fixed=True)
    state: Mapped[str] = workflow_state()

    access = Access(
        read={
            CLERK: all_rows,
            COMMITTEE: in_area | by_creator,
            CHAIR: submitted,
            AUDITOR: submitted,
            MEMBER: _OF_THE_MEMBER,
        },
        create={CLERK: all_rows, COMMITTEE: by_creator, MEMBER: by_creator & of_member()},
        update={
            CLERK: all_rows & in_state("draft", *_WORKED_ON),
            COMMITTEE: (in_area & in_state(*_WORKED_ON)) | (by_creator & in_state("draft")),
            MEMBER: by_creator & in_state("draft"),
        },
        export={CLERK: all_rows, COMMITTEE: in_area, CHAIR: submitted, AUDITOR: submitted},
        turn={CLERK: all_rows & _CHOOSABLE, COMMITTEE: in_area & _CHOOSABLE},
        fields={
            MEMBER: frozenset(
                {
                    "subject", "situation", "advice", "joint_names", "name_released", "publishable", "category_id",
                    "reported_on", "note",
                }
            )
        },
    )  # fmt: skip
    workflow = Workflow(
        states(
            State("draft", N_("Draft"), "dashed", private=True),
            State("submitted", N_("Submitted, awaiting choice"), "diamond"),
            State("used", N_("Used"), "half"),
            State("edited", N_("Edited"), "half"),
            State("in_issue", N_("In an issue"), "half"),
            State("sent_up", N_("Sent up directly"), "half"),
            State("kept", N_("Kept for reference"), "ring"),
            State("turned", N_("Turned into a proposal"), "half"),
            State("handled", N_("Handled"), "half"),
            State("told", N_("Contributor told"), "done"),
            State("closed", N_("Closed"), "done", final=True),
        ),
        Transition(
            "submit",
            "draft",
            "submitted",
            N_("Submit"),
            by=_AUTHORS,
            submits=True,
            needs=("situation", "advice"),
            event="submitted",
            consequence=N_(
                "The information desk then decides what becomes of it; the text can no longer be changed."
            ),
        ),
        Transition("recall", "submitted", "draft", N_("Recall"), by=_AUTHORS, recalls=True, event="recalled"),
        Transition("use", "submitted", "used", N_("Use it"), by=_DESK, queue=True, needs=("category_id",)),
        Transition(
            "keep",
            ("submitted", "used", "edited"),
            "kept",
            N_("Keep for reference"),
            by=_DESK,
            asks=("kept_reason",),
        ),
        Transition(
            "send_up",
            ("submitted", "used", "edited"),
            "sent_up",
            N_("Send up directly to the city"),
            by={CHAIR: submitted},
            independent=True,
            asks=("sent_up_on",),
        ),
        Transition(
            "become_proposal",
            ("submitted", "used", "edited", "kept"),
            "turned",
            N_("Turned into a proposal"),
            computed=True,
        ),
        Transition(
            "edit_text",
            "used",
            "edited",
            N_("Close the editing"),
            by=_DESK,
            needs=("edited_subject", "edited_text"),
        ),
        Transition("enter_issue", ("used", "edited"), "in_issue", N_("Entered into an issue"), computed=True),
        Transition(
            "handle",
            ("edited", "in_issue", "sent_up"),
            "handled",
            N_("Register as handled"),
            by=_DESK,
            asks=("handled_on", "handling_result"),
        ),
        Transition(
            "tell",
            ("in_issue", "sent_up", "kept", "turned", "handled"),
            "told",
            N_("Register that the contributor was told"),
            by=_DESK,
            asks=("told_on", "told_text"),
        ),
        Transition("close", "told", "closed", N_("Close"), by=_DESK),
    )

    @classmethod
    def label_sql(cls, row: Any = None) -> Any:
        """Return the edited title once there is one: what is quoted elsewhere, also to a unit, is the desk's wording."""
        row = row or cls
        return func.coalesce(func.nullif(row.edited_subject, ""), row.subject)

    def before_save(self) -> None:
        """Count the characters; a member's own item is the member's, and one entered from paper is its signer's."""
        self.characters = len("".join((self.situation or "").split())) + len(
            "".join((self.advice or "").split())
        )
        if self.member_id is None and self.source_kind in (None, "member"):
            self.member_id = self.entered_for_member_id or self._own_member()

    def _own_member(self) -> int | None:
        """Return the member that whoever types is, unless a desk types."""
        actor = current_actor()
        mine = actor.scope("member")
        return min(mine) if is_new(self) and len(mine) == 1 and not actor.roles & {CLERK, COMMITTEE} else None

    def problems(self) -> Iterator[Problem]:
        """It says whose it is; what was submitted stays as written; it is handled when every unit's answer is in."""
        source = self.source_kind or "member"
        wanted = {"member": "member_id", "non_member": "source_name"}.get(source)
        if wanted is not None and getattr(self, wanted) in (None, ""):
            yield Problem(wanted, REQUIRED, {"field": self.__table__.c[wanted].info["label"]})
        if source == "collective" and self.committee_id is None and self.member_group_id is None:
            yield Problem("committee_id", _WHICH_BODY)
        if not is_new(self) and self.state != "draft":
            for name in sorted(self.changed_columns() & set(_AS_WRITTEN)):
                yield Problem(name, _TEXT_STAYS)
        if self.state == "handled" and any(
            any_row("opinion_handover", where={"opinion_report_id": self.id, "state": waiting})
            for waiting in ("handed_over", "answered", "returned")
        ):
            yield Problem("", _STILL_HANDLED)

    def after_turning(self, target: Record) -> None:
        """What became a proposal goes on as that proposal."""
        if target.__tablename__ == "proposal":
            compute(self, "become_proposal")


class OpinionReportContributor(Record):
    """A member who reports it together with the first one (联名反映人)."""

    __tablename__ = "opinion_report_contributor"
    __table_args__ = (UniqueConstraint("organization_id", "opinion_report_id", "member_id"),)
    title = N_("Joint contributor")
    plural = N_("Joint contributors")
    parent = "opinion_report_id"
    is_link = True
    entered_for = ()
    area_slug = "opinion-report"
    label_columns = ("id",)

    opinion_report_id: Mapped[int] = ref("opinion_report", label=N_("Opinion report"), required=True)
    member_id: Mapped[int] = ref("member", label=N_("Joint contributor"), required=True, listed=True)

    access = Access(
        read={role: parent_read("opinion_report_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER)},
        create={role: parent_rule("opinion_report_id") for role in (CLERK, COMMITTEE)},
        update={role: parent_rule("opinion_report_id") for role in (CLERK, COMMITTEE)},
    )
