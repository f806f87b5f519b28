"""The application with a folder of its own for attachments, and records to attach to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from models.base import db
from models.office.attachment import Attachment
from models.office.department import Department
from models.office.meeting import Meeting
from models.office.special_committee import SpecialCommittee
from models.people.member import Member
from panel.documents import store_upload
from panel.documents.store import FileStore
from tests.fixtures.app import People, as_system
from tests.panel.documents import samples


@pytest.fixture
def store(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FileStore:
    """Return the store of the application, which lies in the test's own folder."""
    settings = replace(app.extensions["xieshang_settings"], upload_folder=tmp_path / "附件")
    monkeypatch.setitem(app.extensions, "xieshang_settings", settings)
    return FileStore(settings.upload_folder)


def files_in(store: FileStore) -> list[str]:
    """Return the names of all files in the store."""
    return sorted(p.name for p in store.folder.rglob("*") if p.is_file() and p.name != ".lock")


@pytest.fixture
def member_id(app: Flask, office: int) -> int:
    """Return the id of a person whose file the clerk keeps, who reads and keeps it in part, and whom a unit does not see."""
    return add_member(app, office)


def add_member(app: Flask, organization_id: int, name: str = "张维翰") -> int:
    """Enter a person and return the id."""
    with as_system(app, organization_id=organization_id):
        row = Member(name=name)
        db.session.add(row)
        db.session.commit()
        return row.id


@pytest.fixture
def meeting_id(app: Flask, office: int) -> int:
    """Return the id of a meeting that was held."""
    with as_system(app, organization_id=office):
        row = Meeting(
            kind="chairpersons",
            name="主席会议",
            required_set="invited",
            place="三楼会议室",
            starts_at=datetime(2020, 9, 1, 1, tzinfo=UTC),
        )
        db.session.add(row)
        db.session.commit()
        row.state = "held"
        db.session.commit()
        return row.id


@pytest.fixture
def archive(app: Flask, office: int) -> Callable[[int], None]:
    """Return a function that brings a meeting to the state in which it is frozen."""

    def make(meeting_id: int) -> None:
        with as_system(app, organization_id=office):
            db.session.get_one(Meeting, meeting_id).state = "archived"
            db.session.commit()

    return make


AccountOf = Callable[[str], int]


@pytest.fixture
def account_of(app: Flask, office: int, people: People, member_id: int) -> AccountOf:
    """Return a function that makes an account with a role; the member is the person of ``member_id``."""

    def make(role: str) -> int:
        with as_system(app, organization_id=office):
            scope: dict[str, Department | SpecialCommittee] = {
                "department": Department(name="县教育局", short_name="教育局", kind="government"),
                "committee": SpecialCommittee(
                    name="提案委员会", short_name="提案委", kind="special_committee"
                ),
            }
            row = scope.get(role)
            if row is not None:
                db.session.add(row)
                db.session.commit()
            grants: dict[str, dict[str, Any]] = {
                "member": {"member_id": member_id},
                "department": {"department_id": row.id if row else 0},
                "committee": {"special_committee_id": row.id if row else 0},
            }
        return people.add(role, **grants.get(role, {}))

    return make


Attached = Callable[..., int]


@pytest.fixture
def attached(people: People, store: FileStore) -> Attached:
    """Return a function that attaches a file as a clerk and returns the number of the attachment."""
    clerk = people.add("clerk", login="archivist")

    def attach(
        cls: type[Member | Meeting],
        record_id: int,
        name: str = "履历表.pdf",
        content: bytes = samples.PDF,
        **given: str,
    ) -> int:
        with people.acting(clerk):
            record = db.session.get_one(cls, record_id)
            row = store_upload(
                samples.upload(name, content), record, given.pop("kind", "ordinary"), True, **given
            )
            db.session.commit()
            return row.id

    return attach


def rows(app: Flask, organization_id: int) -> list[Attachment]:
    """Return every attachment of an organization, oldest first."""
    with as_system(app, organization_id=organization_id):
        return db.session.query(Attachment).order_by(Attachment.id).all()
