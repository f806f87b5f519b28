"""Write down what a browser of five years ago lacks: ``python tools/old_browsers.py data.json > tests/panel/old_browsers.txt``.

``data.json`` is the file of that name in MDN's browser-compat-data (CC0-1.0), which says since which version a browser knows
a feature. Of it the tests need the names alone: what the oldest Chromium that an office may have knows of style sheets, and
what came later there, in scripts and in HTML. ``tests/panel/old_browsers.py`` reads the table.
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OLDEST = 96
"""Chrome of November 2021, five years old when this was written."""

ELSEWHERE = (
    "EXT_",
    "GPU",
    "Gamepad",
    "ML",
    "Media",
    "OES_",
    "OVR_",
    "Payment",
    "RTC",
    "WEBGL_",
    "WGSL",
    "WebGL",
    "XR",
)
"""Drawing in three dimensions, machines that learn, calls and payments: an office's panel has nothing of it."""

SECOND_NAMES = (("function", "rgba"), ("property", "word-wrap"))
"""Second names of what every browser has always had; the data names the first alone."""

WITHOUT_OBJECTS = frozenset({"Atomics", "Intl", "JSON", "Math", "Object", "Promise", "Reflect"})
"""Classes whose every name is called on themselves, as far as a script is read here."""

UNITS = frozenset(("types", kind) for kind in ("angle", "length", "resolution", "time"))
_WIDTH = 130
_CODE = re.compile(r"<code>(.*?)</code>")


def since(compat: dict[str, Any]) -> int | None:
    """Return the version of Chrome that brought a feature without flag, prefix or gap; ``None`` when none has."""
    found = compat["support"].get("chrome", {})
    for statement in found if isinstance(found, list) else [found]:
        plain = not {"flags", "prefix", "alternative_name", "partial_implementation"} & statement.keys()
        added, removed = (
            str(statement.get(key, "")).removeprefix("≤") for key in ("version_added", "version_removed")
        )
        if plain and added.isdigit() and not (removed.isdigit() and int(removed) <= OLDEST):
            return int(added)
    return None


