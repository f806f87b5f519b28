"""How a state is shown: shape, word and tone from the model, and the marks that are computed beside it."""

from __future__ import annotations

from typing import Any

from models.base import Record
from models.deadlines import standing
from models.workflow import State
from panel.language import translate


def drawn(state: State) -> dict[str, str]:
    """Return what the template's state macro takes."""
    return {"shape": state.shape, "label": translate(state.label)}


def badge(record: Record) -> dict[str, str]:
    """Return the state of a record for the place beside its title."""
    assert record.workflow is not None
    return drawn(record.workflow.state(record.state))


def marks(record: Any) -> list[dict[str, str]]:
    """Return the computed marks beside the state: a record type names them in ``marks()`` as (shape, label)."""
    found = list(record.marks()) if hasattr(record, "marks") else []
    if (question := standing(record)) is not None:
        found.append(("warning" if question.tone == "bad" else "diamond", question.label))
    return [{"shape": shape, "label": translate(label)} for shape, label in found]
