"""Delegation (委托签批)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from models import clock
from models.access import ADMIN, AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, Access, all_rows, in_state
from models.access.permissions import Before
from models.access.rules import Rule
from models.base import Record
from models.delegations import OFFICE, kinds_that_are_decided, steps_of, tables_named, withheld
from models.fields import choices_of, day, ref, text, workflow_state
from models.lookups import columns_of, is_new, rows_where, title_of
from models.marks import N_
from models.parties import naming_me, naming_others
from models.periods import overlap, period_problem
from models.problems import Problem
from models.registry import record_type
from models.workflow import State, Transition, Workflow, states

_TO_ONESELF = N_("Nobody delegates to themself; please choose another person.")
_NOT_IN_USE = N_("This account is disabled; please choose a person who can sign in.")
_NEVER = N_("%(kind)s are decided in person and cannot be delegated; please take them out.")
_NOT_ONES_OWN = N_(
    "%(name)s has no right of their own to decide %(kind)s in these days; what was delegated cannot be delegated on."
)
_OTHER_SIDE = N_(
    "%(name)s does not belong to the same side: what the office decides stays with the office, a unit's own with that unit."
)
_APART = N_("%(name)s keeps the accounts or looks over the acts of others, and cannot act for anybody.")
_STANDS = N_(
    "Who acts for whom, for what and from when stands since it was confirmed; please withdraw it and draw up a new one."
)
_LONGER = N_("A delegation in force is not prolonged; please draw up a new one.")
_STILL_RUNS = N_("It runs until %(day)s; to end it earlier, please withdraw it.")


_PARTIES = ("from_account_id", "to_account_id")
from_me: Rule = naming_me("from_account_id")
names_me: Rule = naming_me(*_PARTIES)
of_others: Rule = naming_others(*_PARTIES, "created_by_id")

_drafted = in_state("drafted")
_mine = {COMMITTEE: from_me, CHAIR: from_me, DEPARTMENT: from_me}
_party = {CLERK: names_me, COMMITTEE: names_me, DEPARTMENT: names_me}


class Delegation(Record):
    """Somebody decides for another for some days: written, dated, for named kinds of records, under both names.

    The delegate's right is the delegator's own of each day, never more; see ``models.access``.
    """

    __tablename__ = "delegation"
    __table_args__ = (Index("ix_delegation_in_force", "to_account_id", "state", "valid_from"),)
    title = N_("Delegation")
    plural = N_("Delegations")
    entered_for = ()
    fact_date_from = "valid_from"

    name: Mapped[str] = text(
        90, label=N_("Who for whom"), required=True, fixed=True, default="", search=True, listed=True
    )
    from_account_id: Mapped[int] = ref(
        "account", label=N_("Delegated by"), required=True, filter=True, named_by=OFFICE | {DEPARTMENT}
    )
    to_account_id: Mapped[int] = ref(
        "account", label=N_("Delegated to"), required=True, filter=True, named_by=OFFICE | {DEPARTMENT}
    )
    kinds: Mapped[str] = choices_of(
        kinds_that_are_decided, 1000, label=N_("Kinds of records"), required=True, listed=True,
        help=N_("The delegate decides these in the delegator's place"),
    )  # fmt: skip
    valid_from: Mapped[date] = day(label=N_("From"), required=True, listed=True)
    valid_until: Mapped[date] = day(label=N_("Until"), required=True, listed=True)
    basis: Mapped[str] = text(
        120,
        label=N_("Written basis"),
        required=True,
        help=N_("Name, number and date of the written delegation"),
    )
    state: Mapped[str] = workflow_state()

    access = Access(
        read={CLERK: all_rows | names_me, COMMITTEE: names_me, CHAIR: all_rows, AUDITOR: all_rows, DEPARTMENT: names_me},
        create={CLERK: all_rows, **_mine},
        update={CLERK: all_rows & _drafted, **{role: rule & _drafted for role, rule in _mine.items()}},
        export=dict.fromkeys((CLERK, CHAIR, AUDITOR), all_rows),
        correct={CLERK: all_rows},
    )  # fmt: skip
    workflow = Workflow(
        states(
            State("drafted", N_("Drawn up"), "dashed"),
            State("in_force", N_("In force"), "stamp", frozen=True),
            State("ended", N_("Ended"), "done", frozen=True, final=True),
            State("withdrawn", N_("Withdrawn"), "ended", frozen=True, final=True),
        ),
        Transition(
            "confirm",
            "drafted",
            "in_force",
            N_("Confirm the delegation"),
            by={CLERK: from_me, COMMITTEE: from_me, CHAIR: from_me | of_others, DEPARTMENT: from_me},
            seals=True,
            queue=True,
            consequence=N_("From the first day on the delegate decides these records; both names stand on every act."),
        ),
        Transition(
            "end",
            "in_force",
            "ended",
            N_("Register as ended"),
            by={**_party, CLERK: all_rows | names_me, CHAIR: all_rows},
        ),
        Transition(
            "withdraw",
            "in_force",
            "withdrawn",
            N_("Withdraw the delegation"),
            by={**_party, CHAIR: all_rows},
            reason=True,
            consequence=N_("The delegate's right ends with this very act; what was done under it stays."),
        ),
    )  # fmt: skip

    def before_save(self) -> None:
        """Keep both names as they are when it is drawn up."""
        if self.state == "drafted" or not self.name:
            names = (title_of("account", number) for number in (self.from_account_id, self.to_account_id))
            self.name = " → ".join(name or "" for name in names)

    def problems(self) -> Iterator[Problem]:
        """The delegator lends a right of their own, to somebody of the same side, for what may be delegated."""
        yield from period_problem("valid_until", self.valid_from, self.valid_until)
        if self.from_account_id == self.to_account_id:
            yield Problem("to_account_id", _TO_ONESELF)
        confirmed = self.state == "in_force" and "state" in self.changed_columns()
        if self.state == "drafted" or confirmed:
            yield from self._right_problems()
        elif not is_new(self):
            yield from self._standing_problems()
        if self.state == "ended" and self.valid_until >= clock.business_today():
            yield Problem("valid_until", _STILL_RUNS, {"day": self.valid_until})

    def _standing_problems(self) -> Iterator[Problem]:
        """A correction mends the basis, or lets it end earlier; whom it is about stands."""
        changed = self.changed_columns()
        if changed & {"from_account_id", "to_account_id", "kinds", "valid_from"}:
            yield Problem("kinds", _STANDS)
        if "valid_until" in changed and self.valid_until > Before(self).valid_until:
            yield Problem("valid_until", _LONGER)

    def _right_problems(self) -> Iterator[Problem]:
        never, named = withheld(), tables_named(self.kinds)
        for table in sorted(named & never):
            yield Problem("kinds", _NEVER, {"kind": record_type(table).plural})
        giver, taker = self._grants(self.from_account_id), self._grants(self.to_account_id)
        for table in sorted(named - never):
            cls = record_type(table)
            if not any({grant.role for grant in giver} & set(step.by) for step in steps_of(cls)):
                name = self._name_of(self.from_account_id)
                yield Problem("kinds", _NOT_ONES_OWN, {"name": name, "kind": cls.plural})
        yield from self._taker_problems(giver, taker)

    def _taker_problems(self, giver: list[Any], taker: list[Any]) -> Iterator[Problem]:
        name = self._name_of(self.to_account_id)
        account = columns_of("account", self.to_account_id, "status")
        if account is not None and account.status != "active":
            yield Problem("to_account_id", _NOT_IN_USE)
        elif {grant.role for grant in taker} & {ADMIN, AUDITOR}:
            yield Problem("to_account_id", _APART, {"name": name})
        elif not same_side(giver, taker):
            yield Problem("to_account_id", _OTHER_SIDE, {"name": name})

    def _grants(self, account_id: int) -> list[Any]:
        """Return the grants that an account holds on some day of the delegation."""
        held = rows_where(
            "role_grant",
            "role",
            "department_id",
            "valid_from",
            "valid_until",
            where={"account_id": account_id, "state": "granted"},
        )
        period = (self.valid_from, self.valid_until)
        return [grant for grant in held if overlap((grant.valid_from, grant.valid_until), period)]

    @staticmethod
    def _name_of(account_id: int) -> str:
        found = columns_of("account", account_id, "name")
        return found.name if found is not None else ""


def same_side(giver: list[Any], taker: list[Any]) -> bool:
    """Return whether two sets of grants meet: both of the office, or both of one unit."""
    units = {grant.department_id for grant in giver if grant.role == DEPARTMENT}
    if units and units & {grant.department_id for grant in taker if grant.role == DEPARTMENT}:
        return True
    return all(any(grant.role in OFFICE for grant in grants) for grants in (giver, taker))
