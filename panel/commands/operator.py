"""Who acts on the command line: the operator, whom the history names after the user of the machine."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.exc import IntegrityError

from models.access import Actor, Refused, acting, system_actor
from models.engines import writing
from models.problems import Invalid
from panel.constraints import problem_from
from panel.language import translate


def user_name() -> str:
    """Return the name of the user who types; a container may know none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


@contextmanager
def as_operator(organization_id: int | None = None, *, writes: bool = True) -> Iterator[Actor]:
    """Act as ``cli:<user>`` in the block; what is refused or wrong ends the command with its sentence.

    The block commits. An operator is bound to one organization, or sees all of them.
    """
    with writing(writes), acting(system_actor("operator", organization_id, user=user_name())) as actor:
        try:
            yield actor
        except Refused as refused:
            raise click.ClickException(translate(refused.sentence, **refused.values)) from None
        except IntegrityError as error:
            problem = problem_from(error)
            raise click.ClickException(translate(problem.sentence, **problem.values)) from None
        except Invalid as invalid:
            lines = [translate(problem.sentence, **problem.values) for problem in invalid.problems]
            raise click.ClickException("\n".join(lines)) from None
