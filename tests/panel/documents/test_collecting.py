"""Clearing up: what nothing names goes after a day, and nothing else ever does."""

import io
import os
import time
from pathlib import Path

import pytest
from flask import Flask

from models.base import db
from models.office.attachment import Attachment
from models.people.member import Member
from panel.documents import store_upload
from panel.documents.collecting import GRACE
from panel.documents.store import FileStore
from panel.saving import move_to_bin
from tests.fixtures.app import People, add_organization
from tests.panel.documents import samples
from tests.panel.documents.conftest import Attached, add_member, files_in, rows


def make_old(store: FileStore) -> None:
    """Let everything on the disk be handed in a little more than a day ago."""
    moment = time.time() - GRACE - 60
    for path in store.folder.rglob("*"):
        if path.is_file():
            os.utime(path, (moment, moment))


def run(app: Flask, *arguments: str) -> tuple[int, str]:
    """Run a command and return its exit status and all it says."""
    result = app.test_cli_runner().invoke(args=["files", *arguments])
    return result.exit_code, result.output


def test_a_crash_between_file_and_row_leaves_a_file_that_goes_after_a_day(
    app: Flask, office: int, people: People, member_id: int, store: FileStore
) -> None:
    with people.acting(people.add("clerk")):
        store_upload(samples.upload("履历表.pdf"), db.session.get_one(Member, member_id), "ordinary", True)
        db.session.rollback()
    assert rows(app, office) == []
    assert len(files_in(store)) == 1

    assert run(app, "collect") == (0, "Files removed: 0 (0 B)\n")
    assert len(files_in(store)) == 1, "its transaction might still be under way"

    make_old(store)
    assert run(app, "collect") == (0, f"Files removed: 1 ({len(samples.PDF)} B)\n")
    assert files_in(store) == []


def test_an_upload_that_died_half_way_is_cleared_up(app: Flask, office: int, store: FileStore) -> None:
    store.keep(io.BytesIO(b"minutes"))
    (store.folder / ".incoming-x").write_bytes(b"half")
    make_old(store)

    assert run(app, "collect") == (0, "Files removed: 2 (11 B)\n")


def test_what_any_row_names_stays_for_ever(
    app: Flask, office: int, people: People, member_id: int, attached: Attached, store: FileStore
) -> None:
    """Of every organization, and in the recycle bin: the history speaks of it."""
    trashed = attached(Member, member_id, "照片.png", samples.PNG)
    with people.acting(people.add("clerk")):
        move_to_bin(db.session.get_one(Attachment, trashed))
        db.session.commit()
    elsewhere = add_organization(app, "政协大竹县委员会", "大竹")
    stranger = people.add("clerk", login="stranger", organization_id=elsewhere)
    person = add_member(app, elsewhere, "周建国")
    with people.acting(stranger):
        store_upload(samples.upload("履历表.pdf"), db.session.get_one(Member, person), "ordinary", True)
        db.session.commit()
    store.keep(io.BytesIO(b"named by nothing"))
    make_old(store)
    before = files_in(store)

    assert run(app, "collect") == (0, "Files removed: 1 (16 B)\n")

    left = files_in(store)
    assert len(left) == 2
    assert set(left) < set(before)


def test_a_database_that_was_never_set_up_takes_no_file_away(app: Flask, store: FileStore) -> None:
    store.keep(io.BytesIO(b"of another database"))
    make_old(store)

    status, words = run(app, "collect")

    assert status == 1
    assert "holds no organization" in words
    assert len(files_in(store)) == 1


def test_the_check_names_what_is_gone_and_what_is_altered(
    app: Flask, office: int, member_id: int, attached: Attached, store: FileStore
) -> None:
    whole, altered, gone = (
        attached(Member, member_id, name, samples.GENUINE[name])
        for name in ("通知.pdf", "名册.xlsx", "说明.txt")
    )
    assert run(app, "check") == (0, "Every attached file is whole.\n")
    digests: dict[int, Path] = {row.id: store.path_of(row.sha256) for row in rows(app, office)}
    digests[altered].chmod(0o600)
    digests[altered].write_bytes(b"something else")
    digests[gone].unlink()

    status, words = run(app, "check")

    assert status == 1
    assert f"Attachment {altered} (名册.xlsx): altered" in words
    assert f"Attachment {gone} (说明.txt): gone" in words
    assert f"Attachment {whole} " not in words


@pytest.mark.parametrize("command", ["collect", "check"])
def test_an_office_without_attachments_has_nothing_to_clear_up(
    app: Flask, office: int, store: FileStore, command: str
) -> None:
    status, _words = run(app, command)

    assert status == 0
    assert not store.folder.exists()
