"""Whether a person finds rows of a kind at all: what has no rows for them stands in no menu and in no overview."""

from __future__ import annotations

from models.access import CLERK, Actor, all_rows, can, held_roles
from models.base import Record


def opens(actor: Actor, cls: type[Record]) -> bool:
    """Return whether the list of a type can hold rows for the actor; a clerk's grant may leave it out of the working areas."""
    answer = can(actor, "read", cls)
    if not answer or answer.behalf is not None:
        return bool(answer)
    roles = held_roles(actor, cls, "read")
    limited = roles == [CLERK] and cls.access.read[CLERK] is all_rows
    return not limited or actor.covers(cls.area_slug or cls.slug())
