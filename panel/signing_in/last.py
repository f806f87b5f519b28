"""The last sign-ins of an account, as its person is told them: when, from where, and the failures since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.history.occasions import Occasion, occasions
from models.marks import N_
from panel.language import format_moment, join, translate
from panel.signing_in import journal

SHOWN = 10
"""So many sign-ins the own account page shows."""
_READ = 60

LAST = N_("%(when)s, %(where)s")
LAST_AND_FAILED = N_("%(when)s, %(where)s; %(number)s failed since then")
LAST_TOLD = N_(
    "Your last sign-in: %(what)s. If that was not you, please change your password and tell the office."
)


@dataclass(frozen=True, slots=True)
class LastSignIn:
    """The sign-in before the present one, and how many tries failed since."""

    moment: datetime
    where: str
    failures: int


def recent_sign_ins(session: Any, account_id: int) -> list[Occasion]:
    """Return the newest sign-ins and failures of an account, newest first."""
    kinds = (journal.SIGNED_IN, journal.FAILED, journal.LOCKED)
    return occasions(session, "account", account_id, kinds, limit=_READ)


def last_sign_in(found: list[Occasion], *, this_one: bool = False) -> LastSignIn | None:
    """Return the newest sign-in with the failures after it; ``this_one``: the present one is among them and is passed over."""
    failures = 0
    for item in found:
        if item.kind == journal.FAILED:
            failures += 1
        elif item.kind == journal.SIGNED_IN:
            if not this_one:
                return LastSignIn(item.moment, where_words(item), failures)
            this_one, failures = False, 0
    return None


def where_words(item: Occasion) -> str:
    """Return device and address of a sign-in."""
    return join(part for part in (item.detail.get("device"), item.detail.get("address")) if part)


def last_words(last: LastSignIn) -> str:
    """Return it in one line."""
    given = {"when": format_moment(last.moment), "where": last.where}
    if not last.failures:
        return translate(LAST, **given)
    return translate(LAST_AND_FAILED, number=last.failures, **given)
