"""``flask --app wsgi account ...``: the first administrator, and what an administrator who is locked out needs."""

from __future__ import annotations

from datetime import date
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from models import clock
from models.access import ADMIN, ROLES
from models.accounts.account import Account
from models.accounts.role_grant import SCOPES, RoleGrant
from models.administrators import ENOUGH, able_administrators, name_alone
from models.base import Record, db
from models.levels import LEVELS
from models.office.organization import Organization
from models.registry import record_type
from models.writing import because, pen, tell
from panel.commands.operator import as_operator
from panel.language import translate
from panel.signing_in.passwords import hash_password, made_password, password_problem

_EMPTY = (
    "The database has no organization yet. Say whose house it is: --organization NAME --short-name NAME --level LEVEL "
    "(levels: {levels})."
)
_WHICH = "There are several organizations; say which with --organization: {names}."
_WAITS = (
    "The grant waits in the panel until an administrator or the chair confirms it; it gives no right before."
)
_ALONE = (
    "Named without a second person, because fewer than two administrators can sign in; the history says so."
)
_FIRST_DAY = "First day: the first two administrators"
_HAS_SOME = (
    "There are administrators already. With one left, name another by `account add LOGIN` or `account grant LOGIN admin`; "
    "with two or more, administrators are named in the panel."
)
_TWO = "Administrator {number} of 2. The two sit here one after the other; each types an own password."
_SAME = "The two administrators are two people: please take another login."
_SCOPE = "--for names a row by its number or its name: {kind}."


@click.group()
def account() -> None:
    """Keep accounts and their roles from the command line; the history names the operator."""


@account.command()
@click.argument("login")
@click.option("--name", prompt="Name of the person", help="The person's name, as the history shows it.")
@click.option("--post", help="The person's post.")
@click.option(
    "--role", type=click.Choice(list(ROLES)), default="admin", show_default=True, help="The first role."
)
@click.option(
    "--for", "scope", help="For which body, unit, member or working area the role is given (number or name)."
)
@click.option("--basis", help="The decision behind it; an auditor and a chair need one.")
@click.option("--organization", help="Name of the organization; needed when there is none or more than one.")
@click.option("--short-name", help="Short name of a new organization.")
@click.option(
    "--level", type=click.Choice([level.value for level in LEVELS]), help="Level of a new organization."
)
@click.option("--password", help="The first password; without it one is made and printed.")
@with_appcontext
def add(login: str, name: str, role: str, **given: Any) -> None:
    """Add an account LOGIN with a role. Its password has to be changed at the first sign-in."""
    with as_operator():
        organization = _organization(given["organization"], given["short_name"], given["level"])
        password = _checked(given["password"], login, name, organization.short_name)
        row = _new_account(organization, login, name, given["post"], password)
        how = _grant(row, role, given["scope"], given["basis"], None, None)
        db.session.commit()
    click.echo(f"Added {login} ({ROLES[role]}).{how}")
    if not given["password"]:
        click.echo(f"First password, to be changed at the first sign-in: {password}")


@account.command("first-day")
@click.option("--organization", help="Name of the organization; needed when there is none or more than one.")
@click.option("--short-name", help="Short name of a new organization.")
@click.option(
    "--level", type=click.Choice([level.value for level in LEVELS]), help="Level of a new organization."
)
@with_appcontext
def first_day(organization: str | None, short_name: str | None, level: str | None) -> None:
    """Name the first two administrators, one after the other at this machine; only where there is none yet."""
    made: list[tuple[str, str]] = []
    with as_operator():
        office = _organization(organization, short_name, level)
        if able_administrators(office.id):
            raise click.ClickException(_HAS_SOME)
        for number in (1, 2):
            click.echo(_TWO.format(number=number))
            login, name = click.prompt("Login"), click.prompt("Name of the person")
            if any(login == known for known, _password in made):
                raise click.ClickException(_SAME)
            typed = click.prompt(
                "First password (empty: one is made)",
                default="", hide_input=True, confirmation_prompt=True, show_default=False,
            )  # fmt: skip
            password = _checked(typed, login, name, office.short_name)
            row = _new_account(office, login, name, None, password)
            name_alone(_new_grant(row, ADMIN, basis=_FIRST_DAY), _FIRST_DAY)
            made.append((login, "" if typed else password))
        db.session.commit()
    for login, password in made:
        click.echo(f"{login} is an administrator; the password has to be changed at the first sign-in.")
        if password:
            click.echo(f"First password of {login}: {password}")


@account.command()
@click.argument("login")
@click.argument("role", type=click.Choice(list(ROLES)))
@click.option("--for", "scope", help="For which body, unit, member or working area (number or name).")
@click.option("--basis", help="The decision behind it.")
@click.option("--from", "start", type=click.DateTime(["%Y-%m-%d"]), help="First day; by default today.")
@click.option("--until", "end", type=click.DateTime(["%Y-%m-%d"]), help="Last day; by default none.")
@with_appcontext
def grant(login: str, role: str, **given: Any) -> None:
    """Give the account LOGIN the role ROLE."""
    with as_operator():
        row = _account(login)
        start, end = (moment.date() if moment else None for moment in (given["start"], given["end"]))
        how = _grant(row, role, given["scope"], given["basis"], start, end)
        db.session.commit()
    click.echo(f"{login}: {ROLES[role]}.{how}")


