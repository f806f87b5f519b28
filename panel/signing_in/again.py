"""The password asked for once more by somebody who is signed in: a borrowed session does not guess it."""

from __future__ import annotations

from typing import Any

from config import Settings
from models.access import acting, system_actor
from models.base import db
from models.engines import writing
from models.marks import N_
from panel.requests import as_sign_in
from panel.signing_in import journal
from panel.signing_in.attempts import locked_until, record_attempt
from panel.signing_in.devices import device_name
from panel.signing_in.entrance import IS_LOCKED
from panel.signing_in.passwords import verify_password
from panel.signing_in.sessions import SignedIn

WRONG_AGAIN = N_("This is not the password used so far; please check it.")


def password_again(
    person: SignedIn, kept: str | None, given: str, *, device: str, address: str, settings: Settings
) -> tuple[str, dict[str, Any]] | None:
    """Return the sentence that refuses a password entered once more, and its values; ``None`` when it is right.

    A wrong one counts like a wrong one at the door, and after as many of them nothing is compared any more.
    """
    limits = {"failures": settings.lock_after_failures, "minutes": settings.lock_minutes}
    if as_sign_in(lambda: locked_until(person.login, **limits)) is not None:
        return IS_LOCKED, dict(limits)
    if verify_password(kept, given):
        return None
    # What this request has read so far is let go: on SQLite it holds the only place to write at.
    db.session.rollback()
    with writing(), acting(system_actor("sign-in")) as nobody:
        record_attempt(person.login, address, succeeded=False)
        journal.note(
            journal.FAILED,
            nobody,
            account_id=person.account_id,
            organization_id=person.organization_id,
            address=address,
            device=device_name(device),
        )
        db.session.commit()
    return WRONG_AGAIN, {}