def features(node: dict[str, Any], *path: str) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Yield (path, what is known of it) for every feature below a node."""
    if "__compat" in node:
        yield path, node["__compat"]
    for name, below in node.items():
        if name != "__compat" and isinstance(below, dict):
            yield from features(below, *path, name)


class Names:
    """The names of one kind, each with the version that first knew it in any of its places."""

    def __init__(self) -> None:
        self.found: dict[str, int | None] = {}

    def add(self, name: str, version: int | None) -> None:
        """Write a name down; the oldest place counts."""
        before = self.found.get(name)
        self.found[name] = version if before is None or (version is not None and version < before) else before

    def lines(self, kind: str, old: bool = False, never: bool = True) -> Iterator[str]:
        """Yield the section: newer names with their version; ``old`` adds those that were there, ``never`` those of others."""
        words = []
        for name, version in sorted(self.found.items()):
            if version is None or version > OLDEST:
                if never or version is not None:
                    words.append(f"{name}={version or 'never'}")
            elif old:
                words.append(name)
        yield f"[{kind}]"
        yield from textwrap.wrap(" ".join(words), _WIDTH, break_long_words=False, break_on_hyphens=False)


def style_sheets(css: dict[str, Any]) -> dict[str, Names]:
    """Return what style sheets are made of."""
    kinds = ("property", "value", "function", "unit", "selector", "at-rule", "media")
    made = {kind: Names() for kind in kinds}
    for kind, name in SECOND_NAMES:
        made[kind].add(name, 1)
    for name, node in css["properties"].items():
        made["property"].add(name, since(node["__compat"]))
        _values(made["value"], name, node)
    for path, compat in features(css):
        said = _CODE.findall(compat.get("description", ""))
        called = [word for word in said if re.fullmatch(r"[\w-]+\(\)", word)]
        if len(called) == 1 and path[0] in ("types", "properties"):
            made["function"].add(called[0][:-2].lower(), since(compat))
        if len(path) == 3 and path[:2] in UNITS:
            for unit in said or [path[-1]]:
                made["unit"].add(unit.lower(), since(compat))
    for name, node in css["selectors"].items():
        if "__compat" in node:
            made["selector"].add(name.lower(), since(node["__compat"]))
    _at_rules(made, css["at-rules"])
    return made


def _values(values: Names, name: str, node: dict[str, Any]) -> None:
    """Add the words that a property takes; those of a newer property are newer with it."""
    known = since(node["__compat"])
    if known is None or known > OLDEST:
        return
    for value, below in node.items():
        word = (
            "_" not in value and "__compat" in below and "(" not in below["__compat"].get("description", "")
        )
        if word:
            values.add(f"{name}:{value}", since(below["__compat"]))


def _at_rules(made: dict[str, Names], rules: dict[str, Any]) -> None:
    for name, node in rules.items():
        made["at-rule"].add(name, since(node["__compat"]))
        for part, below in node.items():
            if part.startswith("at_"):
                made["at-rule"].add(part[3:], since(below["__compat"]))
            elif name == "media" and "media feature" in str(below.get("__compat", {}).get("description")):
                made["media"].add(part, since(below["__compat"]))


def scripts(
    api: dict[str, Any], builtins: dict[str, Any], properties: dict[str, int | None]
) -> dict[str, Names]:
    """Return what scripts call: names that stand alone, of a class itself, of its objects, and events."""
    made = {kind: Names() for kind in ("global", "static", "member", "event")}
    for name, known in properties.items():
        first, *rest = name.split("-")
        made["member"].add(first + "".join(word.capitalize() for word in rest), known)
    for name, node in (*api.items(), *builtins.items()):
        if not name.startswith(ELSEWHERE):
            if "__compat" in node:
                made["global"].add(name, since(node["__compat"]))
            _parts(made, name, {part: below for part, below in node.items() if "__compat" in below})
    return made


def _parts(made: dict[str, Names], of: str, parts: dict[str, Any]) -> None:
    """Add what a class has: its own, its objects' and its events; what makes an object is the class's name alone."""
    for part, below in parts.items():
        version = since(below["__compat"])
        own = part.removesuffix("_static")
        if part.endswith("_event"):
            made["event"].add(part.removesuffix("_event"), version)
        elif part != of and own.isidentifier():
            made["member"].add(own, version)
            if part != own or of in WITHOUT_OBJECTS:
                made["static"].add(f"{of}.{own}", version)
            elif of == "Window":
                made["global"].add(own, version)


def pages(html: dict[str, Any]) -> dict[str, Names]:
    """Return elements, and attributes with the element they belong to (``*`` for any)."""
    made = {"element": Names(), "attribute": Names()}
    for name, node in html["elements"].items():
        if "__compat" in node:
            made["element"].add(name, since(node["__compat"]))
        for part, below in node.items():
            if part != "__compat" and "_" not in part and "__compat" in below:
                made["attribute"].add(f"{name}:{part}", since(below["__compat"]))
    for name, node in html["global_attributes"].items():
        if "__compat" in node:
            made["attribute"].add(f"*:{name}", since(node["__compat"]))
    return made


def main(path: str) -> str:
    """Return the table."""
    data = json.loads(Path(path).read_text(encoding="utf-8"))
    version = data["__meta"]["version"]
    lines = [
        f"# What Chrome {OLDEST} knows of CSS, and what came after it: name=version, or never.",
        f"# From MDN's browser-compat-data {version} (CC0-1.0) by tools/old_browsers.py; not edited by hand.",
    ]
    sheets = style_sheets(data["css"])
    for kind, names in sheets.items():
        lines += names.lines(f"css {kind}", old=kind != "value")
    called = scripts(data["api"], data["javascript"]["builtins"], sheets["property"].found)
    for kind, names in called.items():
        lines += names.lines(f"js {kind}", never=False)
    for kind, names in pages(data["html"]).items():
        lines += names.lines(f"html {kind}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1]))
