"""The language switch: kept on the account of whoever is signed in, and in the browser for the next time at the door."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, redirect, request
from flask_login import current_user
from werkzeug.exceptions import BadRequest

from config import LOCALES
from models.accounts.account import Account
from models.base import db
from models.writing import pen
from panel.language import COOKIE
from panel.read_only import read_only_reason
from panel.requests import unit_of_work
from panel.signing_in.targets import next_of_switch

blueprint = Blueprint("language", __name__)

ONE_YEAR = 31_536_000


@blueprint.post("/language")
def switch() -> Any:
    """Take ``language`` and go back to ``next``."""
    chosen = request.form.get("language", "")
    if chosen not in LOCALES:
        raise BadRequest
    if current_user.is_authenticated and read_only_reason() is None:
        unit_of_work(lambda: _keep(current_user.account_id, chosen))
    answer = redirect(next_of_switch(request.form.get("next", "")), 303)
    answer.set_cookie(
        COOKIE,
        chosen,
        max_age=ONE_YEAR,
        httponly=True,
        samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )
    return answer


def _keep(account_id: int, language: str) -> None:
    # The only thing beside the password that people change about their own account.
    account = db.session.get_one(Account, account_id, execution_options={"gate": "label"})
    with pen(db.session, account, "own-language"):
        account.language = language