@account.command("list")
@with_appcontext
def list_() -> None:
    """List the accounts with their state and the roles in force today."""
    today = clock.business_today()
    with as_operator(writes=False):
        grants: dict[int, list[str]] = {}
        for row in db.session.scalars(select(RoleGrant).order_by(RoleGrant.id)):
            if row.holds_on(today):
                grants.setdefault(row.account_id, []).append(row.role)
            elif row.state == "asked":
                grants.setdefault(row.account_id, []).append(f"({row.role})")
        for found in db.session.scalars(select(Account).order_by(Account.organization_id, Account.login)):
            roles = " ".join(grants.get(found.id, ["-"]))
            click.echo(f"{found.login:<20} {found.status:<10} {roles:<30} {found.name}")


@account.command()
@click.argument("login")
@with_appcontext
def disable(login: str) -> None:
    """Disable the account LOGIN; whoever is signed in with it is out at once."""
    with as_operator():
        _account(login).status = "disabled"
        db.session.commit()
    click.echo(f"{login} is disabled.")


@account.command()
@click.argument("login")
@click.option("--password", help="The new first password; without it one is made and printed.")
@with_appcontext
def password(login: str, password: str | None) -> None:
    """Give the account LOGIN a new first password, and make it usable again."""
    with as_operator():
        row = _account(login)
        office = db.session.get_one(Organization, row.organization_id)
        new = _checked(password, row.login, row.name, office.short_name)
        row.status = "active"
        with pen(db.session, row, "password"):
            row.password_hash = hash_password(new)
            row.password_changed_at = clock.now()
            row.must_change_password = True
        tell("password_given", row)
        db.session.commit()
    click.echo(
        f"{login} has a new first password, to be changed at the next sign-in."
        if password
        else f"First password: {new}"
    )


@account.command("reset-factor")
@click.argument("login")
@click.option("--reason", prompt="Reason", help="Why; the history keeps it.")
@with_appcontext
def reset_factor(login: str, reason: str) -> None:
    """Take the second factor of the account LOGIN away, when no other administrator is left to do so."""
    with as_operator():
        row = _account(login)
        if row.second_factor_kind is None:
            raise click.ClickException(f"{login} has no second factor.")
        with because(db.session, reason), pen(db.session, row, "second-factor"):
            row.second_factor = row.second_factor_kind = row.second_factor_since = None
        tell("second_factor_reset", row, reason=reason)
        db.session.commit()
    click.echo(f"{login} signs in by the password alone.")


def _account(login: str) -> Account:
    row: Account | None = db.session.scalar(select(Account).where(Account.login == login))
    if row is None:
        raise click.ClickException(f"There is no account called {login}; see: flask --app wsgi account list")
    return row


def _checked(typed: str | None, login: str, name: str, organization: str) -> str:
    """Return the password that was typed, or one made by chance."""
    if not typed:
        return made_password()
    problem = password_problem(typed, login=login, name=name, organization=organization)
    if problem is not None:
        raise click.ClickException(translate(problem.sentence, **problem.values))
    return typed


def _organization(name: str | None, short_name: str | None, level: str | None) -> Organization:
    """Return the organization meant, made when it is the first."""
    known = db.session.scalars(select(Organization).order_by(Organization.id)).all()
    named = [row for row in known if name in (None, row.name, row.short_name)]
    if len(named) == 1:
        return named[0]
    if known:
        raise click.ClickException(_WHICH.format(names=", ".join(row.name for row in known)))
    if not (name and short_name and level):
        raise click.ClickException(_EMPTY.format(levels=", ".join(choice.value for choice in LEVELS)))
    row = Organization(name=name, short_name=short_name, level=level)
    db.session.add(row)
    db.session.flush()
    return row


def _new_account(office: Organization, login: str, name: str, post: str | None, password: str) -> Account:
    row = Account(
        organization_id=office.id,
        login=login,
        name=name,
        post=post,
        password_hash=hash_password(password),
        password_changed_at=clock.now(),
        must_change_password=True,
    )
    db.session.add(row)
    db.session.flush()
    return row


def _new_grant(row: Account, role: str, **values: Any) -> RoleGrant:
    values = {"valid_from": clock.business_today()} | values
    return RoleGrant(organization_id=row.organization_id, account_id=row.id, role=role, **values)


def _grant(
    row: Account, role: str, scope: str | None, basis: str | None, start: date | None, end: date | None
) -> str:
    """Give a role as the panel would; return what has to be said of it beside."""
    values: dict[str, Any] = {"valid_until": end, "basis": basis}
    if start is not None:
        values["valid_from"] = start
    if scope is not None:
        for kind in SCOPES[role]:
            values[f"{kind}_id"] = _named(record_type(kind), scope, row.organization_id)
    grant = _new_grant(row, role, **values)
    if role == ADMIN and able_administrators(row.organization_id) < ENOUGH:
        name_alone(grant, basis)
        return f" {_ALONE}"
    db.session.add(grant)
    db.session.flush()
    return f" {_WAITS}" if grant.state == "asked" else ""


def _named(cls: type[Record], given: str, organization_id: int) -> int:
    """Return the row of an organization with a number or a name."""
    statement = select(cls.id).where(cls.organization_id == organization_id)
    named = cls.id == int(given) if given.isascii() and given.isdigit() else cls.name == given
    found = db.session.scalars(statement.where(named)).all()
    if len(found) != 1:
        raise click.ClickException(_SCOPE.format(kind=cls.slug()) + f" {len(found)} rows are called {given}.")
    return found[0]
