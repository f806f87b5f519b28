"""TellerSheet: one for each teller, in person. How sheets are compared is tested with the ballots."""

import pytest

from models.access import Refused
from models.balloting.sheets import save_sheet
from models.livelihood.teller_sheet import TellerSheet
from models.problems import Invalid
from tests import factories
from tests.records.asserting import assert_refused
from tests.records.livelihood.conftest import MakeHall


def test_a_sheet_belongs_to_the_teller_who_fills_it_in(making_halls: MakeHall) -> None:
    hall = making_halls(",paper,")
    for teller in (1, 2, 1):
        with hall.act(hall.teller(teller)):
            save_sheet(hall.round_id, present=6)

    assert sorted(sheet.account_id for sheet in hall.rows(TellerSheet)) == sorted(
        hall.accounts[login] for login in ("teller1", "teller2")
    )


def test_nobody_makes_or_fills_a_sheet_another_way(making_halls: MakeHall) -> None:
    hall = making_halls(",paper,")

    for actor in (hall.clerk, hall.desk, hall.teller(1)):
        with hall.act(actor), assert_refused():
            factories.make(TellerSheet, round_id=hall.round_id, account_id=actor.account_id, present=6)
    with pytest.raises(Refused), hall.act(hall.clerk):
        save_sheet(hall.round_id, present=6)


def test_more_invalid_than_returned_is_wrong(making_halls: MakeHall) -> None:
    hall = making_halls(",paper,")

    with pytest.raises(Invalid), hall.act(hall.teller(1)):
        save_sheet(hall.round_id, returned=5, invalid=6)
