"""What rules ask of whoever acts, as parameters of a statement: compiled once, filled in when it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Integer, String, bindparam, true

from models.access.actor import Actor, current_actor, spoken_for


def _parameter(name: str, ask: Callable[[Actor], Any], **meaning: Any) -> Any:
    """Return a parameter that asks the current actor when the statement runs, or the delegator for whom the rule speaks."""
    lending = spoken_for()
    if lending is None:
        return bindparam(name, callable_=lambda: ask(current_actor()), **meaning)
    slot = lending.slot
    return bindparam(
        f"lent_{slot}_{name}", callable_=lambda: ask(current_actor().delegations[slot].giver), **meaning
    )


def scope_parameter(kind: str) -> Any:
    """Return an expanding parameter: the current actor's rows of ``kind``."""
    return _parameter(f"scope_{kind}", lambda actor: list(actor.scope(kind)), expanding=True, type_=Integer)


def account_parameter() -> Any:
    """Return a parameter: the current actor's account (no account: one that does not exist)."""
    return _parameter("scope_account", lambda actor: actor.account_id or -1, type_=Integer)


def hand_parameter() -> Any:
    """Return a parameter: the pattern of the current actor's account in a list of hands (",3,17,")."""
    return _parameter("scope_hand", lambda actor: f"%,{actor.account_id or -1},%", type_=String)


def flag_parameter(name: str, asked: Callable[[Actor], bool]) -> ColumnElement[bool]:
    """Return a condition that does not depend on the row but on the actor."""
    condition: ColumnElement[bool] = _parameter(name, asked, type_=Boolean) == true()
    return condition
