"""Sessions of people who are signed in, kept on the server.

The browser holds a random token inside Flask's signed cookie, the table its SHA-256. A session ends by signing out, by its
hour, by half an hour without a request, and at once when the password or the second factor changes or the account is disabled
or moved to the recycle bin, through whichever door that happens. A copy of the cookie is worth nothing from then on.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from flask import g, has_request_context, request
from flask_login import UserMixin
from sqlalchemy import Connection, delete, event, inspect, select, update

from models import clock
from models.access import Refused
from models.access.actor import actor_or_none
from models.accounts.account import Account
from models.accounts.kept_form import KeptForm
from models.accounts.login_session import LoginSession
from models.base import db
from models.grants import session_of
from models.marks import N_
from models.session import RecordSession, maintenance

LONGEST = timedelta(hours=12)
"""A session ends after a working day, also when somebody keeps it busy."""
HALF = timedelta(minutes=10)
"""So long a right password waits for the second factor."""
ENDED_MEANWHILE = N_("You were signed out while this was being saved; nothing was changed.")
ENDED_HERE = "own_sessions_ended"
"""Stands in ``g`` when the request itself ended sessions of its person."""
_LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})
_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class SignedIn(UserMixin):
    """Who is signed in, as the session found them: what the frame of every page shows, read in one statement."""

    token: str
    session_id: int
    account_id: int
    login: str
    name: str
    post: str | None
    language: str | None
    must_change_password: bool
    second_factor_kind: str | None
    organization_id: int
    organization: str
    organization_short: str
    demonstration: bool

    def get_id(self) -> str:
        """Return what Flask-Login keeps in the cookie: the session's token, not the account's number."""
        return self.token


def _hash(token: str) -> str:
    # The token is 32 random bytes: a plain hash cannot be searched backwards.
    return sha256(token.encode()).hexdigest()


def start_session(
    account_id: int, *, device: str, address: str, half: bool = False
) -> tuple[str, LoginSession]:
    """Add a session to this transaction; return the token for the cookie and the row.

    :param half: the password was right, the second factor is still to come: such a session opens nothing.
    """
    token = secrets.token_urlsafe(32)
    now = clock.now()
    row = LoginSession(
        token_hash=_hash(token),
        account_id=account_id,
        created_at=now,
        expires_at=now + (HALF if half else LONGEST),
        half=half,
        device=device[:200],
        address=address[:45],
    )
    db.session.add(row)
    db.session.flush()
    return token, row


def find_session(token: str, *, half: bool = False) -> SignedIn | None:
    """Return who is signed in with a token, in one statement; ``None`` when the session or the account has ended.

    Called as the ``sign-in`` actor. ``half``: whose password was right and whose second factor is asked for.
    """
    row = session_of(_hash(token), half=half)
    if row is None or row.expires_at <= clock.now():
        return None
    found = row._asdict()
    del found["expires_at"]
    return SignedIn(token=token, **found)


def account_of_token(token: str) -> int | None:
    """Return whose session a token was, also when it has ended. Called as the ``sign-in`` actor."""
    statement = select(LoginSession.account_id).where(LoginSession.token_hash == _hash(token))
    found: int | None = db.session.scalar(statement)
    return found


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One line of the own account page."""

    id: int
    since: datetime
    device: str
    address: str


def open_sessions(account_id: int) -> list[OpenSession]:
    """Return the sessions of an account that can still be used, newest first."""
    statement = (
        select(LoginSession.id, LoginSession.created_at, LoginSession.device, LoginSession.address)
        .where(
            LoginSession.account_id == account_id,
            LoginSession.revoked_at.is_(None),
            LoginSession.half.is_(False),
            LoginSession.expires_at > clock.now(),
        )
        .order_by(LoginSession.id.desc())
        .limit(50)
    )
    return [OpenSession(*row) for row in db.session.execute(statement)]


def end_sessions(account_id: int, *, only: int | None = None, but: int | None = None) -> int:
    """Revoke sessions of an account: all, one, or all but one; return how many were open. The caller commits."""
    _note_own_end(account_id)
    statement = update(LoginSession).where(
        LoginSession.account_id == account_id, LoginSession.revoked_at.is_(None)
    )
    if only is not None:
        statement = statement.where(LoginSession.id == only)
    if but is not None:
        statement = statement.where(LoginSession.id != but)
    statement = statement.values(revoked_at=clock.now()).execution_options(synchronize_session=False)
    with maintenance("sign-in"):
        ended: int = db.session.execute(statement).rowcount  # type: ignore[attr-defined]
    return ended


@event.listens_for(RecordSession, "before_commit")
def _refuse_when_ended_meanwhile(session: RecordSession) -> None:
    """Let nothing be saved for a session that was ended while the request waited for its turn or was at work.

    The row is held until the commit is done, so whoever ends the session comes before or after it, never in between.
    """
    if not has_request_context() or request.method in _LOOKING or g.get(ENDED_HERE):
        return
    user, actor = g.get("_login_user"), actor_or_none()
    if not isinstance(user, SignedIn) or actor is None or actor.account_id != user.account_id:
        return
    statement = (
        select(LoginSession.id)
        .where(LoginSession.id == user.session_id, LoginSession.revoked_at.is_(None))
        .with_for_update(read=True)
    )
    if session.execute(statement).first() is None:
        raise Refused(ENDED_MEANWHILE)


def _note_own_end(account_id: int) -> None:
    """Remember that this request ends sessions of its own person, itself perhaps: that is no reason to refuse it."""
    actor = actor_or_none()
    if has_request_context() and actor is not None and actor.account_id == account_id:
        g.setdefault(ENDED_HERE, True)


def forget_old_sessions() -> None:
    """Remove sessions that ended by their hour some time ago, and what was kept of forms for a day. The caller commits."""
    KeptForm.make_room()
    statement = delete(LoginSession).where(LoginSession.expires_at < clock.now() - _KEPT)
    with maintenance("sign-in"):
        db.session.execute(statement.execution_options(synchronize_session=False))


@event.listens_for(Account, "after_update")
def _end_with_the_account(_mapper: Any, connection: Connection, account: Account) -> None:
    """End every session when the account may not go on, through whichever door that was decided."""
    state: Any = inspect(account)
    changed = {
        name
        for name in ("status", "trashed_at", "password_hash", "second_factor")
        if state.attrs[name].history.has_changes()
    }
    if not changed:
        return
    _note_own_end(account.id)
    connection.execute(
        update(LoginSession)
        .where(LoginSession.account_id == account.id, LoginSession.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )
