"""What a page asks of a browser that one of five years ago does not know: style sheets, scripts and templates are read for it.

The table beside this file says what Chrome 96 of November 2021 knows and what came later; ``tools/old_browsers.py`` writes it. A
newer feature is allowed where the page does without it, and says so on its line or the one before:
``newer: text-wrap, an old browser breaks the lines as ever``. Inside ``@supports`` a style sheet has said so already, and where
the older name with ``-webkit-`` stands in the same rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, ParseError, QualifiedRule

TABLE = Path(__file__).with_suffix(".txt")
EXCUSE = re.compile(r"newer:\s*([\w.:@()-]+),?\s*(.*)")
VENDOR = ("-moz-", "-ms-", "-o-", "-webkit-")
"""Names of one browser alone, which the others pass over: they stand beside the common name."""

OWN = frozenset({"side"})
"""What our own answers to a script call so: no feature of a browser."""

Found = Iterator[tuple[int, str, str]]
"""Line, what was found, and since when it is known: ``105``, ``never``, or ``?`` for a name that nothing knows."""


@cache
def table() -> dict[str, dict[str, str]]:
    """Return kind -> name -> version; an empty version for what the old browser knows."""
    kinds: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            names = kinds.setdefault(line.strip("[]"), {})
        elif not line.startswith("#"):
            for word in line.split():
                name, _is, version = word.partition("=")
                names[name] = version
    return kinds


def newer_in(path: str, text: str) -> list[str]:
    """Return a line for each feature of a file that the old browser lacks and no comment excuses."""
    search = {".css": in_css, ".js": in_script, ".html": in_template}[Path(path).suffix]
    lines = text.splitlines()
    left = []
    for number, feature, version in search(text):
        near = " ".join(lines[max(0, number - 2) : number])
        excused = any(name == feature and reason.strip(" */-#}>") for name, reason in EXCUSE.findall(near))
        if not excused:
            since = {"never": "no version", "?": "nothing that is known; is it a slip?"}.get(version, version)
            left.append(f"{path}:{number} {feature}: Chrome has it since {since}")
    return left


def _newer(kind: str, name: str, unknown: bool = False) -> str | None:
    """Return the version that brought a name, ``None`` when the old browser has it."""
    names = table()[kind]
    if name in names:
        return names[name] or None
    return "?" if unknown else None


def in_css(text: str) -> Found:
    """Yield what a style sheet has that is newer."""
    yield from _rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def _rules(rules: list[Node]) -> Found:
    for rule in rules:
        if isinstance(rule, AtRule):
            yield from _at_rule(rule)
        elif isinstance(rule, QualifiedRule):
            yield from _selector(rule.prelude)
            yield from _block(rule.content)
        elif isinstance(rule, ParseError):
            yield rule.source_line, rule.message, "?"


def _at_rule(rule: AtRule) -> Found:
    name = rule.lower_at_keyword
    if name == "supports":
        return
    if version := _newer("css at-rule", name.removeprefix("-webkit-"), unknown=True):
        yield rule.source_line, f"@{name}", version
        return
    if name == "media":
        yield from _media(rule.prelude)
    if name == "keyframes":
        for step in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True):
            if isinstance(step, QualifiedRule):
                yield from _block(step.content)
    elif name in ("media", "document"):
        yield from _rules(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
    elif rule.content is not None and name == "page":
        yield from _block(rule.content, ("size", "page-orientation"))


def _media(prelude: list[Node]) -> Found:
    for part in prelude:
        if part.type != "() block":
            continue
        words = [token for token in part.content if token.type == "ident"]
        if any(token.type == "literal" and token.value in ("<", ">", "<=", ">=") for token in part.content):
            yield part.source_line, "range", "104"
        if words:
            name = re.sub(r"^(min|max)-", "", words[0].lower_value)
            if version := _newer("css media", name, unknown=True):
                yield part.source_line, name, version


def _selector(prelude: list[Node]) -> Found:
    colon = False
    for token in prelude:
        if colon and token.type in ("ident", "function"):
            name = token.lower_value if token.type == "ident" else token.lower_name
            if not name.startswith(VENDOR) and (version := _newer("css selector", name, unknown=True)):
                yield token.source_line, f":{name}", version
        if token.type == "function":
            yield from _selector(token.arguments)
        elif token.type == "literal" and token.value == "&":
            yield token.source_line, "nesting", "120"
        colon = token.type == "literal" and token.value == ":"


def _block(content: list[Node], own: tuple[str, ...] = ()) -> Found:
    parts = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    own += tuple(
        part.lower_name[8:] for part in parts if getattr(part, "lower_name", "").startswith("-webkit-")
    )
    for part in parts:
        if isinstance(part, QualifiedRule):
            yield part.source_line, "nesting", "120"
        elif isinstance(part, AtRule):
            since = _newer("css at-rule", part.lower_at_keyword, unknown=True) or "120"
            yield part.source_line, f"@{part.lower_at_keyword}", since
        elif isinstance(part, ParseError):
            yield part.source_line, part.message, "?"
        elif isinstance(part, Declaration):
            if part.lower_name.startswith("--") or part.lower_name in own:
                name = ""
            elif part.lower_name.startswith(VENDOR):
                continue
            else:
                name = part.lower_name
                if version := _newer("css property", name, unknown=True):
                    yield part.source_line, name, version
            yield from _values(name, part.value)


def _values(of: str, value: list[Node]) -> Found:
    for token in value:
        version: str | None = None
        shown = ""
        if token.type == "ident" and of:
            shown = f"{of}:{token.lower_value}"
            version = _newer("css value", shown)
        elif token.type == "dimension":
            shown = token.lower_unit
            version = _newer("css unit", shown)
        elif token.type == "function":
            shown = f"{token.lower_name}()"
            if not shown.startswith(VENDOR):
                version = _newer("css function", token.lower_name, unknown=True)
            yield from _values(of, token.arguments)
        elif token.type == "() block":
            yield from _values(of, token.content)
        if version:
            yield token.source_line, shown, version


_SCRIPT = re.compile(
    r"""//[^\n]*|/\*.*?\*/                                  # a comment
    |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'                # a text
    |(?<=[=(,:!&|?;{}\[])\s*/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*  # a pattern
    """,
    re.DOTALL | re.VERBOSE,
)
_TEMPLATE_TEXT = re.compile(r"`(?:\\.|\$\{(?:[^{}]|\{[^{}]*\})*\}|[^`\\])*`", re.DOTALL)
_PLACE = re.compile(r"\$\{((?:[^{}]|\{[^{}]*\})*)\}")
_EVENT = re.compile(r"""addEventListener\(\s*["'](\w+)["']""")
_NAME = re.compile(r"(\.\.\.|\??\.|(?<![\w$]))\s*([A-Za-z_$][\w$]*)(\s*:)?")


def in_script(text: str) -> Found:
    """Yield what a script has that is newer: names by their table, and patterns and statements by how they look."""
    for found in _EVENT.finditer(text):
        if version := table()["js event"].get(found[1]):
            yield _line(text, found.start()), found[1], version
    for found in _SCRIPT.finditer(text):
        pattern = found[0].strip()
        if re.fullmatch(r"/(?![*/]).*/[a-z]*v[a-z]*", pattern, re.DOTALL):
            yield _line(text, found.start()), "unicodeSets", "112"
    code = _SCRIPT.sub(_emptied, text)
    code = _TEMPLATE_TEXT.sub(lambda whole: _blank(whole[0], _PLACE.findall(whole[0])), code)
    for found in re.finditer(r"\b(?:await\s+)?using\s+\w+\s*=", code):
        yield _line(text, found.start()), "using", "134"
    yield from _names(code)


def _names(code: str) -> Found:
    before = ""
    for found in _NAME.finditer(code):
        name = found[2]
        kind = "js member" if found[1] in (".", "?.") else "js global"
        version = table()["js static"].get(f"{before}.{name}") if kind == "js member" else None
        shown = f"{before}.{name}" if version else name
        # The name of an entry of an object is the script's own, as is what it keeps in dataset.
        if (
            version is None
            and not (kind == "js global" and found[3])
            and before != "dataset"
            and name not in OWN
        ):
            version = table()[kind].get(name)
        if version:
            yield _line(code, found.start()), shown, version
        before = name


def _emptied(found: re.Match[str]) -> str:
    return _blank(found[0], [])


def _blank(text: str, kept: list[str]) -> str:
    """Return a text without its words, with as many lines; what is kept stands at its end."""
    return " " + "\n" * text.count("\n") + " ".join(part.replace("\n", " ") for part in kept)


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


def _printed(mark: re.Match[str]) -> str:
    """Return something in place of a mark of Jinja's, with as many lines."""
    return ("value" if mark[0].startswith("{{") else " ") + "\n" * mark[0].count("\n")


class _Tags(HTMLParser):
    """Collects elements and attributes that are newer."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        if version := table()["html element"].get(tag):
            self.found.append((line, f"<{tag}>", version))
        for name, _value in attrs:
            for key in (f"{tag}:{name}", f"*:{name}"):
                if version := table()["html attribute"].get(key):
                    self.found.append((line, name, version))

    handle_startendtag = handle_starttag


def in_template(text: str) -> Found:
    """Yield what a template has that is newer; Jinja's own marks are passed over, their lines kept."""
    reader = _Tags()
    reader.feed(_JINJA.sub(_printed, text))
    yield from reader.found
