"""Nobody reads a page that is half in another language: everybody's pages are walked, link by link, in Chinese and in English.

Traditional script is the same catalogue by other characters: what English shows to be translated is translated there too.

The words do not depend on the engine, and are read on one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import pytest

from models.registry import load_record_types
from panel.language import COOKIE
from tests.contracts.world import World

PEOPLE = ("clerk", "committee", "chair", "auditor", "member", "department", "admin")
MOST_PAGES = 60
HAN = re.compile("[\u3400-\u9fff]")
OWN_NAMES = re.compile("简体(中文)?|繁體(中文)?|协|双城经济圈|2020年9月16日")
"""What is written so in English too: scripts by their own names, the seal, a word that is counted, a day as typed."""
LATIN = re.compile(r"[A-Za-z]{2,}")
NAMES = re.compile(
    r"Excel|Python|SHA-256|xlsx?|csv|PDF|[KMG]B|Ctrl [KS]|English|test、127\.0\.0\.1|\.[a-z]{2,5}\b"
)
"""What is called so in Chinese too: programs, digests, kinds and sizes of files, keys, a language by its name, a browser."""

NOT_READ = frozenset({"script", "style", "code", "kbd", "template", "svg"})
READ_ALOUD = ("aria-label", "title", "placeholder", "alt", "data-label", "data-cancel", "data-unsaved")
NOT_WALKED = ("/export", "/document/", "/static/", "/template/", "/wrong/", "/inbox/next")
ASKED = re.compile(r"\?(?:id|tab|record|transaction)=[^&]*|")
"""What an address may ask for: lists in another order or narrowed down say nothing new."""


class Page(HTMLParser):
    """What a person reads on a page, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self._hidden = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._hidden += tag in NOT_READ
        self.words.extend(value for name in READ_ALOUD if (value := values.get(name)))
        if tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in NOT_READ

    def handle_data(self, data: str) -> None:
        if not self._hidden and data.strip():
            self.words.append(data.strip())


def _machine_words() -> frozenset[str]:
    """Return what only the database says: it must not be taken for something that a person typed."""
    types = [cls for cls in load_record_types() if cls.__module__.startswith("models.")]
    columns = [column for cls in types for column in cls.__table__.columns]
    return frozenset(
        {cls.__tablename__ for cls in types}
        | {cls.slug() for cls in types}
        | {column.key for column in columns}
        | {
            choice.value
            for column in columns
            for choice in column.info.get("choices") or column.info.get("several") or ()
        }
        | {value for cls in types if cls.workflow is not None for value in cls.workflow.states}
    )


def _typed(world: World) -> re.Pattern[str]:
    """Return what finds in a text what a person typed: names, codes, logins."""
    machine = _machine_words()
    rows = [row for table in world.rows.values() for row in table.values()]
    found = {str(value) for row in rows for value in row.values() if isinstance(value, str)} - machine
    found |= {row["login"] for row in world.rows["account"].values()}
    # A correction names the field of any record by its column, as the person who proposed it typed it.
    found |= {row["field"] for row in world.rows["correction"].values()}
    latin = sorted((words for words in found if LATIN.search(words)), key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(map(re.escape, latin))})(?![A-Za-z])")


def _shape(address: str) -> str:
    """Return an address without what differs between two pages of one kind."""
    return re.sub(r"\d+", "0", re.sub(r"=[^&]*", "=", address))


def _pages(client: Any) -> Iterator[tuple[str, Page]]:
    """Yield (address, page) of what somebody reaches, one of each kind."""
    waiting, seen = ["/", "/inbox", "/account", "/history"], {"/login"}
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        path, mark, asked = address.partition("?")
        if (
            _shape(address) in seen
            or any(part in path for part in NOT_WALKED)
            or not ASKED.fullmatch(mark + asked)
        ):
            continue
        seen.add(_shape(address))
        answer = client.get(address)
        if answer.mimetype != "text/html":
            continue
        page = Page(answer.text)
        yield address, page
        waiting.extend(urljoin(address, link) for link in page.links if link.startswith(("/", "?")))


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True, scope="session")
@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_is_in_chinese(world: World, name: str) -> None:
    typed = _typed(world)
    pages = list(_pages(world.client(world.people[name])))
    left = {
        words: address
        for address, page in pages
        for words in page.words
        if LATIN.search(NAMES.sub("", typed.sub("", words)))
    }

    assert len(pages) > 5
    assert left == {}


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True, scope="session")
def test_every_page_of_the_clerk_is_in_english(world: World) -> None:
    client = world.client(world.people["clerk"])
    client.set_cookie(COOKIE, "en")
    values = (v for table in world.rows.values() for row in table.values() for v in row.values())
    typed = {value.rstrip("。") for value in values if isinstance(value, str) and HAN.search(value)}
    pages = list(_pages(client))
    left = {
        words: address
        for address, page in pages
        for words in page.words
        if HAN.search(OWN_NAMES.sub("", words)) and not any(value in words for value in typed)
    }

    assert len(pages) > 5
    assert left == {}
