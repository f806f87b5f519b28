"""Saving a form: once, whole, and never over another's work.

The token of a form is written in the same transaction as the record: the same form sent twice, or ten times at once,
gives one record
and the same answer. A form opened before somebody else saved is refused with everything typed still in it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from wtforms import Form

from models import clock
from models.access import Refused, current_actor, require
from models.accounts.form_token import FormToken
from models.base import Record, db
from models.linking import bin_links_to, restore_links_to
from models.marks import N_
from models.problems import Invalid, Problem
from models.writing import because, pen
from panel.constraints import problem_from
from panel.forms import LinksField, link_column
from panel.language import format_moment, translate
from panel.requests import is_worth_another_try

STALE = N_(
    "%(who)s changed this at %(when)s. What you typed is kept; please choose for each field and save again."
)
MOST_TOKEN = 43
"""No form of ours carries a longer one."""
NOT_ONCE = N_("This form was sent before by somebody else; please open it again.")


@dataclass(slots=True)
class Outcome:
    """What became of a form: the address to go to, or what is to be mended."""

    answer: str | None = None
    record_id: int | None = None
    problems: list[Problem] = field(default_factory=list)
    stale: bool = False

    @property
    def saved(self) -> bool:
        """Return whether it was saved (now, or by the first of the same forms)."""
        return self.answer is not None


def new_token() -> str:
    """Return the one-time token of a form that is about to be shown."""
    return secrets.token_urlsafe(18)


def replayed(token: str) -> str | None:
    """Return the answer that the same form got before, if it was sent before by the same person."""
    row = FormToken.answered(token)
    if row is None:
        return None
    if row.account_id != current_actor().account_id:
        raise Refused(NOT_ONCE)
    return str(row.answer)


def once(
    token: str, work: Callable[[], Outcome], *, record_class: type[Record] | None = None, tries: int = 3
) -> Outcome:
    """Run ``work`` in this transaction together with the token's row, and commit both.

    :param work: may be called again after a rollback, when two transactions were in each other's way.
    :returns: the outcome, or that of the first of the same forms.
    """
    token = token[:MOST_TOKEN]
    if token and (before := replayed(token)) is not None:
        return Outcome(answer=before)
    while True:
        tries -= 1
        try:
            outcome = work()
            if not outcome.saved:
                db.session.rollback()
                return outcome
            if token:
                FormToken.claim(token, current_actor().account_id, outcome.answer or "")
            db.session.commit()
            return outcome
        except IntegrityError as error:
            db.session.rollback()
            if token and (before := replayed(token)) is not None:
                return Outcome(answer=before)
            return Outcome(problems=[problem_from(error, record_class)])
        except StaleDataError:
            db.session.rollback()
            return Outcome(stale=True)
        except Invalid as invalid:
            db.session.rollback()
            return Outcome(problems=invalid.problems)
        except OperationalError as error:
            db.session.rollback()
            if not tries or not is_worth_another_try(error):
                raise


def fill(record: Record, form: Form, names: Iterable[str]) -> None:
    """Put what the form understood into the record; nothing but the named columns."""
    for name in names:
        if name in form._fields:
            value = form._fields[name].data
            if getattr(record, name) != value:
                setattr(record, name, value)


def save_links(record: Record, form: Form) -> None:
    """Bring the association rows to what the form says; a removed one goes to the recycle bin and comes back from it."""
    for item in form:
        if not isinstance(item, LinksField):
            continue
        link, other = item.link, link_column(item.link).key
        rows = {getattr(row, other): row for row in linked(record, link, gate="any")}
        wanted = list(item.data or [])
        changed = False
        for key, row in rows.items():
            if key in wanted and row.trashed_at is not None:
                with pen(db.session, row, "restore"):
                    row.trashed_at = None
                changed = True
            elif key not in wanted and row.trashed_at is None:
                with pen(db.session, row, "trash"):
                    row.trashed_at = clock.now()
                changed = True
        for key in wanted:
            if key not in rows:
                db.session.add(
                    link(organization_id=record.organization_id, **{link.parent: record.id, other: key})
                )
                changed = True
        if changed:
            touch(record)
            db.session.flush()


def linked(record: Record, link: Any, *, gate: str = "full") -> list[Any]:
    """Return the association rows of a record."""
    statement = select(link).where(getattr(link, link.parent) == record.id).order_by(link.id)
    return list(db.session.scalars(statement, execution_options={"gate": gate}))


def touch(record: Record) -> None:
    """Let the record's version rise with a change of its associations, so that a stale form notices."""
    record.changed_at = clock.now()
    record.changed_by_id = current_actor().account_id


def stale_sentence(record: Record, who: str) -> str:
    """Return who saved when, for the form that came too late."""
    return translate(STALE, who=who, when=format_moment(record.changed_at))


def move_to_bin(record: Record, reason: str | None = None) -> None:
    """Move a record to the recycle bin, from where it comes back for ninety days."""
    require(current_actor(), "trash", record)
    with because(db.session, reason), pen(db.session, record, "trash"):
        record.trashed_at = clock.now()
        bin_links_to(record)


def restore(record: Record) -> None:
    """Take a record back from the recycle bin."""
    require(current_actor(), "restore", record)
    since = record.trashed_at
    with pen(db.session, record, "restore"):
        record.trashed_at = None
        restore_links_to(record, since)
