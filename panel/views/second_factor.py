"""The second factor: asked for after the password, set up and taken away under the own account."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, session
from flask_login import current_user

from models import clock
from models.access import current_actor
from models.accounts.account import FACTORS, Account
from models.base import db
from models.marks import N_
from models.problems import REQUIRED
from models.writing import pen
from panel import auth
from panel.auth import HALF, HALF_NEXT, OWN_ACCOUNT, SECOND_FACTOR, client_address, current_settings
from panel.language import format_moment, translate
from panel.pages import page as parts_of_page
from panel.requests import unit_of_work
from panel.signing_in import factor, journal
from panel.signing_in.again import password_again
from panel.signing_in.entrance import Refusal, asked_number, finish, half_way
from panel.signing_in.sessions import start_session
from panel.words import noted, said

blueprint = Blueprint("second_factor", __name__)

TITLE = N_("Second factor")
ASKED = N_("One more code")
OVER = N_("The time for the code is over; please sign in again.")
APP_CODE = N_("The six digits that your telephone or token shows now")
CARD_CODE = N_("Code number %(number)s of your card")
USED_UP = N_("All codes of the card are used; please ask an administrator to take the second factor away.")
FEW_LEFT = N_("%(number)s codes are left on your card; please print a new one under “My account”.")
SET_UP = N_("From now on the panel asks for a code after the password.")
TAKEN_AWAY = N_("The second factor is taken away; the password alone opens the account again.")
NEEDED = N_("Your role needs a second factor: please set one up first.")
NOT_THIS = N_("This is not the code that was asked for; please try the next one.")
NOT_ANY_MORE = N_("This page was open for too long; please begin again.")
COMPULSORY = N_("Your role needs a second factor; you can replace it but not take it away.")
_WORDS = {
    factor.APP: N_(
        "An app on the telephone, or a token, shows six new digits every half minute. It needs no network."
    ),
    factor.CARD: N_(
        "For places where telephones are barred: a sheet with 40 numbered codes, each good for one sign-in. Keep it like a key."
    ),
}
_KINDS = {choice.value: choice.label for choice in FACTORS}


@blueprint.route("/login/code", methods=("GET", "POST"))
def code() -> Any:
    """Ask somebody whose password was right for the code, and let them in."""
    person = half_way(session[HALF]) if session.get(HALF) else None
    if person is None:
        if session.pop(HALF, None):
            noted(OVER)
        return redirect("/login", 303)
    if request.method == "GET":
        return _code_page(person)
    target = session.get(HALF_NEXT)
    answer = finish(
        person,
        request.form.get("code", "")[:40],
        device=request.user_agent.string,
        address=client_address(),
        settings=current_settings(),
    )
    if isinstance(answer, Refusal):
        return _code_page(person, answer), answer.status
    entered, left = answer
    session.clear()
    if left is not None and left <= factor.FEW:
        noted(FEW_LEFT, number=left)
    return auth.go_in(entered, target)


def _code_page(person: Any, refusal: Refusal | None = None) -> str:
    card = person.second_factor_kind == factor.CARD
    number = asked_number(person) if card else None
    used_up = card and number is None
    return render_template(
        "login_code.html",
        page={
            "title": translate(ASKED),
            "organization": person.organization,
            "action": auth.ASKED_FOR,
            "label": translate(CARD_CODE, number=number) if card else translate(APP_CODE),
            "error": translate(refusal.sentence, **refusal.values) if refusal else None,
            "note": translate(USED_UP) if used_up else None,
            "asks": not used_up,
        },
    )


@blueprint.get("/account/second-factor")
def page() -> Any:
    """Show which second factor the account has, and the ways to another one."""
    return _page()


@blueprint.post("/account/second-factor/begin")
def begin() -> Any:
    """Make a factor that counts only once a code of it was entered."""
    kind = request.form.get("kind")
    if kind not in _KINDS:
        return _page()
    if problem := _password_problem():
        return _page(errors={f"{kind}-password": problem}), 422
    made, codes = (factor.new_app(_me()), []) if kind == factor.APP else factor.new_card(_me())
    return _confirm_page(made, codes)


@blueprint.post("/account/second-factor/confirm")
def confirm() -> Any:
    """Take the factor whose code was entered, and sign the account out everywhere else."""
    made = factor.opened(request.form.get("made"), _me(), within=factor.SETTING_UP)
    if made is None:
        noted(NOT_ANY_MORE)
        return redirect(SECOND_FACTOR, 303)
    number = factor.number_of(made, request.form.get("code", "")[:40])
    if number is None:
        return _confirm_page(made, [], error=translate(NOT_THIS)), 422

    def take() -> str:
        factor.spend(made, number)
        return _keep(made)

    _go_on(unit_of_work(take))
    said(SET_UP)
    return redirect(OWN_ACCOUNT, 303)


@blueprint.post("/account/second-factor/remove")
def remove() -> Any:
    """Take the second factor away, where no role of the person needs one."""
    if auth.needs_second_factor():
        noted(COMPULSORY)
        return redirect(SECOND_FACTOR, 303)
    if problem := _password_problem():
        return _page(errors={"remove-password": problem}), 422
    _go_on(unit_of_work(lambda: _keep(None)))
    said(TAKEN_AWAY)
    return redirect(OWN_ACCOUNT, 303)


def _me() -> int:
    number: int = current_user.account_id
    return number


def _password_problem() -> str | None:
    """Return what is wrong with the password that is asked for before a change; nobody is asked twice in a row."""
    if auth.lacks_second_factor():
        return None
    given = request.form.get("password", "")
    if not given:
        return translate(REQUIRED, field=translate(N_("Password")))
    account = db.session.get_one(Account, _me(), execution_options={"gate": "label"})
    wrong = password_again(
        current_user,
        account.password_hash,
        given,
        device=request.user_agent.string,
        address=client_address(),
        settings=current_settings(),
    )
    return translate(wrong[0], **wrong[1]) if wrong is not None else None


def _keep(made: factor.Factor | None) -> str:
    account = db.session.get_one(Account, _me(), execution_options={"gate": "label"})
    with pen(db.session, account, "second-factor"):
        account.second_factor = made.sealed() if made else None
        account.second_factor_kind = made.kind if made else None
        account.second_factor_since = clock.now() if made else None
    # That ended every session of the account, this one too: here it goes on with a new one.
    token, _row = start_session(account.id, device=request.user_agent.string, address=client_address())
    journal.note(
        journal.FACTOR_SET if made else journal.FACTOR_REMOVED,
        current_actor(),
        account_id=account.id,
        organization_id=account.organization_id,
    )
    return token


def _go_on(token: str) -> None:
    auth.keep_signed_in(token)


def _page(errors: dict[str, str] | None = None) -> str:
    needed, lacking = auth.needs_second_factor(), auth.lacks_second_factor()
    if lacking:
        noted(NEEDED)
    account = db.session.get_one(Account, _me(), execution_options={"gate": "label"})
    kind = account.second_factor_kind
    facts = [
        {"label": translate(TITLE), "value": translate(_KINDS[kind]) if kind else translate(N_("not set up"))}
    ]
    if kind and account.second_factor_since:
        facts.append(
            {"label": translate(N_("Set up since")), "value": format_moment(account.second_factor_since)}
        )
    held = factor.opened(account.second_factor, _me())
    if held is not None and held.kind == factor.CARD:
        facts.append({"label": translate(N_("Codes left")), "value": str(factor.codes_left(held))})
    return render_template(
        "second_factor.html",
        page=parts_of_page(
            translate(TITLE),
            [(translate(N_("My account")), OWN_ACCOUNT), (translate(TITLE), None)],
            facts=facts,
            kinds=[
                {"kind": name, "title": translate(label), "text": translate(_WORDS[name])}
                for name, label in _KINDS.items()
            ],
            has=kind,
            asks_password=not lacking,
            removable=bool(kind) and not needed,
            errors=errors or {},
        ),
    )


def _confirm_page(made: factor.Factor, codes: list[str], error: str = "") -> str:
    app = made.kind == factor.APP
    address = factor.address_of(made, current_user.login, translate(N_("Xieshang"))) if app else ""
    return render_template(
        "second_factor_new.html",
        page=parts_of_page(
            translate(_KINDS[made.kind]),
            [(translate(TITLE), SECOND_FACTOR), (translate(_KINDS[made.kind]), None)],
            square=factor.square_code(address) if app else "",
            secret=" ".join(made.secret[i : i + 4] for i in range(0, len(made.secret), 4)),
            codes=[f"{code[:4]} {code[4:]}" for code in codes],
            person=f"{current_user.name} · {current_user.login}",
            made=made.sealed(),
            label=translate(APP_CODE) if app else translate(CARD_CODE, number=1),
            error=error,
        ),
    )
