"""What templates call ``page``: the title of a page, the way to it, and its parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def page(title: str, crumbs: Sequence[tuple[str, str | None]] = (), **parts: Any) -> dict[str, Any]:
    """Return the page's title, the way to it (the title itself when none is given), and its parts."""
    return {"title": title, "crumbs": list(crumbs) or [(title, None)], **parts}
