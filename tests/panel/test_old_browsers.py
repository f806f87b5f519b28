"""The panel works in a Chromium of five years ago: what it asks of a browser is held against what that one knows."""

import pytest

from tests.panel.old_browsers import newer_in, table
from tests.sources import ROOT, VENDORED, source, tracked_under

FRAMEWORK = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / VENDORED).rglob("*.css"))


@pytest.mark.parametrize(
    ("path", "text", "names"),
    [
        ("a.css", "tr:has(td) { color: red }", [":has"]),
        ("a.css", "a:not(:user-invalid), b:is(:open) { margin: 0 }", [":user-invalid", ":open"]),
        ("a.css", ".card { color: red; &:hover { color: blue } }", ["nesting"]),
        ("a.css", "@layer base { p { margin: 0 } }", ["@layer"]),
        ("a.css", "@container (min-width: 10em) { p { margin: 0 } }", ["@container"]),
        ("a.css", "@media (width >= 600px) { p { text-wrap: balance } }", ["range", "text-wrap"]),
        (
            "a.css",
            "p { height: calc(100dvh - 1lh); color: light-dark(red, blue) }",
            ["dvh", "lh", "light-dark()"],
        ),
        ("a.css", "p { font-synthesis-small-caps: none; --own: 1lh }", ["font-synthesis-small-caps", "lh"]),
        ("a.css", "@page { @bottom-center { content: counter(page) } }", ["@bottom-center"]),
        ("a.css", "p { colour: red; margin: 0 auto }", ["colour"]),
        ("a.css", "p { margin: 0;\n}\n/* newer: inert */ a:hover { zoom-in: 1 }", ["zoom-in"]),
        ("a.js", "const copy = structuredClone(first);", ["structuredClone"]),
        ("a.js", "rows.toSorted().findLast((one) => one.at(-1))", ["toSorted", "findLast"]),
        (
            "a.js",
            "const by = Object.groupBy(rows, (one) => `${one.findLast(go)}`);",
            ["Object.groupBy", "findLast"],
        ),
        ("a.js", "box.addEventListener('scrollend', go); menu.showPopover();", ["scrollend", "showPopover"]),
        ("a.js", r"const han = /[\p{Script=Han}--[一]]/v;", ["unicodeSets"]),
        (
            "a.html",
            "<div popover {% if a < b %}inert{% endif %}><details name='{{ x }}'>",
            ["popover", "inert", "name"],
        ),
        ("a.html", "<button commandfor='x'><search>", ["commandfor", "<search>"]),
    ],
)
def test_the_search_for_newer_features_finds_them(path: str, text: str, names: list[str]) -> None:
    found = [line.partition(" ")[2].rpartition(": Chrome has it since ")[0] for line in newer_in(path, text)]

    assert sorted(found) == sorted(names)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "a.css",
            "/* newer: text-wrap, an old browser breaks the lines as ever */\nh1 { text-wrap: balance }",
        ),
        ("a.css", "@supports (height: 1dvh) { main { height: 100dvh } }"),
        ("a.css", "p { -webkit-line-clamp: 3; clip-path: inset(50%); aspect-ratio: 1; inset: 0 }"),
        ("a.css", "@media print and (min-width: 10em) { @page wide { size: A4 } li::marker { color: red } }"),
        (
            "a.js",
            "// structuredClone(x)\nconst text = 'rows.toSorted()', own = { popover: 1 }, half = a / b / v;",
        ),
        ("a.js", "one.dataset.popover = `toSorted()`; rows.replaceChildren(); rows.at(-1)?.flat();"),
        ("a.html", "{# <search> #}<img loading='lazy' alt=''><dialog open></dialog>"),
    ],
)
def test_the_search_for_newer_features_lets_the_rest_be(path: str, text: str) -> None:
    assert newer_in(path, text) == []


def test_no_page_asks_for_what_a_browser_of_five_years_ago_lacks() -> None:
    files = tracked_under("panel/static/", "panel/templates/", endings=(".css", ".js", ".html"))
    assert len(files) > 50
    assert table()["css property"]["gap"] == ""

    assert [line for path in files for line in newer_in(path, source(path))] == []


def test_what_the_framework_asks_for_has_a_fallback() -> None:
    """Bootstrap may ship names that no version of this browser ever had: what nothing knows is passed over."""
    assert FRAMEWORK
    # An old browser prints a ticked box without its fill; paper leaves the boxes out.
    newer = [line for path in FRAMEWORK for line in newer_in(path, source(path)) if "print-color" not in line]

    assert [line for line in newer if not line.endswith("no version")] == []
