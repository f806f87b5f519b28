"""The key of fingerprints: what must be recognised again but never kept in history."""

from __future__ import annotations

import hmac
from hashlib import sha256

_key: bytes = b""


def set_history_key(key: str) -> None:
    """Set the key once at start; without one no fingerprint is made."""
    global _key  # noqa: PLW0603 - one process, one key
    _key = key.encode()


def fingerprint(value: str | None) -> str | None:
    """Return the keyed fingerprint (HMAC-SHA-256, hexadecimal) of a value, ``None`` for none."""
    if not value:
        return None
    return hmac.new(_key, value.encode(), sha256).hexdigest()
