"""The small pictures of a cell, as the templates draw them: states and completion bars, also for ``ListColumn.render``."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup, escape

from models.workflow import Shape
from panel.assets import asset

TONES: dict[Shape, str] = {
    "dashed": "neutral",
    "ring": "neutral",
    "diamond": "warn",
    "half": "accent",
    "returned": "warn",
    "done": "ok",
    "stamp": "seal",
    "ended": "neutral",
    "warning": "bad",
}
"""The tone of each shape; the twin of ``tones`` in templates/ui.html."""
_ACT_NOW: frozenset[Shape] = frozenset({"returned", "warning"})
"""Shapes that are filled in a list: somebody must act now."""
_BREAK, _SCALE = 140, Decimal("0.6")
"""Above this percentage the bar breaks; 100 % are 60 units of the picture."""


def sprite() -> str:
    """Return the address of the pictures."""
    return asset("sprite.svg")


def state_html(shape: Shape, label: str, filled: bool | None = None) -> Markup:
    """Return a state as shape and word; filled when somebody must act now, which the shape says unless told otherwise."""
    on = " on" if (shape in _ACT_NOW if filled is None else filled) else ""
    return Markup(  # noqa: S704 - the shape is one of nine, the label is escaped
        f'<span class="st t-{TONES[shape]}{on}"><svg aria-hidden="true"><use href="{escape(sprite())}#s-{shape}"/></svg>'
        f"{escape(label)}</span>"
    )


def completion_html(percent: Decimal | float | None, label: str, *, behind: bool = False) -> Markup:
    """Return a completion bar with its number; 100 % is the upright mark, the bar goes past it and breaks above 140 %.

    Without a percentage (done or not, text) there is no bar, only the word.
    """
    number = Markup('<span class="pct">{}</span>').format(label)
    if percent is None:
        return number
    exact = Decimal(percent)
    width = min(max(exact, Decimal(0)), Decimal(_BREAK)) * _SCALE
    cut = '<path class="gap" d="M69 12l5-10M74 12l5-10"/>' if exact > _BREAK else ""
    kind = "be" if behind else "fi"
    return (
        Markup(  # noqa: S704 - made of numbers alone
            '<svg class="cb" viewBox="0 0 84 14" aria-hidden="true"><path class="tr" d="M0 3h60v8H0z"/>'
            f'<path class="{kind}" d="M0 3h{width:.1f}v8H0z"/>{cut}<path class="gap" d="M58.5 0v14M61.5 0v14"/>'
            '<path class="mk" d="M60 0v14"/></svg>'
        )
        + number
    )
