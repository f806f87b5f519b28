"""Tries to sign in: a login is locked after some, an address is slowed down.

A login that nobody has is locked like any other, so that the answer does not tell which accounts exist. Failures in an office
share one address with everybody else's, so an address is never locked, it only has to wait longer and longer.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from models import clock
from models.accounts.login_attempt import LoginAttempt
from models.base import db
from models.keys import fingerprint
from models.session import maintenance

FREE_FAILURES_OF_ADDRESS = 20
LONGEST_WAIT = 60
WINDOW_OF_ADDRESS = timedelta(minutes=15)
KEPT = timedelta(days=7)
"""Longer than the longest lock that can be set; so far back the office looks at failures."""


def login_print(login: str) -> str:
    """Return the keyed fingerprint under which tries with a login are counted."""
    return fingerprint("login:" + login.strip().lower()) or ""


def locked_until(login: str, *, failures: int, minutes: int) -> datetime | None:
    """Return until when a login is locked, ``None`` when it is not.

    It is locked for ``minutes`` after the last of ``failures`` failed tries in a row; tries while it is locked are not counted,
    so that nobody is kept out for longer than that by trying on.
    """
    since = clock.now() - timedelta(minutes=minutes)
    statement = (
        select(LoginAttempt.moment, LoginAttempt.succeeded)
        .where(LoginAttempt.login_print == login_print(login), LoginAttempt.moment > since)
        .order_by(LoginAttempt.moment.desc(), LoginAttempt.id.desc())
        .limit(failures)
    )
    newest = db.session.execute(statement).all()
    if len(newest) < failures or any(row.succeeded for row in newest):
        return None
    last: datetime = newest[0].moment
    return last + timedelta(minutes=minutes)


def wait_of_address(address: str) -> int:
    """Return for how many seconds the next try from an address has to wait, 0 for not at all.

    After the twentieth failure within 15 minutes: 1, 2, 4 ... seconds since the last one, at most a minute.
    """
    since = clock.now() - WINDOW_OF_ADDRESS
    statement = select(func.count(LoginAttempt.id), func.max(LoginAttempt.moment)).where(
        LoginAttempt.address == address, LoginAttempt.moment > since, LoginAttempt.succeeded.is_(False)
    )
    failures, last = db.session.execute(statement).one()
    if failures < FREE_FAILURES_OF_ADDRESS or last is None:
        return 0
    wait = min(LONGEST_WAIT, 2 ** min(failures - FREE_FAILURES_OF_ADDRESS, 10))
    left = wait - (clock.now() - last).total_seconds()
    return max(0, -int(-left // 1))


def forget_old_attempts() -> None:
    """Remove tries that no rule looks at any more; what happened stands in the history. The caller commits."""
    statement = delete(LoginAttempt).where(LoginAttempt.moment < clock.now() - KEPT)
    with maintenance("sign-in"):
        db.session.execute(statement.execution_options(synchronize_session=False))


def record_attempt(login: str, address: str, *, succeeded: bool) -> None:
    """Count a try; the caller commits."""
    db.session.add(
        LoginAttempt(
            login_print=login_print(login), address=address[:45], moment=clock.now(), succeeded=succeeded
        )
    )
