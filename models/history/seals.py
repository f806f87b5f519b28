"""What a seal says, its digest and its signature; reading the seals as they stand.

The digest of a seal covers the digest of the one before it, so the last one stands for all. Signed is the digest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from models.history.canonical import SEAL_FIELDS, SEALS, digest
from models.history.reading import connection_of

_AT_ONCE = 1_000
_MOMENT = "to_char(moment, 'YYYY-MM-DD HH24:MI:SS.US')"


@dataclass(frozen=True, slots=True)
class SealRow:
    """A seal as it stands in the database.

    Attributes:
        number: 1, 2, 3, ...
        first_entry: follows the last entry of the seal before it; 1 for the first seal.
        last_entry: the highest number sealed.
        entries: how many there are from the first to the last.
        root: of the Merkle tree over their hashes.
        moment: UTC, as text to the microsecond.
        previous_digest: of the seal before it.
        public_key: which checks the signature; 32 bytes of Ed25519 in hexadecimal.
        digest: over all of the above.
        signature: over the digest.
    """

    number: int
    first_entry: int
    last_entry: int
    entries: int
    root: str
    moment: str
    previous_digest: str | None
    public_key: str
    digest: str
    signature: str

    @property
    def computed_digest(self) -> str:
        """Return the digest of what the seal says."""
        return digest(SEALS, [getattr(self, name) for name in SEAL_FIELDS])

    @property
    def is_signed(self) -> bool:
        """Return whether the signature is that of its key over the digest."""
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.public_key))
            key.verify(bytes.fromhex(self.signature), signed_text(self.digest))
        except (InvalidSignature, ValueError, TypeError):
            return False
        return True

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of the public key."""
        return fingerprint_of(self.public_key)


def fingerprint_of(public_key: str) -> str:
    """Return the fingerprint of a public key: the SHA-256 of its 32 bytes, 64 hexadecimal digits; empty for what is no key."""
    try:
        return sha256(bytes.fromhex(public_key)).hexdigest()
    except (ValueError, TypeError):
        return ""


def plain_digest(text_: str) -> str:
    """Return a digest as it was written down, spaces and capitals aside; empty for what is none."""
    plain = re.sub(r"[\s-]", "", text_).lower()
    return plain if re.fullmatch(r"[0-9a-f]{64}", plain) else ""


def signed_text(digest_: str) -> bytes:
    """Return what is signed for a digest. The words keep a signature of ours from serving for anything else."""
    return b"xieshang history seal\n" + digest_.encode("utf-8", "surrogateescape")


def sign(digest_: str, key: Ed25519PrivateKey) -> str:
    """Return the signature over a digest, 128 hexadecimal digits."""
    return key.sign(signed_text(digest_)).hex()


Asked = Session | Connection


def read_seals(asked: Asked, *, after: int | None = None) -> Iterator[SealRow]:
    """Yield all seals in order, or those with numbers above ``after``; a thousand at a time."""
    while True:
        found = some_seals(asked, after=after, limit=_AT_ONCE)
        yield from found
        if len(found) < _AT_ONCE:
            return
        after = found[-1].number


def some_seals(asked: Asked, *, after: int | None, limit: int) -> list[SealRow]:
    """Return the first seals, or the first with numbers above ``after``, in order."""
    where = "" if after is None else "WHERE number > :after "
    return _read(asked, f"{where}ORDER BY number LIMIT {int(limit)}", after=after)


def newest_seals(asked: Asked, limit: int, *, before: int | None = None) -> list[SealRow]:
    """Return the newest seals, the newest first; below the number ``before`` when one is given."""
    where = "" if before is None else "WHERE number < :before "
    return _read(asked, f"{where}ORDER BY number DESC LIMIT {int(limit)}", before=before)


def last_seal(asked: Asked) -> SealRow | None:
    """Return the newest seal, ``None`` before the first."""
    return next(iter(newest_seals(asked, 1)), None)


def seal_of_digest(asked: Asked, digest_: str) -> SealRow | None:
    """Return the seal that bears a digest."""
    return next(iter(_read(asked, "WHERE digest = :digest ORDER BY number LIMIT 1", digest=digest_)), None)


def first_loose_seal(asked: Asked, since: SealRow) -> int | None:
    """Return the number of the first seal from ``since`` on that was altered or does not follow, ``None`` when all hold."""
    before: SealRow | None = None
    for seal in read_seals(asked, after=since.number - 1):
        loose = before is not None and (seal.number, seal.previous_digest) != (
            before.number + 1,
            before.digest,
        )
        if loose or seal.computed_digest != seal.digest:
            return seal.number
        before = seal
    return None


def _read(asked: Asked, rest: str, **values: int | str | None) -> list[SealRow]:
    connection = connection_of(asked)
    moment = "moment" if connection.dialect.name == "sqlite" else _MOMENT
    names = [moment if name == "moment" else name for name in (*SEAL_FIELDS, "digest", "signature")]
    statement = text(f"SELECT {', '.join(names)} FROM {SEALS} {rest}")  # noqa: S608 - constants
    given = {name: value for name, value in values.items() if value is not None}
    return [SealRow(*row) for row in connection.execute(statement, given)]
