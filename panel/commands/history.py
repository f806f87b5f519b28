"""``flask --app wsgi history seal`` and ``history verify``: what was written can neither be changed nor taken away unseen."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from time import perf_counter

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from models import history
from models.base import db
from models.marks import N_
from models.office.organization import Organization
from models.registry import record_type
from models.writing import tell
from panel.auth import current_settings
from panel.commands.operator import as_operator, first_question
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
    outside = None if digest is None else read_digest(digest)
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


def read_digest(text: str) -> str:
    """Return a digest as it was written down, spaces and capitals aside; empty for what is none."""
    plain = re.sub(r"[\s-]", "", text).lower()
    return plain if re.fullmatch(r"[0-9a-f]{64}", plain) else ""


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
