"""The door: a login and a password come in, a session or a refusal goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError

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
from panel.signing_in import factor, journal
from panel.signing_in.attempts import forget_old_attempts, locked_until, record_attempt, wait_of_address
from panel.signing_in.devices import device_name
from panel.signing_in.last import LastSignIn, last_sign_in, recent_sign_ins
from panel.signing_in.passwords import hash_password, needs_rehash, verify_password
from panel.signing_in.sessions import (
    SignedIn,
    end_sessions,
    find_session,
    forget_old_sessions,
    start_session,
)

WRONG = N_(
    "The login or the password is wrong; please check both. If you forgot the password, the office resets it."
)
WRONG_CODE = N_("The code is wrong or was used before; please enter the present one.")
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
    last: LastSignIn | None = None


@dataclass(frozen=True, slots=True)
class Halfway:
    """Whose password was right and whose second factor is asked for: the token of a session that opens nothing else."""

    token: str


@dataclass(frozen=True, slots=True)
class _Known:
    account_id: int
    organization_id: int
    name: str
    password_hash: str | None
    second_factor: str | None
    usable: bool


def sign_in(
    login: str, password: str, *, device: str, address: str, settings: Settings
) -> Entered | Halfway | Refusal:
    """Check a login and its password, count the try, and start a session when both are right.

    The password is checked between two transactions, for it takes as long as fifty writes. Tries that run at the same moment
    may therefore pass the lock together: as many as the server answers at once, not more.
    """
    login = login.strip()[:200]
    known, refusal = as_sign_in(lambda: _look_up(login, address, settings))
    if refusal is not None:
        return refusal
    right = verify_password(known.password_hash if known and known.usable else None, password)
    if known is not None and right:
        _renew_hash(known, password)
        if known.second_factor is not None:
            return _half_way(known, device=device, address=address)
        return _let_in(known, login, device=device, address=address)
    _count_failure(known, login, settings, device=device, address=address)
    return Refusal(401, WRONG, {})


def half_way(token: str) -> SignedIn | None:
    """Return whose second factor is asked for; ``None`` when that is too long ago, or the password changed since."""
    return as_sign_in(lambda: find_session(token, half=True))


def asked_number(person: SignedIn) -> int | None:
    """Return which code of the card is asked for; ``None`` for a telephone, and for a card that is used up."""

    def find() -> int | None:
        known = _account(Account.id == person.account_id)
        held = factor.opened(known.second_factor, person.account_id) if known else None
        return factor.next_number(held) if held else None

    return as_sign_in(find)


def finish(
    person: SignedIn, code: str, *, device: str, address: str, settings: Settings
) -> tuple[Entered, int | None] | Refusal:
    """Take the second factor of somebody whose password was right; wrong codes count as wrong passwords do.

    :returns: the session and how many codes of the card are left (``None`` for a telephone); or why nobody was let in.
    """

    def check() -> tuple[_Known | None, factor.Factor | None, int | None, Refusal | None]:
        refusal = _refused_at_once(person.login, address, settings)
        known = _account(Account.id == person.account_id)
        held = factor.opened(known.second_factor, person.account_id) if known else None
        return known, held, factor.number_of(held, code) if held else None, refusal

    known, held, number, refusal = as_sign_in(check)
    if refusal is not None:
        return refusal
    if known is not None and known.usable and held is not None and number is not None:
        try:
            entered = _let_in(
                known, person.login, device=device, address=address, half=person, spent=(held, number)
            )
        except IntegrityError:
            pass  # The same code opened another session in this very moment.
        else:
            return entered, as_sign_in(lambda: factor.codes_left(held)) if held.kind == factor.CARD else None
    _count_failure(known, person.login, settings, device=device, address=address)
    return Refusal(401, WRONG_CODE, {})


def _refused_at_once(login: str, address: str, settings: Settings) -> Refusal | None:
    wait = wait_of_address(address)
    if wait:
        return Refusal(429, WAIT, {"seconds": wait})
    if locked_until(login, failures=settings.lock_after_failures, minutes=settings.lock_minutes) is not None:
        return _locked(settings)
    return None


def _look_up(login: str, address: str, settings: Settings) -> tuple[_Known | None, Refusal | None]:
    refusal = _refused_at_once(login, address, settings)
    if refusal is not None:
        return None, refusal
    return _account(func.lower(Account.login) == login.lower(), (Account.login == login).desc()), None


def _account(condition: ColumnElement[bool], *order: Any) -> _Known | None:
    row = db.session.execute(
        select(
            Account.id,
            Account.organization_id,
            Account.name,
            Account.password_hash,
            Account.second_factor,
            Account.status,
            Account.trashed_at,
        )
        .where(condition)
        # A telephone writes the first letter large. Where two logins differ by that alone, the one as typed is meant.
        .order_by(*order)
        .limit(1)
    ).first()
    if row is None:
        return None
    usable = row.status == "active" and row.trashed_at is None
    return _Known(row.id, row.organization_id, row.name, row.password_hash, row.second_factor, usable)


def _locked(settings: Settings) -> Refusal:
    return Refusal(
        429, IS_LOCKED, {"failures": settings.lock_after_failures, "minutes": settings.lock_minutes}
    )


def _actor(known: _Known) -> Actor:
    """Return who acts from here on. Asked for only when the password was right: a wrong one costs the same for all."""
    return as_sign_in(
        lambda: actor_of(known.account_id, name=known.name, organization_id=known.organization_id)
    )


def _renew_hash(known: _Known, password: str) -> None:
    """Keep the password with the parameters of today."""
    if not needs_rehash(known.password_hash or "") or read_only_reason() is not None:
        return
    with writing(), acting(_actor(known)):
        account = db.session.get_one(Account, known.account_id, execution_options={"gate": "label"})
        with pen(db.session, account, "rehash"):
            account.password_hash = hash_password(password)
        db.session.commit()


def _half_way(known: _Known, *, device: str, address: str) -> Halfway:
    with writing(), acting(system_actor("sign-in")):
        token, _row = start_session(known.account_id, device=device, address=address, half=True)
        db.session.commit()
        return Halfway(token)


def _let_in(
    known: _Known,
    login: str,
    *,
    device: str,
    address: str,
    half: SignedIn | None = None,
    spent: tuple[factor.Factor, int] | None = None,
) -> Entered:
    with writing(), acting(_actor(known)) as person:
        account = db.session.get_one(Account, known.account_id, execution_options={"gate": "label"})
        if spent is not None:
            factor.spend(*spent)
        if half is not None:
            end_sessions(account.id, only=half.session_id)
        record_attempt(login, address, succeeded=True)
        forget_old_attempts()
        forget_old_sessions()
        last = last_sign_in(recent_sign_ins(db.session(), account.id))
        token, _row = start_session(account.id, device=device, address=address)
        journal.note(
            journal.SIGNED_IN,
            person,
            account_id=account.id,
            organization_id=account.organization_id,
            address=address,
            device=device_name(device),
        )
        db.session.commit()
        return Entered(token, account.must_change_password, last)


def _count_failure(
    known: _Known | None, login: str, settings: Settings, *, device: str, address: str
) -> None:
    """Write a failed try down, with as many statements for a login that nobody has: time does not tell which there are."""
    with writing(), acting(system_actor("sign-in")) as nobody:
        record_attempt(login, address, succeeded=False)
        db.session.flush()
        kinds = [journal.FAILED]
        if (
            locked_until(login, failures=settings.lock_after_failures, minutes=settings.lock_minutes)
            is not None
        ):
            kinds.append(journal.LOCKED)
        aside = db.session.begin_nested()
        for kind in kinds:
            journal.note(
                kind,
                nobody,
                account_id=known.account_id if known is not None else 0,
                organization_id=known.organization_id if known is not None else None,
                address=address,
                device=device_name(device),
            )
        if known is None:
            # The history is kept of accounts: what a stranger types into the box for the login is no part of it.
            aside.rollback()
        else:
            aside.commit()
        db.session.commit()
