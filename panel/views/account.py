"""My account: who I am here, my password, where I am signed in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask_login import current_user
from sqlalchemy import select

from models import clock
from models.access import ROLES, current_actor
from models.accounts.account import Account
from models.accounts.role_grant import SCOPES, RoleGrant
from models.base import db
from models.history.occasions import Occasion
from models.marks import N_
from models.problems import REQUIRED, Problem
from models.registry import record_type
from models.writing import pen
from panel.auth import OWN_ACCOUNT, SECOND_FACTOR, client_address, current_settings, keep_signed_in
from panel.language import format_day, format_moment, join, translate
from panel.pages import page as parts_of_page
from panel.requests import unit_of_work
from panel.signing_in import journal
from panel.signing_in.again import password_again
from panel.signing_in.devices import device_name
from panel.signing_in.last import SHOWN, last_sign_in, last_words, recent_sign_ins, where_words
from panel.signing_in.passwords import (
    LEAST_LENGTH,
    hash_password,
    password_problem,
)
from panel.signing_in.sessions import end_sessions, open_sessions, start_session
from panel.words import noted, said

blueprint = Blueprint("own_account", __name__)

TITLE = N_("My account")
CURRENT = N_("Password used so far")
NEW = N_("New password")
AGAIN = N_("New password once more")
NOT_THE_SAME = N_("The two new passwords differ; please write the second one again.")
CHANGED = N_("The password is changed. Everywhere else you are signed out.")
CHANGE_FIRST = N_("Please choose a password of your own first; the one you were given is known to others.")
HINT = N_(
    "At least %(least)s characters. A sentence that only you would think of is better than signs and digits."
)
ROLE_FOR = N_("%(role)s (%(scope)s)")
END_OTHERS = N_("Sign out everywhere else")
ENDED = N_("Signed out there.")
ENDED_OTHERS = N_("Signed out everywhere else.")
WHAT_HAPPENED = {
    journal.SIGNED_IN: N_("Signed in"),
    journal.FAILED: N_("A wrong password was entered"),
    journal.LOCKED: N_("Locked after wrong entries"),
}


@blueprint.get("/account")
def page() -> Any:
    """Show the own account."""
    return _page([])


@blueprint.post("/account/password")
def change_password() -> Any:
    """Take a new password, and sign this account out everywhere else."""
    given = {
        name: request.form.get(name, "")
        for name in ("current_password", "new_password", "new_password_again")
    }
    account = _own_account()
    problems = list(_password_problems(account, given))
    if problems:
        return _page(problems), 422
    new_hash = hash_password(given["new_password"])
    token = unit_of_work(lambda: _take_password(new_hash))
    keep_signed_in(token)
    said(CHANGED)
    return redirect(OWN_ACCOUNT, 303)


@blueprint.post("/account/sessions/<int(max=2147483647):number>/end")
def end_session(number: int) -> Any:
    """Sign this account out in one other place."""
    unit_of_work(lambda: _end(only=number))
    said(ENDED)
    return redirect(OWN_ACCOUNT, 303)


@blueprint.post("/account/sessions/end-others")
def end_others() -> Any:
    """Sign this account out everywhere but here."""
    unit_of_work(lambda: _end(but=current_user.session_id))
    said(ENDED_OTHERS)
    return redirect(OWN_ACCOUNT, 303)


def _own_account() -> Account:
    # Also for an account whose roles are all over: it can still sign in, and read that.
    return db.session.get_one(Account, current_user.account_id, execution_options={"gate": "label"})


def _password_problems(account: Account, given: dict[str, str]) -> list[Problem]:
    labels = {"current_password": CURRENT, "new_password": NEW, "new_password_again": AGAIN}
    missing = [Problem(name, REQUIRED, {"field": labels[name]}) for name, text in given.items() if not text]
    if missing:
        return missing
    wrong = password_again(
        current_user,
        account.password_hash,
        given["current_password"],
        device=request.user_agent.string,
        address=client_address(),
        settings=current_settings(),
    )
    if wrong is not None:
        return [Problem("current_password", *wrong)]
    problem = password_problem(
        given["new_password"],
        login=account.login,
        name=account.name,
        organization=current_user.organization_short,
        before=given["current_password"],
    )
    if problem is not None:
        return [problem]
    if given["new_password"] != given["new_password_again"]:
        return [Problem("new_password_again", NOT_THE_SAME)]
    return []


def _take_password(new_hash: str) -> str:
    account = _own_account()
    with pen(db.session, account, "own-password"):
        account.password_hash = new_hash
        account.password_changed_at = clock.now()
        account.must_change_password = False
    # The new hash ended every session of the account, this one too: here it goes on with a new one.
    token, _row = start_session(account.id, device=request.user_agent.string, address=client_address())
    _note(journal.PASSWORD_CHANGED)
    return token


def _end(*, only: int | None = None, but: int | None = None) -> None:
    if end_sessions(current_user.account_id, only=only, but=but):
        _note(journal.SESSIONS_ENDED)


def _note(kind: str) -> None:
    journal.note(
        kind,
        current_actor(),
        account_id=current_user.account_id,
        organization_id=current_user.organization_id,
    )


def _page(problems: list[Problem]) -> str:
    errors = {problem.field: translate(problem.sentence, **problem.values) for problem in problems}
    fields = [
        _password_field("current_password", CURRENT, "current-password", errors),
        _password_field(
            "new_password", NEW, "new-password", errors, hint=translate(HINT, least=LEAST_LENGTH)
        ),
        _password_field("new_password_again", AGAIN, "new-password", errors),
    ]
    if current_user.must_change_password:
        noted(CHANGE_FIRST)
    end_others_there = {
        "label": translate(END_OTHERS),
        "url": "/account/sessions/end-others",
        "method": "post",
    }
    sessions, sign_ins = _sessions(), recent_sign_ins(db.session(), current_user.account_id)
    second_factor = {"url": SECOND_FACTOR}
    return render_template(
        "account.html",
        page=parts_of_page(
            translate(TITLE),
            facts=_facts() + _last_fact(sign_ins),
            errors=[(field["id"], field["label"], field["error"]) for field in fields if field["error"]],
            password={
                "action": "/account/password",
                "fields": fields,
            },
            sessions=sessions,
            end_others=end_others_there
            if len(sessions) > 1 and not current_user.must_change_password
            else None,
            second_factor=second_factor if not current_user.must_change_password else None,
            attempts=_recent(sign_ins[:SHOWN]),
        ),
    )


def _password_field(
    name: str, label: str, autocomplete: str, errors: dict[str, str], hint: str = ""
) -> dict[str, Any]:
    return {
        "kind": "password",
        "name": name,
        "id": f"f-{name}",
        "label": translate(label),
        "required": True,
        "autocomplete": autocomplete,
        "error": errors.get(name, ""),
        "hint": hint,
    }


def _facts() -> list[dict[str, Any]]:
    rows = [
        {"label": translate(N_("Name of the person")), "value": current_user.name},
        {"label": translate(N_("Login")), "value": current_user.login},
        {"label": translate(N_("Post")), "value": current_user.post},
        {"label": translate(N_("Organization")), "value": current_user.organization},
    ]
    today = clock.business_today()
    grants = db.session.scalars(
        select(RoleGrant).where(RoleGrant.account_id == current_user.account_id).order_by(RoleGrant.id)
    )
    for grant in grants:
        if grant.state == "asked":
            waits = translate(N_("waits for a second person to confirm it; gives no right yet"))
            rows.append({"label": translate(N_("Role")), "value": _role(grant), "note": waits})
        elif grant.holds_on(today):
            rows.append({"label": translate(N_("Role")), "value": _role(grant), "note": _until(grant)})
    return rows


def _role(grant: RoleGrant) -> str:
    """Return the role with what it is given for."""
    named = []
    for kind in SCOPES[grant.role]:
        number = getattr(grant, f"{kind}_id")
        if number is not None:
            cls = record_type(kind)
            named.append(
                db.session.scalar(
                    select(cls.label_sql()).where(cls.id == number), execution_options={"gate": "label"}
                )
            )
    role, scope = translate(ROLES[grant.role]), [name for name in named if name]
    return translate(ROLE_FOR, role=role, scope=join(scope)) if scope else role


def _until(grant: RoleGrant) -> str:
    if grant.valid_until is None:
        return translate(N_("since %(start)s"), start=grant.valid_from)
    return translate(
        N_("%(start)s to %(end)s"), start=format_day(grant.valid_from), end=format_day(grant.valid_until)
    )


def _sessions() -> list[dict[str, Any]]:
    found = []
    for item in open_sessions(current_user.account_id):
        current = item.id == current_user.session_id
        end = {
            "label": translate(N_("Sign out there")),
            "url": f"/account/sessions/{item.id}/end",
            "method": "post",
        }
        found.append(
            {
                "where": join(part for part in (device_name(item.device), item.address) if part),
                "since": format_moment(item.since),
                "current": current,
                "end": None if current else end,
            }
        )
    return found


def _last_fact(sign_ins: list[Occasion]) -> list[dict[str, Any]]:
    """Return the sign-in before this one, and the failures since."""
    last = last_sign_in(sign_ins, this_one=True)
    return [{"label": translate(N_("Last sign-in")), "value": last_words(last), "wide": True}] if last else []


def _recent(sign_ins: list[Occasion]) -> list[tuple[str, str]]:
    """Return the last sign-ins with this account, failed ones too: a stranger's try is found by its owner first."""
    return [
        (
            format_moment(item.moment),
            join(part for part in (translate(WHAT_HAPPENED[item.kind]), where_words(item)) if part),
        )
        for item in sign_ins
    ]
