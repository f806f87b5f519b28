"""Chromium for the tests: one browser for a worker, a context for each person, and nothing fetched from another host."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)

from config import is_loopback
from tests.browser.support import chromium
from tests.browser.support.person import Person
from tests.fixtures.demonstration import Stage

DESK = (1366, 768)
PHONE = (390, 844)
PATIENCE_MS = 60_000
"""How long a browser waits for a page. Other work on the machine can hold one up; how fast pages are is measured in bench/."""

_REPORT = pytest.StashKey[pytest.TestReport]()

OpenPage = Callable[..., Page]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember how the test ended, so that a failure leaves a picture."""
    report = yield
    if report.when == "call":
        item.stash[_REPORT] = report
    return report


class Watch:
    """What one context must not do, collected while a test runs: fetch from elsewhere, or break its own page."""

    def __init__(self) -> None:
        self.foreign: list[str] = []
        self.broken: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Listen to every page of the context."""
        context.on("request", self._requested)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.broken.append(str(error.error)))
        context.on("response", self._answered)

    def _requested(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and not is_loopback(address.hostname or ""):
            self.foreign.append(request.url)

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.broken.append(f"{response.request.method} {response.url} was answered {response.status}")

    def _said(self, message: ConsoleMessage) -> None:
        # A refused request is reported to the console as well, and refusing is what many tests ask for.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.broken.append(message.text)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Return the system's Chromium; `make test` installs it."""
    path = chromium.found()
    if path:
        return path
    pytest.fail("Chromium is not installed; .ci/browser installs it or says how.")


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """Yield the worker's browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=chromium.QUIET)
        yield browser
        browser.close()


@pytest.fixture
def watch() -> Watch:
    """Return what this test's pages did that they must not do; checked when the test ends."""
    return Watch()


@pytest.fixture
def open_page(browser: Browser, watch: Watch, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Yield ``open_page(size=DESK, **context_options)``: a page with cookies of its own, for one person of a story.

    The options are Playwright's own for a context, such as ``java_script_enabled=False`` or ``base_url=...``.
    """
    contexts: list[BrowserContext] = []

    def open_one(size: tuple[int, int] = DESK, **options: Any) -> Page:
        width, height = size
        context = browser.new_context(
            **{
                "viewport": {"width": width, "height": height},
                "locale": "zh-CN",
                "timezone_id": "Asia/Shanghai",
                "reduced_motion": "reduce",
                **options,
            }
        )
        context.set_default_timeout(PATIENCE_MS)
        watch.over(context)
        contexts.append(context)
        return context.new_page()

    yield open_one

    report = request.node.stash.get(_REPORT, None)
    for number, context in enumerate(contexts):
        if report is not None and report.failed:
            _keep_pictures(context, request.config.rootpath / "test-results", f"{request.node.name}-{number}")
        context.close()
    assert not watch.foreign, f"A page asked another host: {watch.foreign}"
    assert not watch.broken, f"A page broke, or its content security policy stopped it: {watch.broken}"


def _keep_pictures(context: BrowserContext, folder: Path, name: str) -> None:
    safe = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in name)
    for page in context.pages:
        page.screenshot(path=folder / f"{safe}.png")


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """Return a page at the size of the office's screens."""
    return open_page(DESK)


@pytest.fixture
def phone_page(open_page: OpenPage) -> Page:
    """Return a page of a phone that is touched."""
    return open_page(PHONE, has_touch=True, is_mobile=True)


@pytest.fixture
def no_script_page(open_page: OpenPage) -> Page:
    """Return a page whose browser runs no script."""
    return open_page(DESK, java_script_enabled=False)


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Return a check that axe finds nothing on the page."""

    def check(page: Page) -> None:
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()

    return check


@pytest.fixture
def served(stage: Stage) -> Iterator[str]:
    """Serve the demonstration year as it was loaded, and yield its address."""
    with stage.served() as address:
        yield address


SignIn = Callable[..., Person]


@pytest.fixture
def sign_in(served: str, open_page: OpenPage) -> SignIn:
    """Return ``sign_in(login, size=DESK, **context_options)``: somebody signed in at a browser of their own."""

    def enter(login: str, size: tuple[int, int] = DESK, **options: Any) -> Person:
        return Person(open_page(size, **options), served, login)

    return enter
