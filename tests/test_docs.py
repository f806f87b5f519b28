"""The documentation says what is there: settings, commands, roles, checks, routes, record types; its links lead somewhere."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest
from flask import Flask

from config import Settings, settings_page, variable_name
from models.access import ROLES
from models.access.actor import SYSTEM_ACTORS
from models.access.sensitivity import CLEARED
from models.registry import load_record_types
from panel.commands.fields import field_guide
from tests.sources import ROOT, source, tracked_under

PAGES = sorted(path for path in tracked_under(endings=(".md",)) if path.count("/") < 2)
OF_FLASK = {"routes", "run", "shell"}
"""Commands that Flask brings along."""

READING_ONLY = {"GET", "HEAD", "OPTIONS"}
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def page(name: str) -> str:
    """Return the text of a page under docs/."""
    return source(f"docs/{name}.md")


def test_every_setting_is_described_as_it_is() -> None:
    assert page("settings") == settings_page()
    elsewhere = set(re.findall(r"XIESHANG_[A-Z_]+[A-Z]", "".join(source(path) for path in PAGES)))
    assert elsewhere <= {variable_name(entry) for entry in fields(Settings)}


def test_every_record_type_is_described_as_it_is(app: Flask) -> None:
    assert page("fields") == field_guide(), "Run: flask --app wsgi fields > docs/fields.md"


def test_every_role_system_actor_and_sensitivity_is_explained() -> None:
    missing = [name for name in (*ROLES, *SYSTEM_ACTORS, *CLEARED) if f"`{name}`" not in page("rights")]

    assert missing == []


def test_every_seal_is_explained() -> None:
    sealed = {
        cls.__tablename__
        for cls in load_record_types()
        if cls.workflow is not None and any(step.seals for step in cls.workflow.transitions.values())
    }
    said = page("rights").partition("## What a seal covers")[2]

    assert sealed == set(re.findall(r"^\| `(\w+)`", said, re.MULTILINE))


def commands_of(group: click.Group, before: str = "") -> set[str]:
    """Return the full names of all commands of a group."""
    found = set()
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found |= commands_of(command, f"{before}{name} ")
        else:
            found.add(before + name)
    return found


def test_every_command_is_explained(app: Flask) -> None:
    missing = [name for name in commands_of(app.cli) - OF_FLASK if f"`{name}" not in page("operations")]

    assert missing == []


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", source("Makefile"), re.MULTILINE))
    named = {found for path in PAGES for found in re.findall(r"`(?:PORT=\d+ )?make ([a-z-]+)`", source(path))}

    assert named <= targets | {"bench"}
    assert {"demo", "demo-reset", "test", "serve", "install"} <= targets & set(
        re.findall(r"make ([a-z-]+)", source("README.md"))
    )


def test_every_start_up_check_is_explained() -> None:
    checks = source("panel/checks.py") + source("panel/state_checks.py")
    ids = set(re.findall(r'"([MWV]\d{3})"', checks))

    assert ids == set(re.findall(r"^\| ([MWV]\d{3}) \|", page("architecture"), re.MULTILINE))


def test_every_route_that_changes_something_is_named(app: Flask) -> None:
    records = {f"/panel/{cls.slug()}/" for cls in load_record_types()}
    kinds = set()
    for rule in app.url_map.iter_rules():
        if (rule.methods or set()) <= READING_ONLY:
            continue
        address = re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", rule.rule)
        screen = next((start for start in records if address.startswith(start)), "")
        kinds.add(address.removeprefix(screen))
    named = re.findall(
        r"`([^`]+)`", page("architecture").partition("## State-changing routes")[2].partition("##")[0]
    )

    assert {kind for kind in kinds if not kind.startswith(tuple(_stem(name) for name in named))} == set()


def _stem(route: str) -> str:
    # /slip/<round> stands for /slip/<round_id>.
    return route.partition("<round")[0]


@pytest.mark.parametrize("path", PAGES)
def test_links_lead_to_files_that_are_there(path: str) -> None:
    folder = Path(path).parent
    targets = [
        link for link in _LINK.findall(source(path)) if not link.startswith(("http://", "https://", "#"))
    ]
    broken = [link for link in targets if not (ROOT / folder / link.partition("#")[0]).is_file()]

    assert broken == []


@pytest.mark.parametrize("path", PAGES)
def test_files_that_are_named_exist(path: str) -> None:
    named = re.findall(r"`((?:models|panel|tests|migrations|docs)/[\w/]+\.(?:py|md|html))`", source(path))

    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_every_page_is_reached_from_the_readme() -> None:
    linked = set(_LINK.findall(source("README.md")))

    assert {path for path in PAGES if path.startswith("docs/")} <= linked


def test_pictures_are_small() -> None:
    pictures = sorted((ROOT / "docs/pictures").glob("*.png"))

    assert pictures
    assert [file.name for file in pictures if file.stat().st_size >= 150_000] == []


def test_every_promise_names_tests_and_sources_that_are_there() -> None:
    """A promise whose test was renamed or removed is a promise that nobody keeps."""
    named = re.findall(r"`((?:tests|panel|models)/[\w./]+|test_\w+\.py)`", page("security"))
    assert len(named) > 50
    missing = [
        name
        for name in named
        if not (ROOT / name).exists()
        and not (name.startswith("test_") and list((ROOT / "tests").rglob(name)))
    ]

    assert missing == []
    assert re.findall(r"\bV \d", page("security"))
