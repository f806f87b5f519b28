"""Attaching: who may, what is kept, and what is shown with a record."""

from collections.abc import Callable

import pytest
from flask import Flask

from models.access import Refused
from models.accounts.account import Account
from models.base import db
from models.office.attachment import Attachment
from models.office.meeting import Meeting
from models.people.member import Member
from panel.documents import UploadProblem, attachments_of, may_attach, store_upload
from panel.documents.problem import NO_FILE, NOT_CONFIRMED
from panel.documents.store import FileStore
from panel.documents.uploads import size_in_words
from panel.saving import move_to_bin
from tests.fixtures.app import ActingAs, People
from tests.panel.documents import samples
from tests.panel.documents.conftest import AccountOf, Attached, add_member, files_in, rows
from tests.panel.statements import counted

NAME = "关于张维翰同志任职的决定（2020年9月）.pdf"


def test_a_row_keeps_the_name_as_it_was_and_says_what_lies_on_the_disk(
    app: Flask, office: int, acting_as: ActingAs, member_id: int, store: FileStore
) -> None:
    with acting_as("clerk") as actor:
        member = db.session.get_one(Member, member_id)
        store_upload(samples.upload(NAME), member, "decision", True, "原件存档案室", secrecy="open")
        db.session.commit()

    (row,) = rows(app, office)
    assert (row.record_table, row.record_id) == ("member", member_id)
    assert row.name == NAME
    assert row.media_type == "application/pdf", "not what the browser said"
    assert (row.kind, row.secrecy, row.note, row.not_classified) == ("decision", "open", "原件存档案室", True)
    assert (row.size, row.created_by_id) == (len(samples.PDF), actor.account_id)
    assert store.path_of(row.sha256).read_bytes() == samples.PDF


def test_the_same_content_under_two_names_is_two_rows_and_one_file(
    app: Flask, office: int, member_id: int, attached: Attached, store: FileStore
) -> None:
    attached(Member, member_id, "签名单.pdf")
    attached(Member, member_id, "签名单（补）.pdf")

    first, second = rows(app, office)
    assert first.sha256 == second.sha256
    assert files_in(store) == [first.sha256]


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_file_that_is_not_taken_reaches_neither_disk_nor_database(
    app: Flask, office: int, acting_as: ActingAs, member_id: int, store: FileStore, confirmed: bool
) -> None:
    name, content = ("通知.pdf", samples.HTML) if confirmed else ("通知.pdf", samples.PDF)

    with acting_as("clerk"):
        member = db.session.get_one(Member, member_id)
        with pytest.raises(UploadProblem) as caught:
            store_upload(samples.upload(name, content), member, "ordinary", confirmed)
        db.session.commit()

    assert (caught.value.field, caught.value.sentence == NOT_CONFIRMED) == (
        ("file", False) if confirmed else ("not_classified", True)
    )
    assert str(caught.value)
    assert rows(app, office) == []
    assert not store.folder.exists()


def test_no_file_is_a_sentence_too(acting_as: ActingAs, member_id: int, store: FileStore) -> None:
    with acting_as("clerk"):
        member = db.session.get_one(Member, member_id)
        for nothing in (None, samples.upload("", b"")):
            with pytest.raises(UploadProblem) as caught:
                store_upload(nothing, member, "ordinary", True)
            assert caught.value.sentence == NO_FILE


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("clerk", True),
        ("committee", False),
        ("chair", False),
        ("auditor", False),
        ("member", True),
        ("department", False),
        ("admin", False),
    ],
)
def test_who_may_attach_to_a_persons_file(
    app: Flask,
    office: int,
    people: People,
    account_of: AccountOf,
    member_id: int,
    store: FileStore,
    role: str,
    allowed: bool,
) -> None:
    """The clerk to everything the clerk reads, the member in person to the own file, nobody else."""
    account = account_of(role)
    with people.acting(people.add("clerk", login="reader")):
        member = db.session.get_one(Member, member_id)
        db.session.expunge(member)

    with people.acting(account):
        assert may_attach(member) is allowed
        if allowed:
            store_upload(samples.upload(NAME), member, "ordinary", True)
        else:
            with pytest.raises(Refused):
                store_upload(samples.upload(NAME), member, "ordinary", True)
        db.session.commit()

    assert len(rows(app, office)) == allowed
    assert store.folder.exists() is allowed


def test_nobody_attaches_to_another_members_file(
    app: Flask, office: int, people: People, member_id: int, store: FileStore
) -> None:
    other = add_member(app, office, "李桂芳")
    with people.acting(people.add("clerk")):
        member = db.session.get_one(Member, other)
        db.session.expunge(member)

    with people.acting(people.add("member", member_id=member_id)), pytest.raises(Refused):
        store_upload(samples.upload(NAME), member, "ordinary", True)

    assert not store.folder.exists()


