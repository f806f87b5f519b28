"""The one definition of an entry's hash: both engines compute it, Python computes it again.

A hash is the SHA-256 of the entry's fields in the order below, each written as its length in UTF-8 bytes, a colon and
the text itself, or as a single ``-`` where there is nothing. Lengths make the border between two fields part of what is
hashed, so text cannot wander from one field into the next. Numbers are written in decimal, moments as
``2020-09-23 02:41:07.123456`` in UTC. The name of the table of entries stands first: a change never has the hash of an event.

The last field is the ``nonce``, drawn at random for each entry: whoever is told the hash of an entry but not what it says cannot
find that out by trying telephone numbers. Entries from before there was one have none, and nothing stands for it in their hash.
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
    "nonce",
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
    "nonce",
)
"""What the hash of an event covers, in order: every column but the hash itself."""

SEAL_FIELDS = (
    "number",
    "first_entry",
    "last_entry",
    "entries",
    "root",
    "moment",
    "previous_digest",
    "public_key",
)
"""What the digest of a seal covers, in order: every column but the digest itself and the signature over it."""

FIELDS = {"change": CHANGE_FIELDS, "event": EVENT_FIELDS}
"""The hashed fields of each table of entries."""

SEALS = "history_seal"
"""The table of seals."""

CONTEXT_FIELDS = ("actor", "actor_label", "roles", "on_behalf", "request_id", "reason")
"""What the application says about itself before it writes; the rest the database knows."""


def digest(table: str, fields: Iterable[str | int | None]) -> str:
    """Return the hash of one entry, or the digest of a seal: 64 hexadecimal digits.

    Args:
        table: ``change``, ``event`` or ``history_seal``.
        fields: the values of :data:`FIELDS` of that table (or of :data:`SEAL_FIELDS`), in that order; moments already as text.
    """
    values = [table, *fields]
    if table in FIELDS and values[-1] is None:
        values.pop()
    return hashlib.sha256(b"".join(map(_length_prefixed, values))).hexdigest()


def _length_prefixed(value: str | int | None) -> bytes:
    if value is None:
        return b"-"
    # Text that a tamperer left undecodable must be found, not stop the search for it.
    encoded = str(value).encode("utf-8", "surrogateescape")
    return b"%d:%b" % (len(encoded), encoded)
