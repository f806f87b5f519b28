"""One hash over many entries: a Merkle tree as RFC 9162 has it, section 2.1.1.

Leaves and nodes begin with different bytes, so no node can be passed off as a leaf. A leaf's data is the hash of an entry, as
the 64 characters that stand in the database.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

_BLOCK = 4096
"""Leaves folded at once; a power of two, so that a block is a whole subtree."""


def leaf(entry_hash: bytes) -> bytes:
    """Return the leaf of an entry."""
    return sha256(b"\0" + entry_hash).digest()


class Tree:
    """Takes leaves in order and keeps one hash for each 4,096 of them."""

    def __init__(self) -> None:
        self._blocks: list[bytes] = []
        self._pending: list[bytes] = []
        self.size = 0

    def add(self, leaves: Iterable[bytes]) -> None:
        """Append leaves."""
        before = len(self._pending)
        self._pending += leaves
        self.size += len(self._pending) - before
        while len(self._pending) >= _BLOCK:
            self._blocks.append(_fold(self._pending[:_BLOCK]))
            del self._pending[:_BLOCK]

    def root(self) -> str:
        """Return the root, 64 hexadecimal digits; of no leaves at all that of the empty text."""
        tops = [*self._blocks, _fold(self._pending)] if self._pending else list(self._blocks)
        return (_fold(tops) if tops else sha256().digest()).hex()


def _fold(level: list[bytes]) -> bytes:
    # A node without a neighbour goes up as it is: that is the split at the largest power of two.
    while len(level) > 1:
        above = [sha256(b"\1" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)]
        if len(level) % 2:
            above.append(level[-1])
        level = above
    return level[0]
