"""Whose hand it was, in words."""

from __future__ import annotations

from panel.listing.labels import account_names


def account_name(account_id: int | None) -> str:
    """Return the name of an account, "" for none (the system's own work)."""
    if not account_id:
        return ""
    return account_names([account_id]).get(account_id, "")
