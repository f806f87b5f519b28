"""The administrators of an organization (系统管理员): how many can act today, and the way back when they are too few.

Two of them keep the accounts, so that what one asks for the other confirms. On the first day, and when all but one have gone,
nobody could confirm anything: only then whoever holds the machine names administrators alone, and the history has a kind of
its own for that.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import distinct, func, or_, select

from models import clock
from models.access import ADMIN
from models.base import db
from models.registry import record_type
from models.writing import pen, tell

ENOUGH = 2
"""So many administrators confirm each other's grants."""
NAMED_ALONE = "administrator_named_alone"
"""The event of a grant that no second person confirmed."""


def able_administrators(organization_id: int) -> int:
    """Return how many accounts of an organization can sign in and are administrators today."""
    account: Any = record_type("account")
    grant: Any = record_type("role_grant")
    today = clock.business_today()
    statement = (
        select(func.count(distinct(account.id)))
        .join(grant, grant.account_id == account.id)
        .where(
            account.organization_id == organization_id,
            account.status == "active",
            account.trashed_at.is_(None),
            account.password_hash.is_not(None),
            grant.role == ADMIN,
            grant.state == "granted",
            grant.trashed_at.is_(None),
            grant.valid_from <= today,
            or_(grant.valid_until.is_(None), grant.valid_until >= today),
        )
    )
    return db.session.scalar(statement, execution_options={"gate": "label"}) or 0


def name_alone(grant: Any, reason: str | None) -> None:
    """Add a grant that holds without a second person; the caller has seen that there are too few, and commits."""
    db.session.add(grant)
    grant.state = "granted"
    with pen(db.session, grant, "derive"):
        db.session.flush()
    tell(NAMED_ALONE, grant, reason=reason)
