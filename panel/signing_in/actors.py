"""The actor of a person: their account and what its grants give today."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import aliased

from models import clock
from models.access import CLERK, Actor
from models.accounts.role_grant import SCOPES, RoleGrant
from models.base import db
from models.office.working_area import WorkingArea

SCOPE_KINDS = tuple(sorted({kind for kinds in SCOPES.values() for kind in kinds} - {"working_area"}))
"""What a grant can be given for, beside a working area: the scopes of an actor."""

_limit = aliased(WorkingArea)
_area = aliased(WorkingArea)

_GRANTS = (
    select(
        RoleGrant.role,
        RoleGrant.working_area_id,
        _limit.record_kind.label("limit"),
        _area.record_kind.label("area"),
        *(getattr(RoleGrant, f"{kind}_id") for kind in SCOPE_KINDS),
    )
    .outerjoin(_limit, _limit.id == RoleGrant.working_area_id)
    .outerjoin(_area, and_(_area.committee_id == RoleGrant.special_committee_id, _area.trashed_at.is_(None)))
    .where(
        RoleGrant.account_id == bindparam("account"),
        RoleGrant.trashed_at.is_(None),
        RoleGrant.valid_from <= bindparam("today"),
        or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until >= bindparam("today")),
    )
)
"""Every grant of an account in force on a day, once for each working area of its body."""


def actor_of(account_id: int, *, name: str, organization_id: int) -> Actor:
    """Return the actor with the roles and scopes in force on the business date, in one statement.

    Called as the ``sign-in`` actor. A clerk without a working area in one of the grants works in all of them; one whose
    working area is in the recycle bin keeps being limited to it.
    """
    found = db.session.execute(_GRANTS, {"account": account_id, "today": clock.business_today()}).all()
    scopes: dict[str, set[int]] = defaultdict(set)
    for row in found:
        for kind in SCOPE_KINDS:
            value = getattr(row, f"{kind}_id")
            if value is not None:
                scopes[kind].add(value)
    return Actor(
        key=f"account:{account_id}",
        label=name,
        organization_id=organization_id,
        account_id=account_id,
        roles=frozenset(row.role for row in found),
        scopes={kind: frozenset(values) for kind, values in scopes.items()},
        areas=frozenset(row.area for row in found if row.area is not None),
        clerk_areas=_clerk_areas(found),
    )


def _clerk_areas(found: Any) -> frozenset[str] | None:
    limits = [(row.working_area_id, row.limit) for row in found if row.role == CLERK]
    if any(area_id is None for area_id, _limit_of in limits):
        return None
    return frozenset(slug for _area_id, slug in limits if slug is not None) if limits else None
