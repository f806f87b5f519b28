"""What the panel says back after an act."""

from __future__ import annotations

from typing import Any

from flask import flash

from panel.language import translate


def said(sentence: str, **values: Any) -> None:
    """Say that something was done, on the next page."""
    flash(translate(sentence, **values), "done")


def noted(sentence: str, **values: Any) -> None:
    """Say a fact about what happened, on the next page."""
    flash(translate(sentence, **values), "note")


def failed(sentence: str, **values: Any) -> None:
    """Say that something was not done, and why; it stays on the page."""
    flash(translate(sentence, **values), "error")
