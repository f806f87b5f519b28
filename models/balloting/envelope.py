"""The envelope around a ballot: nobody can read or change it without the round's secret.

Encrypt-then-MAC with what Python's own library has, so that an office installs no cipher: the key stream is SHAKE-256 over a key
and a nonce used once (a sponge keyed by prefix is a pseudo-random function, the ground of KMAC in NIST SP 800-185), the tag is
HMAC-SHA-256. Two keys are derived from the secret, one for each.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256, shake_256

NONCE, TAG, SECRET = 24, 32, 32
"""Bytes of the nonce, the tag and the secret."""


class BrokenEnvelope(ValueError):
    """The envelope was not sealed with this secret for this round, or was changed."""


def seal(secret: bytes, content: bytes, about: bytes) -> bytes:
    """Return nonce, ciphertext and tag. ``about`` (the round) is not hidden but bound: elsewhere the envelope does not open."""
    nonce = secrets.token_bytes(NONCE)
    hidden = _mask(secret, nonce, content)
    return nonce + hidden + _tag(secret, nonce + hidden, about)


def unseal(secret: bytes, envelope: bytes, about: bytes) -> bytes:
    """Return what was sealed.

    :raises BrokenEnvelope: when the tag does not fit.
    """
    sealed, tag = envelope[:-TAG], envelope[-TAG:]
    if len(envelope) < NONCE + TAG or not hmac.compare_digest(tag, _tag(secret, sealed, about)):
        raise BrokenEnvelope
    return _mask(secret, sealed[:NONCE], sealed[NONCE:])


def _mask(secret: bytes, nonce: bytes, content: bytes) -> bytes:
    stream = shake_256(_derived(secret, b"stream") + nonce).digest(len(content))
    return bytes(a ^ b for a, b in zip(content, stream, strict=True))


def _tag(secret: bytes, sealed: bytes, about: bytes) -> bytes:
    length = len(about).to_bytes(4, "big")
    return hmac.digest(_derived(secret, b"tag"), length + about + sealed, "sha256")


def _derived(secret: bytes, use: bytes) -> bytes:
    return hmac.digest(secret, b"xieshang ballot " + use, sha256)
