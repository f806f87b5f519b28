"""The key of the seals: a file outside the database, made when it is first used.

Beside it stand the public keys that sealed here, one a line, so that seals of an exchanged key are known again and those of
somebody else's are not.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)


class KeyProblem(Exception):
    """The key file cannot be used; the text is the reason, the file's path."""

    def __init__(self, reason: str, path: Path) -> None:
        super().__init__(f"{reason}: {path}")
        self.reason = reason
        self.path = path


@dataclass(frozen=True, slots=True)
class KeyFile:
    """Where the private key is kept (PEM, readable by its owner alone), and beside it the public keys that were used."""

    path: Path

    @property
    def known_path(self) -> Path:
        """Return the file of the public keys that sealed here."""
        return self.path.with_name(self.path.name + ".known")

    def known(self) -> frozenset[str]:
        """Return the public keys that sealed here, in hexadecimal; none where no key was ever made."""
        try:
            return frozenset(self.known_path.read_text(encoding="ascii").split())
        except FileNotFoundError:
            return frozenset()

    def open(self) -> Ed25519PrivateKey:
        """Return the private key; the first use makes one.

        Raises:
            KeyProblem: others may read the file (``open``), or it is no key of ours (``unreadable``).
        """
        if not self.path.exists():
            self._make()
        try:
            if self.path.stat().st_mode & 0o077:
                raise KeyProblem("open", self.path)
            key = load_pem_private_key(self.path.read_bytes(), password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm, OSError) as error:
            raise KeyProblem("unreadable", self.path) from error
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyProblem("unreadable", self.path)
        public = key.public_key().public_bytes_raw().hex()
        if public not in self.known():
            with self.known_path.open("a", encoding="ascii") as file:
                file.write(public + "\n")
                file.flush()
                os.fsync(file.fileno())
        return key

    def _make(self) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        written = Ed25519PrivateKey.generate().private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        )
        # Written aside (mkstemp gives 0600) and linked into place: the name never shows half a key, and of two sealers that begin
        # together the second takes the key of the first.
        handle, aside = tempfile.mkstemp(dir=self.path.parent, prefix=".seal-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(written)
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(FileExistsError):
                os.link(aside, self.path)
        finally:
            Path(aside).unlink()
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
