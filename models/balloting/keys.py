"""The secret of each open ballot box: a file outside the database, destroyed when the box has been emptied.

Backups, the write-ahead log and dead rows keep the envelopes of a round for years. Once the secret is gone they are noise.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from sqlalchemy import event

from models.access.errors import Refused
from models.balloting.envelope import SECRET
from models.marks import N_
from models.session import RecordSession

LOST = N_(
    "The secret of this ballot box is gone, so its ballots cannot be opened; the round has to be voided and opened anew."
)

_folder: Path | None = None
_SPENT, _FRESH = "spent_ballot_keys", "fresh_ballot_keys"


def set_key_folder(folder: Path | None) -> None:
    """Say once at start where the secrets are kept: a folder that all processes share and no backup of the database includes."""
    global _folder  # noqa: PLW0603 - one process, one folder
    _folder = folder


def make(name: str) -> None:
    """Write a new secret; it is on the disk when this returns.

    :raises FileExistsError: when a box of this name has one.
    """
    path = _path(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, secrets.token_bytes(SECRET))
        os.fsync(handle)
    finally:
        os.close(handle)
    _sync_folder(path.parent)


def read(name: str) -> bytes:
    """Return the secret.

    :raises Refused: when it is gone.
    """
    try:
        secret = _path(name).read_bytes()
    except FileNotFoundError:
        secret = b""
    if len(secret) != SECRET:
        raise Refused(LOST)
    return secret


def destroy(name: str) -> bool:
    """Overwrite the secret and remove it; return whether it was still there."""
    path = _path(name)
    try:
        with path.open("r+b", buffering=0) as file:
            file.write(secrets.token_bytes(SECRET))
            os.fsync(file.fileno())
        path.unlink(missing_ok=True)
    except FileNotFoundError:
        return False
    _sync_folder(path.parent)
    return True


def destroy_once_committed(session: Any, name: str) -> None:
    """Destroy the secret when the transaction of ``session`` is committed; after a rollback the full box still needs it."""
    session.info.setdefault(_SPENT, []).append(name)


def destroy_if_rolled_back(session: Any, name: str) -> None:
    """Destroy the secret when the transaction that makes its box does not come about."""
    session.info.setdefault(_FRESH, []).append(name)


@event.listens_for(RecordSession, "after_commit")
def _committed(session: RecordSession) -> None:
    session.info.pop(_FRESH, None)
    for name in session.info.pop(_SPENT, ()):
        destroy(name)


@event.listens_for(RecordSession, "after_rollback")
def _rolled_back(session: RecordSession) -> None:
    session.info.pop(_SPENT, None)
    for name in session.info.pop(_FRESH, ()):
        destroy(name)


def _path(name: str) -> Path:
    if _folder is None:
        raise RuntimeError("no folder for the secrets of ballot boxes: call set_key_folder at start")
    return _folder / f"{name}.key"


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
