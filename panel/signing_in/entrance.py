"""The door: a login and a password come in, a session or a refusal goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from config import Settings
from models.access import Actor, acting, system_actor
from models.accounts.account import Account
from models.base import db
from models.engines import writing
from models.grants import actor_of
from models.marks import N_
from models.writing import pen
from panel.read_only import read_only_reason
from panel.requests import as_sign_in
from panel.signing_in import journal
from panel.signing_in.attempts import forget_old_attempts, locked_until, record_attempt, wait_of_address
from panel.signing_in.passwords import hash_password, needs_rehash, verify_password
from panel.signing_in.sessions import forget_old_sessions, start_session

WRONG = N_(
    "The login or the password is wrong; please check both. If you forgot the password, the office resets it."
)
IS_LOCKED = N_(
    "After %(failures)s wrong entries this login is locked for %(minutes)s minutes; please try again later."
)
WAIT = N_("Many wrong entries came from this place; please try again in %(seconds)s seconds.")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nobody was let in: an HTTP status and the sentence, which never tells whether the login exists."""

    status: int
    sentence: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entered:
    """Who was let in: the token for the cookie and whether the password must be changed first."""

    token: str
    must_change_password: bool


@dataclass(frozen=True, slots=True)
class _Known:
    account_id: int
    organization_id: int
    name: str
    password_hash: str | None
    usable: bool
    actor: Actor | None


def sign_in(login: str, password: str, *, device: str, address: str, settings: Settings) -> Entered | Refusal:
    """Check a login and its password, count the try, and start a session when both are right.

    The password is checked between two transactions, for it takes as long as fifty writes. Tries that run at the same moment
    may therefore pass the lock together: as many as the server answers at once, not more.
    """
    login = login.strip()[:200]
    known, refusal = as_sign_in(lambda: _look_up(login, address, settings))
    if refusal is not None:
        return refusal
    right = verify_password(known.password_hash if known and known.usable else None, password)
    if known is not None and known.actor is not None and right:
        return _let_in(known, known.actor, login, password, device=device, address=address)
    _count_failure(known, login, address, settings)
    return Refusal(401, WRONG, {})


def _look_up(login: str, address: str, settings: Settings) -> tuple[_Known | None, Refusal | None]:
    wait = wait_of_address(address)
    if wait:
        return None, Refusal(429, WAIT, {"seconds": wait})
    if locked_until(login, failures=settings.lock_after_failures, minutes=settings.lock_minutes) is not None:
        return None, _locked(settings)
    row = db.session.execute(
        select(
            Account.id,
            Account.organization_id,
            Account.name,
            Account.password_hash,
            Account.status,
            Account.trashed_at,
        )
        .where(func.lower(Account.login) == login.lower())
        # A telephone writes the first letter large. Where two logins differ by that alone, the one as typed is meant.
        .order_by((Account.login == login).desc())
        .limit(1)
    ).first()
    if row is None:
        return None, None
    usable = row.status == "active" and row.trashed_at is None
    actor = actor_of(row.id, name=row.name, organization_id=row.organization_id) if usable else None
    return _Known(row.id, row.organization_id, row.name, row.password_hash, usable, actor), None


def _locked(settings: Settings) -> Refusal:
    return Refusal(
        429, IS_LOCKED, {"failures": settings.lock_after_failures, "minutes": settings.lock_minutes}
    )


def _let_in(known: _Known, actor: Actor, login: str, password: str, *, device: str, address: str) -> Entered:
    with writing(), acting(actor) as person:
        account = db.session.get_one(Account, known.account_id, execution_options={"gate": "label"})
        record_attempt(login, address, succeeded=True)
        forget_old_attempts()
        forget_old_sessions()
        if needs_rehash(account.password_hash or "") and read_only_reason() is None:
            with pen(db.session, account, "rehash"):
                account.password_hash = hash_password(password)
        token, _row = start_session(account.id, device=device, address=address)
        journal.note(
            journal.SIGNED_IN,
            person,
            account_id=account.id,
            organization_id=account.organization_id,
            address=address,
        )
        db.session.commit()
        return Entered(token, account.must_change_password)


def _count_failure(known: _Known | None, login: str, address: str, settings: Settings) -> None:
    with writing(), acting(system_actor("sign-in")) as nobody:
        record_attempt(login, address, succeeded=False)
        db.session.flush()
        if known is not None:
            kinds = [journal.FAILED]
            if (
                locked_until(login, failures=settings.lock_after_failures, minutes=settings.lock_minutes)
                is not None
            ):
                kinds.append(journal.LOCKED)
            for kind in kinds:
                journal.note(
                    kind,
                    nobody,
                    account_id=known.account_id,
                    organization_id=known.organization_id,
                    address=address,
                )
        db.session.commit()
