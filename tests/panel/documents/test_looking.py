"""Several files at once, and a file looked at on a page of its own."""

import io
import re

from flask import Flask

from panel.documents.store import FileStore
from tests.fixtures.app import ClientFor
from tests.fixtures.client import PanelClient
from tests.panel.documents import samples
from tests.panel.documents.conftest import rows


def test_several_files_come_at_once_or_not_at_all_and_are_looked_at(
    app: Flask, office: int, store: FileStore, member_id: int, client_for: ClientFor
) -> None:
    clerk: PanelClient = client_for("clerk")
    form = {"kind": "photo", "secrecy": "internal", "not_classified": "1"}
    url = f"/panel/member/attach/?id={member_id}"
    both = [(io.BytesIO(samples.PNG), "现场照片一.png"), (io.BytesIO(samples.PDF), "会议通知.pdf")]
    wrong = [*both, (io.BytesIO(samples.HTML), "伪装.pdf")]

    refused = clerk.post(url, data=form | {"file": wrong, "form_token": "w"})
    assert refused.status_code == 422
    assert "伪装.pdf" in refused.text
    assert rows(app, office) == []
    both = [(io.BytesIO(samples.PNG), "现场照片一.png"), (io.BytesIO(samples.PDF), "会议通知.pdf")]
    assert clerk.post(url, data=form | {"file": both, "form_token": "b"}).status_code == 303

    page = clerk.get(f"/panel/member/details/?id={member_id}").text
    picture, paper = sorted(int(number) for number in set(re.findall(r'href="/document/(\d+)/view"', page)))
    assert page.count('class="thumb"') == 1
    shown = clerk.get(f"/document/{picture}/view").text
    assert f'<img src="/document/{picture}/?show=1"' in shown
    assert f'href="/document/{paper}/view"' in shown
    shown = clerk.get(f"/document/{paper}/view").text
    assert f'href="/document/{paper}/?show=1" target="_blank" rel="noopener"' in shown
    assert "<img" not in shown
    assert client_for("admin").get(f"/document/{picture}/view").status_code == 404
    assert clerk.get("/document/999999/view").status_code == 404
