"""How a page looks: dressed in dark or large type without loading it again, how wide it is, what moved, where the focus is."""

from __future__ import annotations

import gzip
from collections.abc import Callable

from playwright.sync_api import Page, Response

from tests.browser.conftest import DESK, PHONE

NARROW = (320, 640)
"""An office's screen at four times its size: nothing scrolls sideways there either (WCAG 1.4.10)."""

MOST_SHIFT = 0.02
"""Of the screen, while a page is coming: what is read does not jump away."""
LATER_PAGE_LIMIT = 30 * 1024
"""Bytes of a page, compressed, when styles and script are there already."""

Check = Callable[[Page], None]

_DRESS = """([theme, size]) => {
    const root = document.documentElement;
    for (const [name, value] of [['data-theme', theme], ['data-size', size]]) {
        if (value) root.setAttribute(name, value); else root.removeAttribute(name);
    }
}"""

_SHIFTED = """() => new Promise((tell) => {
    let sum = 0;
    const watch = new PerformanceObserver((list) => { list.getEntries().forEach((one) => { sum += one.value; }); });
    watch.observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => tell(sum), 0)));
})"""

_STOP = """() => {
    const at = document.activeElement;
    if (at === document.body) return null;
    const ringed = (one) => {
        if (!one) return false;
        const style = getComputedStyle(one);
        return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
    };
    const shown = at.getBoundingClientRect();
    const middle = [shown.left + shown.width / 2, shown.top + shown.height / 2];
    const there = document.elementFromPoint(...middle);
    const whole = at.closest('label') || at;
    const same = (one) => one && (whole.contains(one) || one.contains(at));
    const fixed = at.closest('.stickbar, .top, .side, .tabbar, thead');
    const down = fixed ? fixed.scrollTop : scrollY;
    return {
        html: at.outerHTML.slice(0, 200),
        ring: ringed(at) || ringed(at.nextElementSibling) || ringed(at.parentElement),
        covered: !same(there),
        part: fixed ? fixed.className || fixed.tagName : '',
        jumps: at.tabIndex > 0,
        left: shown.left, right: shown.right, top: shown.top + down, bottom: shown.bottom + down,
    };
}"""


def dress(page: Page, size: tuple[int, int], theme: str = "", type_: str = "") -> None:
    """Give the open page another width, theme (``dark``) and type (``large``)."""
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(_DRESS, [theme, type_])


def check_look(page: Page, accessible: Check, every_dress: bool = False) -> None:
    """Hold that a page scrolls sideways on no screen, and that axe finds nothing in light, dark and large type.

    Dark is tried on the phone, where the page is another one anyway; ``every_dress`` tries it on the desk too.
    """
    check_width(page, DESK)
    accessible(page)
    check_width(page, DESK, "dark", "large")
    if every_dress:
        accessible(page)
    check_width(page, PHONE, "dark")
    accessible(page)
    check_width(page, PHONE, "", "large")
    check_width(page, NARROW)
    dress(page, DESK)


def check_width(page: Page, size: tuple[int, int], theme: str = "", type_: str = "") -> None:
    """Hold that a page dressed so does not scroll sideways."""
    dress(page, size, theme, type_)
    sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert sideways <= 0, f"{page.url} scrolls sideways at {size[0]} {theme} {type_}"


def shifted(page: Page) -> float:
    """Return how far the page's parts moved while it came: shares of the screen, summed."""
    return float(page.evaluate(_SHIFTED))


def check_arrival(page: Page, answer: Response) -> None:
    """Hold that a page came small, and that nothing in it moved while it did."""
    weight = len(gzip.compress(answer.body()))
    assert weight <= LATER_PAGE_LIMIT, f"{page.url} weighs {weight} bytes"
    assert shifted(page) < MOST_SHIFT, f"{page.url} moved while it came"


def walk(page: Page, most: int, until: Callable[[], bool]) -> int:
    """Press Tab until what is asked for has the focus; return how many presses it took.

    At every stop the focus is seen, nothing lies over it, and it goes on in the order in which the page is read: down, or to
    the right on the same line. What stays in its place while the page scrolls is read by itself.
    """
    before = None
    for pressed in range(1, most + 1):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is not None:
            assert stop["ring"], f"nobody sees where the focus is: {stop['html']}"
            assert not stop["covered"], f"something lies over what has the focus: {stop['html']}"
            assert not stop["jumps"], f"the order is not the page's own: {stop['html']}"
            if before is not None and before["part"] == stop["part"]:
                assert not _goes_back(before, stop), f"from {before['html']} back to {stop['html']}"
            before = stop
        if until():
            return pressed
    raise AssertionError(f"not reached with {most} presses of Tab")


def _goes_back(before: dict[str, float], stop: dict[str, float]) -> bool:
    """Say whether a stop stands above the one before it in the same column, or before it on the same line."""
    above = (
        stop["bottom"] <= before["top"] and stop["left"] < before["right"] and before["left"] < stop["right"]
    )
    same_line = stop["top"] < before["bottom"] and before["top"] < stop["bottom"]
    return above or (same_line and stop["right"] <= before["left"])
