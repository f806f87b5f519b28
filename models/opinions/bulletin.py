"""Bulletin (社情民意, an issue)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint, func, select
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
    current_actor,
    in_area,
    in_state,
    submitted,
)
from models.anonymity import naming_problems
from models.base import Record, db
from models.fields import count, day, note, ref, text, workflow_state, year
from models.lookups import columns_of, rows_where
from models.marks import N_
from models.periods import period_problem
from models.problems import Invalid, Problem
from models.registry import record_type
from models.signatories import signatory_problem
from models.transitions import add_derived, compute
from models.workflow import State, Transition, Workflow, states

_NO_ITEMS = N_("No item stands in this issue yet; please enter what it is made of first.")
_ANOTHER_SIGNS = N_("This issue is for %(who)s to sign; the desk can name another signatory.")

_OWN = in_area | by_creator
_DESK = {CLERK: all_rows, COMMITTEE: _OWN}
_OPEN = in_state("drafted", "returned")
_CHAIR = {CHAIR: submitted}


class Bulletin(Record):
    """One issue (期) of the office's bulletin of opinions, made of one item or several.

    It is drafted by the information desk, checked by the secretary general, and signed by the chairman or, where the term says
    so, the vice chairman in charge. The number is given at signing, in the order of signing within the year; none is given twice.
    """

    __tablename__ = "bulletin"
    __table_args__ = (UniqueConstraint("organization_id", "year", "number"),)
    title = N_("Bulletin issue")
    plural = N_("Bulletin issues")
    label_columns = ("code", "subject")
    area_slug = "opinion-report"
    fact_date_from = "drafted_on"
    entered_for = ()
    seal_columns = (
        "code",
        "year",
        "number",
        "subject",
        "content",
        "reported_to",
        "copied_to",
        "signer_id",
        "signed_on",
    )
    seal_children = ("bulletin_item",)

    code: Mapped[str | None] = text(20, label=N_("Issue"), fixed=True, search=True, listed=True)
    year: Mapped[int] = year(label=N_("Year"), required=True, fixed=True, listed=True)
    number: Mapped[int | None] = count(label=N_("Number in the year"), lowest=1, fixed=True, sorted=False)
    subject: Mapped[str] = text(60, label=N_("Title"), required=True, search=True, listed=True)
    content: Mapped[str | None] = note(label=N_("Edited text"), rows=12)
    reported_to: Mapped[str | None] = text(
        200, label=N_("Reported to"), help=N_("Those above, as printed after 报")
    )
    copied_to: Mapped[str | None] = text(
        200, label=N_("Sent to"), help=N_("Those beside, as printed after 送")
    )
    signer_id: Mapped[int | None] = ref(
        "seat",
        label=N_("To be signed by"),
        listed=True,
        help=N_("The chairman, or the vice chairman in charge"),
    )
    editor: Mapped[str | None] = text(40, label=N_("Edited by"))
    copies: Mapped[int | None] = count(label=N_("Copies printed"), lowest=1)
    drafted_on: Mapped[date] = day(
        label=N_("Drafted on"), required=True, default=clock.business_today, sorted=True
    )
    signed_on: Mapped[date | None] = day(label=N_("Signed on"), fixed=True, listed=True, filter=True)
    issued_on: Mapped[date | None] = day(label=N_("Issued on"), fixed=True, listed=True)
    sent_on: Mapped[date | None] = day(label=N_("Sent on"), fixed=True)
    state: Mapped[str] = workflow_state()

    access = Access(
        read={
            CLERK: all_rows,
            COMMITTEE: _OWN,
            CHAIR: submitted,
            AUDITOR: submitted,
            MEMBER: in_state("issued", "sent", "instructed"),
        },
        create={CLERK: all_rows, COMMITTEE: by_creator},
        update={CLERK: all_rows & _OPEN, COMMITTEE: _OWN & _OPEN},
        export={CLERK: all_rows, COMMITTEE: _OWN, CHAIR: submitted, AUDITOR: submitted},
        correct=_DESK,
    )
    workflow = Workflow(
        states(
            State("drafted", N_("Being drafted"), "dashed", private=True),
            State("submitted", N_("Awaiting the check"), "diamond"),
            State("returned", N_("Returned"), "returned"),
            State("checked", N_("Awaiting signature"), "diamond"),
            State("signed", N_("Signed"), "stamp", frozen=True),
            State("issued", N_("Issued"), "stamp", frozen=True),
            State("sent", N_("Sent"), "done", frozen=True, final=True),
            State("instructed", N_("With a leader's instruction"), "done", frozen=True, final=True),
        ),
        Transition(
            "submit",
            ("drafted", "returned"),
            "submitted",
            N_("Submit for the check"),
            by=_DESK,
            submits=True,
            needs=("content", "reported_to", "signer_id"),
            event="submitted",
        ),
        Transition("recall", "submitted", "drafted", N_("Recall"), by=_DESK, recalls=True, event="recalled"),
        Transition(
            "check",
            "submitted",
            "checked",
            N_("Checked, ready to be signed"),
            by=_CHAIR,
            independent=True,
            queue=True,
            consequence=N_("The secretary general checks the draft; another person then signs it."),
        ),
        Transition(
            "return",
            ("submitted", "checked"),
            "returned",
            N_("Return for changes"),
            by=_CHAIR,
            reason=True,
            event="returned",
        ),
        Transition(
            "sign",
            "checked",
            "signed",
            N_("Sign the issue"),
            by=_CHAIR,
            independent=True,
            seals=True,
            queue=True,
            asks=("signed_on",),
            event="approved",
            consequence=N_(
                "The issue gets the next number of the year and can no longer be changed directly."
            ),
        ),
        Transition("issue", "signed", "issued", N_("Register as issued"), by=_DESK, asks=("issued_on",)),
        Transition("send", "issued", "sent", N_("Register as sent"), by=_DESK, asks=("sent_on",)),
        Transition(
            "instruct", ("issued", "sent"), "instructed", N_("A leader's instruction came"), computed=True
        ),
    )

    def before_save(self) -> None:
        """Take the year from the day, and the next number of the year when the issue is signed."""
        day_ = self.signed_on or self.drafted_on
        if self.number is None:
            self.year = day_.year
            if self.state in self.workflow.frozen_states:
                self.number = _next_number(self.organization_id, self.year)
        self.code = f"{self.year}年第{self.number}期" if self.number is not None else None

    def problems(self) -> Iterator[Problem]:
        """It has items before it is handed in, names who may sign, and no contributor who did not agree."""
        yield from period_problem("signed_on", self.drafted_on, self.signed_on)
        yield from period_problem("issued_on", self.signed_on, self.issued_on)
        yield from period_problem("sent_on", self.issued_on, self.sent_on)
        if self.state not in ("drafted", "returned", "submitted"):
            return
        yield from signatory_problem("signer_id", self.signer_id, self.drafted_on)
        items = self._items()
        if self.state == "submitted" and not items:
            yield Problem("", _NO_ITEMS)
        yield from naming_problems(items, {"subject": self.subject, "content": self.content})

    def _items(self) -> list[int]:
        rows = (
            rows_where("bulletin_item", "opinion_report_id", where={"bulletin_id": self.id})
            if self.id
            else []
        )
        return [row.opinion_report_id for row in rows]

    def after_transition(self, name: str) -> None:
        """Who checks does not sign; who signs is who was named; what is issued counts as used in the county."""
        account = current_actor().account_id
        if name == "check" and account is not None:
            self.hands = (self.hands or ",") + f"{account},"
        if name == "sign":
            self._hold_to_signatory()
        if name == "issue":
            self._enter_items()

    def _hold_to_signatory(self) -> None:
        """Refuse another chair's signature, as far as the account says which member it belongs to."""
        mine = current_actor().scope("member")
        signer = columns_of("seat", self.signer_id, "member_id", "name")
        if mine and signer is not None and signer.member_id not in mine:
            raise Invalid(self, [Problem("signed_on", _ANOTHER_SIGNS, {"who": signer.name})])

    def _enter_items(self) -> None:
        """Move the items on and enter what the issue means for each: used by the county, alone or together with others."""
        reports, adoption = record_type("opinion_report"), record_type("adoption")
        items = self._items()
        for report in db.session.scalars(select(reports).where(reports.id.in_(items))):
            compute(report, "enter_issue")
        values: dict[str, Any] = {
            "organization_id": self.organization_id,
            "bulletin_id": self.id,
            "level": "county",
            "kind": "single" if len(items) == 1 else "composite",
            "adopted_on": self.issued_on,
        }
        add_derived(adoption(opinion_report_id=number, adopted_by=self.code, **values) for number in items)


def _next_number(organization_id: int, in_year: int) -> int:
    """Return the number after the last one given in the year, numbers of the recycle bin included: none is given twice.

    The organization's row is locked until the end of the transaction, so that two signatures at once get two numbers; on SQLite
    the writing transaction holds the lock.
    """
    organization: Any = record_type("organization")
    ungated = {"gate": "label"}
    with db.session.no_autoflush:
        db.session.execute(
            select(organization.id).where(organization.id == organization_id).with_for_update(key_share=True),
            execution_options=ungated,
        )
        last = db.session.scalar(
            select(func.max(Bulletin.number)).where(
                Bulletin.organization_id == organization_id, Bulletin.year == in_year
            ),
            execution_options=ungated,
        )
    return (last or 0) + 1
