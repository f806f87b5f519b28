"""``flask --app wsgi database ...``: the schema, by small numbered steps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
from alembic import command
from alembic.config import Config
from flask.cli import with_appcontext
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from config import PROGRAM_FOLDER, Settings
from models import history, search
from models.engines import prepare
from panel.auth import current_settings


@click.group()
def database() -> None:
    """Bring the database to the schema of this program, or back."""


@database.command()
@click.argument("revision", default="head")
@with_appcontext
def upgrade(revision: str) -> None:
    """Upgrade to REVISION, by default the newest, put the history's triggers in place, and bring the search up to date."""
    upgrade_database(current_settings(), revision)
    if revision == "head":
        search.catch_up()


@database.command()
@click.argument("revision")
@with_appcontext
def downgrade(revision: str) -> None:
    """Go back to REVISION (``base`` for an empty database). Make a backup first: columns that go take their values along."""
    downgrade_database(current_settings(), revision)


def upgrade_database(settings: Settings, revision: str = "head") -> None:
    """Upgrade the database of the settings; the folder of an SQLite file is made when it is missing."""
    url = make_url(settings.database_url)
    if settings.is_sqlite and url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    _run(settings, lambda config: command.upgrade(config, revision))


def downgrade_database(settings: Settings, revision: str) -> None:
    """Take the database of the settings back to a revision."""
    _run(settings, lambda config: command.downgrade(config, revision))


def _run(settings: Settings, act: Callable[[Config], None]) -> None:
    config = Config()
    config.set_main_option("script_location", str(PROGRAM_FOLDER / "migrations"))
    owner = create_engine(settings.owner_database_url or settings.database_url, poolclass=NullPool)
    prepare(owner)
    config.attributes["connection"] = owner
    act(config)
    role = make_url(settings.database_url).username
    if settings.owner_database_url and role and role != make_url(settings.owner_database_url).username:
        with owner.begin() as connection:
            history.grant_application_role(connection, role)
