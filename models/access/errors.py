"""Refusals. Their sentence is for the person; nothing else of them is ever shown."""

from __future__ import annotations

from typing import Any

from models.marks import N_


class NoActor(RuntimeError):
    """Data was touched while nobody was bound as the actor."""


class Refused(Exception):
    """An act that the person may not do, with the sentence that says so and names the way.

    ``sentence`` is an English message identifier with ``%(name)s`` places for ``values``.
    """

    def __init__(self, sentence: str = "", **values: Any) -> None:
        self.sentence = sentence or NOT_ALLOWED
        self.values: dict[str, Any] = values
        super().__init__(self.sentence % values if values else self.sentence)


NOT_ALLOWED = N_("Your post does not handle this; please contact the office if it is needed.")
NOT_ALLOWED_ASK = N_("Your post does not handle this; if it is needed, please contact: %(who)s.")
OWN_WORK = N_("What you drafted, changed or submitted must be decided by another person.")
OWN_WORK_LENT = N_(
    "What you or %(name)s drafted, changed or submitted cannot be decided by delegation; another person must decide it."
)
NO_LONGER_DELEGATED = N_(
    "The delegation from %(name)s is no longer in force; what was done under it stays, this was not done."
)
FROZEN = N_("This has been approved and cannot be changed directly; if a change is needed, use Correct.")
NO_TRANSITION_FROM_HERE = N_("This step cannot be taken from the present state.")
TOO_LATE = N_(
    "This has been in the recycle bin for more than 90 days and stays there; please enter it anew if it is needed."
)
STATE_BY_TRANSITION_ONLY = N_("A state changes only by its own step.")
NOTHING_IS_DELETED = N_("Nothing is deleted here; please move it to the recycle bin.")
PAPER_NEEDED = N_("Please attach the scan of the signed paper first: this is entered for another person.")
