"""Every type comes in and goes out as a table: what leaves as an empty table or an export is understood when it comes back."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from models.access import can
from panel.importer.reading import read
from panel.importer.shape import shape_of
from panel.importer.table import find_table
from panel.registry import view_class, view_of
from tests.contracts.gathered import gathered
from tests.contracts.test_routes import SCREENS
from tests.contracts.world import Person, World

NOT_IMPORTED: dict[str, str] = gathered(
    "NOT_IMPORTED",
    {
        "account": "accounts are given one by one, to people who are known",
        "role_grant": "rights are given one by one, each with its basis",
        "attachment": "is itself a file, brought in beside its record",
        "correction": "is proposed at the record that it changes, with both texts in view",
        "delegation": "lends one person's rights to another, with a written basis",
        "desk_handover": "its list is drawn up by the system on the day",
        "leave_request": "is asked by a person and granted by another, one by one",
        "term": "there is one in five years, and everything hangs on it",
        "term_setting": "is chosen from what is declared, on the page of the term",
        "urging": "begins at the record that is urged",
        "evaluation_round": "is a plan that a meeting approves; what it evaluates is imported",
        "aspect_check": "its lines are drawn up from the items of the day",
        "rating": "is given by who took part, under the matter that is rated",
        "proposal_signer": "needs the signer, or the signed paper",
        "handover": "is a batch put together from the book of cases",
        "contact_record": "stands under the handling of one unit, which a sheet cannot name",
        "commitment": "stands in the answer of one unit, which a sheet cannot name",
        "bulletin": "is made of items that are here already, and numbered at signing",
        "bulletin_item": "is chosen from the items that are here",
        "instruction": "stands on a paper that is here, whatever its kind",
        "opinion_handover": "is made from the item without the name of who reported it",
        "formal_recommendation": "is passed by a meeting, a few in a term",
    },
)
"""Types that are not imported though somebody may enter them by hand, and why."""


def _who(world: World, action: str, table: str) -> Person | None:
    """Return somebody who may do it with rows of the type."""
    for person in world.people.values():
        with world.acting(person) as actor:
            if can(actor, action, SCREENS[table]):
                return person
    return None


def _sheet(data: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def _understood(table: str, person: Person, world: World, headings: list[str]) -> Any:
    """Return the table that the importer finds in a file with these headings and one row."""
    text = io.StringIO()
    csv.writer(text).writerows([headings, ["1" for _heading in headings]])
    with world.acting(person) as actor:
        shape = shape_of(view_of(SCREENS[table]), actor)
        return shape, find_table(read(text.getvalue().encode("utf-8-sig"), "表.csv"), shape)


def test_what_is_not_imported_has_its_reason() -> None:
    closed = {
        table
        for table, cls in SCREENS.items()
        if cls.access.rules("create") and not view_class(cls).can_import
    }
    assert closed == set(NOT_IMPORTED)


@pytest.mark.parametrize("table", sorted(SCREENS))
def test_the_empty_table_of_a_type_is_understood_when_it_comes_back(world: World, table: str) -> None:
    person = _who(world, "import", table)
    address = f"/panel/{SCREENS[table].slug()}/import/template/"
    if person is None or not view_class(SCREENS[table]).can_import:
        # Whoever asks all the same is refused, and shown no table that could never come back.
        assert world.client(world.people["clerk"]).get(address).status_code in (403, 404)
        return
    answer = world.client(person).get(address)
    assert answer.status_code == 200
    headings = [str(cell) for cell in _sheet(answer.data)[0]]
    assert headings
    assert len(set(headings)) == len(headings)
    shape, found = _understood(table, person, world, headings)
    assert found.ignored == []
    assert set(found.places) == {key for key, column in shape.columns.items() if column.open}


@pytest.mark.parametrize("table", sorted(SCREENS))
def test_an_export_holds_the_rows_in_either_format(world: World, table: str) -> None:
    cls, person = SCREENS[table], _who(world, "export", table)
    if person is None:
        assert not cls.access.export
        return
    client, address = world.client(person), f"/panel/{cls.slug()}/export"
    text, book = client.get(f"{address}/csv/"), client.get(f"{address}/xlsx/")
    assert (text.status_code, book.status_code) == (200, 200)
    lines, cells = list(csv.reader(io.StringIO(text.data.decode("utf-8-sig")))), _sheet(book.data)
    assert [str(cell) for cell in cells[0]] == lines[0]
    assert len(cells) == len(lines) > 1
