"""``flask --app wsgi demo ...``: the demonstration year, for ``make demo`` and ``make demo-reset``."""

from __future__ import annotations

import sys

import click
from flask.cli import ScriptInfo, with_appcontext
from gunicorn.app.wsgiapp import WSGIApplication
from sqlalchemy import select
from sqlalchemy.engine import make_url

from config import DEMONSTRATION_DATE, Settings
from models import history
from models.base import db
from models.engines import hang_up
from models.office.organization import Organization
from panel.auth import current_settings
from panel.commands.database import downgrade_database, upgrade_database
from panel.commands.operator import as_operator

NOT_A_DEMONSTRATION = (
    "This changes a demonstration only. Use `make demo` or `make demo-reset`, which say so (XIESHANG_DEMO=1)."
)
REAL_DATA = (
    "The database holds an organization that is no demonstration ({names}); nothing was changed. "
    "Point XIESHANG_DATABASE_URL at another database."
)
PASSWORD = "linshui-2020"  # noqa: S105 - it opens invented data on this machine alone
LOGINS = ("clerk", "committee", "chair", "auditor", "member", "department", "admin")


@click.group()
def demo() -> None:
    """Prepare the demonstration year, or start it over."""


@demo.command()
@with_appcontext
def prepare() -> None:
    """Load the demonstration year into an empty database; what somebody entered there is kept."""
    settings = _demonstration_settings()
    upgrade_database(settings)
    if not _organizations():
        _load()
    _say_where(settings)


@demo.command()
@click.pass_context
def serve(context: click.Context) -> None:
    """Prepare the demonstration and serve it from this very process: the program is loaded once."""
    app = context.ensure_object(ScriptInfo).load_app()
    with app.app_context():
        context.invoke(prepare)
        hang_up(db)
    sys.argv = ["gunicorn", "--config", "gunicorn.conf.py", "wsgi:app"]
    WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]").run()


@demo.command()
@with_appcontext
def reset() -> None:
    """Throw everything in the demonstration's database away and load the year anew."""
    settings = _demonstration_settings()
    upgrade_database(settings)
    _organizations()
    downgrade_database(settings, "base")
    upgrade_database(settings)
    _load()
    _say_where(settings)


def _demonstration_settings() -> Settings:
    settings = current_settings()
    if not settings.demo:
        raise click.ClickException(NOT_A_DEMONSTRATION)
    return settings


def _organizations() -> int:
    """Return how many demonstration organizations there are; end the command when there is a real one."""
    with as_operator(writes=False):
        rows = db.session.execute(select(Organization.name, Organization.demonstration)).all()
    real = [row.name for row in rows if not row.demonstration]
    if real:
        raise click.ClickException(REAL_DATA.format(names=", ".join(real)))
    return len(rows)


def _load() -> None:
    from panel.demo import load  # noqa: PLC0415 - a thousand invented rows that no other command needs

    click.echo("Loading the demonstration year ...")
    load()
    # As the timer of a real office does; without a seal the auditor would find nothing to look at.
    history.seal_history(history.own_database(), history.KeyFile(current_settings().seal_key_file).open())


def _say_where(settings: Settings) -> None:
    database = make_url(settings.database_url).render_as_string(hide_password=True)
    click.echo(
        f"Demonstration at http://{settings.host}:{settings.port} (business date {settings.business_date or DEMONSTRATION_DATE})"
    )
    click.echo(f"Accounts: {', '.join(LOGINS)}; each with the password {PASSWORD}")
    click.echo(f"Database: {database}")
