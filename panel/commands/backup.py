"""``flask --app wsgi backup FILE``, ``backup check FILE`` and ``restore FILE``: nothing is lost with a disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import psycopg
from flask.cli import with_appcontext
from sqlalchemy import create_engine, select
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from models import history
from models.base import db
from models.engines import hang_up
from models.marks import N_
from models.office.organization import Organization
from models.writing import tell
from panel.auth import current_settings
from panel.backup.databases import Postgresql, Sqlite, database_of
from panel.backup.making import make_backup, require_free
from panel.backup.manifest import Manifest
from panel.backup.problem import BackupProblem
from panel.backup.restoring import check as check_backup
from panel.backup.restoring import restore as restore_backup
from panel.commands.operator import as_operator, first_question
from panel.documents.uploads import file_store, size_in_words
from panel.language import translate

MADE = N_("Backup %(path)s: %(size)s, SHA-256 %(digest)s")
HOLDS = N_(
    "Records %(rows)s in %(tables)s tables, attached files %(files)s, schema %(revision)s, made at %(made)s"
)
MISSING = N_("%(number)s attached files were gone already and are not in it; `files check` names them.")
WHOLE = N_("The backup is whole: it was restored into a database of its own, and everything was found again.")
RESTORED = N_("Restored. Now run: flask --app wsgi database upgrade, then: flask --app wsgi files check")
REFUSED = N_("The database or the disk refused: %(text)s")
BALLOTS = N_(
    "Rounds of evaluation that were open have to be voided and opened anew: their secrets are in no backup."
)

_FILE = click.Path(path_type=Path, dir_okay=False)


class _WithoutWord(click.Group):
    """``backup FILE`` makes one, without saying ``make``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["make", *args]
        return super().parse_args(ctx, args)


@click.group("backup", cls=_WithoutWord, subcommand_metavar="FILE | check FILE")
def backup() -> None:
    """Write database and attached files to FILE, while the panel is in use; or check such a file."""


@backup.command("make", hidden=True)
@click.argument("file", type=_FILE)
@with_appcontext
def make(file: Path) -> None:
    """Write database and attached files to FILE and print its SHA-256, to be kept elsewhere."""
    with _sentences():
        require_free(file.absolute())
    with first_question(), as_operator():
        # Taking everything out is told to each office before the first byte is read.
        for number in db.session.scalars(select(Organization.id).order_by(Organization.id)).all():
            tell("backup_made", organization_id=number, detail={"file": file.name})
        db.session.commit()
    with _sentences():
        made = make_backup(_database(), file_store(), file.absolute())
    click.echo(translate(MADE, path=file, size=size_in_words(made.size), digest=made.digest))
    _say_what(made.manifest)
    if made.missing:
        click.echo(translate(MISSING, number=len(made.missing)), err=True)


@backup.command("check")
@click.argument("file", type=_FILE)
@with_appcontext
def check(file: Path) -> None:
    """Restore FILE into a database of its own, compare counts and the end of the history, and throw that away."""
    with _sentences():
        manifest = check_backup(file, _database())
    click.echo(translate(WHOLE))
    _say_what(manifest)


@click.command("restore")
@click.argument("file", type=_FILE)
@with_appcontext
def restore(file: Path) -> None:
    """Put the backup FILE into the empty database of the settings, and its files into the upload folder."""
    hang_up(db)
    settings = current_settings()
    with _sentences():
        manifest = restore_backup(file, _database(), file_store())
    role = make_url(settings.database_url).username
    if settings.owner_database_url and role and role != make_url(settings.owner_database_url).username:
        owner = create_engine(settings.owner_database_url, poolclass=NullPool)
        with owner.begin() as connection:
            history.grant_application_role(connection, role)
    _say_what(manifest)
    click.echo(translate(RESTORED))
    click.echo(translate(BALLOTS))


def _database() -> Sqlite | Postgresql:
    """Return the database of the settings, as its owner reaches it."""
    settings = current_settings()
    return database_of(settings.owner_database_url or settings.database_url, settings.postgresql_programs)


def _say_what(manifest: Manifest) -> None:
    click.echo(
        translate(
            HOLDS, rows=sum(manifest.rows.values()), tables=len(manifest.rows), files=len(manifest.files),
            revision=manifest.revision, made=manifest.made_at,
        )
    )  # fmt: skip


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except BackupProblem as problem:
        raise click.ClickException(translate(problem.sentence, **problem.values)) from None
    except (sqlite3.Error, psycopg.Error, OSError) as error:
        # A full disk, a server that does not answer, a right that is missing: said in the words of whoever refused.
        raise click.ClickException(translate(REFUSED, text=str(error).strip().partition("\n")[0])) from None
