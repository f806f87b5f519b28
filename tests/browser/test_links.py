"""What a page offers can be opened: every kind of link is followed, as each role, without a browser."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urljoin, urlsplit
from zlib import crc32

import pytest
from flask.testing import FlaskClient

from panel.demo.accounts import PASSWORD
from tests.browser.support.pages import PAGES
from tests.fixtures.demonstration import Stage

HOST = "http://localhost"
_LINK = re.compile(r'<a [^>]*?href="([^"#]+)')
_NUMBER = re.compile(r"\d+")
OPENED = (200, 302, 303)
"""A page, a file, or the way to one."""


def _kind(address: str) -> str:
    """Return the path without the numbers of rows: what is asked of a list is tried with the list."""
    return _NUMBER.sub("#", address.partition("?")[0])


_OF_A_TYPE = re.compile(r"/panel/[a-z-]+/(?!details/)[a-z]")
"""What a type has beside its list and its records: all types have it from the same code."""


def _is_left_out(kind: str, login: str) -> bool:
    """Return whether another role opens this kind: of what all types have alike each role tries every other one."""
    return _OF_A_TYPE.match(kind) is not None and crc32(f"{login} {kind}".encode()) % 2 == 1


def _follow(client: FlaskClient, login: str, *, every: bool) -> list[str]:
    """Open one address of each kind that pages lead to, and return those that do not open."""
    waiting, seen, shut = ["/"], {_kind("/")}, []
    for address in waiting:
        if not every and _is_left_out(_kind(address), login):
            continue
        answer = client.get(address)
        if answer.status_code not in OPENED:
            shut.append(f"{answer.status_code} {address}")
        if answer.mimetype == "text/html":
            for link in _LINK.findall(answer.get_data(as_text=True)):
                found = urljoin(HOST + address, unescape(link))
                assert urlsplit(found).netloc == urlsplit(HOST).netloc, f"{address} leads to another host"
                path = found.removeprefix(HOST)
                if _kind(path) not in seen:
                    seen.add(_kind(path))
                    waiting.append(path)
        answer.close()
    return shut


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True, scope="session")
@pytest.mark.parametrize("login", PAGES)
def test_every_kind_of_link_that_a_role_is_offered_opens(login: str, stage: Stage, long_size: bool) -> None:
    client = stage.app.test_client()
    client.post("/login", data={"username": login, "password": PASSWORD})
    assert not _follow(client, login, every=long_size)
