"""Sign-ins and locks: what administrator and auditor see of failed tries, and the way to end a lock."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request
from sqlalchemy import select

from models import clock
from models.access import Refused, can, current_actor, require
from models.access.errors import NOT_ALLOWED
from models.accounts.account import Account
from models.base import db
from models.marks import N_
from models.writing import tell
from panel.auth import current_settings
from panel.language import format_moment, translate
from panel.numbers import row_number
from panel.pages import page as parts_of_page
from panel.requests import unit_of_work
from panel.signing_in.attempts import record_attempt
from panel.signing_in.watching import ADDRESS, TITLE, Tried, sees_sign_ins, watch
from panel.words import said

blueprint = Blueprint("sign_ins", __name__)

UNLOCKED = "login_unlocked"
ENDED = N_("The lock of %(name)s is ended.")
REASON_NEEDED = N_("Please write the reason: who asked for it, and how you know that it was them.")


@blueprint.get(ADDRESS)
def page() -> str:
    """Show who is locked out, which addresses wait, and the failures of the last days."""
    return _page({})


@blueprint.post(f"{ADDRESS}unlock")
def unlock() -> Any:
    """End the lock of one account, with a reason that stays in the history."""
    require(current_actor(), "update", Account)
    number, reason = row_number(request.form.get("account", "")), (request.form.get("reason") or "").strip()
    account = db.session.scalar(select(Account).where(Account.id == number)) if number is not None else None
    if account is None:
        return redirect(ADDRESS, 303)
    require(current_actor(), "update", account)
    if not reason:
        return _page({account.id: translate(REASON_NEEDED)}), 422

    def work() -> None:
        # Counted like a sign-in: the failures before it are no longer in a row.
        record_attempt(account.login, "", succeeded=True)
        tell(UNLOCKED, account, reason=reason)

    name = account.name
    unit_of_work(work)
    said(ENDED, name=name)
    return redirect(ADDRESS, 303)


def _page(errors: dict[int, str]) -> str:
    actor, settings = current_actor(), current_settings()
    if not sees_sign_ins(actor):
        raise Refused(NOT_ALLOWED)
    found = watch(failures=settings.lock_after_failures, minutes=settings.lock_minutes)
    return render_template(
        "sign_ins.html",
        page=parts_of_page(
            translate(TITLE),
            locked=[_row(row, errors.get(row.account_id, "")) for row in found.locked],
            unlocks=bool(can(actor, "update", Account)),
            unlock_url=f"{ADDRESS}unlock",
            unknown_locked=found.unknown_locked,
            slowed=[
                {"address": row.address, "failures": row.failures, "wait": row.wait} for row in found.slowed
            ],
            tried=[_row(row) for row in found.tried],
            unknown_logins=found.unknown_logins,
            unknown_failures=found.unknown_failures,
            days=found.days,
            failures=settings.lock_after_failures,
            minutes=settings.lock_minutes,
            now=format_moment(clock.now()),
        ),
    )


def _row(row: Tried, error: str = "") -> dict[str, Any]:
    return {
        "id": row.account_id,
        "who": f"{row.name} · {row.login}",
        "url": f"/panel/account/details/?id={row.account_id}",
        "failures": row.failures,
        "last": format_moment(row.last),
        "until": format_moment(row.until) if row.until else "",
        "error": error,
    }
