"""``flask --app wsgi import SLUG FILE``: rehearse an import on the command line, and with ``--apply`` write it.

The same rehearsal, rights and plan as in the browser. Without ``--as`` the operator acts, whom the history names ``cli:<user>``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from models.access import Actor
from models.base import db
from models.marks import N_
from panel.auth import current_settings
from panel.commands.operator import acting_as
from panel.importer.applying import NOTHING_TO_WRITE, NotApplied
from panel.importer.desk import Desk, named_answers
from panel.importer.pages import KIND_LABELS, facts, left_aside
from panel.importer.plan import KINDS, Plan
from panel.importer.reading import Unreadable
from panel.importer.shape import shape_of
from panel.language import join, translate
from panel.registry import views
from panel.requests import unit_of_work
from panel.value_problem import ValueProblem

NO_SUCH_KIND = N_("No kind of record is called “%(name)s”. There are: %(kinds)s.")
TOO_LARGE = N_("The file is larger than %(most)s MiB. Please split it.")
NOT_AN_ANSWER = N_("“%(value)s” is no answer; please write it as year=2021.")
WRONG_LINE = N_("Row %(row)s %(cell)s “%(name)s”: %(text)s")
CHANGED_LINE = N_("Row %(row)s, “%(name)s”: %(value)s → %(text)s")
UNSET = N_("(empty)")
WRITTEN = N_("Written: %(new)s new, %(changed)s changed.")
ONLY_REHEARSED = N_("A rehearsal: nothing was written. Add --apply to write it.")
STOPPED = N_("Nothing was written because rows are wrong. Mend them, or add --skip-wrong to leave them out.")


@click.command("import")
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--as", "login", help="The account that acts; without it the operator does, whom the history names."
)
@click.option(
    "--organization", help="Name of the organization, when the operator acts; without it the first one."
)
@click.option(
    "--set", "answers", multiple=True, metavar="COLUMN=VALUE", help="What is asked once for the whole file."
)
@click.option("--apply", "wanted", is_flag=True, help="Write it; without this it is only rehearsed.")
@click.option(
    "--skip-wrong", is_flag=True, help="Leave wrong rows out; otherwise one of them stops the import."
)
@with_appcontext
def import_(slug: str, file: Path, **given: Any) -> None:
    """Rehearse or write the rows of FILE (xlsx, xls, csv) as records of the kind SLUG, such as livelihood-project."""
    view = _view(slug)
    data = _bytes(file)
    with acting_as(given["login"], given["organization"], writes=given["wanted"]) as actor:
        try:
            desk = Desk(view, actor, data, file.name, _answers(view, actor, given["answers"]))
            plan = desk.plan()
            _tell(plan)
            wrong = plan.count("wrong") and not given["skip_wrong"]
            if wrong and given["wanted"]:
                click.echo(translate(STOPPED))
            elif given["wanted"]:
                _apply(desk, plan, skip_wrong=given["skip_wrong"])
            else:
                click.echo(translate(ONLY_REHEARSED))
        except (Unreadable, ValueProblem, NotApplied) as problem:
            raise click.ClickException(translate(problem.sentence, **problem.values)) from None
    if wrong:
        click.get_current_context().exit(1)


def _apply(desk: Desk, plan: Plan, *, skip_wrong: bool) -> None:
    try:
        # What was read for the rehearsal is read again inside the transaction that writes.
        db.session.rollback()
        done = unit_of_work(lambda: desk.apply(plan.digest, skip_wrong=skip_wrong), record_class=plan.cls)
    except NotApplied as refusal:
        if refusal.sentence != NOTHING_TO_WRITE:
            raise
        click.echo(translate(NOTHING_TO_WRITE))
        return
    click.echo(translate(WRITTEN, new=done.count("new"), changed=done.count("changed")))


def _tell(plan: Plan) -> None:
    """Print what the file is, the counts, each changed field and each wrong cell."""
    click.echo(f"{plan.table.file}: {facts(plan)}")
    if aside := left_aside(plan):
        click.echo(aside)
    click.echo(join(f"{translate(KIND_LABELS[kind])} {plan.count(kind)}" for kind in KINDS))
    for row in plan.rows:
        for change in row.changes:
            name, old = translate(change.label), change.old or translate(UNSET)
            click.echo(translate(CHANGED_LINE, row=row.number, name=name, value=old, text=change.new))
        for problem in row.problems:
            text = translate(problem.sentence, **problem.values)
            label = translate(problem.label)
            click.echo(translate(WRONG_LINE, row=row.number, cell=problem.cell, name=label, text=text))


def _view(slug: str) -> Any:
    known = {view.slug: view for view in views().values() if view.can_import}
    if slug not in known:
        kinds = ", ".join(sorted(known))
        raise click.ClickException(translate(NO_SUCH_KIND, name=slug, kinds=kinds))
    return known[slug]


def _bytes(file: Path) -> bytes:
    most = current_settings().max_upload_mb
    if file.stat().st_size > most * 2**20:
        raise click.ClickException(translate(TOO_LARGE, most=most))
    return file.read_bytes()


def _answers(view: Any, actor: Actor, given: tuple[str, ...]) -> dict[str, str]:
    named = {}
    for answer in given:
        name, equals, text = answer.partition("=")
        if not equals:
            raise click.ClickException(translate(NOT_AN_ANSWER, value=answer))
        named[name] = text
    return named_answers(shape_of(view, actor), named)
