"""The addresses of documents: the form, and the document as it is handed out."""

import io
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, unquote

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.test import TestResponse

from models import session
from models.base import db
from models.office.attachment import Attachment
from models.office.meeting import Meeting
from models.people.member import Member
from panel.documents import kinds
from panel.documents.pages import disposition
from panel.documents.store import FileStore
from tests.fixtures.app import ClientFor, People, add_organization, as_system
from tests.fixtures.client import PanelClient
from tests.panel.documents import samples
from tests.panel.documents.conftest import AccountOf, Attached, add_member, files_in, rows

NAME = "关于张维翰同志任职的决定（2020年9月）.pdf"


def send(
    client: PanelClient, member_id: int, name: str = NAME, content: bytes = samples.PDF, **given: Any
) -> TestResponse:
    """Send the form with a file; every field can be given otherwise."""
    form = {
        "file": (io.BytesIO(content), name, "text/html"),
        "kind": "ordinary",
        "secrecy": "internal",
        "not_classified": "1",
        "note": "",
        "form_token": "one form",
    } | given
    return client.post(f"/panel/member/attach/?id={member_id}", data=form)


def got(client: PanelClient, address: str) -> TestResponse:
    """Get an address and have its file closed."""
    answer = client.get(address)
    answer.get_data()
    answer.close()
    return answer


@pytest.fixture
def clerk(client_for: ClientFor, store: FileStore) -> PanelClient:
    return client_for("clerk")


def test_the_form_asks_for_what_a_file_needs(clerk: PanelClient, member_id: int) -> None:
    answer = clerk.get(f"/panel/member/attach/?id={member_id}")

    assert answer.status_code == 200
    for part in (
        'enctype="multipart/form-data"',
        'name="file"',
        'name="kind"',
        'name="secrecy"',
        'name="note"',
        'name="form_token"',
        "张维翰",
    ):
        assert part in answer.text
    confirmation = answer.text.split('name="not_classified"')[1].split(">")[0]
    assert "checked" not in confirmation, "it is confirmed for each file anew"


def test_a_file_comes_back_as_it_went_in_under_its_own_name(
    app: Flask, office: int, clerk: PanelClient, member_id: int
) -> None:
    answer = send(clerk, member_id)

    assert answer.status_code == 303
    assert answer.location == f"/panel/member/details/?id={member_id}#attachments"
    (row,) = rows(app, office)
    document = got(clerk, f"/document/{row.id}/")
    assert document.status_code == 200
    assert document.data == samples.PDF
    name = document.headers["Content-Disposition"].partition("filename*=UTF-8''")[2]
    assert unquote(name) == NAME


def test_a_document_is_told_to_do_nothing(clerk: PanelClient, member_id: int, attached: Attached) -> None:
    document = got(clerk, f"/document/{attached(Member, member_id, NAME)}/")

    assert document.headers["Content-Type"] == "application/pdf", "and not what the browser said when it came"
    assert document.headers["Content-Disposition"].startswith("attachment;")
    assert (
        document.headers["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    )
    assert document.headers["X-Content-Type-Options"] == "nosniff"
    assert document.headers["X-Frame-Options"] == "DENY"
    assert document.headers["Cache-Control"] == "no-store"
    assert document.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "ETag" not in document.headers


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("通知.pdf", "inline"),
        ("现场照片.png", "inline"),
        ("签到表.jpg", "inline"),
        ("现场照片.webp", "inline"),
        ("现场照片.gif", "inline"),
        ("扫描件.tif", "attachment"),
        ("调研报告.docx", "attachment"),
        ("旧名册.xls", "attachment"),
        ("公文.ofd", "attachment"),
        ("说明.txt", "attachment"),
        ("名单.csv", "attachment"),
    ],
)
def test_only_pictures_and_pdf_are_shown_and_only_when_asked(
    clerk: PanelClient, member_id: int, attached: Attached, name: str, how: str
) -> None:
    number = attached(Member, member_id, name, samples.GENUINE[name])

    assert got(clerk, f"/document/{number}/").headers["Content-Disposition"].startswith("attachment;")
    shown = got(clerk, f"/document/{number}/?show=1")
    assert shown.headers["Content-Disposition"].startswith(f"{how};")
    assert shown.headers["Content-Security-Policy"].startswith("sandbox;")
    assert shown.mimetype == kinds.KINDS[f".{name.rpartition('.')[2]}"].media_type


