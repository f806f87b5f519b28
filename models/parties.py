"""Rules over papers between people with accounts: who delegates to whom, who hands a desk over to whom."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import and_, or_

from models.access.actor import Actor
from models.access.rules import Rule, account_parameter
from models.marks import N_


class _NamingMe(Rule):
    sentence = N_("what names oneself")

    def __init__(self, columns: tuple[str, ...]) -> None:
        self.columns = columns

    def sql(self, cls: Any, role: str) -> Any:
        return or_(*(getattr(cls, column) == account_parameter() for column in self.columns))

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        return actor.account_id is not None and actor.account_id in (getattr(row, c) for c in self.columns)


class _NamingOthers(Rule):
    sentence = N_("between others")

    def __init__(self, columns: tuple[str, ...]) -> None:
        self.columns = columns

    def sql(self, cls: Any, role: str) -> Any:
        return and_(*(getattr(cls, column).is_distinct_from(account_parameter()) for column in self.columns))

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        return actor.account_id not in (getattr(row, column) for column in self.columns)


@cache
def naming_me(*columns: str) -> Rule:
    """Rows in which one of the columns names the actor's account."""
    return _NamingMe(columns)


@cache
def naming_others(*columns: str) -> Rule:
    """Rows in which none of the columns names the actor's account: who decides here is no party to it."""
    return _NamingOthers(columns)
