"""``flask --app wsgi search rebuild`` and ``check``: the index of the search is made anew, or compared with the records."""

from __future__ import annotations

from time import perf_counter

import click
from flask.cli import with_appcontext

from models import search
from models.marks import N_
from panel.commands.operator import first_question
from panel.language import format_number, translate

REBUILT = N_("%(number)s records can be found again; it took %(seconds)s seconds.")
UP_TO_DATE = N_("Every record can be found; nothing waits to be taken in.")
WAITING = N_(
    "Changes not taken in yet: %(number)s. The next search takes them in; so does: flask --app wsgi search rebuild"
)
DIFFERS = N_(
    "%(table)s: %(without)s records cannot be found, %(over)s entries have no record. Run: flask --app wsgi search rebuild"
)


@click.group("search")
def search_commands() -> None:
    """Look after the index of the search."""


@search_commands.command("rebuild")
@with_appcontext
def rebuild() -> None:
    """Make the index anew from the records, some hundred at a time; meanwhile the panel works, and finds what is ready."""
    begun = perf_counter()
    with first_question():
        made = search.rebuild()
    search.take_in()
    click.echo(translate(REBUILT, number=format_number(made), seconds=f"{perf_counter() - begun:.1f}"))


@search_commands.command("check")
@with_appcontext
def check() -> None:
    """Say whether the index is behind, and whether an entry is missing or left over."""
    with first_question():
        waiting, differing = search.is_behind(), search.missing()
    if waiting:
        # What waits is in no entry yet, so that a difference would say nothing.
        click.echo(translate(WAITING, number=format_number(waiting)))
        return
    if differing:
        lines = [
            translate(DIFFERS, table=table, without=without, over=over)
            for table, (without, over) in differing.items()
        ]
        raise click.ClickException("\n".join(lines))
    click.echo(translate(UP_TO_DATE))
