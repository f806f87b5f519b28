"""Pictures of every kind of page, as each role sees it, in three sizes and two themes: ``make gallery``.

``python -m tests.browser.pictures [folder]`` loads the demonstration year into a folder of its own, opens each page once, and
writes its pictures with an ``index.html`` that shows them side by side. They are for looking at: nothing is compared.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import DESK, PHONE
from tests.browser.support import chromium
from tests.browser.support.looking import dress
from tests.browser.support.pages import PAGES, ids
from tests.browser.support.person import Person
from tests.engines import Databases
from tests.fixtures.demonstration import Demonstration, serving

DRESSES: dict[str, tuple[tuple[int, int], str, str]] = {
    "desk": (DESK, "", ""),
    "desk-dark": (DESK, "dark", ""),
    "large": (DESK, "", "large"),
    "large-dark": (DESK, "dark", "large"),
    "phone": (PHONE, "", ""),
    "phone-dark": (PHONE, "dark", ""),
}
"""Name of a picture -> size of the window, theme, size of type."""

OTHERS: dict[str, tuple[str, ...]] = {
    "clerk": (
        "/deadlines",
        "/panel/summary/",
        "/panel/follow-up/",
        "/panel/proposal/",
        "/panel/proposal/new/",
        "/panel/topic/",
        "/panel/seat/",
        "/panel/meeting/",
        "/panel/opinion-report/",
        "/panel/livelihood-project/?trash=1",
        "/panel/livelihood-project/help/",
    ),
    "committee": ("/deadlines", "/panel/topic/", "/panel/visit/", "/panel/resident-request/new/"),
    "chair": ("/deadlines", "/panel/summary/"),
    "auditor": ("/deadlines", "/panel/correction/"),
    "member": ("/panel/opinion-report/new/", "/panel/proposal/new/"),
    "department": ("/deadlines", "/panel/handling/"),
}
"""Pages that no test of looks walks through, though a person opens them often."""

MOST_HEIGHT = 2600
"""Pixels of a page that a picture shows."""

_HEAD = """<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>{title}</title>
<style>body {{ margin: 1rem; font: 14px sans-serif }} section {{ margin: 0 0 2rem }}
.row {{ display: flex; gap: 8px; overflow-x: auto }} h2 {{ font-size: 1rem }}
img {{ height: 22rem; border: 1px solid #999; object-fit: cover; object-position: top }}</style><h1>{title}</h1>
"""


def take(
    browser: Browser, address: str, folder: Path, numbers: dict[str, int]
) -> Iterator[tuple[str, str, str, list[str]]]:
    """Open every page of every role, and yield (role, address, title, files) when its pictures are written."""
    door = _page(browser)
    door.goto(f"{address}/login")
    yield "door", "/login", door.title(), _shots(door, folder, "door-0")
    for login in PAGES:
        person = Person(_page(browser), address, login)
        for place, path in enumerate(dict.fromkeys((*PAGES[login], *OTHERS.get(login, ())))):
            person.go(path.format(**numbers))
            yield login, path, person.page.title(), _shots(person.page, folder, f"{login}-{place}")
        person.page.context.close()


def _page(browser: Browser) -> Page:
    width, height = DESK
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
    )
    return context.new_page()


def _shots(page: Page, folder: Path, name: str) -> list[str]:
    files = []
    for dressed, (size, theme, type_) in DRESSES.items():
        dress(page, size, theme, type_)
        tall = min(int(page.evaluate("document.documentElement.scrollHeight")), MOST_HEIGHT)
        page.set_viewport_size({"width": size[0], "height": max(tall, size[1])})
        file = f"{name}-{dressed}.jpg"
        page.screenshot(path=folder / file, type="jpeg", quality=70)
        files.append(file)
    dress(page, DESK)
    return files


def _index(folder: Path, taken: Iterator[tuple[str, str, str, list[str]]]) -> int:
    """Write the page that shows all pictures, one row for a page; return how many there are."""
    number = 0
    with (folder / "index.html").open("w", encoding="utf-8") as index:
        index.write(_HEAD.format(title="协商台"))
        for login, path, title, files in taken:
            row = "".join(
                f'<a href="{file}"><img loading="lazy" src="{file}" alt="{file}"></a>' for file in files
            )
            index.write(
                f'<section><h2>{escape(login)} · {escape(title)} · {escape(path)}</h2><div class="row">{row}</div></section>\n'
            )
            number += len(files)
    return number


def main(folder: Path) -> None:
    """Load the year, take all pictures, and say where they are."""
    path = chromium.found()
    if path is None:
        sys.exit("Chromium is not installed; .ci/browser installs it or says how.")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as room:
        Databases.prepare(Path(room) / "databases")
        kept = Path(room) / "kept"
        kept.mkdir()
        year = Demonstration.load(Databases(Path(room) / "databases"), "sqlite", kept)
        with year.app() as app, serving(app) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=chromium.QUIET)
            number = _index(folder, take(browser, address, folder, ids(app)))
            browser.close()
    sys.stdout.write(f"{number} pictures: {folder / 'index.html'}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "gallery").resolve())
