"""The actor of a person: their account and what its grants give today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import aliased

from models import clock
from models.access import ADMIN, AUDITOR, CLERK, DEPARTMENT, Actor, Delegated, acting, system_actor
from models.accounts.account import Account
from models.accounts.role_grant import SCOPES, RoleGrant
from models.base import db
from models.delegations import OFFICE, spoken_of, tables_named, withheld
from models.office.delegation import Delegation
from models.office.working_area import WorkingArea

SCOPE_KINDS = tuple(sorted({kind for kinds in SCOPES.values() for kind in kinds} - {"working_area"}))
"""What a grant can be given for, beside a working area: the scopes of an actor."""

_limit = aliased(WorkingArea)
_area = aliased(WorkingArea)


def _in_force() -> Any:
    """Return the condition under which a delegation gives the account a right today."""
    return and_(
        Delegation.to_account_id == bindparam("account"),
        Delegation.state == "in_force",
        Delegation.trashed_at.is_(None),
        Delegation.valid_from <= bindparam("today"),
        Delegation.valid_until >= bindparam("today"),
    )


_GRANTS = (
    select(
        RoleGrant.account_id,
        RoleGrant.role,
        RoleGrant.working_area_id,
        _limit.record_kind.label("limit"),
        _area.record_kind.label("area"),
        *(getattr(RoleGrant, f"{kind}_id") for kind in SCOPE_KINDS),
    )
    .outerjoin(_limit, _limit.id == RoleGrant.working_area_id)
    .outerjoin(_area, and_(_area.committee_id == RoleGrant.special_committee_id, _area.trashed_at.is_(None)))
    .where(
        or_(
            RoleGrant.account_id == bindparam("account"),
            RoleGrant.account_id.in_(select(Delegation.from_account_id).where(_in_force())),
        ),
        RoleGrant.trashed_at.is_(None),
        RoleGrant.valid_from <= bindparam("today"),
        or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until >= bindparam("today")),
    )
)
"""Every grant in force on a day of an account and of those who delegated to it, once for each working area of its body."""

_DELEGATIONS = (
    select(Delegation.id, Delegation.from_account_id, Delegation.kinds, Account.name)
    .join(Account, Account.id == Delegation.from_account_id)
    .where(_in_force(), Account.status == "active", Account.trashed_at.is_(None))
    .order_by(Delegation.id)
)


def actor_of(account_id: int, *, name: str, organization_id: int) -> Actor:
    """Return the actor with the roles and scopes in force on the business date, in one statement; in two with a delegation.

    Called as the ``sign-in`` actor. A clerk without a working area in one of the grants works in all of them; one whose
    working area is in the recycle bin keeps being limited to it.
    """
    asked = {"account": account_id, "today": clock.business_today()}
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(_GRANTS, asked):
        found[row.account_id].append(row)
    own = _made_of(account_id, name, organization_id, found.pop(account_id, []))
    # Who keeps the accounts or looks over the acts of others acts for nobody.
    if not found or own.roles & {ADMIN, AUDITOR}:
        return own
    return replace(own, delegations=tuple(_delegated(own, found, asked)))


def _made_of(account_id: int, name: str, organization_id: int, grants: list[Any]) -> Actor:
    scopes: dict[str, set[int]] = defaultdict(set)
    for row in grants:
        for kind in SCOPE_KINDS:
            value = getattr(row, f"{kind}_id")
            if value is not None:
                scopes[kind].add(value)
    return Actor(
        key=f"account:{account_id}",
        label=name,
        organization_id=organization_id,
        account_id=account_id,
        roles=frozenset(row.role for row in grants),
        scopes={kind: frozenset(values) for kind, values in scopes.items()},
        areas=frozenset(row.area for row in grants if row.area is not None),
        clerk_areas=_clerk_areas(grants),
    )


def _delegated(taker: Actor, found: dict[int, list[Any]], asked: dict[str, Any]) -> Iterator[Delegated]:
    """Yield what others delegated to somebody, each with the delegator's own rights of today: nothing is delegated on."""
    rows = db.session.execute(_DELEGATIONS, asked).all()
    if not rows:
        return
    with acting(system_actor("sign-in", taker.organization_id)):
        never = withheld()
    for row in rows:
        giver = _lending(taker, row, found.get(row.from_account_id, []))
        named, tables = spoken_of(tables_named(row.kinds), never)
        if giver.roles and tables:
            yield Delegated(row.id, giver, named, tables, never)


def _lending(taker: Actor, row: Any, grants: list[Any]) -> Actor:
    """Return the delegator with the rights that go to somebody of the same side: the office's, or those of a common unit."""
    units = taker.scope("department") if DEPARTMENT in taker.roles else frozenset()
    lent = [
        grant
        for grant in grants
        if (grant.role in OFFICE and taker.roles & OFFICE)
        or (grant.role == DEPARTMENT and grant.department_id in units)
    ]
    return _made_of(row.from_account_id, row.name, taker.organization_id or 0, lent)


def _clerk_areas(found: Any) -> frozenset[str] | None:
    limits = [(row.working_area_id, row.limit) for row in found if row.role == CLERK]
    if any(area_id is None for area_id, _limit_of in limits):
        return None
    return frozenset(slug for _area_id, slug in limits if slug is not None) if limits else None
