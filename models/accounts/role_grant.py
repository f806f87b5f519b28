"""RoleGrant (角色授权)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Mapped

from models.access import (
    ADMIN,
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    DEPARTMENT,
    MEMBER,
    ROLES,
    Access,
    all_rows,
    in_state,
)
from models.access.actor import Actor, current_actor
from models.access.rules import Rule, account_parameter
from models.base import Record
from models.fields import Choice, choice, day, flag, ref, text, workflow_state
from models.lookups import is_new, lock_row, rows_where
from models.marks import N_
from models.parties import naming_others
from models.periods import covers, overlap, period_problem
from models.problems import Problem
from models.workflow import State, Transition, Workflow, states

SCOPES: dict[str, tuple[str, ...]] = {
    CLERK: ("working_area",),
    COMMITTEE: ("special_committee", "platform"),
    CHAIR: (),
    AUDITOR: (),
    MEMBER: ("member",),
    DEPARTMENT: ("department",),
    ADMIN: (),
}
"""Role -> the kinds of scope a grant of it can name; for all but the clerk one of them is compulsory where there are any."""

BY_TWO = frozenset({CHAIR, AUDITOR, ADMIN})
"""Roles that one person alone does not give: such a grant gives no right until somebody else confirmed it."""
GRANTED = "granted"
"""The state in which a grant gives its right, from its first day to its last."""

_KINDS = tuple(dict.fromkeys(kind for kinds in SCOPES.values() for kind in kinds))

_SCOPE_NEEDED = N_("Please say for which row the role is given.")
_SCOPE_EXTRA = N_("This role takes no such scope; please leave it empty.")
_ONE_SCOPE = N_("A grant is for one of them; please give the other one by a grant of its own.")
_APART = N_(
    "Who keeps the accounts is neither auditor nor chair at the same time; please use another account."
)
_BASIS_NEEDED = N_("Please fill in the basis: an auditor or chair is named by a decision.")
_ANEW = N_(
    "A chair, an auditor and an administrator are named by two people: please give the other role by a grant of its own."
)
_CONFIRMED = N_(
    "This grant was confirmed by a second person as it stands. It can be ended earlier; for anything else "
    "please give a new one."
)
_ENDED = N_(
    "A grant that was confirmed and then taken away does not come back by one person; please give a new one."
)
_AS_ASKED = N_(
    "What waits for a second person stays as it was asked for; please move it to the recycle bin and ask anew."
)
_FIXED_BY_TWO = ("account_id", "valid_from", "basis")


class _OwnGrant(Rule):
    sentence = N_("own grants")

    def sql(self, cls: Any, role: str) -> Any:
        return cls.account_id == account_parameter()

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        return actor.account_id is not None and row.account_id == actor.account_id


_OTHERS = naming_others("account_id")


class RoleGrant(Record):
    """A role given to an account for a time, with its scope and basis.

    Chair, auditor and administrator are given by two: such a grant waits, and gives no right, until another administrator or the
    chair confirms it, who is neither who made it nor whom it is for. One person is enough to end any grant.
    """

    __tablename__ = "role_grant"
    title = N_("Role grant")
    plural = N_("Role grants")
    entered_for = ()
    label_columns = ("role",)
    fact_date_from = "valid_from"

    account_id: Mapped[int] = ref("account", label=N_("Account"), required=True, listed=True, filter=True)
    role: Mapped[str] = choice(
        tuple(Choice(k, v) for k, v in ROLES.items()), label=N_("Role"), required=True, listed=True
    )
    special_committee_id: Mapped[int | None] = ref(
        "special_committee", label=N_("For the special committee"), listed=True
    )
    platform_id: Mapped[int | None] = ref(
        "platform",
        label=N_("For the platform"),
        listed=True,
        help=N_("Its convener works as a special committee does, with the platform alone"),
    )
    department_id: Mapped[int | None] = ref("department", label=N_("For the unit"), listed=True)
    member_id: Mapped[int | None] = ref(
        "member", label=N_("For the member"), listed=True, named_by=frozenset({ADMIN})
    )
    working_area_id: Mapped[int | None] = ref("working_area", label=N_("For the working area"), listed=True)
    valid_from: Mapped[date] = day(label=N_("From"), required=True, listed=True)
    valid_until: Mapped[date | None] = day(label=N_("Until"), listed=True)
    basis: Mapped[str | None] = text(120, label=N_("Basis"))
    state: Mapped[str] = workflow_state()
    acting: Mapped[bool] = flag(label=N_("Acting"))
    handing_over_office: Mapped[bool] = flag(label=N_("Handing-over office"))

    access = Access(
        read={role: _OwnGrant() for role in ROLES}
        | {ADMIN: all_rows, AUDITOR: all_rows, CHAIR: _OwnGrant() | in_state("asked")},
        create={ADMIN: all_rows},
        update={ADMIN: all_rows},
        export={ADMIN: all_rows, AUDITOR: all_rows},
    )

    workflow = Workflow(
        states(
            State("asked", N_("Waits for a second person"), "half"),
            State(GRANTED, N_("Given"), "done", final=True),
            State("declined", N_("Not confirmed"), "ended", final=True),
        ),
        Transition(
            "confirm",
            "asked",
            GRANTED,
            N_("Confirm the grant"),
            by={ADMIN: _OTHERS, CHAIR: _OTHERS},
            independent=True,
            queue=True,
            consequence=N_("From then on the person has the right, on the days that the grant names."),
        ),
        Transition(
            "decline",
            "asked",
            "declined",
            N_("Do not confirm"),
            by={ADMIN: _OTHERS, CHAIR: _OTHERS},
            independent=True,
            reason=True,
        ),
    )

    def first_state(self) -> str:
        """Return where a new grant begins: what one person alone may give holds at once."""
        return "asked" if self.role in BY_TWO else GRANTED

    def holds_on(self, day_: date) -> bool:
        """Return whether the grant is in force on the day."""
        return (
            self.state == GRANTED
            and self.trashed_at is None
            and covers(day_, self.valid_from, self.valid_until)
        )

    def problems(self) -> Iterator[Problem]:
        """Scope fits the role; a decision stands behind auditors and chairs; nobody grants a right to themself."""
        yield from period_problem("valid_until", self.valid_from, self.valid_until)
        yield from self._scope_problems()
        yield from self._by_two_problems()
        yield from self._apart_problems()
        if self.role in (AUDITOR, CHAIR) and not self.basis:
            yield Problem("basis", _BASIS_NEEDED)
        if current_actor().account_id is not None and current_actor().account_id == self.account_id:
            yield Problem(
                "account_id", N_("Nobody grants a role to themself; please ask another administrator.")
            )

    def _scope_problems(self) -> Iterator[Problem]:
        named = [kind for kind in _KINDS if getattr(self, f"{kind}_id") is not None]
        takes = SCOPES[self.role]
        if takes and self.role != CLERK and not set(named) & set(takes):
            yield Problem(f"{takes[0]}_id", _SCOPE_NEEDED)
        if len(set(named) & set(takes)) > 1:
            yield Problem(f"{named[-1]}_id", _ONE_SCOPE)
        for kind in named:
            if kind not in takes:
                yield Problem(f"{kind}_id", _SCOPE_EXTRA)

    def _by_two_problems(self) -> Iterator[Problem]:
        """What a second person confirmed stays as it was confirmed; nothing becomes such a grant by being changed."""
        if is_new(self):
            return
        before = {name: _before(self, name) for name in self.changed_columns()}
        if "role" in before and BY_TWO & {self.role, before["role"]}:
            yield Problem("role", _ANEW)
        # A step that leads there, and what the demonstration or an upgrade writes down, are no later change.
        if self.role not in BY_TWO or self.state == "declined" or "state" in before:
            return
        waits = self.state == "asked"
        if before.get("trashed_at") is not None and not waits:
            yield Problem("role", _ENDED)
        for name in _FIXED_BY_TWO:
            if name in before:
                yield Problem(name, _AS_ASKED if waits else _CONFIRMED)
        if "valid_until" in before and waits:
            yield Problem("valid_until", _AS_ASKED)
        elif "valid_until" in before:
            last = before["valid_until"]
            if self.valid_until is None or (last is not None and self.valid_until > last):
                yield Problem("valid_until", _CONFIRMED)

    def _apart_problems(self) -> Iterator[Problem]:
        """Who gives the rights neither looks over them nor decides with them, on no day."""
        apart = (AUDITOR, CHAIR) if self.role == ADMIN else (ADMIN,) if self.role in (AUDITOR, CHAIR) else ()
        if not apart or self.state == "declined":
            return
        # Two grants that are given at the same moment would not see each other.
        lock_row("account", self.account_id)
        held = ("role", "valid_from", "valid_until", "state")
        for other in rows_where("role_grant", *held, where={"account_id": self.account_id}, but=self.id):
            period = (other.valid_from, other.valid_until)
            if (
                other.role in apart
                and other.state != "declined"
                and overlap((self.valid_from, self.valid_until), period)
            ):
                yield Problem("role", _APART)
                return


def _before(row: RoleGrant, name: str) -> Any:
    """Return what stood in a column before the changes of this session."""
    deleted: Any = inspect(row).attrs[name].history.deleted
    return deleted[0] if deleted else None