def test_a_name_cannot_write_a_header_of_its_own() -> None:
    for name in (
        '"; filename="x.exe',
        "a\r\nSet-Cookie: x=1.pdf",
        "百分%0d%0a号.pdf",
        "名单;.pdf",
        '名单."x"',
    ):
        header = disposition(name, 7, shown=False)

        assert header.isascii()
        assert "\r" not in header
        assert "\n" not in header
        assert header.count('"') == 2
        assert header.endswith("filename*=UTF-8''" + quote(name, safe=""))


def test_a_media_type_that_is_not_ours_is_handed_out_as_bytes(
    app: Flask, clerk: PanelClient, member_id: int, attached: Attached
) -> None:
    number = attached(Member, member_id)
    with as_system(app, "migration"), session.maintenance("migration"):
        db.session.execute(update(Attachment).where(Attachment.id == number).values(media_type="text/html"))
        db.session.commit()

    document = got(clerk, f"/document/{number}/?show=1")

    assert document.mimetype == "application/octet-stream"
    assert document.headers["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("clerk", 200),
        ("committee", 200),
        ("chair", 200),
        ("auditor", 200),
        ("member", 200),
        ("department", 404),
        ("admin", 404),
    ],
)
def test_whoever_reads_the_record_reads_the_document(
    people: People, account_of: AccountOf, member_id: int, attached: Attached, role: str, status: int
) -> None:
    number = attached(Member, member_id)

    assert got(people.client(account_of(role)), f"/document/{number}/").status_code == status


def test_a_member_gets_no_document_of_another(
    app: Flask, office: int, people: People, account_of: AccountOf, attached: Attached
) -> None:
    number = attached(Member, add_member(app, office, "李桂芳"))

    assert got(people.client(account_of("member")), f"/document/{number}/").status_code == 404


def test_another_organization_finds_neither_document_nor_form(
    app: Flask, people: People, member_id: int, attached: Attached
) -> None:
    number = attached(Member, member_id)
    elsewhere = add_organization(app, "政协大竹县委员会", "大竹")
    stranger = people.client(people.add("clerk", login="stranger", organization_id=elsewhere))

    assert got(stranger, f"/document/{number}/").status_code == 404
    assert stranger.get(f"/panel/member/attach/?id={member_id}").status_code == 404
    assert send(stranger, member_id).status_code == 404


def test_a_document_in_the_recycle_bin_is_not_found_but_not_gone_either(
    clerk: PanelClient, member_id: int, attached: Attached, store: FileStore
) -> None:
    first, second = attached(Member, member_id), attached(Member, member_id, "照片.png", samples.PNG)

    assert clerk.post(f"/panel/attachment/trash/?id={first}", data={"confirmed": "1"}).status_code == 303
    assert got(clerk, f"/document/{first}/").status_code == 404
    assert got(clerk, f"/document/{second}/").status_code == 200
    assert len(files_in(store)) == 2, "no screen removes a file"
    assert clerk.post(f"/panel/attachment/restore/?id={first}").status_code == 303
    assert got(clerk, f"/document/{first}/").status_code == 200


def test_the_paper_of_an_approved_record_cannot_be_removed(
    app: Flask,
    office: int,
    clerk: PanelClient,
    meeting_id: int,
    attached: Attached,
    archive: Callable[[int], None],
) -> None:
    number = attached(Meeting, meeting_id, kind="signed_paper")
    archive(meeting_id)

    assert clerk.post(f"/panel/attachment/trash/?id={number}", data={"confirmed": "1"}).status_code == 403
    assert [row.trashed_at for row in rows(app, office)] == [None]
    assert got(clerk, f"/document/{number}/").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/document/1/",
        "/document/0/",
        f"/document/{2**31}/",
        f"/document/{10**30}/",
        "/document/-1/",
        "/document/x/",
    ],
)
def test_a_document_that_does_not_exist_is_not_found(clerk: PanelClient, address: str) -> None:
    assert got(clerk, address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/panel/member/attach/",
        "/panel/member/attach/?id=0",
        "/panel/member/attach/?id=x",
        "/panel/member/attach/?id=99999999999",
        "/panel/nothing/attach/?id=1",
        "/panel/account/attach/?id=1",
        "/panel/role-grant/attach/?id=1",
        "/panel/attachment/attach/?id=1",
        "/panel/code_item/attach/?id=1",
    ],
)
def test_what_has_no_attachments_has_no_form(clerk: PanelClient, address: str) -> None:
    assert clerk.get(address).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [("committee", 403), ("chair", 403), ("auditor", 403), ("department", 404), ("admin", 404)],
)
def test_who_may_not_attach_is_refused_at_the_form_and_at_its_post(
    app: Flask,
    office: int,
    people: People,
    account_of: AccountOf,
    member_id: int,
    store: FileStore,
    role: str,
    status: int,
) -> None:
    client = people.client(account_of(role))

    assert client.get(f"/panel/member/attach/?id={member_id}").status_code == status
    assert send(client, member_id).status_code == status
    assert rows(app, office) == []
    assert not store.folder.exists()