def test_accounts_and_attachments_have_no_attachments(
    people: People, member_id: int, attached: Attached, store: FileStore
) -> None:
    number = attached(Member, member_id)
    clerk = people.add("clerk")

    with people.acting(clerk):
        account = db.session.get_one(Account, clerk, execution_options={"gate": "label"})
        attachment = db.session.get_one(Attachment, number)
        for record in (account, attachment):
            assert attachments_of(record) is None
            assert not may_attach(record)


def test_the_same_upload_can_be_repeated_after_a_rollback(
    app: Flask, office: int, acting_as: ActingAs, member_id: int, store: FileStore
) -> None:
    """Two transactions in each other's way: the whole act is done once more, with the file as it came."""
    upload = samples.upload(NAME)
    with acting_as("clerk"):
        for _time in range(2):
            member = db.session.get_one(Member, member_id)
            store_upload(upload, member, "ordinary", True)
            if not _time:
                db.session.rollback()
        db.session.commit()

    (row,) = rows(app, office)
    assert row.size == len(samples.PDF)
    assert files_in(store) == [row.sha256]


def test_a_record_names_its_attachments(people: People, member_id: int, attached: Attached) -> None:
    first, second = (
        attached(Member, member_id, NAME),
        attached(Member, member_id, "照片.png", samples.PNG, kind="photo"),
    )

    with people.acting(people.add("clerk")):
        found = attachments_of(db.session.get_one(Member, member_id))

    assert found is not None
    assert [(f["name"], f["url"], f["size"], f["by"]) for f in found] == [
        (NAME, f"/document/{first}/", f"{len(samples.PDF)} B", "archivist 同志"),
        ("照片.png", f"/document/{second}/?show=1", f"{len(samples.PNG)} B", "archivist 同志"),
    ]
    assert all(len(f["when"]) == len("2020-09-23 10:00") for f in found)
    assert [f["remove"]["url"] for f in found] == [
        f"/panel/attachment/trash/?id={number}" for number in (first, second)
    ]
    assert set(found[0]["remove"]) == {"label", "url", "hidden", "confirm"}
    assert set(found[0]) == {"name", "size", "url", "by", "when", "remove", "view", "thumb"}


def test_who_only_reads_is_offered_no_removal(people: People, member_id: int, attached: Attached) -> None:
    attached(Member, member_id)

    with people.acting(people.add("chair")):
        found = attachments_of(db.session.get_one(Member, member_id))

    assert found is not None
    assert [f["remove"] for f in found] == [None]


def test_what_lies_in_the_recycle_bin_is_not_named(
    people: People, member_id: int, attached: Attached, store: FileStore
) -> None:
    number = attached(Member, member_id)

    with people.acting(people.add("clerk")):
        move_to_bin(db.session.get_one(Attachment, number))
        db.session.commit()
        assert attachments_of(db.session.get_one(Member, member_id)) == []
        member = db.session.get_one(Member, member_id)
        move_to_bin(member)
        assert attachments_of(member) is None

    assert len(files_in(store)) == 1, "the history speaks of it"


def test_the_paper_of_an_approved_record_stays(
    people: People, meeting_id: int, attached: Attached, archive: Callable[[int], None]
) -> None:
    number = attached(Meeting, meeting_id, kind="signed_paper")
    archive(meeting_id)

    with people.acting(people.add("clerk")):
        found = attachments_of(db.session.get_one(Meeting, meeting_id))
        assert found is not None
        assert [f["remove"] for f in found] == [None]
        with pytest.raises(Refused):
            move_to_bin(db.session.get_one(Attachment, number))


def test_a_page_asks_the_same_number_of_statements_for_one_file_and_for_many(
    app: Flask, people: People, member_id: int, attached: Attached
) -> None:
    numbers = []
    clerk = people.add("clerk")
    for several in (1, 20):
        for number in range(several):
            attached(Member, member_id, f"附件{number}.pdf")
        with people.acting(clerk):
            member = db.session.get_one(Member, member_id)
            with counted(app) as sent:
                attachments_of(member)
        numbers.append(len(sent))

    assert numbers == [2, 2]


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 B"),
        (1023, "1023 B"),
        (1024, "1 KB"),
        (34_500, "34 KB"),
        (1024 * 1024 - 1, "1.0 MB"),
        (1024 * 1024, "1.0 MB"),
        (20 * 1024 * 1024, "20.0 MB"),
        (300 * 1024 * 1024, "300 MB"),
        (5 * 1024**4, "5120 GB"),
    ],
)
def test_sizes_are_said_as_people_say_them(size: int, words: str) -> None:
    assert size_in_words(size) == words
