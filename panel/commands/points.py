"""``flask --app wsgi points compute --year 2020``: bring the members' points of a year to what the records come to."""

from __future__ import annotations

from functools import partial

import click
from flask.cli import with_appcontext

from models.access import require
from models.duty.computing import compute_points
from models.marks import N_
from models.performance.point_rule import PointRule
from panel.commands.operator import acting_as
from panel.language import translate
from panel.requests import unit_of_work

NOTHING_CHANGED = N_(
    "%(year)s: the points stand as the records have them (%(number)s lines). Nothing was written."
)
WRITTEN = N_("%(year)s: %(new)s new lines, %(wrong)s cancelled, %(same)s unchanged; %(number)s members.")


@click.group("points")
def points() -> None:
    """The members' points."""


@points.command("compute")
@click.option(
    "--year", type=click.IntRange(1950, 2100), multiple=True, required=True, help="The scoring year."
)
@click.option(
    "--as", "login", help="The account that acts; without it the operator does, whom the history names."
)
@click.option(
    "--organization", help="Name of the organization, when the operator acts; without it the first one."
)
@with_appcontext
def compute(year: tuple[int, ...], login: str | None, organization: str | None) -> None:
    """Write what is missing of the points of a year, and cancel by reverse lines what no longer counts."""
    for one in year:
        with acting_as(login, organization, writes=True) as actor:
            if actor.system is None:
                require(actor, "create", PointRule)
            done = unit_of_work(partial(compute_points, one, translate))
            if done.nothing:
                click.echo(translate(NOTHING_CHANGED, year=one, number=done.unchanged))
                continue
            click.echo(
                translate(
                    WRITTEN,
                    year=one,
                    new=len(done.new),
                    wrong=len(done.wrong),
                    same=done.unchanged,
                    number=len(done.seats),
                )
            )