def test_nobody_without_a_session_gets_in(
    app: Flask, client: PanelClient, member_id: int, attached: Attached
) -> None:
    number = attached(Member, member_id)

    assert got(client, f"/document/{number}/").location.startswith("/login")
    assert client.get(f"/panel/member/attach/?id={member_id}").location.startswith("/login")


def test_a_form_from_elsewhere_attaches_nothing(
    app: Flask, office: int, clerk: PanelClient, member_id: int
) -> None:
    form = {
        "file": (io.BytesIO(samples.PDF), NAME),
        "kind": "ordinary",
        "secrecy": "internal",
        "not_classified": "1",
    }

    answer = clerk.post(f"/panel/member/attach/?id={member_id}", data=form, proved=False)

    assert answer.status_code == 403
    assert rows(app, office) == []


def test_the_same_form_sent_twice_attaches_once(
    app: Flask, office: int, clerk: PanelClient, member_id: int
) -> None:
    first, second = send(clerk, member_id), send(clerk, member_id)

    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(rows(app, office)) == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": "页面.html", "content": samples.HTML}, "Web pages, SVG drawings"),
        ({"name": "图.svg", "content": samples.SVG}, "Web pages, SVG drawings"),
        ({"name": "通知.pdf", "content": samples.HTML}, "“通知.pdf” does not hold what its ending says"),
        ({"name": "材料.zip", "content": samples.ZIP}, "Packed files (.zip)"),
        ({"name": "机密★1年.pdf"}, "This system takes no classified papers; please handle"),
        ({"not_classified": ""}, "please confirm that the file is not classified"),
        ({"not_classified": "on"}, "please confirm that the file is not classified"),
        ({"content": b""}, "is empty"),
        ({"file": ""}, "Please choose a file"),
        ({"kind": "secret"}, "is not one of the choices"),
        ({"secrecy": "top"}, "is not one of the choices"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_saved(
    app: Flask, office: int, clerk: PanelClient, member_id: int, given: dict[str, Any], sentence: str
) -> None:
    clerk.set_cookie("language", "en")

    answer = send(clerk, member_id, **given, note="原件存档案室")

    assert answer.status_code == 422
    assert sentence in answer.text.replace("&#34;", '"')
    assert "原件存档案室" in answer.text, "what was typed is kept"
    assert rows(app, office) == []


def test_an_oversized_file_is_refused_before_it_is_read(
    app: Flask,
    office: int,
    clerk: PanelClient,
    member_id: int,
    store: FileStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 4096)

    assert send(clerk, member_id, content=samples.PDF.ljust(5000)).status_code == 413
    assert rows(app, office) == []
    assert not store.folder.exists()


def test_a_document_that_the_disk_has_lost_is_a_fault_with_a_number(
    app: Flask,
    clerk: PanelClient,
    member_id: int,
    attached: Attached,
    store: FileStore,
    caplog: pytest.LogCaptureFixture,
) -> None:
    number = attached(Member, member_id)
    store.path_of(files_in(store)[0]).unlink()

    answer = got(clerk, f"/document/{number}/")

    assert answer.status_code == 500
    (record,) = [r for r in caplog.records if "is not in its place" in r.getMessage()]
    assert record.getMessage().split()[1].rstrip(":") in answer.text
    assert str(store.folder) not in answer.text


def test_the_record_shows_what_was_attached_to_it(
    clerk: PanelClient, member_id: int, attached: Attached
) -> None:
    number = attached(Member, member_id, NAME)

    page = clerk.get(f"/panel/member/details/?id={member_id}").text

    assert f'href="/document/{number}/view"' in page
    assert NAME in page
