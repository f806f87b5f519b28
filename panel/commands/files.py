"""``flask --app wsgi files ...``: the attachments' folder, cleared up and checked."""

from __future__ import annotations

import time

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from models.base import db
from models.office.organization import Organization
from panel.commands.operator import as_operator
from panel.documents.collecting import collect as collect_files
from panel.documents.collecting import damaged
from panel.documents.uploads import file_store, size_in_words

NO_OFFICE = (
    "The database holds no organization, so every file would seem to belong to nothing; nothing was removed. "
    "Is XIESHANG_DATABASE_URL the database of these files?"
)


@click.group()
def files() -> None:
    """Look after the files of the attachments."""


@files.command()
@with_appcontext
def collect() -> None:
    """Remove files older than a day that no attachment names, left by uploads that broke off or were refused."""
    with as_operator(writes=False):
        if db.session.scalar(select(Organization.id).limit(1)) is None:
            raise click.ClickException(NO_OFFICE)
        collected = collect_files(file_store(), time.time())
    click.echo(f"Files removed: {collected.files} ({size_in_words(collected.size)})")


@files.command()
@with_appcontext
def check() -> None:
    """Read every attached file and name those that are gone or altered; exit status 1 when there are any."""
    with as_operator(writes=False):
        found = list(damaged(file_store()))
    for damage in found:
        click.echo(
            f"Attachment {damage.attachment_id} ({damage.name}): {'gone' if damage.gone else 'altered'}",
            err=True,
        )
    if found:
        raise click.ClickException(
            f"{len(found)} attached files are damaged; bring them back from the backup."
        )
    click.echo("Every attached file is whole.")
