"""Towns and villages, renamed and merged."""

from datetime import date

from models.base import db
from models.office.place import Place
from tests.factories import make_place
from tests.records.asserting import assert_invalid
from tests.records.conftest import Entering

MERGED_ON = date(2020, 4, 30)


def test_a_merged_village_is_found_and_leads_to_the_one_it_went_into(entering: Entering):
    with entering():
        town = make_place(name="柑子镇", level="town", code="511623102000")
        new = make_place(name="桅子村", parent_id=town.id)
        old = make_place(name="断石桥村", parent_id=town.id, valid_until=MERGED_ON, successor_id=new.id)
        renamed = make_place(name="香炉山村", former_names="雷平村")

        assert old.successor_id == new.id
        assert all(Place.__table__.c[name].info["search"] for name in ("name", "former_names", "code"))
        assert renamed.former_names == "雷平村"


def test_a_code_names_one_place_at_a_time(entering: Entering):
    with entering():
        old = make_place(name="旧村", valid_until=MERGED_ON)
        code = old.code
        assert make_place(name="新村", code=code, valid_from=date(2020, 5, 1)).id
    with entering(), assert_invalid("code"):
        make_place(name="又一村", code=code, valid_from=MERGED_ON, valid_until=MERGED_ON)


def test_a_place_with_a_successor_has_ended_and_follows_nobody_itself(entering: Entering):
    with entering():
        new_id = make_place().id
    with entering(), assert_invalid("valid_until"):
        make_place(successor_id=new_id)
    with entering(), assert_invalid("successor_id"):
        place = make_place(valid_until=MERGED_ON)
        place.successor_id = place.id
        db.session.flush()


def test_a_village_lies_in_a_town_and_not_the_other_way_round(entering: Entering):
    with entering():
        village_id = make_place().id
    with entering(), assert_invalid("parent_id"):
        make_place(level="town", parent_id=village_id)


def test_a_code_is_made_of_digits(entering: Entering):
    with entering(), assert_invalid("code"):
        make_place(code="５１１６")
