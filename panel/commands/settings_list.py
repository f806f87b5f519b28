"""``flask --app wsgi settings``: what the program runs with."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from panel.auth import current_settings


@click.command("settings")
@with_appcontext
def settings() -> None:
    """Print every setting, its value and its meaning; secrets only as set or unset."""
    for variable, value, meaning in current_settings().described():
        click.echo(f"{variable} = {value}\n    {meaning}")
