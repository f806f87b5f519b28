"""Who a session belongs to, and the actor of a person: account, grants of today, and what others delegated to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, exists, or_, select

from models import clock
from models.access import ADMIN, AUDITOR, CLERK, DEPARTMENT, Actor, Delegated, acting, system_actor
from models.base import db
from models.delegations import OFFICE, spoken_of, tables_named, withheld
from models.registry import record_type
from models.session import maintenance

SCOPE_KINDS = ("department", "member", "platform", "special_committee")
"""What a grant can be given for, beside a working area: the scopes of an actor."""


def _columns(table: str) -> Any:
    """Return the columns of a table.

    Every request of everybody asks who is there: plain columns cost a third of what mapped ones do.
    """
    return db.metadata.tables[table].c


def _in_force(delegation: Any) -> Any:
    """Return the condition under which a delegation gives the account a right today."""
    return and_(
        delegation.to_account_id == bindparam("account"),
        delegation.state == "in_force",
        delegation.trashed_at.is_(None),
        delegation.valid_from <= bindparam("today"),
        delegation.valid_until >= bindparam("today"),
    )


@cache
def _sessions() -> Any:
    """Return the SELECT of the session that has a token and can still be used, with its account and organization."""
    opened, account, office = (_columns(table) for table in ("login_session", "account", "organization"))
    return (
        select(
            opened.id.label("session_id"),
            opened.expires_at,
            account.id.label("account_id"),
            account.login,
            account.name,
            account.post,
            account.language,
            account.must_change_password,
            account.second_factor_kind,
            account.organization_id,
            office.name.label("organization"),
            office.short_name.label("organization_short"),
            office.demonstration,
        )
        .join_from(opened.id.table, account.id.table, account.id == opened.account_id)
        .join(office.id.table, office.id == account.organization_id)
        .where(
            opened.token_hash == bindparam("token_hash"),
            opened.revoked_at.is_(None),
            opened.half == bindparam("half"),
            account.status == "active",
            account.trashed_at.is_(None),
        )
    )


def session_of(token_hash: str, *, half: bool = False) -> Any:
    """Return the row of the session with this token's hash that was not ended, its account at work; ``None`` without one.

    ``half``: the one of somebody whose second factor is still asked for, which is no other's.

    Called as the ``sign-in`` actor. Whether its hour has come is for the caller to see.
    """
    with maintenance("sign-in"):
        return db.session.execute(_sessions(), {"token_hash": token_hash, "half": half}).first()


@cache
def _grants() -> Any:
    """Return the SELECT of every grant in force on a day of an account and of those who delegated to it.

    Each stands there once for each working area of its body.
    """
    grant, delegation, item = (
        _columns(table) for table in ("role_grant", "delegation", "desk_handover_item")
    )
    taken = exists().where(item.taken_by_id == bindparam("account"), item.trashed_at.is_(None))
    areas = record_type("working_area").__table__
    limits, bodies = areas.alias("limits"), areas.alias("bodies")
    return (
        select(
            grant.account_id,
            grant.role,
            grant.working_area_id,
            limits.c.record_kind.label("limit"),
            bodies.c.record_kind.label("area"),
            taken.label("taken"),
            *(grant[f"{kind}_id"] for kind in SCOPE_KINDS),
        )
        .outerjoin_from(grant.id.table, limits, limits.c.id == grant.working_area_id)
        .outerjoin(
            bodies,
            and_(bodies.c.committee_id == grant.special_committee_id, bodies.c.trashed_at.is_(None)),
        )
        .where(
            or_(
                grant.account_id == bindparam("account"),
                grant.account_id.in_(select(delegation.from_account_id).where(_in_force(delegation))),
            ),
            # What waits for a second person gives nothing yet.
            grant.state == "granted",
            grant.trashed_at.is_(None),
            grant.valid_from <= bindparam("today"),
            or_(grant.valid_until.is_(None), grant.valid_until >= bindparam("today")),
        )
    )


@cache
def _delegations() -> Any:
    """Return the SELECT of the delegations to an account in force on a day, with the names of those who delegated."""
    delegation, account = _columns("delegation"), _columns("account")
    return (
        select(delegation.id, delegation.from_account_id, delegation.kinds, account.name)
        .join_from(delegation.id.table, account.id.table, account.id == delegation.from_account_id)
        .where(_in_force(delegation), account.status == "active", account.trashed_at.is_(None))
        .order_by(delegation.id)
    )


def actor_of(account_id: int, *, name: str, organization_id: int) -> Actor:
    """Return the actor with the roles and scopes in force on the business date, in one statement; in two with a delegation.

    Called as the ``sign-in`` actor. A clerk without a working area in one of the grants works in all of them; one whose
    working area is in the recycle bin keeps being limited to it.
    """
    asked = {"account": account_id, "today": clock.business_today()}
    found: dict[int, list[Any]] = defaultdict(list)
    with maintenance("sign-in"):
        rows = db.session.execute(_grants(), asked).all()
    for row in rows:
        found[row.account_id].append(row)
    grants = found.pop(account_id, [])
    own = _made_of(account_id, name, organization_id, grants)
    own = replace(own, took_over=any(row.taken for row in grants))
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
    with maintenance("sign-in"):
        rows = db.session.execute(_delegations(), asked).all()
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
