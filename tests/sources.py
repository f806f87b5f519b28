"""The tracked files of the project, read once, for tests over the source."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDORED = "panel/static/vendor/"


@cache
def tracked() -> tuple[str, ...]:
    """Return the paths of all tracked files that are ours, relative to the project."""
    listed = subprocess.run(
        # The checkout may belong to another user than the one who runs the tests.
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(
        path
        for path in listed.stdout.split("\0")
        if path and not path.startswith(VENDORED) and (ROOT / path).is_file()
    )


def tracked_under(*prefixes: str, endings: tuple[str, ...] = (".py",)) -> list[str]:
    """Return the tracked paths that start with one of the prefixes (all without any) and have one of the endings."""
    return [path for path in tracked() if path.endswith(endings) and path.startswith(prefixes or ("",))]


@cache
def source(path: str) -> str:
    """Return the text of a file; empty for one that is not text."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


@cache
def tree(path: str) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(source(path), filename=path)


def dotted(node: ast.expr) -> str:
    """Return ``a.b.c`` for a chain of attributes, with ``?`` for what is not a name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "?"


def imported_names(module: ast.Module) -> dict[str, str]:
    """Return what each name that a module imports stands for, e.g. ``{"sa": "sqlalchemy", "env": "os.environ"}``."""
    names: dict[str, str] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            for alias in node.names:
                shown = alias.asname or alias.name.partition(".")[0]
                names[shown] = alias.name if alias.asname else shown
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def uses(path: str) -> Iterator[tuple[int, str]]:
    """Yield (line, full name) of every name and attribute chain that a Python file reads, imports resolved."""
    module = tree(path)
    imported = imported_names(module)
    for node in ast.walk(module):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            first, dot, rest = dotted(node).partition(".")
            yield node.lineno, imported.get(first, first) + dot + rest
