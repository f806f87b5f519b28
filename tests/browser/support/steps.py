"""How many steps a person takes: clicks or taps, fields filled in, key chords; Tab that only goes on is counted beside them."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.browser.conftest import PHONE
from tests.browser.support.looking import walk
from tests.browser.support.person import Person

MOST_TABS = 120


class Steps:
    """What one person does on the way through a story.

    Attributes:
        taken: clicks, fields and chords so far.
        tabs: presses of Tab so far.
    """

    def __init__(self, person: Person) -> None:
        self.person, self.page = person, person.page
        self.taken = self.tabs = 0

    def open(self, target: Locator) -> None:
        """Click what leads to another page; a question that is asked first is a second step."""
        self.taken += 1
        with self.page.expect_navigation() as arrived:
            target.click()
            question = self.page.locator("dialog[open] .btn-primary")
            if question.count():
                self.taken += 1
                question.click()
        assert arrived.value.status == 200, self.person.path

    def tap(self, target: Locator) -> None:
        """Open with one thumb: what is tapped stands in the lower half of the phone and is as high as a finger."""
        box = target.bounding_box()
        assert box is not None
        assert box["y"] > PHONE[1] / 2, f"{target} is out of the thumb's reach"
        assert box["height"] >= 44
        self.open(target)

    def click(self, target: Locator) -> None:
        """Click what stays on the page."""
        self.taken += 1
        target.click()

    def type(self, text: str, *, into: Locator | None = None) -> None:
        """Fill in the field that has the focus, reached by Tab when it has not."""
        if into is not None:
            self.reach(into)
        self.taken += 1
        self.page.keyboard.insert_text(text)

    def choose(self, words: str, among: Locator) -> None:
        """Choose in a list by typing how the choice begins."""
        self.reach(among)
        self.taken += 1
        value = among.locator("option", has_text=words).first.get_attribute("value")
        among.select_option(value=value)

    def turn(self, chosen: Locator, wanted: Locator) -> None:
        """Reach what is chosen among a few and go on with the arrow keys to what is wanted."""
        self.reach(chosen)
        target = wanted.element_handle()
        assert target is not None
        while not target.evaluate("one => one.checked"):
            self.chord("ArrowRight")

    def reach(self, target: Locator) -> None:
        """Go on with Tab to where somebody wants to be; the focus is seen at every stop."""
        wanted = target.element_handle()
        assert wanted is not None
        if not wanted.evaluate("one => one === document.activeElement"):
            self.tabs += walk(
                self.page, MOST_TABS, lambda: bool(wanted.evaluate("one => one === document.activeElement"))
            )

    def chord(self, keys: str, *, leads: bool = False) -> None:
        """Press keys at once; ``leads`` says that another page comes of it."""
        self.taken += 1
        if not leads:
            self.page.keyboard.press(keys)
            return
        with self.page.expect_navigation() as arrived:
            self.page.keyboard.press(keys)
        assert arrived.value.status == 200, self.person.path

    def enter(self, target: Locator) -> None:
        """Reach what leads to another page by Tab and press Enter on it."""
        self.reach(target)
        self.chord("Enter", leads=True)

    def within(self, target: Locator) -> None:
        """Skip the menu by the first stop of every page, and press Enter on what is reached in its content.

        Who skipped it on the page before is in the content already when that page was sent.
        """
        if not self.page.url.endswith("#main"):
            self.tabs += 1
            self.page.keyboard.press("Tab")
            self.chord("Enter")
        self.enter(target)
