"""Who is locked out, which address is slowed down, and whose password was tried in vain: what an office looks at.

Of a login only a keyed fingerprint is kept, so those that exist are recognised by theirs; what else was typed is a number alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, select

from models import clock
from models.access import ADMIN, AUDITOR, Actor
from models.accounts.account import Account
from models.accounts.login_attempt import LoginAttempt
from models.base import db
from models.marks import N_
from panel.requests import as_sign_in
from panel.signing_in.attempts import (
    FREE_FAILURES_OF_ADDRESS,
    KEPT,
    WINDOW_OF_ADDRESS,
    locked_until,
    login_print,
    wait_of_address,
)

ADDRESS = "/panel/sign-ins/"
TITLE = N_("Sign-ins and locks")
_MOST = 50


def sees_sign_ins(actor: Actor) -> bool:
    """Return whether the page is for somebody: who keeps the accounts, and who looks over everybody's acts."""
    return bool(actor.roles & {ADMIN, AUDITOR})


@dataclass(frozen=True, slots=True)
class Tried:
    """One account whose password was tried in vain; ``until`` when it is locked."""

    account_id: int
    login: str
    name: str
    failures: int
    last: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Slowed:
    """One address with many failures, and for how many seconds its next try waits now."""

    address: str
    failures: int
    wait: int


@dataclass(frozen=True, slots=True)
class Watch:
    """What is known now. ``unknown_*``: of logins that are no account of this office."""

    tried: list[Tried]
    slowed: list[Slowed]
    unknown_logins: int
    unknown_failures: int
    unknown_locked: int
    days: int

    @property
    def locked(self) -> list[Tried]:
        """Return the accounts that are locked now."""
        return [row for row in self.tried if row.until is not None]


def watch(*, failures: int, minutes: int) -> Watch:
    """Return the locks and failures of now; the actor's own right to read accounts decides which are named."""
    known = {
        login_print(row.login): row
        for row in db.session.execute(select(Account.id, Account.login, Account.name))
    }
    since = clock.now() - timedelta(minutes=minutes)
    recent = func.sum(case((LoginAttempt.moment > since, 1), else_=0))
    statement = (
        select(LoginAttempt.login_print, func.count(LoginAttempt.id), func.max(LoginAttempt.moment), recent)
        .where(LoginAttempt.succeeded.is_(False), LoginAttempt.moment > clock.now() - KEPT)
        .group_by(LoginAttempt.login_print)
        .order_by(func.max(LoginAttempt.moment).desc())
    )
    # Another committee's accounts, and those in the recycle bin, are neither named nor unknown.
    elsewhere = as_sign_in(
        lambda: {login_print(login) for login in db.session.scalars(select(Account.login))}
    )
    tried: list[Tried] = []
    unknown = [0, 0, 0]
    for print_, number, last, lately in db.session.execute(statement):
        account = known.get(print_)
        if account is None and print_ in elsewhere:
            continue
        if account is None:
            unknown = [unknown[0] + 1, unknown[1] + number, unknown[2] + (lately >= failures)]
            continue
        until = locked_until(account.login, failures=failures, minutes=minutes) if lately else None
        tried.append(Tried(account.id, account.login, account.name, number, last, until))
    return Watch(tried[:_MOST], _slowed(), unknown[0], unknown[1], unknown[2], KEPT.days)


def _slowed() -> list[Slowed]:
    number = func.count(LoginAttempt.id)
    statement = (
        select(LoginAttempt.address, number)
        .where(LoginAttempt.succeeded.is_(False), LoginAttempt.moment > clock.now() - WINDOW_OF_ADDRESS)
        .group_by(LoginAttempt.address)
        .having(number >= FREE_FAILURES_OF_ADDRESS)
        .order_by(number.desc())
        .limit(_MOST)
    )
    return [
        Slowed(address, count, wait_of_address(address))
        for address, count in db.session.execute(statement).all()
    ]
