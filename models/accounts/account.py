"""Account (账号)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import ADMIN, AUDITOR, ROLES, Access, all_rows
from models.access.actor import Actor
from models.access.rules import Rule, account_parameter
from models.base import Record
from models.fields import Choice, choice, flag, moment, text
from models.marks import N_
from models.problems import Problem

STATES = (Choice("active", N_("In use")), Choice("disabled", N_("Disabled")))
FACTORS = (Choice("app", N_("Codes of a telephone")), Choice("card", N_("Printed code card")))
_LOGIN_SHAPE = N_("A login has 3 to 40 letters, digits, dots, hyphens or underscores.")


class _OwnAccount(Rule):
    sentence = N_("own account")

    def sql(self, cls: Any, role: str) -> Any:
        return cls.id == account_parameter()

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        return actor.account_id is not None and row.id == actor.account_id


own_account = _OwnAccount()


class Account(Record):
    """Somebody who signs in; what they may do stands in their grants."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("login"),)
    title = N_("Account")
    plural = N_("Accounts")
    entered_for = ()

    login: Mapped[str] = text(40, label=N_("Login"), required=True, search=True, listed=True)
    name: Mapped[str] = text(40, label=N_("Name of the person"), required=True, search=True, listed=True)
    post: Mapped[str | None] = text(60, label=N_("Post"), listed=True)
    password_hash: Mapped[str | None] = text(
        200, label=N_("Password"), history="changed", fixed=True, sensitivity="personal"
    )
    password_changed_at: Mapped[datetime | None] = moment(label=N_("Password changed at"), fixed=True)
    must_change_password: Mapped[bool] = flag(
        label=N_("Must change the password at next sign-in"), default=True
    )
    status: Mapped[str] = choice(STATES, label=N_("Status"), required=True, default="active", listed=True)
    second_factor_kind: Mapped[str | None] = choice(
        FACTORS, label=N_("Second factor"), fixed=True, listed=True
    )
    second_factor_since: Mapped[datetime | None] = moment(label=N_("Second factor since"), fixed=True)
    second_factor: Mapped[str | None] = text(
        4000, label=N_("Secret of the second factor"), history="changed", fixed=True, sensitivity="personal"
    )
    language: Mapped[str | None] = text(10, label=N_("Language"), fixed=True)

    access = Access(
        read=dict.fromkeys(ROLES, own_account) | {ADMIN: all_rows, AUDITOR: all_rows},
        create={ADMIN: all_rows},
        update={ADMIN: all_rows},
        export={ADMIN: all_rows, AUDITOR: all_rows},
    )

    def problems(self) -> Iterator[Problem]:
        """A login is typed by people at a terminal: plain characters only."""
        plain = self.login.replace(".", "").replace("-", "").replace("_", "")
        if not (len(self.login) >= 3 and plain.isascii() and plain.isalnum()):
            yield Problem("login", _LOGIN_SHAPE)
