"""TellerCount: a number of a sheet, read as the sheet is."""

from models.balloting.sheets import save_sheet
from models.livelihood.teller_count import TellerCount
from tests import factories
from tests.records.asserting import assert_refused, readable
from tests.records.livelihood.conftest import MakeHall


def test_every_line_and_option_has_a_number_once_a_sheet_is_saved(making_halls: MakeHall) -> None:
    hall = making_halls(",paper,")
    with hall.act(hall.teller(1)):
        save_sheet(hall.round_id, {(hall.subjects[0], hall.options["not"]): 3}, returned=6)
        save_sheet(hall.round_id, {(hall.subjects[0], hall.options["not"]): 4}, returned=6)

    rows = hall.rows(TellerCount)
    assert len(rows) == 8
    assert sorted(row.number for row in rows) == [0] * 7 + [4]


def test_nobody_else_reads_or_writes_it(making_halls: MakeHall) -> None:
    hall = making_halls(",paper,")
    with hall.act(hall.teller(1)):
        save_sheet(hall.round_id, {(hall.subjects[0], hall.options["not"]): 3}, returned=6)
    row = hall.rows(TellerCount)[0]

    for actor in (hall.clerk, hall.desk, hall.chair, hall.teller(2)):
        with hall.act(actor):
            assert readable(TellerCount) == set()
    with hall.act(hall.teller(1)), assert_refused():
        factories.make(
            TellerCount, sheet_id=row.sheet_id, subject_id=row.subject_id, option_id=row.option_id, number=9
        )
