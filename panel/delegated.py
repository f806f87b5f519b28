"""For whom a step would be taken, in words: what is decided by delegation says so before it is pressed."""

from __future__ import annotations

from collections.abc import Iterable

from models.access import can, current_actor
from models.base import Record
from models.marks import N_
from models.workflow import Transition
from panel.language import join, translate

BY_DELEGATION = N_("You act for %(name)s by delegation; the history names you both.")


def behalf_words(steps: Iterable[tuple[Record, Transition]]) -> str:
    """Return the sentence for whom the actor would take these steps, empty where all are the actor's own to take."""
    names = []
    for record, step in steps:
        behalf = can(current_actor(), f"transition:{step.name}", record).behalf
        if behalf is not None:
            names.append(behalf.giver.label)
    return translate(BY_DELEGATION, name=join(dict.fromkeys(names))) if names else ""
