"""Who acts on the command line: the operator, whom the history names after the user of the machine, or an account."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from models.access import Actor, Refused, acting, system_actor
from models.accounts.account import Account
from models.base import db
from models.engines import writing
from models.grants import actor_of
from models.marks import N_
from models.office.organization import Organization
from models.problems import Invalid
from panel.constraints import problem_from
from panel.language import translate

NO_SUCH_ACCOUNT = N_("There is no account “%(name)s” that may be used today.")
NO_SUCH_ORGANIZATION = N_("There is no organization “%(name)s”.")
NO_SCHEMA = N_("The database has no tables yet, or does not answer. Run: flask --app wsgi database upgrade")
NO_ORGANIZATION = N_("The database has no organization yet; add the first account to begin.")


def user_name() -> str:
    """Return the name of the user who types; a container may know none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


@contextmanager
def as_operator(organization_id: int | None = None, *, writes: bool = True) -> Iterator[Actor]:
    """Act as ``cli:<user>`` in the block; what is refused or wrong ends the command with its sentence.

    The block commits. An operator is bound to one organization, or sees all of them.
    """
    with writing(writes), acting(system_actor("operator", organization_id, user=user_name())) as actor:
        try:
            yield actor
        except Refused as refused:
            raise click.ClickException(translate(refused.sentence, **refused.values)) from None
        except IntegrityError as error:
            problem = problem_from(error)
            raise click.ClickException(translate(problem.sentence, **problem.values)) from None
        except Invalid as invalid:
            lines = [translate(problem.sentence, **problem.values) for problem in invalid.problems]
            raise click.ClickException("\n".join(lines)) from None


@contextmanager
def acting_as(login: str | None, organization: str | None, *, writes: bool) -> Iterator[Actor]:
    """Act as the account, with its rights of today, or as the operator of one organization."""
    if login is None:
        with as_operator(organization_named(organization), writes=writes) as actor:
            yield actor
        return
    with writing(writes), acting(_account(login)) as actor:
        try:
            yield actor
        except Refused as refused:
            raise click.ClickException(translate(refused.sentence, **refused.values)) from None
        except Invalid as invalid:
            sentences = [translate(problem.sentence, **problem.values) for problem in invalid.problems]
            raise click.ClickException("\n".join(sentences)) from None


@contextmanager
def first_question() -> Iterator[None]:
    """End the command with a sentence where the database cannot answer what every command asks first."""
    try:
        yield
    except (OperationalError, ProgrammingError):
        raise click.ClickException(translate(NO_SCHEMA)) from None


def _account(login: str) -> Actor:
    with first_question(), writing(on=False), acting(system_actor("sign-in")):
        row = db.session.scalar(select(Account).where(Account.login == login, Account.trashed_at.is_(None)))
        if row is None or row.status != "active":
            raise click.ClickException(translate(NO_SUCH_ACCOUNT, name=login))
        return actor_of(row.id, name=row.name, organization_id=row.organization_id)


def organization_named(name: str | None) -> int:
    """Return the organization meant: the first that was entered is the committee whose house this is."""
    with first_question(), as_operator(writes=False):
        known = db.session.execute(
            select(Organization.id, Organization.name, Organization.short_name).order_by(Organization.id)
        ).all()
    if not known:
        raise click.ClickException(translate(NO_ORGANIZATION))
    named = [row.id for row in known if name in (None, row.name, row.short_name)]
    if not named:
        raise click.ClickException(translate(NO_SUCH_ORGANIZATION, name=name))
    found: int = named[0]
    return found
