"""``flask --app wsgi summary --from 2019-09-20 --to 2020-09-23 [--json]``: the office's figures, counted from its records."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from datetime import date

import click
from flask.cli import with_appcontext

from models import clock
from models.access import Actor
from models.figures.windows import windows_of, year_of
from models.marks import N_
from panel.commands.operator import acting_as
from panel.dates import read_day
from panel.language import translate
from panel.summary.counting import count
from panel.summary.telling import as_json, as_text

NOT_A_DAY = N_("“%(value)s” is no day; please write it like 2020-09-23.")
TURNED = N_("The last day, %(last)s, lies before the first, %(first)s.")


@click.command("summary")
@click.option("--from", "first", metavar="DAY", help="First day; without it the beginning of the year.")
@click.option("--to", "last", metavar="DAY", help="Last day; without it the business date.")
@click.option("--json", "wanted", is_flag=True, help="Print JSON with a key for each figure.")
@click.option("--as", "login", help="The account whose view is counted; without it every record is.")
@click.option(
    "--organization", help="Name of the organization, when the operator asks; without it the first one."
)
@with_appcontext
def summary(
    first: str | None, last: str | None, wanted: bool, login: str | None, organization: str | None
) -> None:
    """Print the figures of a period with the year and the term to date."""
    end = _day(last) or clock.business_today()
    start = _day(first) or year_of(end)[0]
    if end < start:
        raise click.ClickException(translate(TURNED, first=start, last=end))
    acting: AbstractContextManager[Actor] = acting_as(login, organization, writes=False)
    with acting as actor:
        windows = windows_of(start, end)
        counted = count(actor, windows)
        if wanted:
            click.echo(json.dumps(as_json(counted, windows), ensure_ascii=False, indent=2))
            return
        for line in as_text(counted, windows):
            click.echo(line)


def _day(written: str | None) -> date | None:
    if not written:
        return None
    try:
        return read_day(written)
    except ValueError:
        raise click.ClickException(translate(NOT_A_DAY, value=written)) from None
