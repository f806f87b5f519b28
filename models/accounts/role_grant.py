"""RoleGrant (角色授权)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from models.access import ADMIN, AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, ROLES, Access, all_rows
from models.access.actor import Actor, current_actor
from models.access.rules import Rule, account_parameter
from models.base import Record
from models.fields import Choice, choice, day, flag, ref, text
from models.lookups import rows_where
from models.marks import N_
from models.periods import covers, overlap, period_problem
from models.problems import Problem

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

_KINDS = tuple(dict.fromkeys(kind for kinds in SCOPES.values() for kind in kinds))

_SCOPE_NEEDED = N_("Please say for which row the role is given.")
_SCOPE_EXTRA = N_("This role takes no such scope; please leave it empty.")
_ONE_SCOPE = N_("A grant is for one of them; please give the other one by a grant of its own.")
_APART = N_(
    "Who keeps the accounts is neither auditor nor chair at the same time; please use another account."
)
_BASIS_NEEDED = N_("Please fill in the basis: an auditor or chair is named by a decision.")


class _OwnGrant(Rule):
    sentence = N_("own grants")

    def sql(self, cls: Any, role: str) -> Any:
        return cls.account_id == account_parameter()

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        return actor.account_id is not None and row.account_id == actor.account_id


class RoleGrant(Record):
    """A role given to an account for a time, with its scope and basis."""

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
    acting: Mapped[bool] = flag(label=N_("Acting"))
    handing_over_office: Mapped[bool] = flag(label=N_("Handing-over office"))

    access = Access(
        read={role: _OwnGrant() for role in ROLES} | {ADMIN: all_rows, AUDITOR: all_rows},
        create={ADMIN: all_rows},
        update={ADMIN: all_rows},
        export={ADMIN: all_rows, AUDITOR: all_rows},
    )

    def holds_on(self, day_: date) -> bool:
        """Return whether the grant is in force on the day."""
        return self.trashed_at is None and covers(day_, self.valid_from, self.valid_until)

    def problems(self) -> Iterator[Problem]:
        """Scope fits the role; a decision stands behind auditors and chairs; nobody grants a right to themself."""
        yield from period_problem("valid_until", self.valid_from, self.valid_until)
        yield from self._scope_problems()
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

    def _apart_problems(self) -> Iterator[Problem]:
        """Who gives the rights neither looks over them nor decides with them, on no day."""
        apart = (AUDITOR, CHAIR) if self.role == ADMIN else (ADMIN,) if self.role in (AUDITOR, CHAIR) else ()
        held = ("role", "valid_from", "valid_until")
        for other in rows_where("role_grant", *held, where={"account_id": self.account_id}, but=self.id):
            period = (other.valid_from, other.valid_until)
            if other.role in apart and overlap((self.valid_from, self.valid_until), period):
                yield Problem("role", _APART)
                return
