"""What the panel says back after an act."""

from __future__ import annotations

from typing import Any

from flask import flash

from models.marks import N_
from models.transitions import NO_LONGER_THERE, AlreadyDone
from panel.language import format_moment, translate

DONE_BY_OTHERS = N_("%(who)s has already dealt with this at %(when)s (%(what)s); nothing was changed.")


def said(sentence: str, **values: Any) -> None:
    """Say that something was done, on the next page."""
    flash(translate(sentence, **values), "done")


def undoable(sentence: str, *, url: str) -> None:
    """Say that something was done, with the button that takes it back.

    Args:
        sentence: what was done.
        url: where the button posts to.
    """
    flash({"sentence": translate(sentence), "url": url}, "undo")  # type: ignore[arg-type]


def noted(sentence: str, **values: Any) -> None:
    """Say a fact about what happened, on the next page."""
    flash(translate(sentence, **values), "note")


def failed(sentence: str, **values: Any) -> None:
    """Say that something was not done, and why; it stays on the page."""
    flash(translate(sentence, **values), "error")


def done_words(done: AlreadyDone) -> tuple[str, dict[str, Any]]:
    """Return the sentence for who came second: who dealt with it, when."""
    if done.who is None:
        return NO_LONGER_THERE, {}
    return DONE_BY_OTHERS, {
        "who": done.who,
        "when": format_moment(done.when),
        "what": translate(done.what or ""),
    }
