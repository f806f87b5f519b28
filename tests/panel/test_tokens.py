"""The tokens: contrasts as docs/interface.md says them, and no colour outside their file."""

import re

import pytest

from tests.sources import source, tracked_under

LEAST = {"field": 3.0}
"""The edge of an input need not be read; everything else is text."""
TEXT = 4.5
WITHOUT = ("panel/static/tokens.css", "panel/static/print.css")
"""The file of the tokens, and paper: it is white in every theme."""
_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", re.IGNORECASE)
_ROW = re.compile(r"^\| `(\w+)` on `(\w+)` \| ([\d.]+) \| ([\d.]+) \|$", re.MULTILINE)
ALLOWED = {
    "a63a2b": "the brand square, the same in both themes",
    "fff": "on a fill, which is dark in both themes",
    "000": "print",
    "c00": "the red head of official papers",
}


def themes() -> tuple[dict[str, str], dict[str, str]]:
    """Return the colours of the light and of the dark theme, by token."""
    parts = source("panel/static/tokens.css").split(":root[data-theme=dark]")
    light, dark = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", part)) for part in parts)
    white = {"white": "#ffffff"}
    return light | white, dark | white


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour as WCAG 2.2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


PAIRS = _ROW.findall(source("docs/interface.md"))


def test_the_measure_is_that_of_the_guideline() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.005)


def test_every_contrast_is_told_as_it_is_and_high_enough() -> None:
    assert len(PAIRS) > 20
    for text, ground, *told in PAIRS:
        measured = [contrast(theme[text], theme[ground]) for theme in themes()]
        assert [f"{ratio:.1f}" for ratio in measured] == told, (text, ground)
        assert min(measured) >= LEAST.get(text, TEXT), (text, ground)


def test_both_themes_have_the_same_tokens_but_those_of_the_light_one_that_stay() -> None:
    light, dark = themes()
    assert set(light) == set(dark)


def test_no_other_style_sheet_names_a_colour() -> None:
    found = {}
    for path in tracked_under("panel/static", endings=(".css",)):
        if "/vendor/" in path or path in WITHOUT:
            continue
        text = re.sub(r"/\*.*?\*/|::backdrop \{.*?\}", "", source(path), flags=re.DOTALL)
        declared = re.findall(r":\s*([^;{}]+);", text)
        odd = [
            value
            for value in declared
            for colour in _COLOUR.findall(value)
            if colour.lstrip("#").lower() not in ALLOWED
        ]
        if odd:
            found[path] = odd
    assert found == {}


def test_every_token_and_every_piece_is_explained() -> None:
    page = source("docs/interface.md")
    tokens = set(re.findall(r"--(?!bs-)([\w-]+):", source("panel/static/tokens.css")))
    pieces = set(re.findall(r"macro (\w+)\(", source("panel/templates/ui.html"))) - {"takes"}

    assert {token for token in tokens if f"`--{token}`" not in page} == set()
    assert {piece for piece in pieces if f"`ui.{piece}`" not in page} == set()
