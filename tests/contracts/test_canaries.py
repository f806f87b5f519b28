"""What is masked, and what is another office's, shows itself at no door and changes nothing that is seen there."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import pytest

from tests.contracts import canaries
from tests.contracts.test_routes import SCREENS
from tests.contracts.words import expected
from tests.contracts.world import World
from tests.fixtures.app import rolled_back
from tests.fixtures.report import Report

SHORT = {"auditor": ("member",), "department": ("proposal", "department")}
"""Who reads what without being cleared; ``make attack`` asks for everybody and everything."""


def _asked(world: World, letter: str, names: Iterable[str], shown: list[Any]) -> dict[Any, str]:
    """Return the fingerprint of every answer while a set of canaries is planted; what shows one goes to ``shown``.

    Planted is what the person is not cleared for; people who are cleared for the same see the same canaries.
    """
    found: dict[Any, str] = {}
    alike: dict[tuple[canaries.Masked, ...], list[str]] = {}
    for name in names:
        masked = (column for table in SCREENS for column in canaries.masked_for(world.people[name], table))
        alike.setdefault(tuple(masked), []).append(name)
    for columns, group in alike.items():
        with rolled_back(world.app):
            canaries.plant(world, list(columns), letter)
            for name in group:
                _ask(world, name, found, shown)
    return found


def _ask(world: World, name: str, found: dict[Any, str], shown: list[Any]) -> None:
    person = world.people[name]
    client = world.client(person)
    asked: list[Any] = [("", url, None, False) for url in _pages(world)]
    for table in SCREENS if world.every_row else SHORT[name]:
        masked = canaries.masked_for(person, table)
        if masked and person.roles & expected(table)["read"].keys():
            asked += [
                (table, url, None, named) for url, named in canaries.doors(world, person, table, masked)
            ]
            # What one typed oneself may come back in the form; what stands in the record may not change what is said.
            asked += [(table, url, form, True) for url, form in canaries.sent(world, person, table, masked)]
    for table, url, form, named in asked:
        status, text = canaries.answered(client, url, form)
        found[name, table, f"POST {url}" if form else url] = canaries.print_of(status, text)
        if (seen := canaries.shows_a_canary(text)) and not named:
            shown.append((name, url, seen))


def _pages(world: World) -> list[str]:
    return [*canaries.EVERYBODYS, *(canaries.SUMS if world.every_row else ())]


def test_a_masked_value_is_shown_to_nobody_and_changes_nothing(
    furnished: World, long_size: bool, report: Report, caplog: pytest.LogCaptureFixture
) -> None:
    """Both sets of canaries at the same doors: none is seen, and every answer is the same to the byte."""
    names = furnished.people if long_size else SHORT
    shown: list[Any] = []
    with caplog.at_level(logging.INFO):
        first, second = (_asked(furnished, letter, names, shown) for letter in "AB")
    changed = [what for what in first if first[what] != second[what]]
    columns = canaries.sensitive()
    tried = sum(
        len(canaries.masked_for(furnished.people[name], table)) for name, table, _url in first if table
    )
    report(
        "canaries: masked values",
        columns=len(columns), answers=len(first) + len(second), columns_x_doors=tried, shown=len(shown), changed=len(changed),
    )  # fmt: skip

    assert shown == []
    assert changed == []
    assert canaries.shows_a_canary(caplog.text) == ""


def test_who_is_cleared_sees_the_canaries(furnished: World) -> None:
    """They are really there: the clerk sees those of every type in list or record."""
    blind = []
    with rolled_back(furnished.app):
        canaries.plant(furnished, canaries.sensitive(), "A")
        clerk = furnished.people["clerk"]
        client = furnished.client(clerk)
        for table in dict.fromkeys(
            column.table for column in canaries.sensitive() if column.kind not in ("choice", "ref")
        ):
            if "clerk" not in expected(table)["read"] or table == "account":
                continue
            columns = "&".join(f"col={c.name}" for c in canaries.sensitive() if c.table == table)
            key = max(furnished.living(table))
            base = f"/panel/{SCREENS[table].slug()}"
            pages = "".join(
                client.get(f"{base}/{path}").text for path in (f"?{columns}", f"details/?id={key}")
            )
            if not canaries.shows_a_canary(pages):
                blind.append(table)

    assert blind == []


def test_the_words_of_another_office_are_seen_and_found_nowhere(
    furnished: World, long_size: bool, report: Report
) -> None:
    """Every word that the other office writes holds a canary; nobody here sees one or finds anything by it."""
    names = tuple(furnished.people) if long_size else ("clerk",)
    columns = canaries.written_words()
    planted = _overheard(furnished, names, columns)
    shown = [(*what, seen) for what, (_print, seen) in planted.items() if seen]
    # That the answers are those of a house where nothing was planted is asked in the long size.
    plain = _overheard(furnished, names, []) if long_size else planted
    changed = [what for what in plain if plain[what][0] != planted[what][0]]
    report(
        "canaries: another office's words",
        columns=len(columns), answers=len(planted), shown=len(shown), changed=len(changed),
    )  # fmt: skip

    assert shown == []
    assert changed == []


def _overheard(
    world: World, names: Iterable[str], columns: list[canaries.Masked]
) -> dict[Any, tuple[str, str]]:
    """Return for every answer its fingerprint and the canary that it shows."""
    found = {}
    with rolled_back(world.app):
        canaries.plant(world, columns, "A", foreign=True)
        for name in names:
            client = world.client(world.people[name])
            for url in _of_everything(world, name):
                status, text = canaries.answered(client, url)
                found[name, url] = (canaries.print_of(status, text), canaries.shows_a_canary(text))
    return found


def _of_everything(world: World, name: str) -> list[str]:
    """Return pages of many types, and of every type that somebody reads: found by a canary, and the other office's record."""
    person, found = world.people[name], _pages(world)
    for table, cls in SCREENS.items():
        if not person.roles & expected(table)["read"].keys():
            continue
        base, key = f"/panel/{cls.slug()}", min(world.foreign[table])
        found.append(f"{base}/?q={canaries.STEM}")
        if world.every_row:
            found += [f"{base}/", f"{base}/details/?id={key}", f"{base}/history/?id={key}"]
            if person.roles & expected(table).get("export", {}).keys():
                found.append(f"{base}/export/csv/")
    if "auditor" in person.roles:
        found += [f"/history?words={canaries.STEM}", "/history"]
    return found
