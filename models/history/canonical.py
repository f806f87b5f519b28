"""The one definition of an entry's hash: both engines compute it, Python computes it again.

A hash is the SHA-256 of the entry's fields in the order below, each written as its length in UTF-8 bytes, a colon and
the text itself, or as a single ``-`` where there is nothing. Lengths make the border between two fields part of what is
hashed, so text cannot wander from one field into the next. Numbers are written in decimal, moments as
``2020-09-23 02:41:07.123456`` in UTC. The name of the table of entries stands first: a change never has the hash of an event.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

CHANGE_FIELDS = (
    "id",
    "transaction_id",
    "moment",
    "actor",
    "actor_label",
    "roles",
    "on_behalf",
    "request_id",
    "reason",
    "organization_id",
    "table_name",
    "record_id",
    "operation",
    "record_version",
    "old",
    "new",
    "previous_hash",
)
"""What the hash of a change covers, in order: every column but the hash itself."""

EVENT_FIELDS = (
    "id",
    "transaction_id",
    "moment",
    "actor",
    "actor_label",
    "roles",
    "on_behalf",
    "request_id",
    "reason",
    "organization_id",
    "table_name",
    "record_id",
    "kind",
    "record_version",
    "detail",
    "previous_hash",
)
"""What the hash of an event covers, in order: every column but the hash itself."""

FIELDS = {"change": CHANGE_FIELDS, "event": EVENT_FIELDS}
"""The hashed fields of each table of entries."""

CONTEXT_FIELDS = ("actor", "actor_label", "roles", "on_behalf", "request_id", "reason")
"""What the application says about itself before it writes; the rest the database knows."""


def digest(table: str, fields: Iterable[str | int | None]) -> str:
    """Return the hash of one entry, 64 hexadecimal digits.

    Args:
        table: ``change`` or ``event``.
        fields: the values of :data:`FIELDS` of that table, in that order; moments already as text.
    """
    joined = bytearray()
    for value in (table, *fields):
        if value is None:
            joined += b"-"
        else:
            # Text that a tamperer left undecodable must be found, not stop the search for it.
            encoded = str(value).encode("utf-8", "surrogateescape")
            joined += b"%d:" % len(encoded)
            joined += encoded
    return hashlib.sha256(joined).hexdigest()
