"""The form "report these figures" under the summary: its fields, what was typed, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models import clock
from models.marks import N_
from models.office.reported_figure import WINDOWS
from models.problems import Problem
from panel.language import translate
from panel.period import day_field, sentence_of
from panel.saving import new_token

URL = "/panel/summary/report"
_LABELS = {
    "window": N_("Column of the summary"),
    "reported_to": N_("Figure reported to"),
    "document_number": N_("Document number of the figures"),
    "reported_on": N_("Figure reported on"),
}


def report_form(typed: Any = None, problems: Sequence[Problem] = ()) -> dict[str, Any]:
    """Return the form for the template.

    Args:
        typed: what was sent and refused, as a MultiDict; None for a fresh form.
        problems: why it was refused.
    """
    sent = typed if typed is not None else {}
    by_field = {problem.field: problem for problem in problems}
    labels = {name: translate(label) for name, label in _LABELS.items()}
    day = sent.get("reported_on", clock.business_today().isoformat())
    return {
        "url": URL,
        "token": new_token(),
        "ticked": {tick.partition(":")[0] for tick in typed.getlist("figure")} if typed is not None else (),
        "errors": [
            (f"f-{one.field}" if one.field in _LABELS else "", labels.get(one.field, ""), sentence_of(one))
            for one in problems
        ],
        "fields": [
            {"kind": "select", "name": "window", "label": labels["window"], "required": True,
             "options": [(choice.value, translate(choice.label)) for choice in WINDOWS],
             "value": sent.get("window", WINDOWS[0].value)},
            _text("reported_to", sent, by_field, 80, required=True),
            _text("document_number", sent, by_field, 60),
            day_field("reported_on", _LABELS["reported_on"], day, by_field.get("reported_on")),
        ],
    }  # fmt: skip


def _text(
    name: str, sent: Any, problems: Mapping[str, Problem], longest: int, *, required: bool = False
) -> dict[str, Any]:
    return {
        "kind": "text",
        "name": name,
        "label": translate(_LABELS[name]),
        "value": sent.get(name, ""),
        "error": sentence_of(problems.get(name)),
        "maxlength": longest,
        "required": required,
    }
