"""``flask --app wsgi history seal``, ``verify`` and ``export``: what was written is neither changed nor taken away unseen."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from time import perf_counter

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from models import history
from models.access import Actor, Refused
from models.access.errors import NOT_ALLOWED
from models.base import db
from models.marks import N_
from models.office.organization import Organization
from models.registry import record_type
from models.writing import tell
from panel.auth import current_settings
from panel.commands.operator import acting_as, as_operator, first_question
from panel.history_pages import reads_all
from panel.history_pages.verifiable import NOTHING_SEALED, lines, packed, told_of
from panel.language import format_moment, format_number, translate

SEALED = N_("Seal %(number)s: %(entries)s entries up to %(last)s, digest %(digest)s")
NOTHING_TO_SEAL = N_("Nothing was written since the last seal.")
STILL_WRITING = N_(
    "Somebody has been writing for %(seconds)s seconds, so nothing was sealed; the next run seals it."
)
BROKEN = N_(
    "Seal %(number)s is not what was signed, so nothing is built on it. Run: flask --app wsgi history verify"
)
KEY_OPEN = N_("Others may read the key %(path)s. Run: chmod 600 %(path)s")
KEY_UNREADABLE = N_("The key %(path)s cannot be read, or is no key for seals.")
LOOKED_AT = N_("Looked at %(entries)s entries and %(seals)s seals in %(seconds)s seconds.")
LAST = N_("Last seal: %(number)s of %(moment)s, up to entry %(last)s, digest %(digest)s")
KEYS = N_("From seal %(number)s on the key with the fingerprint %(fingerprint)s signs.")
NOT_SEALED = N_("Not sealed yet: %(number)s entries, the oldest of %(moment)s.")
ALL_FITS = N_("Everything fits.")
PROBLEMS = N_("Wrong: %(number)s. Leave the database as it is, make a backup, and show this to the auditor.")
NOT_RECORDED = N_(
    "The database did not take down that it was verified; run: flask --app wsgi database upgrade"
)
AND_MORE = N_("And %(number)s more.")
NO_DIGEST = N_(
    "“%(text)s” is no digest of a seal: 64 digits from 0 to 9 and a to f, as the auditor's page shows them."
)
IS_OURS = N_(
    "The digest kept outside is that of seal %(number)s of %(moment)s, which seals everything up to entry %(last)s."
)
IS_NOT_OURS = N_(
    "No seal has the digest kept outside: the history was sealed anew or cut off after it was noted, or it was copied wrongly. "
    "Compare another digest kept outside."
)
EXPORTED = N_("Exported to %(path)s up to seal %(number)s, digest %(digest)s")
NO_FILE = N_("%(path)s cannot be written: %(text)s")

MOST = 100
"""Sentences printed."""


@click.group("history")
def history_commands() -> None:
    """Seal the history of changes, and verify it."""


@history_commands.command("seal")
@with_appcontext
def seal() -> None:
    """Seal what was written since the last seal; meant to be run each minute."""
    file = history.KeyFile(current_settings().seal_key_file)
    try:
        with first_question():
            made = history.seal_history(history.own_database(), file.open())
    except history.KeyProblem as problem:
        sentence = KEY_OPEN if problem.reason == "open" else KEY_UNREADABLE
        raise click.ClickException(translate(sentence, path=problem.path)) from None
    except history.StillWriting:
        click.echo(translate(STILL_WRITING, seconds=round(history.WAIT)), err=True)
        return
    except history.BrokenSeal as broken:
        raise click.ClickException(translate(BROKEN, number=broken.number)) from None
    if made is None:
        click.echo(translate(NOTHING_TO_SEAL))
        return
    click.echo(
        translate(
            SEALED, number=made.number, entries=format_number(made.entries), last=made.last_entry, digest=made.digest
        )
    )  # fmt: skip


@history_commands.command("verify")
@click.option("--digest", help="A digest that was kept outside: is it that of a seal?")
@with_appcontext
def verify(digest: str | None) -> None:
    """Compute every hash again, follow every chain, hold every seal against its entries; status 1 when something is wrong."""
    outside = None if digest is None else history.plain_digest(digest)
    if outside == "":
        raise click.ClickException(translate(NO_DIGEST, text=digest))
    known = history.KeyFile(current_settings().seal_key_file).known()
    began = perf_counter()
    with first_question():
        found = history.verify_all(history.own_database(), known=known or None, outside=outside)
    seconds = perf_counter() - began
    wrong = [problem_words(problem) for problem in found.problems[:MOST]]
    if len(found.problems) > MOST:
        wrong.append(translate(AND_MORE, number=format_number(len(found.problems) - MOST)))
    if outside and found.outside is None:
        wrong.append(translate(IS_NOT_OURS))
    for line in _told(found, seconds):
        click.echo(line)
    for line in wrong:
        click.echo(line, err=True)
    try:
        _record(found, len(found.problems) + int(bool(outside) and found.outside is None))
    except DBAPIError:
        # Whoever tampered may have taken the triggers away: what was found is told all the same.
        click.echo(translate(NOT_RECORDED), err=True)
    if wrong:
        raise click.ClickException(translate(PROBLEMS, number=format_number(max(len(found.problems), 1))))
    click.echo(translate(ALL_FITS))


@history_commands.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--as", "login", help="Tell only what this auditor may see; else everything, as a backup does.")
@with_appcontext
def export(file: Path, login: str | None) -> None:
    """Write everything that is sealed to FILE, to be verified elsewhere with panel/static/verify_history.py."""
    target = file.absolute()
    with first_question(), _reader(login) as actor:
        last = history.last_seal(db.session())
        if last is None:
            raise click.ClickException(translate(NOTHING_SEALED))
        told = (
            db.session.scalars(select(Organization.id).order_by(Organization.id)).all()
            if actor.system
            else [actor.organization_id]
        )
        try:
            handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise click.ClickException(translate(NO_FILE, path=file, text=error.strerror)) from None
        for number in told:
            tell("exported", table="change", organization_id=number, detail=told_of(last, file.name))
        db.session.commit()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    with os.fdopen(handle, "wb") as written:
        for part in packed(lines(app, actor, last)):
            written.write(part)
        written.flush()
        os.fsync(written.fileno())
    click.echo(translate(EXPORTED, path=file, number=last.number, digest=last.digest))


@contextmanager
def _reader(login: str | None) -> Iterator[Actor]:
    """Act as who takes the history out: an auditor, or the operator, who holds the database anyway."""
    if login is None:
        with as_operator() as actor:
            yield actor
        return
    with acting_as(login, None, writes=True) as actor:
        if not reads_all(actor):
            raise Refused(NOT_ALLOWED)
        yield actor


def problem_words(problem: history.Problem) -> str:
    """Return what is wrong as a sentence; a kind of record is called what the office calls it."""
    values = dict(problem.values)
    with suppress(KeyError):
        values["table"] = translate(record_type(problem.table or "").title)
    return translate(problem.text, **values)


def _told(found: history.Verified, seconds: float) -> list[str]:
    lines = [
        translate(
            LOOKED_AT, entries=format_number(found.entries), seals=format_number(found.seals), seconds=f"{seconds:.1f}"
        )
    ]  # fmt: skip
    if found.last is not None:
        last = found.last
        lines.append(
            translate(LAST, number=last.number, moment=moment_words(last.moment), last=last.last_entry, digest=last.digest)
        )  # fmt: skip
    lines += [
        translate(KEYS, number=number, fingerprint=history.fingerprint_of(key))
        for key, number in found.keys.items()
    ]
    if found.unsealed and found.unsealed_since:
        lines.append(
            translate(NOT_SEALED, number=format_number(found.unsealed), moment=moment_words(found.unsealed_since))
        )  # fmt: skip
    if found.outside is not None:
        seal_ = found.outside
        lines.append(
            translate(IS_OURS, number=seal_.number, moment=moment_words(seal_.moment), last=seal_.last_entry)
        )
    return lines


def _record(found: history.Verified, wrong: int) -> None:
    """Tell each office that its history was verified, and how it came out."""
    detail = {
        "entries": found.entries, "seals": found.seals, "problems": wrong,
        "last_seal": found.last.number if found.last else None, "digest": found.last.digest if found.last else None,
    }  # fmt: skip
    with as_operator():
        for number in db.session.scalars(select(Organization.id).order_by(Organization.id)).all():
            tell("history_verified", organization_id=number, detail=detail)
        db.session.commit()


def moment_words(moment: str) -> str:
    """Return a moment of the history, UTC as text, in the office's time; what is no moment stays as it is."""
    try:
        return format_moment(datetime.fromisoformat(moment), seconds=True)
    except ValueError:
        return moment
