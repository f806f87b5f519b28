"""What the history says about signing in: who came, who left, whose password was tried in vain."""

from __future__ import annotations

from typing import Any

from models.access import Actor
from models.base import db
from models.history import Context, record_event
from panel.read_only import read_only_reason

SIGNED_IN = "signed_in"
SIGNED_OUT = "signed_out"
FAILED = "sign_in_failed"
LOCKED = "login_locked"
PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of an event
FACTOR_SET = "second_factor_set"
FACTOR_REMOVED = "second_factor_removed"
SESSIONS_ENDED = "sessions_ended"


def note(kind: str, actor: Actor, *, account_id: int, organization_id: int | None, **detail: Any) -> None:
    """Record an event about an account in this transaction; the caller commits. Without a complete history nothing is recorded.

    :param actor: who did it; for a password tried in vain nobody is known, and the ``sign-in`` actor it is.
    """
    if read_only_reason() is not None:
        return
    record_event(
        db.session(),
        kind,
        table="account",
        record_id=account_id,
        organization_id=organization_id,
        detail=detail or None,
        context=Context(
            actor=actor.key,
            actor_label=actor.label,
            roles=",".join(sorted(actor.roles)) or (actor.system or ""),
            request_id=actor.request_id,
        ),
    )
