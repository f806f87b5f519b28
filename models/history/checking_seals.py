"""Holding the seals against the entries, one after the other, while the entries are walked over."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterator

from models.history.merkle import Tree
from models.history.problem import Problem, of_seal
from models.history.seals import SealRow
from models.marks import N_

ALTERED = N_(
    "Seal %(number)s was altered: it does not have the digest of what it says. "
    "Compare it with the digests kept outside."
)
CHAIN = N_(
    "Seal %(number)s does not follow the seal before it: seals were removed, added or exchanged. "
    "Compare with the digests kept outside."
)
SIGNATURE = N_(
    "Seal %(number)s does not bear the signature of its key: somebody else wrote it. "
    "Compare it with the digests kept outside."
)
STRANGE_KEY = N_(
    "From seal %(number)s on a key signs that never sealed on this machine (fingerprint %(fingerprint)s). "
    "Ask who exchanged the key, and compare with the fingerprints noted outside."
)
OTHER_COUNT = N_(
    "Seal %(number)s (of %(moment)s UTC) does not fit: it sealed %(sealed)s entries between %(first)s and %(last)s, and there "
    "are %(found)s. Compare these with a backup or an export from before."
)
OTHER_ENTRIES = N_(
    "Seal %(number)s (of %(moment)s UTC) does not fit: of the %(sealed)s entries between %(first)s and %(last)s at least one is "
    "not what was sealed. Compare them with a backup or an export from before."
)


class SealCheck:
    """Takes the entries in order and says which seals do not hold.

    Args:
        seals: all of them, in order.
        known: the public keys that may sign; ``None`` where that is not known.
        outside: a digest that was kept outside the database.
    """

    def __init__(
        self, seals: Iterator[SealRow], *, known: Collection[str] | None = None, outside: str | None = None
    ) -> None:
        self._seals = seals
        self._known = known
        self._outside = outside
        self._current: SealRow | None = next(seals, None)
        self._tree = Tree()
        self._strange: str | None = None
        self.problems: list[Problem] = []
        self.number = 0
        self.last: SealRow | None = None
        self.found: SealRow | None = None
        self.unsealed = 0
        self.keys: dict[str, int] = {}

    def take(self, numbers: array[int], leaves: list[bytes]) -> None:
        """Take the entries that come next."""
        begin = 0
        while self._current is not None and begin < len(numbers):
            end = bisect_right(numbers, self._current.last_entry, begin)
            self._tree.add(leaves[begin:end])
            begin = end
            if begin < len(numbers):
                self._close(self._current)
        if self._current is None:
            self.unsealed += len(numbers) - begin

    def finish(self) -> None:
        """Say that no entry follows."""
        while self._current is not None:
            self._close(self._current)

    def _close(self, seal: SealRow) -> None:
        self._check_itself(seal)
        values: dict[str, str | int] = {
            "moment": seal.moment[:19],
            "sealed": seal.entries,
            "first": seal.first_entry,
            "last": seal.last_entry,
        }
        if self._tree.size != seal.entries:
            self._say(seal, OTHER_COUNT, **values, found=self._tree.size)
        elif self._tree.root() != seal.root:
            self._say(seal, OTHER_ENTRIES, **values)
        self.number += 1
        self.last = seal
        self._tree = Tree()
        self._current = next(self._seals, None)

    def _check_itself(self, seal: SealRow) -> None:
        digest = seal.computed_digest
        if digest != seal.digest:
            self._say(seal, ALTERED)
        elif not seal.is_signed:
            self._say(seal, SIGNATURE)
        if self._outside is not None and digest == self._outside:
            self.found = seal
        before = self.last
        follows = (before.number + 1, before.last_entry + 1, before.digest) if before else (1, 1, None)
        if (
            seal.number,
            seal.first_entry,
            seal.previous_digest,
        ) != follows or seal.last_entry < seal.first_entry:
            self._say(seal, CHAIN)
        self.keys.setdefault(seal.public_key, seal.number)
        if (
            self._known is not None
            and seal.public_key not in self._known
            and seal.public_key != self._strange
        ):
            self._say(seal, STRANGE_KEY, fingerprint=seal.fingerprint)
            self._strange = seal.public_key

    def _say(self, seal: SealRow, text: str, **values: str | int) -> None:
        self.problems.append(of_seal(seal.number, text, **values))
