"""What leaves as an export with all that can be filled in comes back as an import that changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from panel.importer.desk import Desk
from panel.importer.recognising import ALSO_IN_ROW
from panel.importer.references import SHARED
from panel.importer.shape import shape_of
from panel.importer.staging import NOT_ONE
from panel.registry import view_class, view_of
from tests.contracts.test_routes import SCREENS
from tests.contracts.world import World

ALIKE = frozenset({ALSO_IN_ROW, SHARED, NOT_ONE})
"""Two rows that are called alike are never guessed: the office of the tests holds many, and each is pointed out."""
NOT_BACK = {"point_rule": "what comes in are published rules of other places, read item by item"}
"""Types whose export is not the sheet that is imported, and why."""
IMPORTED = sorted(
    table
    for table, cls in SCREENS.items()
    if "clerk" in cls.access.rules("create")
    and "clerk" in cls.access.rules("export")
    and view_class(cls).can_import
    and table not in NOT_BACK
)
one_engine = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True, scope="session")
"""Files are read and compared by the program, not by the database."""


def _unexpected(world: World, table: str) -> Iterator[str]:
    """Yield what the rehearsal says of a row beside that nothing changes, or that two are called alike."""
    cls, clerk = SCREENS[table], world.people["clerk"]
    with world.acting(clerk) as actor:
        open_ = [key for key, column in shape_of(view_of(cls), actor).columns.items() if column.open]
    columns = "&".join(f"col={key}" for key in open_)
    data = world.client(clerk).get(f"/panel/{cls.slug()}/export/csv/?{columns}").data
    with world.acting(clerk) as actor:
        plan = Desk(view_of(cls), actor, data, file="表.csv").plan()
        assert plan.rows, table
        for row in plan.rows:
            if row.kind in ("new", "changed"):
                yield f"row {row.number} is {row.kind}: {row.changes}"
            for problem in row.problems:
                if problem.sentence not in ALIKE:
                    yield f"row {row.number}: {problem.sentence} {problem.values}"


@one_engine
@pytest.mark.parametrize("table", IMPORTED)
def test_an_export_that_comes_back_changes_nothing(world: World, table: str) -> None:
    assert list(_unexpected(world, table)) == []


def test_whatever_a_clerk_takes_out_and_may_enter_is_among_them() -> None:
    assert len(IMPORTED) > 50
