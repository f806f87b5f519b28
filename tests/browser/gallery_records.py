"""Gallery pages."""

from __future__ import annotations

from typing import Any

PAGES: dict[str, tuple[str, Any, dict[str, Any]]] = {}
