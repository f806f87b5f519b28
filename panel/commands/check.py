"""``flask --app wsgi check`` and ``serve-check``: is everything declared well, and may a real office be served."""

from __future__ import annotations

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from models.base import db
from models.office.organization import Organization
from models.registry import record_types
from panel.auth import current_settings
from panel.checks import all_findings, table_of_records
from panel.commands.operator import NO_SCHEMA, as_operator
from panel.language import translate
from panel.registry import views

HAS_DEMONSTRATION = (
    "The database holds demonstration data ({names}). Serve an office from a database of its own: set XIESHANG_DATABASE_URL, "
    "then run: flask --app wsgi database upgrade"
)


@click.command()
@with_appcontext
def check() -> None:
    """Print what is wrong with the declarations, and the table record -> screen, roles, states."""
    for screen, table, roles, states in table_of_records(record_types()):
        click.echo(f"{table:<24} {screen:<34} {roles}\n{'':<24} {states}")
    findings = all_findings(record_types(), views())
    for finding in findings:
        click.echo(str(finding), err=True)
    if findings:
        raise click.ClickException(
            f"{len(findings)} declarations are wrong; the application would not start."
        )
    click.echo("No declaration is wrong.")


@click.command("serve-check")
@with_appcontext
def serve_check() -> None:
    """Refuse to serve a real office without a secret key, or with demonstration data in its database."""
    problems = list(current_settings().serve_problems())
    if not problems:
        problems = list(_database_problems())
    if problems:
        raise click.ClickException("\n".join(problems))


def _database_problems() -> list[str]:
    with as_operator(writes=False):
        try:
            names = db.session.scalars(
                select(Organization.name).where(Organization.demonstration.is_(True))
            ).all()
        except DBAPIError:
            return [translate(NO_SCHEMA)]
    return [HAS_DEMONSTRATION.format(names=", ".join(names))] if names else []
