"""Whose hand it was, in words, and who it is that acts."""

from __future__ import annotations

from models import clock
from models.access import CLERK, COMMITTEE, MEMBER, current_actor
from models.lookups import rows_where
from models.serving import SERVING_COLUMNS, serves_on
from panel.listing.labels import account_names


def account_name(account_id: int | None) -> str:
    """Return the name of an account, "" for none (the system's own work)."""
    if not account_id:
        return ""
    return account_names([account_id]).get(account_id, "")


def myself(table: str) -> int | None:
    """Return the ``member`` or today's ``seat`` of who acts as one member, ``None`` for a desk, which acts for many."""
    actor = current_actor()
    members = actor.scope("member")
    if MEMBER not in actor.roles or actor.roles & {CLERK, COMMITTEE} or len(members) != 1:
        return None
    member = next(iter(members))
    if table == "member":
        return member
    seats = rows_where("seat", "id", *SERVING_COLUMNS, where={"member_id": member})
    return next((seat.id for seat in seats if serves_on(seat, clock.business_today())), None)
