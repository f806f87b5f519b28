"""What stands in a cell: its class, and the words for its value.

Whatever depends only on the column is worked out once for a page; a cell costs one call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from models.access.sensitivity import MASK
from models.clock import OFFICE_ZONE
from models.marks import N_
from panel import values
from panel.language import translate
from panel.listing.columns import Shown
from panel.listing.drawing import state_html
from panel.listing.labels import Label

NOT_SEEN = N_("Not visible to you")
IN_BIN = N_("%(title)s (in the recycle bin)")
NONE = "—"


class _Words(dict[Any, str]):
    """The wording of each value that was met, worked out once for a page."""

    def __init__(self, make: Callable[[Any], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Any) -> str:
        text = self[value] = self._make(value)
        return text


@dataclass(slots=True)
class Wording:
    """The words for the values of a page.

    Args:
        labels: reference column -> labels by id.
    """

    labels: Mapping[str, Mapping[int, Label]] = field(default_factory=dict)

    def text_of(self, column: Shown) -> Callable[[Any], str]:
        """Return what turns a value of the column into the words a person reads; ``None`` becomes an empty text.

        The words are the same in a list, an export and a chip.
        """
        if column.target is not None:
            return self._reference(self.labels.get(column.name, {}))
        if column.kind == "state":
            known = {value: state.label for value, state in column.info["states"].items()}
            return _plainly(
                _Words(lambda value: translate(known[value]) if value in known else str(value)).__getitem__
            )
        if column.kind in ("choice", "choices", "flag"):
            described = column.column if column.column is not None else _Described(column.info)
            return _plainly(_Words(lambda value: values.format_for(described, value)).__getitem__)
        described = column.column if column.column is not None else _Described(column.info)
        return lambda value: values.format_for(described, value)

    def _reference(self, names: Mapping[int, Label]) -> Callable[[Any], str]:
        hidden = translate(NOT_SEEN)

        def text(value: Any) -> str:
            if not isinstance(value, int):
                return value or ""  # the mask
            label = names.get(value)
            if label is None:
                return hidden
            return translate(IN_BIN, title=label.text) if label.trashed else label.text

        return text

    def html_of(self, column: Shown) -> Callable[[Any, Any], str]:
        """Return what turns (value, row) into the inside of a cell, escaped; an empty text where there is nothing."""
        made = column.made
        if made is not None and made.render is not None and not column.masked:
            render = made.render
            return lambda value, row: str(escape(render(value, row)))
        text = self.text_of(column)
        if column.kind == "state":
            states = column.info["states"]
            drawn = _Words(
                lambda v: str(state_html(states[v].shape, text(v))) if v in states else str(escape(text(v)))
            )
            return lambda value, _row: drawn[value] if value is not None else ""
        if column.kind == "moment":
            return lambda value, _row: (
                _day_of(value) if isinstance(value, datetime) else str(escape(value or ""))
            )
        if column.kind in ("count", "money", "measure") and column.info.get("unit"):
            unit = str(Markup(' <span class="unit">{}</span>').format(translate(column.info["unit"])))
            return lambda value, _row: (
                "" if value is None else str(escape(text(value))) + ("" if value == MASK else unit)
            )
        return lambda value, _row: "" if value is None else str(escape(text(value)))


class _Described:
    """A computed column in the form in which ``values`` asks for one: its ``info``."""

    def __init__(self, info: Mapping[str, Any]) -> None:
        self.info = info


def _plainly(words: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda value: "" if value is None else words(value)


def _day_of(moment: datetime) -> str:
    """Return the day of a moment: a list says when something changed to the day, the record says it to the minute."""
    return moment.astimezone(OFFICE_ZONE).date().isoformat()
